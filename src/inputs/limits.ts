// Checks a name against what a vendor refuses, before any request.
import type { Limit } from '../provider/provider.ts'
import { bytes } from '../text.ts'
import { shown, told } from './slips.ts'

/** What is wrong with a name, as whole sentences with the cure; empty when nothing is. */
export function checkLimit(what: string, value: string, limit: Limit | undefined, vendor: string): string[] {
  if (!limit) return []
  const { forbidden = [], shapes = [], reserved = [], maxBytes = Infinity, maxLength = Infinity } = limit
  const signs = forbidden.filter((sign) => value.includes(sign))
  const looks = shapes.filter(({ pattern }) => pattern.test(value))
  const problems = told([
    limit.trimmed && value !== value.trim() && 'has white space around it; remove it',
    !limit.controls && /\p{Cc}/u.test(value) && 'holds a control character; remove it',
    ...signs.map((sign) => `holds "${sign}", which ${vendor} refuses; use "-" or another sign`),
    ...looks.map(({ says }) => `${says}, which ${vendor} refuses; choose another name`),
    reserved.includes(value.toLowerCase()) && `is a reserved word at ${vendor}; choose another name`,
    bytes(value) > maxBytes && `has ${bytes(value)} bytes; ${vendor} takes at most ${maxBytes}`,
    value.length > maxLength && `has ${value.length} characters; ${vendor} takes at most ${maxLength}`,
  ])
  return problems.map((problem) => `${what} "${shown(value)}" ${problem}.`)
}
