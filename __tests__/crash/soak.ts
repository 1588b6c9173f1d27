// npm run soak [-- --minutes 5 --seed N]: the crash stories with random faults, until the time is over or one goes wrong.
// Everything random comes from the printed seed. With --hostile: see hostile.ts.

import { readOptions } from '../../scripts/options.ts'
import { fixtures } from '../contract/fixtures.ts'
import { hostile } from './hostile.ts'
import { actionsOf } from './kinds.ts'
import { pick, randomFrom } from './random.ts'
import { type Crash, messagesOf, problemsOf, scriptsOf, tell } from './story.ts'

const USAGE = `usage: npm run soak [-- [--minutes N] [--seed N] [--hostile]]

  --minutes N  how long; 5 by default
  --seed N     where chance begins; printed, so that a run can be repeated
  --hostile    texts, secrets and files of the runner at their worst instead, with the built dist/

Ends with exit code 1 and the story at the first one that goes wrong.`

const values = readOptions(
  USAGE,
  { minutes: { type: 'string', default: '5' }, seed: { type: 'string' }, hostile: { type: 'boolean' } },
  ['minutes', 'seed'],
)
const seed = Number(values.seed ?? Date.now() % 1_000_000_000)
const end = Date.now() + Number(values.minutes) * 60_000
const ACTIONS = [
  '429',
  '429 retry-after=2',
  '500',
  '500-after',
  '502',
  '502-after',
  '503',
  '503 retry-after=1',
  '504-after',
  'cut',
  'cut-after',
  'html',
  'empty',
  'truncated',
  'slow=5',
]

console.log(`seed ${seed}, ${values.minutes} minutes`)
if (values.hostile) process.exit(await hostile(seed, end))
let stories = 0
const ends = new Map<string, number>()
while (Date.now() < end) {
  const number = seed + stories
  const random = randomFrom(number)
  const fixture = pick(random, fixtures)
  const script = pick(random, scriptsOf(fixture))
  const actions = [...ACTIONS, ...actionsOf(fixture)]
  const drawn = Array.from({ length: Math.floor(random() * 4) }, () => {
    const method = pick(random, ['GET', 'POST', '*'])
    const action = pick(random, actions)
    const when = `x${1 + Math.floor(random() * 3)} after=${Math.floor(random() * 4)}`
    return `${action} ${method} / ${when}`
  })
  // A server that changes its pages from one request to the next has no list that could be read.
  const paged = drawn.find((fault) => fault.startsWith('pages'))
  const faults = paged ? [`${paged.split(' ', 1)[0]} * / x*`] : drawn
  // After a cut a provider that records is looked at for 5 s, and no longer: what is carried out later still is no story.
  const isLate = faults.some((fault) => /late=|slow=1/.test(fault))
  const kinds = isLate ? (['kill', 'cancel'] as const) : (['kill', 'cancel', 'cut'] as const)
  const crash: Crash | undefined =
    random() < 0.5
      ? undefined
      : {
          kind: pick(random, kinds),
          phase: pick(random, ['unsent', 'before', 'after', 'answered'] as const),
          request: 1 + Math.floor(random() * 8),
        }
  const told = await tell(fixture, script, crash, faults)
  stories += 1
  const last = messagesOf(told).at(-1) === 'fine' ? 'fine' : 'explained failure'
  ends.set(`${fixture.id}: ${last}`, (ends.get(`${fixture.id}: ${last}`) ?? 0) + 1)
  const problems = problemsOf(fixture, script, told)
  if (problems.length === 0) continue
  console.error(
    JSON.stringify(
      { seed: number, provider: fixture.id, script, faults, crash, problems, messages: messagesOf(told) },
      null,
      2,
    ),
  )
  process.exit(1)
}
console.log(`${stories} stories, none went wrong`)
for (const [what, count] of [...ends].sort()) console.log(`  ${what}: ${count}`)
