// Asks GitHub the same question about many things, a few at a time.

/** How many requests may be under way at once; GitHub's own limit is 100 for all of a token's. */
export const CONCURRENCY = 8

/** The answers in the order of the items. The first question that fails ends it. */
export async function askEach<T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<R[]> {
  // Loaded when it is needed: most runs ask GitHub nothing of the kind.
  const { default: pMap } = await import('p-map')
  return pMap(items, ask, { concurrency: CONCURRENCY })
}
