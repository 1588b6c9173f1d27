// How a stage ends for the user: what an error means, with its title, its cure's page, and whether `on-error` may soften it.
import { isExpected } from '../errors.ts'
import type { Host } from '../host.ts'
import { commonInputs } from '../inputs/common.ts'
import { variable } from '../inputs/given.ts'
import { type Family, families, familyOf, helpUrl } from './help.ts'
import type { Report } from './report.ts'

/** How a stage ended. */
export interface StageEnding {
  /** The sentences for the annotation. */
  readonly fails?: string
  readonly title?: string
  /** It may be a warning, by `on-error`. */
  readonly isSoft?: boolean
  /** It is one. */
  readonly isSoftened?: boolean
}

/** What an error means for the user. */
export interface ErrorMeaning {
  readonly problem: string
  readonly title: string
  readonly help: string
  readonly isSoft: boolean
  /** It is a warning, by `on-error`. */
  readonly isSoftened: boolean
  readonly family: Family
}

const SOFTEN = ' With on-error: warn it would be a warning, and the job would go on.'

/** Input errors always fail; what is not ours is our bug, and says so. */
export function failureOf(error: unknown, host: Host, who = 'record-deploy'): ErrorMeaning {
  const family = familyOf(error)
  const title = family === 'input' ? 'Inputs' : `${who}: ${families[family]}`
  const isSoft = family !== 'input'
  const isSoftened = isSoft && isForgiven(host.env)
  const common = { title, help: helpUrl(family, host.env), isSoft, isSoftened, family }
  // To somebody who has it, it is no advice.
  const advice = family === 'unavailable' && !isSoftened ? SOFTEN : ''
  if (isExpected(error)) return { ...common, problem: `${error.message}${advice}` }
  host.debug(error instanceof Error ? (error.stack ?? error.message) : String(error))
  const text = error instanceof Error ? error.message : String(error)
  const problem = `This is a bug in record-deploy: ${text}. Run the job again with debug logging and report it.`
  return { ...common, problem }
}

/** What it means that nobody knows what the main stage began. */
export function unknownState(problem: string, { env }: Host): ErrorMeaning {
  const family = 'uncertain'
  const common = { title: 'State', family, help: helpUrl(family, env), isSoft: true } as const
  return { ...common, problem, isSoftened: isForgiven(env) }
}

function isForgiven(env: Host['env']): boolean {
  const onError = commonInputs['on-error'].read((env[variable('on-error')] ?? '').trim())
  return 'value' in onError && onError.value === 'warn'
}

type EndingParts = Pick<ErrorMeaning, 'problem' | 'title' | 'help' | 'isSoft' | 'isSoftened'>

/** The end of a failed stage, with the page that explains it. */
export function endingOf({ problem, title, help, isSoft, isSoftened }: EndingParts): StageEnding {
  return { fails: `${problem}\nSee ${help}`, title, isSoft, isSoftened }
}

/** A step may fail although no error was thrown: the provider carried the deploy out, and it did not succeed. */
export function verdict({ receipts, plan, problem, help, outcome }: Report): StageEnding {
  if (!receipts.some(({ fails }) => fails !== undefined)) return {}
  return endingOf({
    problem,
    help,
    title: `${plan.provider.name}: the deploy ended ${outcome}`,
    isSoft: false,
    isSoftened: false,
  })
}
