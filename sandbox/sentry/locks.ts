// The lock on the commits of a release: taken while a call sets them, refused at once to any other, and gone
// after ten minutes (releases/set_commits.py).

const LIFETIME = 10 * 60_000

export type Locks = ReturnType<typeof makeLocks>

export function makeLocks(now: () => number) {
  const held = new Map<string, { readonly until: number; refusals: number }>()
  /** Holds the lock for a test until freed, or until it has refused so many calls. */
  const hold = (key: string, refusals: number) => {
    const lock = { until: now() + LIFETIME, refusals }
    held.set(key, lock)
    return () => {
      if (held.get(key) === lock) held.delete(key)
    }
  }
  return {
    hold,
    /** Takes the lock and gives the function that frees it; undefined while another holds it. */
    take: (key: string) => {
      const lock = held.get(key)
      if (!lock || now() >= lock.until) return hold(key, Number.POSITIVE_INFINITY)
      lock.refusals -= 1
      if (lock.refusals <= 0) held.delete(key)
      return undefined
    },
  }
}

/** Held by version name: it may be locked by a test before the release exists. */
export function lockKey(organization: { readonly id: number }, version: string): string {
  return `${organization.id} ${version}`
}
