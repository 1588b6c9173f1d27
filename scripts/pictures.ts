// npm run pictures: docs/summary-light.png and docs/summary-dark.png, from a run of dist against the Sentry sandbox.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runMain } from '../sandbox/runner.ts'
import { makeSentry, USER_TOKEN } from '../sandbox/sentry/index.ts'
import { makeClock, serve } from '../sandbox/server.ts'
import { takePicture } from './chromium.ts'
import { renderPage } from './render.ts'

const HOUR = 3_600_000
const docs = join(import.meta.dirname, '..', 'docs')

// Oldest first, as in a push event.
const subjects = [
  'feat(search): suggest words while typing (#318)',
  'fix(cart): round totals per line, not per order (#321)',
  'perf(images): load the size that is shown (#325)',
  'docs: run the shop without a payment provider',
  'fix(checkout): keep the chosen country after an error (#329)',
  'feat(account): download past invoices (#330)',
  'feat(cart): keep the basket when the session ends (#335)',
  'fix(mail): one receipt for an order of several parcels (#336)',
  'style: darker text for disabled buttons (#338)',
  'Merge pull request #340 from acme/spring-sale',
]
const authors = ['dev-one', 'dev-two', 'dev-three', 'dev-one', 'dev-four']

const shaOf = (number: number) =>
  Array.from({ length: 5 }, (_, part) =>
    (((number + 1) * 2_654_435_761 * (part + 3)) % 2 ** 32).toString(16).padStart(8, '0'),
  ).join('')
const commits = subjects.map((message, index) => {
  const author = authors[index % authors.length] ?? 'dev-one'
  const age = (subjects.length - index) * 2.4 * HOUR
  return {
    id: shaOf(index),
    message,
    timestamp: new Date(Date.now() - age).toISOString(),
    author: { name: author, email: `${author}@example.com`, username: author },
  }
})
const head = commits.at(-1)
const payload = {
  ref: 'refs/heads/main',
  before: shaOf(100),
  after: head?.id,
  created: false,
  deleted: false,
  forced: false,
  commits,
  head_commit: head,
  repository: { full_name: 'acme/shop', default_branch: 'main' },
}

const clock = makeClock()
const sentry = makeSentry({ clock })
// Earlier deploys of the environment, newest last: that one's commit is where the push begins.
for (const [index, hoursAgo] of [310, 262, 214, 197, 142, 118, 73, 51, 26].entries()) {
  const version = `web@2.${index + 3}.0`
  sentry.addRelease(version, {
    projects: ['web'],
    dateReleased: Date.now() - hoursAgo * HOUR,
    commits: [{ id: shaOf(108 - index) }],
  })
  sentry.injectDeploy(version, { environment: 'production', dateFinished: Date.now() - hoursAgo * HOUR })
}
const running = await serve(sentry, { clock })
try {
  const result = await runMain({
    with: {
      provider: 'sentry',
      token: USER_TOKEN,
      'api-url': running.url,
      'sentry-org': 'acme',
      'sentry-projects': 'web',
      environment: 'production',
      version: 'web@2.12.0',
      'started-at': new Date(Date.now() - 200_000).toISOString(),
    },
    event: { name: 'push', payload },
    github: { SHA: head?.id ?? '', ACTOR: 'dev-one', TRIGGERING_ACTOR: 'dev-one' },
  })
  if (result.code !== 0) throw new Error(result.seen)
  // The sandbox's port says nothing to a reader, and would change the links at each run.
  const markdown = result.summary.replaceAll(running.url, 'https://sentry.example')
  for (const theme of ['light', 'dark'] as const) {
    const page = renderPage(markdown, { theme, title: 'deploy summary', isMeasured: true })
    writeFileSync(join(docs, `summary-${theme}.png`), takePicture(page, 900))
  }
  console.log(result.seen)
} finally {
  await running.close()
}
