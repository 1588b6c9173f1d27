// Faults, as data and as one line of text, so that code and the command line inject the same ones. What each does to an
// answer stands in strike.ts.
import { type FaultAction, parseAction } from './fault-words.ts'
import type { SandboxRequest } from './service.ts'

export interface Fault {
  readonly action: FaultAction
  /** `*` for any method. */
  readonly method: string
  /** A part of the raw path; `/` matches every path. */
  readonly path: string
  /** How often it strikes; Infinity for always. */
  readonly times: number
  /** Matching requests to let pass first. */
  readonly skip: number
  /** Headers added to a status fault, e.g. `retry-after`. */
  readonly headers: Readonly<Record<string, string>>
}

export type Faults = ReturnType<typeof faultList>

/**
 * Reads `ACTION [header=value …] METHOD PATHPART [xN] [after=K]`, for example
 * `429 retry-after=2 POST /releases/ x2` or `cut-after POST /deploys/`. `xN` defaults to `x1`; `x*` means always.
 */
export function parseFault(text: string): Fault {
  const words = text.trim().split(/\s+/)
  const word = words.shift() ?? ''
  const headers: Record<string, string> = {}
  while (words[0]?.includes('=') && !words[0].startsWith('/')) {
    const [name = '', ...value] = (words.shift() ?? '').split('=')
    headers[name.toLowerCase()] = value.join('=')
  }
  const method = words.shift()
  const path = words.shift()
  if (!method || !path?.startsWith('/')) {
    throw new Error(
      `fault "${text}": write ACTION METHOD /PATHPART [xN] [after=K]; npm run sandbox lists the actions`,
    )
  }
  const times = words.find((each) => /^x(\d+|\*)$/.test(each))?.slice(1) ?? '1'
  const skip = words.find((each) => /^after=\d+$/.test(each))?.slice('after='.length) ?? '0'
  return {
    action: parseAction(word, text),
    method: method.toUpperCase(),
    path,
    times: times === '*' ? Number.POSITIVE_INFINITY : Number(times),
    skip: Number(skip),
    headers,
  }
}

/** A list of faults, first match wins, each used up after its number of times. */
export function faultList(initial: readonly (Fault | string)[]) {
  let entries: { fault: Fault; seen: number; used: number }[] = []
  const add = (fault: Fault | string) => {
    entries.push({ fault: typeof fault === 'string' ? parseFault(fault) : fault, seen: 0, used: 0 })
  }
  for (const fault of initial) add(fault)
  return {
    add,
    clear: () => {
      entries = []
    },
    /** The fault for this request, counted as used. */
    take: (request: SandboxRequest): Fault | undefined => {
      for (const entry of entries) {
        if (!matches(entry.fault, request) || entry.used >= entry.fault.times) continue
        entry.seen += 1
        if (entry.seen <= entry.fault.skip) continue
        entry.used += 1
        return entry.fault
      }
      return undefined
    },
  }
}

function matches(fault: Fault, request: SandboxRequest): boolean {
  return (fault.method === '*' || fault.method === request.method) && request.path.includes(fault.path)
}
