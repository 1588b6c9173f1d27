// An answer that ends the handling of a request at once, from wherever it is found out.
import type { SandboxReply } from '../service.ts'

/** Thrown by look-ups and checks, so that who calls them need not ask whether they went well. */
export class Refusal extends Error {
  readonly reply: SandboxReply
  constructor(reply: SandboxReply) {
    super(`answered ${reply.status}`)
    this.reply = reply
  }
}

/** What was looked up; the refusal when it is not there. */
export function must<T>(found: T | undefined, refusal: SandboxReply): T {
  if (found === undefined) throw new Refusal(refusal)
  return found
}

/** The answer, given or thrown. Any other error is a fault of the sandbox itself. */
export function replyOf(handle: () => SandboxReply): SandboxReply {
  try {
    return handle()
  } catch (error) {
    return refusalIn(error)
  }
}

/** The refusal that was thrown. */
export function refusalIn(error: unknown): SandboxReply {
  if (error instanceof Refusal) return error.reply
  throw error
}
