// Checks a name against what a vendor refuses, before any request.
import type { Limit } from '../provider/provider.ts'
import { bytes, oneLine } from '../text.ts'

/** What is wrong with a name, as whole sentences with the cure; empty when nothing is. */
export function checkLimit(what: string, value: string, limit: Limit | undefined, vendor: string): string[] {
  if (!limit) return []
  const shown = `${what} "${oneLine(value, 80)}"`
  const problems: string[] = []
  if (limit.trimmed && value !== value.trim()) problems.push(`${shown} has white space around it; remove it.`)
  if (limit.controls !== true && /\p{Cc}/u.test(value))
    problems.push(`${shown} holds a control character; remove it.`)
  for (const sign of limit.forbidden ?? []) {
    if (value.includes(sign))
      problems.push(`${shown} holds "${sign}", which ${vendor} refuses; use "-" or another sign.`)
  }
  for (const { pattern, says } of limit.shapes ?? []) {
    if (pattern.test(value)) problems.push(`${shown} ${says}, which ${vendor} refuses; choose another name.`)
  }
  if (limit.reserved?.includes(value.toLowerCase()))
    problems.push(`${shown} is a reserved word at ${vendor}; choose another name.`)
  if (limit.maxBytes !== undefined && bytes(value) > limit.maxBytes) {
    problems.push(`${shown} has ${bytes(value)} bytes; ${vendor} takes at most ${limit.maxBytes}.`)
  }
  if (limit.maxLength !== undefined && value.length > limit.maxLength) {
    problems.push(`${shown} has ${value.length} characters; ${vendor} takes at most ${limit.maxLength}.`)
  }
  return problems
}
