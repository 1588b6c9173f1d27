// npm run demo [-- --html FILE]: the main job as a user's workflow runs it, against the embedded sandbox.

import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parseArgs, styleText } from 'node:util'
import { runMain } from '../sandbox/runner.ts'
import { makeSentry, USER_TOKEN } from '../sandbox/sentry.ts'
import { makeClock, serve } from '../sandbox/server.ts'
import { renderPage } from './render.ts'

const { values } = parseArgs({ options: { html: { type: 'string' } } })
const heading = (text: string) => console.log(`\n${styleText('bold', `── ${text} `.padEnd(100, '─'))}`)

interface Example {
  readonly name: string
  readonly examples: readonly {
    readonly after?: string
    readonly ref?: string
    readonly deleted?: boolean
    readonly commits?: readonly unknown[]
    readonly repository: { readonly full_name: string }
  }[]
}
const examples: readonly Example[] = createRequire(import.meta.url)('@octokit/webhooks-examples')
const push = examples
  .find(({ name }) => name === 'push')
  ?.examples.find(({ deleted, commits }) => !deleted && (commits?.length ?? 0) > 0)
if (!push) throw new Error('no push example was found')

const clock = makeClock()
const sentry = makeSentry({ clock })
const running = await serve(sentry, { clock })
const inputs = {
  provider: 'sentry',
  token: USER_TOKEN,
  'api-url': running.url,
  'sentry-org': 'acme',
  'sentry-projects': 'web api',
  environment: 'production',
}
heading('step')
console.log('- uses: ./\n  with:')
for (const [name, value] of Object.entries(inputs))
  console.log(`    ${name}: ${name === 'token' ? '***' : value}`)
const result = await runMain({
  with: inputs,
  event: { name: 'push', payload: push },
  github: { SHA: push.after ?? '', REF: push.ref ?? '', REPOSITORY: push.repository.full_name },
})
heading(
  `log (exit code ${result.code}, ${Math.round(result.ms)} ms, ${running.requests.length} requests on ${running.connections()} connection)`,
)
console.log(result.seen)
heading('outputs')
for (const [name, value] of Object.entries(result.outputs)) console.log(`${name.padEnd(14)} ${value}`)
heading('job summary')
console.log(result.summary)
heading('what Sentry holds now')
console.log(JSON.stringify(sentry.describe(), null, 2))
if (values.html) {
  writeFileSync(values.html, renderPage(result.summary, { theme: 'auto', title: 'record-deploy' }))
  console.log(`\nThe summary as a page: ${values.html}`)
}
await running.close()
process.exitCode = result.code ?? 1
