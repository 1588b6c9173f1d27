// npm run step -- provider=sentry environment=production … : runs the built action once with any inputs, as the runner does,
// against the stand-in of its provider, or against api-url where that is given.
import { readFileSync } from 'node:fs'
import { type Fault, parseFault } from '../sandbox/faults.ts'
import { standIn as github } from '../sandbox/github/index.ts'
import { shopHistory } from '../sandbox/github/shop.ts'
import { standIns } from '../sandbox/index.ts'
import { runMain } from '../sandbox/runner.ts'
import { makeClock, serve } from '../sandbox/server.ts'
import { pushOf } from './demo/events.ts'
import { end, orUsage } from './options.ts'
import { plainSummary } from './plain.ts'

const USAGE = `usage: npm run step -- provider=ID [INPUT=VALUE …] [event=NAME] [payload=FILE] [fault=TEXT …] [@NAME=VALUE …]

  INPUT=VALUE   an input of the action; those of a plain step at the stand-in are filled in where none is given
  api-url=URL   a server of your own in place of the stand-in
  event=NAME    the event, push by default; payload=FILE is its JSON
  fault=TEXT    what the stand-in does wrong, e.g. "503 POST / x2"; npm run sandbox -- --help lists them all
  @NAME=VALUE   an environment variable of the step

providers: ${Object.keys(standIns).join(', ')}`

interface Wish {
  readonly inputs: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
  readonly event: string
  /** That of the event's file; undefined where none is given. */
  readonly payload: unknown
  readonly faults: readonly Fault[]
}

/** @throws with a sentence about what was given */
function readWish(words: readonly string[]): Wish {
  const pairs = words.map((word): [string, string] => {
    const at = word.indexOf('=')
    if (at < 1) throw new Error(`"${word}": write INPUT=VALUE`)
    return [word.slice(0, at), word.slice(at + 1)]
  })
  const env = pairs.filter(([name]) => name.startsWith('@')).map(([name, value]) => [name.slice(1), value])
  const {
    event = 'push',
    payload = '',
    ...inputs
  } = Object.fromEntries(pairs.filter(([name]) => !name.startsWith('@') && name !== 'fault'))
  const faults = pairs.filter(([name]) => name === 'fault').map(([, text]) => parseFault(text))
  const read: unknown = payload ? JSON.parse(readFileSync(payload, 'utf8')) : undefined
  return { inputs, env: Object.fromEntries(env), event, payload: read, faults }
}

/** Runs the step and shows what a person would see; its exit code. */
async function runOnce({ inputs, env, event, payload, faults }: Wish): Promise<number> {
  const clock = makeClock()
  const id = inputs['provider'] ?? ''
  const standIn = inputs['api-url'] ? undefined : standIns[id]
  const history = shopHistory()
  const isGitHub = id === 'github'
  const repository = await serve(github.make({ clock, history }), { clock, faults: isGitHub ? faults : [] })
  const running = standIn && !isGitHub ? await serve(standIn.make({ clock }), { clock, faults }) : undefined
  const push = pushOf(history)
  // A GitHub of one's own is also the one that the workflow runs on, as its token is for no other.
  const gitHub = isGitHub ? inputs['api-url'] || repository.url : repository.url
  try {
    const plain = standIn ? { token: standIn.token, ...standIn.with } : {}
    const result = await runMain({
      with: { ...plain, ...(running ? { 'api-url': running.url } : {}), ...inputs },
      event: { name: event, payload: payload ?? push.payload },
      github: { ...push.variables, API_URL: gitHub },
      token: github.token,
      env,
    })
    console.log(result.seen)
    console.log('\nOutputs')
    for (const [name, value] of Object.entries(result.outputs)) {
      if (value !== '' && name !== 'result')
        console.log(`  ${name.padEnd(14)} ${value.replaceAll('\n', '\n                 ')}`)
    }
    console.log(`\nSummary\n\n${plainSummary(result.summary)}`)
    return result.code ?? 1
  } finally {
    await running?.close()
    await repository.close()
  }
}

const words = process.argv.slice(2)
if (words.length === 0 || words.includes('--help')) end(USAGE, 0)
process.exitCode = await runOnce(orUsage(USAGE, () => readWish(words)))
