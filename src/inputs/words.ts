// Which word is meant by one that is not among them.
import { entryAt } from '../json.ts'
import { nearest } from '../text.ts'

/** The words of choices, and what people write for them elsewhere. */
const SYNONYMS = {
  deploy: 'create record',
  release: 'publish',
  start: 'begin open',
  finish: 'stop end close complete',
  rollback: 'undo revert',
  success: 'ok pass passed succeeded successful done complete completed',
  failure: 'error',
  cancelled: 'aborted',
  fail: 'error false',
  warn: 'ignore continue warning true',
  new: 'again',
  auto: 'all',
  true: 'yes on',
  false: 'no off',
  none: 'no off false',
  conventional: 'semver',
  sha: 'commit',
  calendar: 'calver date',
  archived: 'closed',
  retrace: 'stackify',
  github: 'gh',
  datadog: 'dd',
  eu: 'europe',
  'datadoghq.eu': 'eu',
}

/** The first of the words that the other stands for. */
export function synonymIn(
  table: Readonly<Record<string, string>>,
  other: string,
  words: readonly string[] = Object.keys(table),
): string | undefined {
  return words.find((word) => entryAt(table, word)?.split(' ').includes(other))
}

// Nothing longer is near to any word.
const MAX_WORD = 40

/** The word that is meant by another: its synonym, its start or a part of it, or the nearest. */
export function meantBy(text: string, words: readonly string[]): string | undefined {
  const word = text.slice(0, MAX_WORD).toLowerCase()
  const near = ({ length }: string) => Math.ceil(length / 3)
  return (
    synonymIn(SYNONYMS, word, words) ??
    words.find((each) => each.startsWith(`${word}.`)) ??
    words.find((each) => each.length > 2 && word.split(/[^a-z\d]/).includes(each)) ??
    words.filter((each) => each.length > 5 && word.includes(each)).at(-1) ??
    nearest(word, words, 1, near)[0]
  )
}
