// Faults, as data and as one line of text, so that code and the command line inject the same ones.
import type { Recorded, SandboxReply, SandboxRequest, Service } from './server.ts'

type FaultAction =
  | { readonly kind: 'status'; readonly status: number; readonly acted: boolean }
  | { readonly kind: 'cut' | 'hang'; readonly acted: boolean }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'html' | 'empty' | 'truncated' }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'reply'; readonly reply: SandboxReply; readonly acted: boolean }

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

export interface Faults {
  add(fault: Fault | string): void
  clear(): void
  /** The fault for this request, counted as used. */
  take(request: SandboxRequest): Fault | undefined
}

export const FAULTS =
  '429, 500-after (acts, then answers 500), cut, cut-after, hang, hang-after, slow=MS, html, empty, truncated, redirect=URL'

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
    throw new Error(`fault "${text}": write ACTION METHOD /PATHPART [xN] [after=K]; actions: ${FAULTS}`)
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

function parseAction(word: string, text: string): FaultAction {
  const acted = word.endsWith('-after')
  const name = acted ? word.slice(0, -'-after'.length) : word
  if (/^[1-5]\d\d$/.test(name)) return { kind: 'status', status: Number(name), acted }
  if (name === 'cut' || name === 'hang') return { kind: name, acted }
  if (name === 'html' || name === 'empty' || name === 'truncated') return { kind: name }
  const [key, value = ''] = name.split(/=(.*)/s)
  if (key === 'slow' && /^\d+$/.test(value)) return { kind: 'slow', ms: Number(value) }
  if (key === 'redirect' && value) return { kind: 'redirect', to: value }
  throw new Error(`fault "${text}": unknown action "${word}"; actions: ${FAULTS}`)
}

/** A list of faults, first match wins, each used up after its number of times. */
export function faultList(initial: readonly (Fault | string)[]): Faults {
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
    take: (request) => {
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

/** Carries a fault out: the reply to send, or what to do with the connection instead. */
export async function applyFault(
  fault: Fault,
  request: Recorded,
  service: Service,
  handle: () => Promise<SandboxReply>,
): Promise<SandboxReply | 'cut' | 'hang'> {
  const { action } = fault
  switch (action.kind) {
    case 'status': {
      if (action.acted) await handle()
      const reply = service.refuse(action.status, request)
      return { ...reply, headers: { ...reply.headers, ...fault.headers } }
    }
    case 'cut':
    case 'hang':
      if (action.acted) await handle()
      return action.kind
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, action.ms))
      return handle()
    case 'html':
      await handle()
      return {
        status: 200,
        headers: { 'content-type': 'text/html' },
        text: '<html><body>Welcome</body></html>',
      }
    case 'empty': {
      const { status } = await handle()
      return { status, text: '' }
    }
    case 'truncated': {
      const reply = await handle()
      const whole = reply.json === undefined ? (reply.text ?? '') : JSON.stringify(reply.json)
      const headers = { 'content-type': 'application/json', ...reply.headers }
      return { status: reply.status, headers, text: whole.slice(0, Math.floor(whole.length / 2)) }
    }
    case 'redirect':
      return { status: 302, headers: { location: action.to }, text: '' }
    case 'reply':
      if (action.acted) await handle()
      return action.reply
  }
}
