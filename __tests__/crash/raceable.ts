// Providers where parallel jobs may record at once, and how their sandbox makes that hard.

interface Race {
  readonly environments: readonly string[]
  readonly switches: Readonly<Record<string, string>>
  /** Releases there must be in the end. */
  readonly releases: number
}

export const raceable: Readonly<Record<string, Race>> = {
  sentry: {
    environments: ['staging', 'production'],
    switches: { latency: '20', commitLock: '60', rateLimits: 'true' },
    releases: 1,
  },
  github: { environments: ['staging', 'production'], switches: { lag: '2' }, releases: 1 },
}
