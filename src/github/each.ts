// Asks GitHub the same question about many things, a few at a time.
import pMap from 'p-map'
import { CONCURRENCY } from '../http/connect.ts'

/** The answers in the order of the items. The first question that fails ends it. */
export function askEach<T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<R[]> {
  return pMap(items, ask, { concurrency: CONCURRENCY })
}
