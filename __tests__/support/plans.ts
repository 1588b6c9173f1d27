// Plans, jobs and providers made of nothing but what a test needs.
import type { AnyJob, Work } from '../../src/carry-out.ts'
import type { CommitRange, RunContext } from '../../src/context/context.ts'
import { commonInputs } from '../../src/inputs/common.ts'
import type { Inputs } from '../../src/inputs/kinds.ts'
import { camelCase, type ReadInputs } from '../../src/inputs/read.ts'
import { makePlan, type Plan, type PlanParts } from '../../src/plan.ts'
import type { AnyProvider, Calls, Receipt } from '../../src/provider.ts'

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

/** A provider with these functions and no inputs or calls. */
export function fakeProvider(functions: Partial<AnyProvider> = {}): AnyProvider {
  return {
    id: 'sentry',
    name: 'Fake',
    effect: 'records',
    operations: [],
    where: 'in Fake under Deploys',
    tokenEnv: 'FAKE_TOKEN',
    inputs: {} satisfies Inputs,
    calls: {} satisfies Calls,
    limits: {},
    hints: {},
    connect: () => ({ baseUrl: 'https://example.com', headers: {}, secrets: [] }),
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
  return { common: values, manifest: provider, own: {}, token: 'token', warnings: [], notices: [] }
}

export function planOf(
  provider: AnyProvider,
  common: Partial<Common> = {},
  parts: Partial<PlanParts> = {},
): Plan {
  return makePlan({
    stage: 'main',
    inputs: inputsOf(provider, common),
    provider,
    context,
    version: { version: '1.4.0', reason: 'given', isDerived: false, warnings: [] },
    range,
    environment: 'production',
    startedAt: 1_000,
    history: [],
    ...parts,
  })
}

interface Worked extends Work {
  readonly lines: string[]
  readonly waits: number[]
}

/** The work of a plan, by a clock that jumps. */
export function workOf(
  provider: AnyProvider,
  plan: Plan,
  { deployId = '', deadline = 1_200_000 }: { deployId?: string; deadline?: number } = {},
): Worked {
  const lines: string[] = []
  const waits: number[] = []
  let at = 0
  const job: AnyJob = {
    api: { send: () => Promise.reject(new Error('a fake provider sends nothing')) },
    own: {},
    environment: plan.environment,
    context,
    webUrl: 'https://example.com',
    now: () => at,
    operation: plan.operation,
    version: plan.version.version,
    isVersionDerived: false,
    isVersionNew: true,
    description: plan.deploy.description,
    matrixKey: '0',
    range,
    facts: undefined,
    commitsMode: 'auto',
    wait: true,
    deployId,
  }
  const clock = {
    deadline,
    now: () => at,
    random: () => 0.5,
    info: (line: string) => lines.push(line),
    sleep: async (ms: number) => {
      waits.push(ms)
      at += ms
    },
  }
  return { plan, provider, job, deployId, clock, lines, waits }
}

export function receipt(over: Partial<Receipt> = {}): Receipt {
  return { step: 'deploy', outcome: 'recorded', id: '7', ...over }
}
