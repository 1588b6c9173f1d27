// Which version, and why.

import { folderOf } from '../commits/paths.ts'
import type { Sources } from '../commits/sources.ts'
import { ApiError, InputError } from '../errors.ts'
import { namesBranch, type RunContext } from '../event/context.ts'
import type { GithubReader } from '../github/reader.ts'
import type { commonInputs } from '../inputs/common.ts'
import type { Values } from '../inputs/kinds.ts'
import { parseJson, textAt } from '../json.ts'
import { listed, oneLine, plural } from '../text.ts'
import { bumpSince } from './bump.ts'
import { FIRST_VERSION, nextVersion } from './conventional.ts'
import { withoutRefs } from './refs.ts'
import { candidates, isFullRelease, MOST_TRIED, previousTag, sinceTag, tagNamed, versionOf } from './tags.ts'

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
  readonly prefix: string
  readonly context: RunContext
  readonly sources: Sources
  readonly common: Pick<Values<typeof commonInputs>, 'paths' | 'versionSkip' | 'provider' | 'operation'>
}

/**
 * The version by the inputs `version` and `version-from`.
 * @throws InputError when the asked source has none, ApiError or NetworkError when it cannot be read
 */
export async function pickVersion(
  common: Values<typeof commonInputs>,
  context: RunContext,
  sources: Sources,
): Promise<PickedVersion> {
  if (common.version) return given(withoutRefs(common.version), common.provider, context)
  const { versionPrefix: prefix } = common
  const asked: VersionQuery = { prefix, context, sources, common }
  const from = common.versionFrom === 'auto' ? automatic(common, context) : common.versionFrom
  switch (from) {
    case 'tag':
      if (context.refKind !== 'tag') {
        throw new InputError([
          `version-from is tag, but ${common.ref ? 'ref names' : `the event ${oneLine(context.event, 60)} has`} no tag; set version or another version-from.`,
        ])
      }
      return picked(named(context.ref, prefix, common.provider), tagWords(common), true)
    case 'sha':
      return picked(`${prefix}${context.headSha}`, 'the head commit', true)
    case 'short-sha':
      return picked(`${prefix}${context.headSha.slice(0, 7)}`, 'the head commit', true)
    case 'package':
      return fromPackage(asked)
    case 'conventional':
      return fromCommits(asked)
    case 'calendar':
      return fromDate(asked)
  }
}

/** Where the version is a tag, one that is named as a branch is refused later (providers/github/releases.ts). */
function given(version: string, provider: string, context: RunContext): PickedVersion {
  const isOdd = provider !== 'github' && namesBranch(version, context)
  const warning = `version "${oneLine(version, 80)}" is the name of a branch, so all that is deployed from it is one version: leave version out, or give a name of its own`
  return { ...picked(version, 'given', false), warnings: isOdd ? [warning] : [] }
}

function tagWords({ ref }: Values<typeof commonInputs>): string {
  return ref ? 'the tag that ref names' : 'the tag of the event'
}

/** A tag that has the prefix already keeps its name, and so does one whose GitHub release is made. */
function named(tag: string, prefix: string, provider: string): string {
  return provider === 'github' || tag.startsWith(prefix) ? tag : `${prefix}${tag}`
}

/** A sha makes no good tag, so GitHub's releases of a branch count up; the end of a preview makes none. */
function automatic(
  { provider, operation }: VersionQuery['common'],
  { refKind }: RunContext,
): 'tag' | 'conventional' | 'sha' {
  if (refKind === 'tag') return 'tag'
  return provider === 'github' && operation !== 'deactivate' ? 'conventional' : 'sha'
}

/** A version that has not been released yet. */
export function picked(version: string, reason: string, isDerived = false): PickedVersion {
  return { version, reason, isDerived, isNew: true, warnings: [] }
}

function reader(from: string, { sources }: VersionQuery): GithubReader {
  if (sources.github) return sources.github
  throw new InputError([
    `version-from is ${from}, which is read from GitHub, but github-token is empty: pass a token with contents: read, or set version.`,
  ])
}

async function fromPackage(asked: VersionQuery): Promise<PickedVersion> {
  const { headSha } = asked.context
  const github = reader('package', asked)
  const { path, text } = await packageFile(asked, github)
  const where = `${path} at ${headSha.slice(0, 12)}`
  const version = packageVersion(text)
  if (version === '')
    throw new InputError([
      `version-from is package, but ${where} has no version; set version or another version-from.`,
    ])
  const name = `${asked.prefix}${version}`
  // Elsewhere a version that was there before is only deployed again.
  if (asked.common.provider !== 'github') return picked(name, where, false)
  const tag = await tagNamed(github, name)
  const status = tag && tag.sha !== headSha ? (await sinceTag(github, tag, headSha)).status : undefined
  if (status === 'behind') return inTag(name)
  if (status === 'ahead')
    return nothingNew(name, `${where} has the version of the tag ${oneLine(name, 80)} still`)
  // The version may have been raised by the last of many pushes, and the release is of all of them.
  const own = versionOf(name, asked.prefix)
  const isFull = own !== null && isFullRelease(own)
  const before = await previousTag(github, { head: headSha, prefix: asked.prefix, isFull })
  return { ...picked(name, where, false), ...(before ? { previousTag: before.name } : {}) }
}

/** That of the folder which `paths` names, where it is one and has a package.json; else that of the repository. */
async function packageFile(
  { context: { headSha, repository }, common: { paths } }: VersionQuery,
  github: GithubReader,
): Promise<{ readonly path: string; readonly text: string }> {
  const [folder, ...others] = paths.map(folderOf)
  const places = folder && others.length === 0 ? [`${folder}/package.json`, 'package.json'] : ['package.json']
  for (const path of places) {
    try {
      return { path, text: await github.file(path, headSha) }
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error
    }
  }
  throw new InputError([
    `version-from is package, but ${repository.full} shows no ${listed(places, 'or')} at ${headSha.slice(0, 12)}: set version or another version-from, or give github-token the permission contents: read.`,
  ])
}

function packageVersion(text: string): string {
  // npm itself allows a byte order mark. Not JSON is told as "has no version", with the same cure.
  return textAt(parseJson(text.replace(/^\ufeff/, '')), 'version').trim()
}

/** The next semantic version from the conventional commits since the last tag of the prefix. */
async function fromCommits(asked: VersionQuery): Promise<PickedVersion> {
  const github = reader('conventional', asked)
  const { prefix, context, common } = asked
  const { paths, versionSkip: skip } = common
  const head = context.headSha
  const wanted = { head, prefix, onlySemver: true } as const
  const last = await previousTag(github, { ...wanted, withHead: true })
  if (!last) {
    const names = (await github.tags(prefix)).map((tag) => tag.name)
    return first(candidates(names, wanted).length, prefix)
  }
  const { name, comparison } = last
  const since = oneLine(name, 80)
  if (comparison.status === 'identical')
    return nothingNew(name, `the tag of this commit: nothing is new since ${since}`)
  const { bump, count, warnings } = await bumpSince(last, { head, paths, skip, github })
  if (bump === undefined)
    return {
      ...nothingNew(name, `the tag before: nothing${counting(common)} is new since ${since}`),
      warnings,
    }
  const found = versionOf(name, prefix)
  // Tags that are written `v1.2.3` without a prefix being asked for keep their v.
  const sign = /^v/.exec(name.slice(prefix.length))?.[0] ?? ''
  const reason = `${bump} change by ${plural(count, 'commit')} since ${since}`
  const version = `${prefix}${sign}${nextVersion(found?.version ?? '', bump)}`
  const taken = await tagNamed(github, version, prefix)
  if (taken && (await sinceTag(github, taken, head)).status === 'behind')
    return { ...inTag(version), warnings }
  // The release that a pre-release prepared tells what is new since the release before.
  const before = found?.prerelease.length ? await previousTag(github, { ...wanted, isFull: true }) : last
  return { ...picked(version, reason, false), previousTag: before?.name ?? name, warnings }
}

/** @throws InputError where only some of the tags were tried: the one to count from may be among the others */
function first(tags: number, prefix: string): PickedVersion {
  if (tags <= MOST_TRIED)
    return picked(`${prefix}${FIRST_VERSION}`, 'the first version: no tag to count from', false)
  throw new InputError([
    `version-from is conventional, but the commit is built on none of the ${MOST_TRIED} newest tags of ${tags}, so there is none to count from: set version.`,
  ])
}

/** A run of a later commit came first, and made the tag. */
function inTag(tag: string): PickedVersion {
  return nothingNew(tag, `this commit is in ${oneLine(tag, 80)} already`)
}

function nothingNew(tag: string, reason: string): PickedVersion {
  return { ...picked(tag, reason, false), isNew: false, previousTag: tag }
}

function counting({ paths, versionSkip }: VersionQuery['common']): string {
  const touching = paths.length > 0 ? ` that touches ${listed(paths)}` : ''
  return `${touching}${versionSkip.length > 0 ? ` but ${listed(versionSkip)}` : ''}`
}

/** `YYYY.MM.DD.N`, the date in UTC; N counts the tags of the day from 1. */
async function fromDate(asked: VersionQuery): Promise<PickedVersion> {
  const { prefix, context, sources } = asked
  const day = new Date(sources.now()).toISOString().slice(0, 10).replaceAll('-', '.')
  const tags = await reader('calendar', asked).tags(`${prefix}${day}.`)
  const counted = tags.flatMap((tag) => {
    const number = /^\d+$/.exec(tag.name.slice(prefix.length + day.length + 1))
    return number ? { ...tag, number: Number(number[0]) } : []
  })
  // A re-run finds the tag that its earlier attempt made.
  const own = counted.find(({ sha, isAnnotated }) => !isAnnotated && sha === context.headSha)
  if (own) return { ...picked(own.name, 'the tag that this commit has today', false), isNew: false }
  const last = Math.max(0, ...counted.map(({ number }) => number))
  return picked(`${prefix}${day}.${last + 1}`, `number ${last + 1} of the day, in UTC`, false)
}
