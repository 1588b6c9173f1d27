// Many runs at one Sentry with its real limits, while another user of the same token takes most of what is allowed. They come
// in waves, as deploys do that one merge sets off.
import { createHash } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import pMap from 'p-map'
import { runMain } from '../sandbox/runner.ts'
import { inputsOf } from './contenders.ts'
import { OTHERS } from './others.ts'
import { type RemoteService, type SentRequest, startService } from './service.ts'

interface LoadSetting {
  readonly runs: number
}

export interface Loaded {
  readonly runs: number
  readonly pool: number
  /** From one wave of as many runs as the pool has to the next, in milliseconds. */
  readonly waveMs: number
  /** Requests a second by the other user, of the 40 that are allowed. */
  readonly othersPerSecond: number
  readonly succeeded: number
  /** Releases and deploys that the service holds: as many as runs when nothing was lost and nothing came twice. */
  readonly releases: number
  readonly deploys: number
  /** Ours, refused ones included. */
  readonly requests: number
  readonly leastRequests: number
  readonly refused: number
  readonly totalMs: number
  /** Milliseconds of each run that was not refused. */
  readonly undisturbed: readonly number[]
}

const POOL = 8
// Not of whole seconds, so that the waves meet the second of the limit at every point of it.
const WAVE_MS = 5_300
const REQUESTS_A_RUN = 4
const OTHERS_PER_SECOND = 36

export async function measureLoad({ runs }: LoadSetting): Promise<Loaded> {
  const service = await startService({
    service: 'sentry',
    switches: { rateLimits: 'true' },
    othersPerSecond: OTHERS_PER_SECOND,
  })
  const started = performance.now()
  try {
    const results = await pMap(
      Array.from({ length: runs }, (_, index) => index),
      async (index) => {
        const due = started + Math.floor(index / POOL) * WAVE_MS
        await setTimeout(Math.max(0, due - performance.now()))
        return oneRun(service.url, index)
      },
      { concurrency: POOL },
    )
    const totalMs = performance.now() - started
    const ours = (await service.count()).requests.filter(isOurs)
    return {
      runs,
      pool: POOL,
      waveMs: WAVE_MS,
      othersPerSecond: OTHERS_PER_SECOND,
      succeeded: results.filter(({ code }) => code === 0).length,
      ...(await held(service)),
      requests: ours.length,
      leastRequests: runs * REQUESTS_A_RUN,
      refused: ours.filter(({ status }) => status === 429).length,
      totalMs,
      undisturbed: results.filter(({ log }) => !log.includes(' again in ')).map(({ ms }) => ms),
    }
  } finally {
    service.close()
  }
}

function oneRun(url: string, index: number) {
  const sha = createHash('sha1').update(`run ${index}`).digest('hex')
  const commit = {
    id: sha,
    message: `Change number ${index}`,
    timestamp: '2026-01-01T00:00:00Z',
    author: { name: 'Mona Lisa', email: 'mona@example.com' },
  }
  return runMain({
    with: inputsOf(url),
    event: {
      name: 'push',
      payload: {
        ref: 'refs/heads/main',
        before: 'a'.repeat(40),
        after: sha,
        repository: { full_name: 'acme/unlinked', default_branch: 'main' },
        head_commit: commit,
        commits: [commit],
      },
    },
    github: { SHA: sha, REPOSITORY: 'acme/unlinked', RUN_ID: String(1_000 + index) },
  })
}

function isOurs({ headers }: SentRequest): boolean {
  return headers['user-agent'] !== OTHERS
}

async function held(service: RemoteService): Promise<{ releases: number; deploys: number }> {
  const organizations = (await service.count()).held as readonly {
    readonly releases: readonly { readonly deploys: readonly unknown[] }[]
  }[] // What the stand-in's `describe` gives.
  const releases = organizations.flatMap((organization) => organization.releases)
  return {
    releases: releases.length,
    deploys: releases.reduce((sum, { deploys }) => sum + deploys.length, 0),
  }
}
