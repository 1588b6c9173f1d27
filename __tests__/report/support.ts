// Hand-made plans, receipts and reports.

import type { Plan } from '../../src/deploy/plan.ts'
import { ApiError } from '../../src/errors.ts'
import type { Commit } from '../../src/event/context.ts'
import type { PastDeploy, Receipt } from '../../src/provider/provider.ts'
import { endingOf } from '../../src/report/ending.ts'
import { makeReport, type Report, type ReportParts } from '../../src/report/report.ts'
import { context } from '../support/plans.ts'

export const NOW = Date.UTC(2026, 9, 2, 14, 3, 12)
export const HOUR = 3_600_000
export const DAY = 24 * HOUR

function shaOf(number: number): string {
  return (number * 2_654_435_761).toString(16).padStart(40, '5d3e')
}

export function commitOf(index: number, over: Partial<Commit> = {}): Commit {
  const name = `dev-${['one', 'two', 'three'][index % 3]}`
  const time = NOW - (index + 1) * 2 * HOUR
  return { sha: shaOf(index + 1), message: `fix: change ${index}`, authorName: name, time, ...over }
}

export function commitsOf(count: number, message = (index: number) => `fix: change ${index}`): Commit[] {
  return Array.from({ length: count }, (_, index) => commitOf(index, { message: message(index) }))
}

export function pastOf(count: number, outcome: PastDeploy['outcome'] = 'recorded'): PastDeploy[] {
  return Array.from({ length: count }, (_, index) => ({
    id: String(900 - index),
    version: `web@1.3.${20 - index}`,
    sha: shaOf(500 + index),
    outcome,
    at: NOW - (index + 1) * 26 * HOUR,
    url: `https://sentry.example/releases/${index}/`,
  }))
}

/** A deploy of web@1.4.0 to production at Sentry, of a push of three commits. */
export function planOf(over: Partial<Plan> = {}): Plan {
  return {
    stage: 'main',
    operation: 'deploy',
    provider: { name: 'Sentry', effect: 'records', home: 'https://acme.sentry.io' },
    version: { version: 'web@1.4.0', reason: 'given', isDerived: false, isNew: true, warnings: [] },
    environment: 'production',
    context: { ...context, headSha: shaOf(1) },
    range: {
      base: shaOf(400),
      head: shaOf(1),
      source: 'push',
      reason: 'what the push brought',
      status: 'ahead',
      commits: commitsOf(3),
      total: 3,
      warnings: [],
    },
    kind: 'deploy',
    deploy: {
      name: 'Deploy #42',
      description: 'fix: change 0',
      url: 'https://github.com/acme/shop/actions/runs/4242',
      marker: '[1a2b3c4d]',
      startedAt: NOW - 200_000,
      status: 'success',
      id: '',
      subject: '',
      ignore: [],
    },
    deploys: [],
    warnings: [],
    steps: ['release', 'deploy'],
    looksFirst: false,
    dryRun: false,
    ...over,
  }
}

export function rangeOf(over: Partial<Plan['range']>): Plan['range'] {
  return { ...planOf().range, ...over }
}

export const released: Receipt = {
  step: 'release',
  outcome: 'created',
  id: 'web@1.4.0',
  url: 'https://acme.sentry.example/organizations/acme/releases/web%401.4.0/',
  created: true,
  commitCount: 3,
}
export const recorded: Receipt = {
  step: 'deploy',
  outcome: 'recorded',
  id: '1007',
  url: 'https://acme.sentry.example/organizations/acme/releases/web%401.4.0/',
  startedAt: NOW - 200_000,
  finishedAt: NOW,
}

interface ReportOptions extends Partial<Pick<ReportParts, 'history' | 'warnings' | 'now'>> {
  /** The message of the error that ended the steps: a refusal, or what it says. */
  readonly problem?: string
  readonly failure?: unknown
  readonly onError?: 'fail' | 'warn'
}

export function reportOf(
  plan: Plan,
  receipts: readonly Receipt[],
  { problem, onError = 'fail', history = [], warnings = [], now = NOW, ...ended }: ReportOptions = {},
): Report {
  const refused = { status: 403, mayHaveHappened: false }
  const { failure = problem === undefined ? undefined : new ApiError(problem, refused) } = ended
  const env = {
    GITHUB_ACTION_REPOSITORY: 'acme/record-deploy',
    GITHUB_ACTION_REF: 'v1',
    'INPUT_ON-ERROR': onError,
  }
  const ending = endingOf(plan, { receipts, failure }, { env, debug: () => undefined })
  return makeReport({ plan, receipts, ending, history, warnings, began: NOW - 850, now })
}

/** A provider that deploys, as a plan tells of it. */
export const beanstalk = {
  name: 'Beanstalk',
  effect: 'deploys',
  home: 'https://acme.beanstalkapp.com',
} as const
