// Secrets in foreign text go before it is cut or escaped: a half token, or one with `&#95;` in it, is found no more. What the
// program itself says by one of its words stays whole, whatever the token is: a step that is called `***` is none.
import type { Role } from '../secrets.ts'
import { cut } from '../text.ts'

type Hide = (text: string, role?: Role) => string

// Words out of our own lists, times, and whole objects that are ours.
const OWN = new Set(
  'stage operation kind step steps outcome errorOutcome source range-source status effect provider created time started-at finished-at startedAt finishedAt type commit-count lead-time help marker'.split(
    ' ',
  ),
)

// What somebody else will use again: ids, versions, shas and addresses.
const NAMES = new Set(
  'id ids ignore deployId deploy-id releaseId release-id version environment what previousTag sha head base baseTag base-sha head-sha parents ref branch tag defaultBranch full owner event job runId url runUrl serverUrl githubApiUrl releaseUrl deployUrl release-url deploy-url'.split(
    ' ',
  ),
)

// Nothing that leaves is longer; of a commit message of a megabyte only the first line is ever shown.
const MAX_TEXT = 10_000

/** The same plain data with every text in it passed through `hide`; what is not plain stays as it is. */
export function hideIn<T>(value: T, hide: Hide): T {
  // Texts become texts, arrays arrays, and objects keep their keys, so the type is the same.
  return replaced(value, hide, 'text') as T
}

function replaced(value: unknown, hide: Hide, role: Role): unknown {
  if (typeof value === 'string') return hide(cut(value, MAX_TEXT), role)
  if (Array.isArray(value)) return value.map((each) => replaced(each, hide, role))
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value
  const underKey = (key: string, each: unknown) =>
    OWN.has(key) ? each : replaced(each, hide, NAMES.has(key) ? 'name' : 'text')
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, underKey(key, each)]))
}

/** The value of an output: a name, or in `result` JSON whose form stays whole. */
export function hideInOutput(name: string, value: string, hide: Hide): string {
  return name === 'result' ? JSON.stringify(hideIn(JSON.parse(value), hide)) : hide(value, 'name')
}
