// Checks a name against what a vendor refuses, before any request.
import type { Limit } from '../provider/provider.ts'
import { bytes } from '../text.ts'
import { shown } from './slips.ts'

/** What is wrong with a name, as whole sentences with the cure; empty when nothing is. */
export function checkLimit(what: string, value: string, limit: Limit | undefined, vendor: string): string[] {
  if (!limit) return []
  const named = `${what} "${shown(value)}"`
  const problems: string[] = []
  if (limit.trimmed && value !== value.trim()) problems.push(`${named} has white space around it; remove it.`)
  if (/\p{Cc}/u.test(value)) problems.push(`${named} holds a control character; remove it.`)
  for (const sign of limit.forbidden ?? []) {
    if (value.includes(sign))
      problems.push(`${named} holds "${sign}", which ${vendor} refuses; use "-" or another sign.`)
  }
  for (const { pattern, says } of limit.shapes ?? []) {
    if (pattern.test(value)) problems.push(`${named} ${says}, which ${vendor} refuses; choose another name.`)
  }
  if (limit.reserved?.includes(value.toLowerCase()))
    problems.push(`${named} is a reserved word at ${vendor}; choose another name.`)
  if (limit.maxBytes !== undefined && bytes(value) > limit.maxBytes) {
    problems.push(`${named} has ${bytes(value)} bytes; ${vendor} takes at most ${limit.maxBytes}.`)
  }
  if (limit.maxLength !== undefined && value.length > limit.maxLength) {
    problems.push(`${named} has ${value.length} characters; ${vendor} takes at most ${limit.maxLength}.`)
  }
  return problems
}
