// Time and peak memory by the number of commits, from the push payload and from GitHub's compare pages.
import type { ChildProcess } from 'node:child_process'
import { runMain, type StepOptions } from '../sandbox/runner.ts'
import type { Setting } from './compare.ts'
import { inputsOf } from './contenders.ts'
import { median, watchMemory } from './process.ts'
import { type RemoteService, startService } from './service.ts'

const COUNTS = [1, 100, 2_000, 10_000] as const
const ROUNDS = 5

export interface Grown {
  readonly source: 'payload' | 'compare'
  readonly commits: number
  readonly ms: number
  /** MiB; undefined where the system does not tell. */
  readonly peak: number | undefined
  /** MiB of the event file, or of GitHub's answers. */
  readonly payload: number
  readonly gitHubRequests: number
}

const MIB = 1024 * 1024

export async function measureGrowth({ certificate, certificateFile }: Setting): Promise<Grown[]> {
  const sentry = await startService({ service: 'sentry', tls: certificate })
  const all: Grown[] = []
  try {
    for (const commits of COUNTS) {
      const github = await startService({
        service: 'github',
        commits: commits + 1,
        switches: { 'rate-limit': 'off' },
      })
      const measure = { sentry, github, commits, certificateFile }
      all.push(await grow({ ...measure, source: 'payload' }), await grow({ ...measure, source: 'compare' }))
      github.close()
    }
  } finally {
    sentry.close()
  }
  return all
}

interface Measure {
  readonly sentry: RemoteService
  readonly github: RemoteService
  readonly commits: number
  readonly certificateFile: string
  readonly source: Grown['source']
}

async function grow(measure: Measure): Promise<Grown> {
  const { sentry, github, commits, source } = measure
  const times: number[] = []
  const peaks: number[] = []
  const step = stepOf(measure)
  for (let round = 0; round < ROUNDS; round++) {
    await sentry.reset()
    times.push((await checked(step)).ms)
    await sentry.reset()
    await github.reset()
    let peak = (): number | undefined => undefined
    await checked({
      ...step,
      onStart: (child: ChildProcess) => {
        peak = watchMemory(child)
      },
    })
    const found = peak()
    if (found !== undefined) peaks.push(found)
  }
  const { requests, bytesDown } = await github.count()
  const text = JSON.stringify(step.event.payload, null, 2)
  return {
    source,
    commits,
    ms: median(times),
    peak: peaks.length > 0 ? median(peaks) : undefined,
    payload: (source === 'payload' ? Buffer.byteLength(text) : bytesDown) / MIB,
    gitHubRequests: requests.length,
  }
}

async function checked(step: StepOptions) {
  const result = await runMain(step)
  if (result.code !== 0) throw new Error(`growth: ended with ${result.code}:\n${result.log}`)
  return result
}

// Without a token nothing can be asked of GitHub, and the payload is all there is.
function stepOf({ sentry, github, commits, certificateFile, source }: Measure): StepOptions {
  const [before = '', ...shas] = github.shas
  const list = shas.map((id, index) => ({
    id,
    message: `Change number ${index + 1}\n\nWhat it is for, in a sentence or two, as people write it.`,
    timestamp: new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString(),
    author: { name: 'Mona Lisa', email: 'mona@example.com', username: 'mona' },
    added: [`src/file-${index}.ts`],
    removed: [],
    modified: [],
  }))
  const inPayload = source === 'payload' ? list : list.slice(-Math.min(20, commits))
  return {
    with: {
      ...inputsOf(sentry.url),
      'github-token': source === 'payload' ? '' : 'github-token',
      ...(source === 'compare' ? { 'commits-from': before } : {}),
    },
    event: {
      name: 'push',
      payload: {
        ref: 'refs/heads/main',
        before,
        after: shas.at(-1),
        repository: { full_name: 'acme/unlinked', default_branch: 'main' },
        head_commit: list.at(-1),
        commits: inPayload,
      },
    },
    github: { SHA: shas.at(-1) ?? '', REPOSITORY: 'acme/unlinked', API_URL: github.relayUrl },
    env: { NODE_EXTRA_CA_CERTS: certificateFile },
  }
}
