// The three ways things go wrong that are not our bug. Anything else that is thrown is a bug and says so.

/** The workflow file must change. Holds every problem found, each with its cure. */
export class InputError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    const count = problems.length === 1 ? '1 input needs' : `${problems.length} inputs need`
    super(`${count} attention:\n${problems.map((problem) => `- ${problem}`).join('\n')}`)
    this.name = 'InputError'
    this.problems = problems
  }
}

/** An answer came that was not the promised one. */
export class ApiError extends Error {
  /** The HTTP status; 2xx when the body was not the promised one. */
  readonly status: number
  /** True when the server may have acted all the same, e.g. a 502 after a write was sent. */
  readonly mayHaveHappened: boolean

  constructor(
    message: string,
    { status, mayHaveHappened }: Pick<ApiError, 'status' | 'mayHaveHappened'>,
    cause?: unknown,
  ) {
    super(message, { cause })
    this.name = 'ApiError'
    this.status = status
    this.mayHaveHappened = mayHaveHappened
  }
}

/** No answer came: not connected, timed out, cut, or the deadline or a cancellation came first. */
export class NetworkError extends Error {
  readonly mayHaveHappened: boolean
  /**
   * What came before the answer. `cut`: the connection ended, so the server may never have read the request; `left`: our
   * deadline, while the provider goes on without us.
   */
  readonly reason: 'network' | 'cut' | 'deadline' | 'left' | 'cancelled'

  constructor(
    message: string,
    mayHaveHappened: boolean,
    cause?: unknown,
    reason: NetworkError['reason'] = 'network',
  ) {
    super(message, { cause })
    this.name = 'NetworkError'
    this.mayHaveHappened = mayHaveHappened
    this.reason = reason
  }
}

/** The runner has cancelled the step. */
export function cancellation(message: string, mayHaveHappened: boolean, cause?: unknown): NetworkError {
  return new NetworkError(message, mayHaveHappened, cause, 'cancelled')
}

/** The same error in other words. */
export function reworded(error: ApiError | NetworkError, message: string): ApiError | NetworkError {
  return error instanceof ApiError
    ? new ApiError(message, error, error)
    : new NetworkError(message, error.mayHaveHappened, error, error.reason)
}

/** Could the write behind this error have been carried out although no good answer was read? */
export function mayHaveHappened(error: unknown): error is ApiError | NetworkError {
  return (error instanceof ApiError || error instanceof NetworkError) && error.mayHaveHappened
}

/** Was the connection cut, so that nobody works on the request any more? After a time-out or a 5xx somebody still may. */
export function wasCut(error: unknown): boolean {
  return error instanceof NetworkError && error.reason === 'cut'
}

/** Is it one of ours, so that its message is fit for users? */
export function isExpected(error: unknown): error is InputError | ApiError | NetworkError {
  return error instanceof InputError || error instanceof ApiError || error instanceof NetworkError
}
