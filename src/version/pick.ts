// Which version, and why.

import { folderOf } from '../commits/paths.ts'
import { isFailed, type Sources, short, tried } from '../commits/range.ts'
import { ApiError, InputError } from '../errors.ts'
import { namesBranch, type RunContext } from '../event/context.ts'
import type { GithubReader } from '../github/reader.ts'
import type { CommonValues } from '../inputs/common.ts'
import { parseJson, textAt } from '../json.ts'
import { listed, oneLine, plural } from '../text.ts'
import { bumpsSince } from './bump.ts'
import { FIRST_VERSION, largest, nextVersion } from './conventional.ts'
import { withoutRefs } from './refs.ts'
import {
  candidates,
  findTags,
  isFullRelease,
  MOST_TRIED,
  previousTag,
  sinceTag,
  tagNamed,
  versionOf,
} from './tags.ts'

export interface PickedVersion {
  readonly version: string
  /** In our own words, for the plan: `given`, `the tag of the event`, … */
  readonly reason: string
  /** True when it follows from the head commit or the event's own tag, so that its commits can only be the same. */
  readonly isDerived: boolean
  /** False when there is nothing new since the tag that already has this version. */
  readonly isNew: boolean
  /** The tag before it, where one was looked for and found. */
  readonly previousTag?: string
  readonly warnings: readonly string[]
}

interface VersionQuery {
  readonly common: CommonValues
  readonly context: RunContext
  readonly github: GithubReader
  readonly now: Sources['now']
}

/**
 * The version by the inputs `version` and `version-from`.
 * @throws InputError when the asked source has none, ApiError or NetworkError when it cannot be read
 */
export async function pickVersion(
  common: CommonValues,
  context: RunContext,
  { github, now }: Sources,
): Promise<PickedVersion> {
  if (common.version) return given(withoutRefs(common.version), common.provider, context)
  const from = common.versionFrom === 'auto' ? automatic(common, context) : common.versionFrom
  const { headSha } = context
  if (from === 'tag') return ofTag(common, context)
  if (from === 'sha' || from === 'short-sha') {
    const sha = from === 'sha' ? headSha : headSha.slice(0, 7)
    return picked(`${common.versionPrefix}${sha}`, 'the head commit', { isDerived: true })
  }
  if (github) return READERS[from]({ common, context, github, now })
  throw new InputError([
    `version-from is ${from}, which is read from GitHub, but github-token is empty: pass a token with contents: read, or set version.`,
  ])
}

const READERS = { package: fromPackage, conventional: fromCommits, calendar: fromDate }

/** Where the version is a tag, one that is named as a branch is refused later (providers/github/releases.ts). */
function given(version: string, provider: string, context: RunContext): PickedVersion {
  const isOdd = provider !== 'github' && namesBranch(version, context)
  const warning = `version "${oneLine(version, 80)}" is the name of a branch, so all that is deployed from it is one version: leave version out, or give a name of its own`
  return picked(version, 'given', { warnings: isOdd ? [warning] : [] })
}

/** A sha makes no good tag, so GitHub's releases of a branch count up; the end of a preview makes none. */
function automatic(
  { provider, operation }: CommonValues,
  { refKind }: RunContext,
): 'tag' | 'conventional' | 'sha' {
  if (refKind === 'tag') return 'tag'
  return provider === 'github' && operation !== 'deactivate' ? 'conventional' : 'sha'
}

/** A tag that has the prefix already keeps its name, and so does one whose GitHub release is made. */
function ofTag(common: CommonValues, { ref: tag, refKind, event }: RunContext): PickedVersion {
  const { provider, versionPrefix: prefix, ref } = common
  if (refKind !== 'tag')
    throw new InputError([
      `version-from is tag, but ${ref ? 'ref names' : `the event ${oneLine(event, 60)} has`} no tag; set version or another version-from.`,
    ])
  const version = provider === 'github' || tag.startsWith(prefix) ? tag : `${prefix}${tag}`
  return picked(version, ref ? 'the tag that ref names' : 'the tag of the event', { isDerived: true })
}

function picked(version: string, reason: string, more: Partial<PickedVersion> = {}): PickedVersion {
  return { version, reason, isDerived: false, isNew: true, warnings: [], ...more }
}

async function fromPackage(asked: VersionQuery): Promise<PickedVersion> {
  const { common, context, github } = asked
  const { headSha: head } = context
  const { path, text } = await packageFile(asked)
  const where = `${path} at ${short(head)}`
  // npm itself allows a byte order mark. Not JSON is told as "has no version", with the same cure.
  const version = textAt(parseJson(text.replace(/^\ufeff/, '')), 'version').trim()
  if (version === '')
    throw new InputError([
      `version-from is package, but ${where} has no version; set version or another version-from.`,
    ])
  const prefix = common.versionPrefix
  const name = `${prefix}${version}`
  // Elsewhere a version that was there before is only deployed again.
  if (common.provider !== 'github') return picked(name, where)
  const tag = await tagNamed(github, name)
  const status = tag && tag.sha !== head ? (await sinceTag(github, tag, head)).status : undefined
  if (status === 'behind') return inTag(name)
  if (status === 'ahead')
    return nothingNew(name, `${where} has the version of the tag ${oneLine(name, 80)} still`)
  // The version may have been raised by the last of many pushes, and the release is of all of them.
  const isFull = isFullRelease(versionOf(name, prefix))
  const before = await previousTag(github, { head, prefix, isFull })
  return picked(name, where, before ? { previousTag: before.name } : {})
}

/** That of the folder which `paths` names, where it is one and has a package.json; else that of the repository. */
async function packageFile({ context, common, github }: VersionQuery) {
  const { headSha, repository } = context
  const [folder, ...others] = common.paths.filter((path) => !path.startsWith('!')).map(folderOf)
  const places = folder && others.length === 0 ? [`${folder}/package.json`, 'package.json'] : ['package.json']
  for (const path of places) {
    const text = await tried(github.file(path, headSha))
    if (!isFailed(text)) return { path, text }
    if (!(text instanceof ApiError && text.status === 404)) throw text
  }
  throw new InputError([
    `version-from is package, but ${repository.full} shows no ${listed(places, 'or')} at ${short(headSha)}: set version or another version-from, or give github-token the permission contents: read.`,
  ])
}

/** The next semantic version from the conventional commits since the last tag of the prefix. */
async function fromCommits({ common, context, github }: VersionQuery): Promise<PickedVersion> {
  const { paths, versionSkip: skip, versionPrefix: prefix } = common
  const head = context.headSha
  const wanted = { head, prefix, onlySemver: true } as const
  const { last, later } = await findTags(github, { ...wanted, withHead: true })
  if (last?.comparison.status === 'identical')
    return nothingNew(last.name, `the tag of this commit: nothing is new since ${oneLine(last.name, 80)}`)
  const earliest = later.at(-1)
  if (earliest !== undefined && !isOnSide(context)) return inTag(earliest)
  if (!last) {
    const names = (await github.tags(prefix)).map((tag) => tag.name)
    return first(candidates(names, wanted).length, prefix)
  }
  const { name } = last
  const since = oneLine(name, 80)
  const { bumps, warnings } = await bumpsSince(last, { head, paths, skip, github })
  const bump = largest(bumps)
  if (bump === undefined)
    return nothingNew(name, `the tag before: nothing${counting(common)} is new since ${since}`, warnings)
  const found = versionOf(name, prefix)
  // Tags that are written `v1.2.3` without a prefix being asked for keep their v.
  const sign = /^v/.exec(name.slice(prefix.length))?.[0] ?? ''
  const reason = `${bump} change by ${plural(bumps.length, 'commit')} since ${since}`
  const version = `${prefix}${sign}${nextVersion(found?.version ?? '', bump)}`
  if (later.includes(version)) return inTag(version, warnings)
  // The release that a pre-release prepared tells what is new since the release before.
  const before = found?.prerelease.length ? await previousTag(github, { ...wanted, isFull: true }) : last
  return picked(version, reason, { previousTag: before?.name ?? name, warnings })
}

/** A branch that is maintained beside the main one: merged into it, its commits are in releases of that, and still get their own. */
function isOnSide({ refKind, ref, defaultBranch }: RunContext): boolean {
  return refKind === 'branch' && ref !== defaultBranch
}

/** @throws InputError where only some of the tags were tried: the one to count from may be among the others */
function first(tags: number, prefix: string): PickedVersion {
  if (tags <= MOST_TRIED)
    return picked(`${prefix}${FIRST_VERSION}`, 'the first version: no tag to count from')
  throw new InputError([
    `version-from is conventional, but the commit is built on none of the ${MOST_TRIED} newest tags of ${tags}, so there is none to count from: set version.`,
  ])
}

/** A run of a later commit came first, and made the tag. */
function inTag(tag: string, warnings: readonly string[] = []): PickedVersion {
  return nothingNew(tag, `this commit is in ${oneLine(tag, 80)} already`, warnings)
}

function nothingNew(tag: string, reason: string, warnings: readonly string[] = []): PickedVersion {
  return picked(tag, reason, { isNew: false, previousTag: tag, warnings })
}

function counting({ paths, versionSkip }: CommonValues): string {
  const touching = paths.length > 0 ? ` that touches ${listed(paths)}` : ''
  return `${touching}${versionSkip.length > 0 ? ` but ${listed(versionSkip)}` : ''}`
}

const CALENDAR = /^(\d{4}\.\d\d\.\d\d)\.(\d+)$/

/** `YYYY.MM.DD.N`, the date in UTC; N counts the tags of the day from 1. */
async function fromDate({ common, context, github, now }: VersionQuery): Promise<PickedVersion> {
  const prefix = common.versionPrefix
  const today = new Date(now()).toISOString().slice(0, 10).replaceAll('-', '.')
  // A re-run finds the tag that its earlier attempt made, perhaps on another day.
  const tags = await github.tags(context.runAttempt > 1 ? prefix : `${prefix}${today}.`)
  const counted = tags.flatMap((tag) => {
    const [, day, number] = CALENDAR.exec(tag.name.slice(prefix.length)) ?? []
    return day === undefined ? [] : { ...tag, day, number: Number(number) }
  })
  const own = counted.findLast(({ sha, isAnnotated }) => !isAnnotated && sha === context.headSha)
  if (own) return picked(own.name, 'the tag that this commit has already', { isNew: false })
  const last = Math.max(0, ...counted.map(({ day, number }) => (day === today ? number : 0)))
  return picked(`${prefix}${today}.${last + 1}`, `number ${last + 1} of the day, in UTC`)
}
