// Providers where parallel jobs may record at once, and how their sandbox makes that hard. Retrace knows a deploy by its
// three names, so jobs of one version are one deploy; at Akkeris it takes a minute to know that a release is overtaken.

interface Race {
  readonly environments: readonly string[]
  readonly switches: Readonly<Record<string, string>>
  /** Releases there must be in the end. */
  readonly releases: number
  /** A newer deploy removes one that has not begun, so not every job's is there in the end (Beanstalk). */
  readonly overtakes?: true
}

export const raceable: Readonly<Record<string, Race>> = {
  sentry: {
    environments: ['staging', 'production'],
    switches: { latency: '20', commitLock: '60', rateLimits: 'true' },
    releases: 1,
  },
  beanstalk: { environments: ['Production'], switches: {}, releases: 0, overtakes: true },
  github: { environments: ['staging', 'production'], switches: { lag: '2' }, releases: 1 },
}
