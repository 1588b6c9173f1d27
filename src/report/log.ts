// Plan and receipts → lines for the log; pure. The host makes every line harmless.
import type { Plan } from '../plan.ts'
import type { Receipt } from '../provider.ts'
import { plural } from '../text.ts'
import type { Report } from './report.ts'

/** The plan, before anything is done. */
export function describePlan(plan: Plan): string[] {
  const { version, range, provider, environment, deploy } = plan
  const effect = provider.effect === 'deploys' ? 'this starts a real deployment' : 'records'
  return [
    `Plan: ${plan.operation} with ${provider.name} (${effect})`,
    `  version      ${version.version} (${version.reason})`,
    `  commits      ${commitsWords(plan)}`,
    ...(environment ? [`  environment  ${environment}, as "${deploy.name}" ${deploy.marker}`] : []),
    ...(plan.kind === 'deploy' ? [] : [`  kind         ${plan.kind}`]),
    `  steps        ${stepsWords(plan)}`,
    ...(range.base ? [`  range        ${range.base.slice(0, 12)}..${range.head.slice(0, 12)}`] : []),
  ]
}

function stepsWords({ steps, looksFirst, deploy, provider }: Plan): string {
  if (steps.length === 0)
    return `no deploy is written: the job ended with ${deploy.status}, and ${provider.name} keeps only deploys that were made`
  return `${steps.join(' → ')}${looksFirst ? ' (a re-run: looks for its earlier deploy first)' : ''}`
}

function commitsWords({ range }: Plan): string {
  return `${plural(range.total, 'commit')} (${range.source}: ${range.reason})`
}

/** One line for what a step did. */
export function describeReceipt(receipt: Receipt, { version, environment }: Plan): string {
  const id = receipt.id ? ` ${receipt.id}` : ''
  const note = receipt.note ? `: ${receipt.note}` : ''
  switch (receipt.step) {
    case 'release':
      return receipt.created
        ? `Release ${version.version} created with ${plural(receipt.commitCount ?? 0, 'commit')}${note}`
        : `Release ${version.version} was there already${note}`
    case 'revision':
      return `Revision is there${note}`
    case 'build':
      return `Build${id} ${receipt.outcome}${note}`
    case 'deploy':
      return `Deploy${id} to ${environment} ${receipt.outcome}${note}`
    case 'wait':
      return `Deploy${id} to ${environment} ended: ${receipt.outcome}${note}`
    case 'finish':
      return `Deploy${id} to ${environment} closed: ${receipt.outcome}${note}`
    case 'retry':
      return `Deploy${id} started again${note}`
  }
}

/** The closing line. */
export function describeEnd({ plan, outcome, deployId, problem }: Report): string {
  const what = plan.environment ? `${plan.version.version} to ${plan.environment}` : plan.version.version
  const id = deployId ? `, deploy ${deployId}` : ''
  return `${plan.provider.name}: ${what}: ${outcome}${id}${problem ? ' (see the error)' : ''}`
}
