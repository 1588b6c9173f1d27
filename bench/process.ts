// Runs a process and measures it.
import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

export interface Ran {
  readonly ms: number
  readonly code: number | null
  readonly log: string
}

interface Command {
  readonly file: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
}

/** Runs a command to its end; the time is from the spawn to the closing of its outputs. */
export async function runProcess(command: Command, onStart?: (child: ChildProcess) => void): Promise<Ran> {
  const started = performance.now()
  const child = spawn(command.file, command.args, {
    cwd: command.cwd,
    env: command.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onStart?.(child)
  let log = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      log += chunk.toString('utf8')
    })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  return { ms: performance.now() - started, code, log }
}

/**
 * Watches the peak resident memory of a process and of its children, by the kernel's own high-water mark (VmHWM of
 * /proc/PID/status, Linux). Not for timed runs: reading it often costs time.
 * @returns a function that ends the watch and tells MiB: the process itself plus the largest child; undefined elsewhere
 */
export function watchMemory(child: ChildProcess): () => number | undefined {
  const { pid } = child
  if (process.platform !== 'linux' || pid === undefined) return () => undefined
  const peaks = new Map<number, number>()
  const look = () => {
    for (const each of [pid, ...childrenOf(pid)]) {
      const kib = /VmHWM:\s+(\d+)/.exec(readText(`/proc/${each}/status`))?.[1]
      if (kib !== undefined) peaks.set(each, Math.max(peaks.get(each) ?? 0, Number(kib)))
    }
  }
  const timer = setInterval(look, 1)
  return () => {
    clearInterval(timer)
    const own = peaks.get(pid) ?? 0
    const others = [...peaks].filter(([each]) => each !== pid).map(([, kib]) => kib)
    return (own + Math.max(0, ...others)) / 1024
  }
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
      .flatMap((task) => readText(`/proc/${pid}/task/${task}/children`).trim().split(' '))
      .filter((text) => text !== '')
      .map(Number)
  } catch {
    return []
  }
}

/** Empty when it is gone: a process may end at any time. */
function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
