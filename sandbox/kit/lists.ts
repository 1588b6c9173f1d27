// How a request wants lists, beyond what its own query says: for the faults of order and size.
import type { SandboxRequest } from '../service.ts'

/** The values in the order that is given out: a fault may turn it round. */
export function ordered<T>(values: readonly T[], { isReversed }: SandboxRequest): readonly T[] {
  return isReversed ? values.toReversed() : values
}

/** How many stand on a page: a fault may allow fewer. */
export function pageSize(size: number, { mostOnPage = Number.POSITIVE_INFINITY }: SandboxRequest): number {
  return Math.min(size, mostOnPage)
}

/** A page of so many values, in the order that is given out; the first is 1. */
export function pageOf<T>(
  values: readonly T[],
  request: SandboxRequest,
  most: number,
  page = 1,
): readonly T[] {
  const size = pageSize(most, request)
  return ordered(values, request).slice((page - 1) * size, page * size)
}
