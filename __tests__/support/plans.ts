// Plans, jobs and providers made of nothing but what a test needs.
import { makeMarker } from '../../src/deploy/marker.ts'
import { makePlan, type Plan, type PlanParts } from '../../src/deploy/plan.ts'
import type { PlanWork } from '../../src/deploy/progress.ts'
import type { CommitRange, RunContext } from '../../src/event/context.ts'
import { commonInputs } from '../../src/inputs/common.ts'
import type { Inputs } from '../../src/inputs/kinds.ts'
import { camelCase, type ReadInputs } from '../../src/inputs/read.ts'
import type { Adoption, AnyAct, AnyJob, AnyProvider, Calls, Receipt } from '../../src/provider/provider.ts'

export const context: RunContext = {
  event: 'push',
  repository: { owner: 'acme', name: 'shop', full: 'acme/shop' },
  serverUrl: 'https://github.com',
  githubApiUrl: 'https://api.github.com',
  runId: '4242',
  runNumber: '42',
  runAttempt: 1,
  runUrl: 'https://github.com/acme/shop/actions/runs/4242',
  workflow: 'Deploy',
  job: 'deploy',
  step: '__run',
  actor: 'octocat',
  ref: 'main',
  refKind: 'branch',
  headSha: 'a'.repeat(40),
  defaultBranch: 'main',
}

export const range: CommitRange = {
  head: 'a'.repeat(40),
  source: 'push',
  reason: 'the push',
  status: 'ahead',
  commits: [{ sha: 'a'.repeat(40), message: 'fix: a thing\n\nat length' }],
  total: 1,
  warnings: [],
}

/** The functions of a provider by short names, so that a test names no more than it is about. */
export interface ActFunctions {
  readonly createRelease?: AnyAct['make']
  readonly findRelease?: AnyAct['find']
  readonly confirmRelease?: AnyAct['make']
  readonly createBuild?: AnyAct['make']
  readonly readBuild?: AnyAct['read']
  readonly createDeploy?: AnyAct['make']
  readonly findDeploy?: AnyAct['find']
  readonly checkDeploy?: AnyAct['check']
  readonly readDeploy?: AnyAct['read']
  readonly adoptDeploy?: Adoption<AnyJob>['look']
  readonly adoptWithinMs?: Adoption<AnyJob>['withinMs']
  readonly finishDeploy?: AnyAct['make']
  readonly findFinish?: AnyAct['find']
  readonly findOpen?: AnyAct['find']
  readonly retryDeploy?: AnyAct['make']
  readonly findRetry?: AnyAct['find']
  readonly arrives?: AnyProvider['arrives']
}

const never = () => Promise.reject(new Error('this was not to be made'))

/** The acts that these functions make. */
export function actsOf(given: ActFunctions): Partial<AnyProvider> {
  const { createRelease, confirmRelease, createBuild, finishDeploy, findOpen, retryDeploy, arrives } = given
  const act = (make: AnyAct['make'], rest: Partial<AnyAct>): AnyAct => ({ make, ...defined(rest) })
  const { adoptDeploy: look, adoptWithinMs: withinMs = () => 0 } = given
  const deploy = act(given.createDeploy ?? never, {
    find: given.findDeploy,
    check: given.checkDeploy,
    read: given.readDeploy,
  } as Partial<AnyAct>)
  return {
    ...(arrives ? { arrives } : {}),
    ...(createRelease
      ? {
          release: {
            ...act(createRelease, { find: given.findRelease } as Partial<AnyAct>),
            ...(confirmRelease ? { confirm: confirmRelease } : {}),
          },
        }
      : {}),
    ...(createBuild ? { build: act(createBuild, { read: given.readBuild } as Partial<AnyAct>) } : {}),
    deploy: { ...deploy, ...(look ? { adopt: { look, withinMs } } : {}) },
    ...(finishDeploy
      ? {
          finish: {
            ...act(finishDeploy, { find: given.findFinish } as Partial<AnyAct>),
            ...(findOpen ? { open: (job, ours) => findOpen(job, ours, 'earlier') } : {}),
          },
        }
      : {}),
    ...(retryDeploy ? { retry: act(retryDeploy, { find: given.findRetry } as Partial<AnyAct>) } : {}),
  }
}

function defined<T extends object>(all: T): T {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as T
}

/** A provider with these functions and no inputs or calls. */
export function fakeProvider(functions: Partial<AnyProvider> = {}): AnyProvider {
  return {
    id: 'sentry',
    name: 'Fake',
    where: 'in Fake under Deploys',
    tokenEnv: 'FAKE_TOKEN',
    identity: 'lookup',
    inputs: {} satisfies Inputs,
    calls: {} satisfies Calls,
    hints: {},
    connect: () => ({ baseUrl: 'https://example.com', headers: {}, secrets: [] }),
    target: () => [],
    deploy: { make: () => Promise.reject(new Error('a fake provider makes nothing')) },
    ...functions,
  }
}

type Common = ReadInputs['common']

/** The inputs of a step: the defaults, and these. */
export function inputsOf(provider: AnyProvider, common: Partial<Common> = {}): ReadInputs {
  const defaults = Object.entries(commonInputs).map(([name, input]) => {
    const read = input.read('')
    return [camelCase(name), 'value' in read ? read.value : undefined]
  })
  // Each declared input was read by its own declaration.
  // The runner evaluates the default of `status`.
  const values = { ...Object.fromEntries(defaults), status: 'success', ...common } as Common
  return { common: values, provider, own: {}, token: 'token', warnings: [], notices: [] }
}

export type PlanOverrides = Partial<Omit<PlanParts, 'session'>> & {
  readonly environment?: string
  readonly context?: RunContext
}

export function planOf(
  provider: AnyProvider,
  common: Partial<Common> = {},
  { environment = 'production', context: own = context, ...parts }: PlanOverrides = {},
): Plan {
  const inputs = inputsOf(provider, common)
  const { matrixKey, onRerun } = inputs.common
  const base = { ...jobOf(own, environment), own: {} }
  return makePlan({
    stage: 'main',
    session: {
      provider,
      inputs,
      base,
      markerOf: makeMarker({
        context: own,
        matrixKey,
        target: [],
        environment,
        isNewEachAttempt: onRerun === 'new',
      }),
      isRerun: own.runAttempt > 1 && onRerun === 'reuse',
    },
    saved: { deployId: '' },
    version: { version: '1.4.0', reason: 'given', isDerived: false, isNew: true, warnings: [] },
    range,
    startedAt: 1_000,
    ...parts,
  })
}

function jobOf(own: RunContext, environment: string) {
  return {
    api: { send: () => Promise.reject(new Error('a fake provider sends nothing')) },
    own: {},
    environment,
    context: own,
    webUrl: 'https://example.com',
    now: () => 0,
  }
}

interface Worked extends PlanWork {
  readonly lines: string[]
  readonly waits: number[]
}

/** The work of a plan, by a clock that jumps. */
export function workOf(
  provider: AnyProvider,
  plan: Plan,
  { deadline = 1_200_000 }: { deadline?: number } = {},
): Worked {
  const lines: string[] = []
  const waits: number[] = []
  let at = 0
  const job: AnyJob = {
    ...jobOf(context, plan.environment),
    now: () => at,
    operation: plan.operation,
    version: plan.version.version,
    isVersionDerived: false,
    isVersionNew: true,
    isRangeDerived: true,
    isRangeFiltered: false,
    description: plan.deploy.description,
    matrixKey: '0',
    range,
    facts: undefined,
    commitsMode: 'auto',
    wait: true,
    deployId: plan.deploy.id,
  }
  const clock = {
    deadline,
    uptime: () => at,
    random: () => 0.5,
    info: (line: string) => lines.push(line),
    sleep: async (ms: number) => {
      waits.push(ms)
      at += ms
    },
  }
  return { plan, provider, job, clock, lines, waits }
}

export function receipt(over: Partial<Receipt> = {}): Receipt {
  return { step: 'deploy', outcome: 'recorded', id: '7', ...over }
}
