// What the stand-in holds, and what it makes of a new deployment and of a search. [S] vendor source, [D] vendor
// documentation, [T] told by users, [A] assumed.
import { createHash } from 'node:crypto'
import { GraphQLError } from 'graphql'
import type { Clock } from '../server.ts'

export interface Entity {
  readonly guid: string
  readonly name: string
}

export interface Deployment {
  readonly deploymentId: string
  readonly entityGuid: string
  readonly version: string
  readonly timestamp: number
  readonly commit?: string
  readonly changelog?: string
  readonly description?: string
  readonly deepLink?: string
  readonly user?: string
  readonly groupId?: string
  readonly deploymentType?: string
}

export interface Held extends Deployment {
  /** When it was written, by the clock. */
  readonly writtenAt: number
}

export type NewDeployment = Omit<Deployment, 'deploymentId' | 'timestamp'> & { readonly timestamp?: number }

const DAY_MS = 86_400_000
// [A] The vendor names no numbers.
const LENGTHS = {
  version: 1024,
  changelog: 4096,
  description: 4096,
  deepLink: 4096,
  user: 1024,
  groupId: 1024,
  commit: 1024,
}

/** A UUID of the server's own making [D]. */
export function newDeployment(
  given: NewDeployment,
  { clock, count, isStrict }: { readonly clock: Clock; readonly count: number; readonly isStrict: boolean },
): Held {
  const { timestamp = clock.now() } = given
  // [S] the words that the vendor's integration test waits for.
  if (Math.abs(timestamp - clock.now()) > DAY_MS)
    throw refused('The timestamp must not be more than 24 hours before or after now.')
  const long = Object.entries(LENGTHS).filter(([name, max]) => textOf(given, name).length > max)
  if (long.length > 0 && isStrict)
    throw refused(`Field length exceeded: ${long.map(([name]) => name).join(', ')}.`)
  const short = Object.fromEntries(long.map(([name, max]) => [name, textOf(given, name).slice(0, max)]))
  const hex = createHash('sha256').update(`deployment ${count}`).digest('hex')
  const deploymentId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
  return { deploymentType: 'BASIC', ...given, ...short, deploymentId, timestamp, writtenAt: clock.now() }
}

function textOf(values: object, name: string): string {
  const found: unknown = Object.entries(values).find(([key]) => key === name)?.[1]
  return typeof found === 'string' ? found : ''
}

/** A refusal that comes with 200. */
export function refused(message: string, errorClass = 'INVALID_INPUT'): GraphQLError {
  return new GraphQLError(message, { extensions: { errorClass } })
}

/** `groupId = 'x' AND version = '1.0'`; another field, or another form, is refused [A: the words]. */
export function matches(query: string): (each: object) => boolean {
  const conditions = conditionsOf(query, /^\s*(\w+)\s*=\s*'((?:[^'\\]|\\.)*)'\s*$/)
  return (each) =>
    conditions.every(([, name = '', value]) => textOf(each, name) === value?.replace(/\\(.)/g, '$1'))
}

/** The parts of a query, each of this form. */
export function conditionsOf(query: string, form: RegExp): readonly (readonly string[])[] {
  return query.split(/\s+AND\s+/i).map((part) => {
    const condition = form.exec(part)
    if (!condition) throw refused(`The query cannot be read: ${query}`)
    return condition
  })
}
