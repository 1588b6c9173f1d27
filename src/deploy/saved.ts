// What the main stage leaves for the post stage: saved before the first write, so that a killed main still gets closed.
import * as v from 'valibot'
import { InputError } from '../errors.ts'
import type { Host } from '../host.ts'
import { commonInputs } from '../inputs/common.ts'
import { allInputs, variable } from '../inputs/given.ts'
import { parseJson } from '../json.ts'
import { oneLine } from '../text.ts'

const Fields = v.object({
  /** `idle`: nothing to close. `starting`: a write may be under way. `started`: it is open. */
  phase: v.picklist(['idle', 'starting', 'started']),
  version: v.string(),
  environment: v.string(),
  /** Milliseconds since the epoch that `Date` can write. */
  startedAt: v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15)),
  deployId: v.string(),
  /** The commit that is deployed: `ref` may have named another one than the event's. */
  target: v.exactOptional(
    v.object({
      commit: v.object({ sha: v.string() }),
      ref: v.string(),
      refKind: v.picklist(['branch', 'tag', 'none']),
    }),
  ),
  /**
   * The step's inputs as the runner's variables, without secrets. Inside a composite action the post stage may get none of
   * them (actions/runner issue 2030), or the state of another use of the step (issue 1947).
   */
  given: v.exactOptional(v.record(v.string(), v.string())),
})
export type SavedState = Readonly<v.InferOutput<typeof Fields>>

// Whatever is to be closed was begun by a run that knew what, where and when.
const Kept = v.pipe(
  Fields,
  v.check(
    (saved) => !hasToClose(saved) || [saved.version, saved.environment, saved.startedAt].every(Boolean),
  ),
)

const NAME = 'run'
export const idle: SavedState = { phase: 'idle', version: '', environment: '', startedAt: 0, deployId: '' }

/** Keeps it for the post stage; what was saved last counts. */
export function save(host: Pick<Host, 'saveState'>, saved: SavedState): void {
  host.saveState(NAME, JSON.stringify(saved))
}

/** What main saved last; undefined where it left nothing that `save` writes. */
export function readSaved(host: Pick<Host, 'readState'>): SavedState | undefined {
  const kept = v.safeParse(Kept, parseJson(host.readState(NAME)))
  return kept.success ? kept.output : undefined
}

/** Why there is nothing to read, and what that leaves open; a main stage that was to track nothing leaves nothing open. */
export function savedProblem({ readState, env }: Pick<Host, 'readState' | 'env'>): string | undefined {
  const left =
    'A deploy that it started may still be open: look at the provider, and close it with operation: finish.'
  if (readState(NAME) !== '') return `The state that the main stage left is not readable. ${left}`
  const operation = (env[variable('operation')] ?? '').trim().toLowerCase()
  return operation === 'track' ? `The main stage left no state. ${left}` : undefined
}

/** Is there anything for the post stage to do? */
export function hasToClose(saved: SavedState | undefined): saved is SavedState {
  return saved !== undefined && saved.phase !== 'idle'
}

/** Which deploy main left open, and how to close it. */
export function stillOpen({ deployId, version, environment, given = {} }: SavedState): string {
  const id = deployId ? ` ${deployId}` : ''
  const at = given['INPUT_PROVIDER'] ? ` (provider ${given['INPUT_PROVIDER']})` : ''
  return `Deploy${id} of ${oneLine(version, 80)} to ${oneLine(environment, 80)}${at} may still be open: close it with operation: finish.`
}

/** The inputs that are kept for the post stage: no secret, and not `status`, which is known only when the job ends. */
export function givenOf({ env, hide }: Pick<Host, 'env' | 'hide'>): Readonly<Record<string, string>> {
  const given = Object.entries(allInputs())
    .filter(([name, { kind }]) => kind !== 'secret' && name !== 'status')
    .map(([name]) => [variable(name), (env[variable(name)] ?? '').trim()] as const)
  return Object.fromEntries(given.filter(([, value]) => value !== '' && hide(value) === value))
}

/**
 * The variables of the stage, with the inputs that main had where the runner gives none.
 * @throws InputError when they are those of another step
 */
export function withGiven(env: Host['env'], { given = {} }: SavedState): Host['env'] {
  const now = (name: string) => (env[name] ?? '').trim()
  const place = placeInputs().find((name) => given[name] && now(name) && given[name] !== now(name))
  if (place)
    throw new InputError([
      `the runner gave this post stage the state of another step, which happens when a composite action is used twice (actions/runner issue 1947): ${place.slice(6).toLowerCase()} is "${oneLine(now(place), 80)}" here, and "${oneLine(given[place] ?? '', 80)}" in the state. The deploy to ${oneLine(now('INPUT_ENVIRONMENT'), 80)} that this step started is still open: close it with operation: finish, and use each in a job of its own.`,
    ])
  const lost = Object.entries(given).filter(([name]) => now(name) === '')
  return lost.length > 0 ? { ...env, ...Object.fromEntries(lost) } : env
}

/** The inputs that say where a deploy goes; others may be expressions that come out otherwise when the job ends. */
function placeInputs(): readonly string[] {
  const own = Object.entries(allInputs())
    .filter(([name, { kind }]) => !(name in commonInputs) && ['text', 'list'].includes(kind))
    .map(([name]) => name)
  return ['provider', 'environment', 'api-url', 'version-prefix', ...own].map(variable)
}
