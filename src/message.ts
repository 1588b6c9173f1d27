// What a commit message says of itself (conventionalcommits.org 1.0.0, and the numbers that GitHub's merges add). Anybody
// whose commit is merged wrote it, so every reader here takes time linear in its length, whatever it holds.

export interface Header {
  /** Lower case; empty when the line is not conventional. */
  readonly type: string
  readonly scope: string
  /** What follows the colon, or the whole line. */
  readonly subject: string
  /** A `!` before the colon. */
  readonly isBreaking: boolean
}

// No type and scope is longer; what follows them is never searched.
const MAX_START = 500
// Each part ends where the next one's first sign stands, which it cannot hold itself: nothing to go back to and try again.
const START = /^(\w+)(?:\(([^()]*)\))?(!?): /

/** Reads `type(scope)!: subject`, the first line of a message. */
export function readHeader(line: string): Header {
  const [start, type = '', scope = '', mark = ''] = START.exec(line.slice(0, MAX_START)) ?? []
  if (start === undefined) return { type: '', scope: '', subject: line, isBreaking: false }
  return { type: type.toLowerCase(), scope, subject: line.slice(start.length), isBreaking: mark === '!' }
}

/** Does a line after the first one announce a breaking change? */
export function hasBreakingFooter(message: string): boolean {
  // Upper case and a colon, as the specification has it: prose about "breaking change" is no footer.
  const [, ...others] = linesOf(message)
  return others.some((line) => /^BREAKING[ -]CHANGE: /.test(line))
}

/** The lines of a message, without empty ones before the first. */
export function linesOf(message: string): string[] {
  const lines = message.split(/\r\n|\r|\n/)
  return lines.slice(lines.findIndex((line) => line !== ''))
}

export interface SubjectParts {
  readonly subject: string
  /** The number of the pull request. */
  readonly pull?: number
}

/** `Fix it (#12)`: the title that GitHub gives a squashed pull request. */
export function withoutPull(line: string): SubjectParts {
  const [, title = '', number] = /^(.*)\(#(\d{1,9})\)$/s.exec(line) ?? []
  const subject = title.trim()
  return subject === '' ? { subject: line } : { subject, pull: Number(number) }
}

/** `Merge pull request #12 from acme/fix`: the number, and the words after it. */
export function mergedPull(line: string): { readonly pull: number; readonly rest: string } | undefined {
  const [, number, rest = ''] = /^Merge pull request #(\d{1,9})(?: (.*))?$/s.exec(line) ?? []
  return number === undefined ? undefined : { pull: Number(number), rest: rest.trim() }
}
