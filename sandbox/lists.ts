// How a request wants lists, beyond what its own query says: for the faults of order and size.
import type { SandboxRequest } from './server.ts'

/** The values in the order that is given out: a fault may turn it round. */
export function ordered<T>(values: readonly T[], { isReversed }: SandboxRequest): readonly T[] {
  return isReversed ? values.toReversed() : values
}

/** How many stand on a page: a fault may allow fewer. */
export function pageSize(size: number, { mostOnPage = Number.POSITIVE_INFINITY }: SandboxRequest): number {
  return Math.min(size, mostOnPage)
}
