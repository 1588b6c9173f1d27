// Runs a step of a provider against its sandbox, in this process.
import type { HeldDeploy, MakeOptions, StandInService } from '../../sandbox/kit/stand-in.ts'
import {
  type Clock,
  makeClock,
  type Recorded,
  type Running,
  type ServeOptions,
  type Service,
  serve,
} from '../../sandbox/server.ts'
import { push, pushVariables } from '../support/events.ts'
import { type RunOptions, runStep, type StepResult } from '../support/step.ts'
import type { Fixture } from './fixtures.ts'

/** A stand-in, and what a plain step at it is given. */
export interface Subject<W extends World = World> extends Pick<Fixture, 'id' | 'token' | 'with'> {
  make(options: MakeOptions): W
}

type World = Service & { readonly surprises: readonly string[] }

export interface Stage<W extends Service = StandInService> {
  readonly world: W
  readonly running: Running
  readonly clock: Clock
  /** Runs main with the fixture's inputs and these. */
  run(inputs?: Readonly<Record<string, string>>, options?: Partial<RunOptions>): Promise<StepResult>
  /** `GET /path` of each request so far. */
  requests(): string[]
  /** The bodies that were sent to the end of a path, oldest first. */
  sent(method: string, end: string): Record<string, unknown>[]
}

export interface StageOptions {
  readonly faults?: readonly string[]
  readonly switches?: Readonly<Record<string, string>>
  readonly hook?: NonNullable<ServeOptions['hook']>
  /** The clock leaps while an answer is withheld. */
  readonly leaps?: true
}

/** A fresh sandbox with faults, given to `act`, and closed whatever happens. It must not have been surprised. */
export async function onStage<W extends World>(
  subject: Subject<W>,
  act: (stage: Stage<W>) => Promise<void>,
  { faults = [], switches = {}, hook, leaps }: StageOptions = {},
): Promise<void> {
  const clock = makeClock()
  const world = subject.make({ clock, switches })
  const running = await serve(world, {
    clock,
    faults,
    ...(hook ? { hook } : {}),
    ...(leaps ? { leaps } : {}),
  })
  const { requests } = running
  try {
    await act({
      world,
      running,
      clock,
      run: (inputs, options) => runStep({ clock, ...step(subject, running, inputs), ...options }),
      requests: () => requests.map(({ method, path }) => `${method} ${path}`),
      sent: (method, end) =>
        requests
          .filter((each) => each.method === method && decodeURIComponent(each.path).endsWith(end))
          .map(({ text }) => JSON.parse(text)),
    })
    // The soak test runs this without jest.
    if (world.surprises.length > 0)
      throw new Error(`the stand-in did not expect: ${world.surprises.join('; ')}`)
  } finally {
    await running.close()
  }
}

/** The options of a step, for this process or for the bundle. */
export function step(subject: Subject, running: Running, inputs: Readonly<Record<string, string>> = {}) {
  return {
    with: {
      provider: subject.id,
      token: subject.token,
      'api-url': running.url,
      'patch-set': 'false',
      ...subject.with,
      ...inputs,
    },
    event: push(),
    // A read of commits from GitHub must never leave the machine in a test.
    github: pushVariables(3, { API_URL: 'http://127.0.0.1:9' }),
  }
}

/** The last eight hexadecimal digits that stand alone: a commit before them is longer. */
export function markerIn({ text }: HeldDeploy): string | undefined {
  return text.match(/\b[0-9a-f]{8}\b/g)?.at(-1)
}

/** Requests that write: everything but GET, and what the stand-in knows as a read. */
export function writes(running: Running, { isRead }: Pick<Fixture, 'isRead'> = {}) {
  return running.requests.filter((each) => each.method !== 'GET' && !isRead?.(each))
}

/** Does it make the deploy itself, and not what is about it (GitHub: its statuses)? */
export function isDeployWrite({ write, isRead }: Fixture, request: Recorded): boolean {
  const isThere = request.method === write.method && request.path.endsWith(write.path)
  return isThere && !isRead?.(request)
}

export function deployWrites(fixture: Fixture, { requests }: Running): readonly Recorded[] {
  return requests.filter((each) => isDeployWrite(fixture, each))
}
