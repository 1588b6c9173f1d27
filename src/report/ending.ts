// How a stage ends for the user: what an error means, with its title, its cure's page, and whether `on-error` may soften it.
import { isExpected } from '../errors.ts'
import type { Host } from '../host.ts'
import { SOFTEN } from '../http/failure.ts'
import { families, familyOf, helpUrl } from './help.ts'
import type { Report } from './report.ts'

/** How a stage ended: `fails` holds the sentences for the annotation; `isSoft` may be a warning by `on-error`. */
export interface StageEnding {
  readonly fails?: string
  readonly title?: string
  readonly isSoft?: boolean
}

/** What an error means for the user. */
export interface ErrorMeaning {
  readonly problem: string
  readonly title: string
  readonly help: string
  readonly isSoft: boolean
  readonly isBug: boolean
}

/** Input errors always fail; what is not ours is our bug, and says so. */
export function failureOf(error: unknown, host: Host, who = 'record-deploy'): ErrorMeaning {
  const family = familyOf(error)
  const title = family === 'input' ? 'Inputs' : `${who}: ${families[family]}`
  const isBug = family === 'bug'
  const common = { title, help: helpUrl(family, host.env), isSoft: family !== 'input', isBug }
  // To somebody who has it, it is no advice.
  const isWarn = /^\s*warn\s*$/i.test(host.env['INPUT_ON-ERROR'] ?? '')
  if (isExpected(error))
    return { ...common, problem: isWarn ? error.message.replaceAll(SOFTEN, '') : error.message }
  host.debug(error instanceof Error ? (error.stack ?? error.message) : String(error))
  const text = error instanceof Error ? error.message : String(error)
  const problem = `This is a bug in record-deploy: ${text}. Run the job again with debug logging and report it.`
  return { ...common, problem }
}

/** The end of a failed stage, with the page that explains it. */
export function endingOf({ problem, title, help, isSoft }: Omit<ErrorMeaning, 'isBug'>): StageEnding {
  return { fails: `${problem}\nSee ${help}`, title, isSoft }
}

/** A step may fail although no error was thrown: the provider carried the deploy out, and it did not succeed. */
export function verdict({ receipts, plan, problem, help, outcome }: Report): StageEnding {
  if (!receipts.some(({ fails }) => fails !== undefined)) return {}
  return endingOf({
    problem,
    help,
    title: `${plan.provider.name}: the deploy ended ${outcome}`,
    isSoft: false,
  })
}
