// record-deploy beside sentry-cli and beside the bare requests: interleaved, against one sandbox in its own process.
import { join } from 'node:path'
import type { Certificate } from './certificate.ts'
import {
  bareCli,
  floorOf,
  makeRepository,
  nodeWithCli,
  type Place,
  type PushedCommit,
  type Run,
  recordDeploy,
} from './contenders.ts'
import { median, watchMemory } from './process.ts'
import { type RemoteService, startService } from './service.ts'

export interface Compared {
  readonly roundTripMs: number
  readonly results: Readonly<Record<ContenderName, Measured>>
}

export type ContenderName = 'record-deploy' | 'Node + sentry-cli' | 'four sentry-cli' | 'floor'

export interface Measured {
  readonly times: readonly number[]
  readonly ms: number
  readonly requests: number
  readonly connections: number
  readonly bytesUp: number
  readonly bytesDown: number
  /** MiB; undefined where the system does not tell. */
  readonly peak: number | undefined
}

export interface Setting {
  readonly rounds: number
  readonly certificate: Certificate
  readonly certificateFile: string
  readonly folder: string
}

/** Without added latency and at 40 ms. */
export async function compare(setting: Setting): Promise<Compared[]> {
  const repository = join(setting.folder, 'repository')
  const commits = makeRepository(repository, 3)
  const all: Compared[] = []
  for (const roundTripMs of [0, 40]) all.push(await compareAt(roundTripMs, setting, repository, commits))
  return all
}

async function compareAt(
  roundTripMs: number,
  { rounds, certificate, certificateFile }: Setting,
  folder: string,
  commits: readonly PushedCommit[],
): Promise<Compared> {
  const service = await startService({ roundTripMs, tls: certificate })
  try {
    const relayed: Place = { url: service.relayUrl, certificateFile, folder, commits }
    // The relay is a hop of its own: without latency it is only used to count.
    const timed: Place = roundTripMs === 0 ? { ...relayed, url: service.url } : relayed
    const runs = await contenders(relayed, service)
    const times = new Map<ContenderName, number[]>()
    for (let round = 0; round < rounds; round++) {
      for (const [name, run] of runs) {
        await service.reset()
        times.set(name, [...(times.get(name) ?? []), await timeOf(name, run, timed)])
      }
    }
    const results: [ContenderName, Measured][] = []
    for (const [name, run] of runs)
      results.push([name, await countOf(run, relayed, service, times.get(name) ?? [])])
    return { roundTripMs, results: Object.fromEntries(results) as Compared['results'] } // all of `contenders`
  } finally {
    service.close()
  }
}

/** The floor repeats what record-deploy sent, so that runs first. */
async function contenders(place: Place, service: RemoteService): Promise<[ContenderName, Run][]> {
  await service.reset()
  await timeOf('record-deploy', recordDeploy, place)
  const { requests } = await service.count()
  return [
    ['record-deploy', recordDeploy],
    ['Node + sentry-cli', nodeWithCli],
    ['four sentry-cli', bareCli],
    ['floor', floorOf(requests)],
  ]
}

async function timeOf(name: string, run: Run, place: Place): Promise<number> {
  const { ms, code, log } = await run(place)
  if (code !== 0) throw new Error(`${name} ended with ${code}:\n${log}`)
  return ms
}

const MEMORY_ROUNDS = 3

/** Requests, connections, bytes and memory, in runs of their own that are not timed. */
async function countOf(
  run: Run,
  place: Place,
  service: RemoteService,
  times: readonly number[],
): Promise<Measured> {
  const peaks: number[] = []
  for (let round = 0; round < MEMORY_ROUNDS; round++) {
    await service.reset()
    // sentry-cli alone starts several processes, one after the other.
    const watches: (() => number | undefined)[] = []
    await run(place, (child) => watches.push(watchMemory(child)))
    const found = watches.map((end) => end()).filter((peak) => peak !== undefined)
    if (found.length > 0) peaks.push(Math.max(...found))
  }
  const { requests, connections, bytesUp, bytesDown } = await service.count()
  const peak = peaks.length > 0 ? median(peaks) : undefined
  return { times, ms: median(times), requests: requests.length, connections, bytesUp, bytesDown, peak }
}
