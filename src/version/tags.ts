// Which tag came before: the highest version among the tags of the prefix that the head is built on.
import type { SemVer } from 'semver'
import semverCompare from 'semver/functions/compare.js'
import parse from 'semver/functions/parse.js'
import { askEach } from '../github/client.ts'
import type { Comparison } from '../github/compare.ts'
import type { GithubReader, Tag } from '../github/reader.ts'

export interface PreviousTag {
  readonly name: string
  /** From the tag to the head; `identical` when the tag is the head's own. */
  readonly comparison: Comparison
}

interface TagQuery {
  readonly head: string
  /** `version-prefix`: only tags that start with it count. */
  readonly prefix: string
  /** The event's own tag, which is never the previous one. */
  readonly ownTag?: string
  /** Tags of the head itself count too, e.g. to find that nothing is new. */
  readonly withHead?: true
  /** Only semantic versions count. */
  readonly onlySemver?: true
  /** What is released is no pre-release, so a full release comes before it where there is one; so it is for a full `ownTag`. */
  readonly isFull?: boolean
}

// Tags of newer lines of development are no ancestors of a hotfix's head; so many are tried at a time, and before giving up.
const AT_A_TIME = 25
export const MOST_TRIED = 100

interface FoundTags {
  /** The previous tag; undefined when there is none the head is built on. */
  readonly last?: PreviousTag
  /** Full releases of later commits, which have the head in them, highest first; those above `last` only. */
  readonly later: readonly string[]
}

/** The previous tag, and what was seen on the way to it. */
export async function findTags(github: GithubReader, wanted: TagQuery): Promise<FoundTags> {
  const tags = new Map((await github.tags(wanted.prefix)).map((tag) => [tag.name, tag]))
  const some = candidates([...tags.keys()], wanted).slice(0, MOST_TRIED)
  const later: string[] = []
  for (const names of inTurns(some)) {
    const tried = await askEach(
      names.flatMap((name) => tags.get(name) ?? []),
      async (tag) => ({ name: tag.name, comparison: await sinceTag(github, tag, wanted.head) }),
    )
    for (const { name, comparison } of tried) {
      const { status } = comparison
      const isBefore = status === 'ahead' || (wanted.withHead && status === 'identical')
      if (isBefore) return { last: { name, comparison }, later }
      const version = versionOf(name, wanted.prefix)
      if (status === 'behind' && version && isFullRelease(version)) later.push(name)
    }
  }
  return { later }
}

/** The newest is mostly the one. */
function inTurns([newest, ...others]: readonly string[]): readonly (readonly string[])[] {
  if (newest === undefined) return []
  const starts = Array.from({ length: Math.ceil(others.length / AT_A_TIME) }, (_, turn) => turn * AT_A_TIME)
  return [[newest], ...starts.map((start) => others.slice(start, start + AT_A_TIME))]
}

/** The previous tag, or undefined when there is none the head is built on. */
export async function previousTag(github: GithubReader, wanted: TagQuery): Promise<PreviousTag | undefined> {
  return (await findTags(github, wanted)).last
}

/** The tag of that name; undefined where there is none. @param among the beginning of the names that are listed */
export async function tagNamed(github: GithubReader, name: string, among = name): Promise<Tag | undefined> {
  return (await github.tags(among)).find((each) => each.name === name)
}

/** How the head stands to a tag, with the commits between where it is built on it. */
export function sinceTag(
  github: GithubReader,
  { name, sha, isAnnotated }: Tag,
  head: string,
): Promise<Comparison> {
  // The name of an annotated tag is resolved by GitHub; its own sha would be that of the tag object.
  return github.compare(isAnnotated ? name : sha, head, { onlyAncestor: true })
}

/**
 * Tags that may be the previous one, highest version first, but pre-releases after the full ones for a full release; those
 * that are no semantic versions come last, by name.
 */
export function candidates(names: readonly string[], wanted: TagQuery): string[] {
  const { prefix, ownTag, onlySemver } = wanted
  const own = ownTag?.startsWith(prefix) ? versionOf(ownTag, prefix) : null
  const others = names
    .filter((name) => name.startsWith(prefix) && name !== ownTag)
    .map((name) => ({ name, version: versionOf(name, prefix) }))
  const isFull = own === null ? wanted.isFull === true : isFullRelease(own)
  const before = others
    .flatMap(({ name, version }) => (version ? { name, version } : []))
    .filter(({ version }) => own === null || semverCompare(version, own) < 0)
    .sort((a, b) => semverCompare(b.version, a.version))
  const isLate = ({ version }: { version: SemVer }) => Number(isFull && !isFullRelease(version))
  const versions = ofOneKind(before, own)
    .toSorted((a, b) => isLate(a) - isLate(b))
    .map(({ name }) => name)
  if (onlySemver) return versions
  const rest = others
    .flatMap(({ name, version }) => (version ? [] : name))
    .filter((name) => ownTag === undefined || own !== null || byName(name, ownTag) < 0)
    .sort((a, b) => byName(b, a))
  return own === null && ownTag !== undefined ? [...rest, ...versions] : [...versions, ...rest]
}

/** Tags by calendar (2024.1.2, 20240102.1.0) beside semantic ones would always be the highest, so only one kind counts. */
function ofOneKind<T extends { readonly version: SemVer }>(
  tags: readonly T[],
  own: SemVer | null,
): readonly T[] {
  const ofKind = (isWanted: boolean) => tags.filter(({ version }) => isCalendar(version) === isWanted)
  const wanted = ofKind(own !== null && isCalendar(own))
  return wanted.length > 0 ? wanted : tags
}

function isCalendar({ major }: SemVer): boolean {
  return /^(199\d|20\d\d)(\d\d){0,2}$/.test(String(major))
}

/** v1.2.0, and neither v1.2.0-rc.1 nor what is no version. */
export function isFullRelease(version: SemVer | null): boolean {
  return version?.prerelease.length === 0
}

/** The semantic version in a tag's name, after the prefix; a `v` before it does not matter. */
export function versionOf(name: string, prefix: string): SemVer | null {
  return parse(name.slice(prefix.length))
}

/** Numbers in names count as numbers: 2026.7.10 comes after 2026.7.9. */
function byName(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}
