// Ranges that start at something earlier: the last deploy of the environment, the tag before, or what the user gave.

import { lastGood, ofPrefix } from '../deploy/past.ts'
import { ApiError, InputError } from '../errors.ts'
import type { GithubReader } from '../github/reader.ts'
import { textAt } from '../json.ts'
import { oneLine } from '../text.ts'
import { isFullRelease, previousTag, tagNamed, versionOf } from '../version/tags.ts'
import {
  type Base,
  compared,
  fromBase,
  isFailed,
  isGone,
  NO_TOKEN,
  type Question,
  type RangeRule,
  short,
  tried,
  whole,
} from './range.ts'

/** The last good deploy of this environment: the provider's own, else GitHub's deployments. */
export const lastDeploy: RangeRule = async (question) => {
  const { sources, context } = question
  if (sources.environment === '') return 'there is no environment, so no last deploy'
  const last = await findLast(question)
  if (typeof last === 'string') return last
  const { range } = context
  if (last.name === context.headSha) return whole(context, last, { status: 'identical', commits: [] })
  if (range?.isComplete && range.base === last.name)
    return whole(context, last, { status: 'ahead', commits: range.commits })
  return fromBase(question, last)
}

async function findLast(question: Question): Promise<Base | string> {
  const { sources } = question
  const where = oneLine(sources.environment, 60)
  const all = await question.readHistory()
  const past = ofPrefix(all, question.prefix).filter(({ marker }) => marker !== question.marker)
  const known = lastGood(past)
  if (known) {
    const version = known.version ? ` (${oneLine(known.version, 60)})` : ''
    return {
      name: known.sha,
      source: 'last-deploy',
      reason: `since the last deploy of ${where}${version}`,
      what: `the last deploy of ${where}`,
    }
  }
  if (!sources.github)
    return `no earlier deploy of ${where} ${past.length > 0 ? 'tells its commit' : 'is known'}`
  const found = await tried(findDeployment(question, sources.github, where))
  if (!isFailed(found)) return found
  const isRefused = found instanceof ApiError && (found.status === 403 || found.status === 404)
  // Nobody asked for it by name, and contents: read must be enough.
  if (isRefused && !question.isAsked)
    return 'the deployments at GitHub cannot be read (deployments: read is missing)'
  throw found
}

async function findDeployment(
  question: Question,
  github: GithubReader,
  where: string,
): Promise<Base | string> {
  const { sources, context } = question
  for (const { id, sha, payload } of await github.deployments(sources.environment)) {
    const version = textAt(payload, 'version')
    if (version !== '' && !version.startsWith(question.prefix)) continue
    // Made by this run: by an earlier attempt of it, or by another step with provider github.
    if (textAt(payload, 'run_id') === context.runId) continue
    // A replaced deployment reads `inactive` now, so any success in its life counts.
    if ((await github.states(id)).includes('success') && sha !== '')
      return {
        name: sha,
        source: 'last-deploy',
        reason: `since the last deployment to ${where} at GitHub`,
        what: `the last deployment to ${where}`,
      }
  }
  return `no earlier deploy of ${where} was found for ${context.repository.full}`
}

/** The tag before: by version, and only one that the head is built on. */
export const lastTag: RangeRule = async (question) => {
  const { context, sources, prefix: asked, version, isGiven } = question
  if (!sources.github) return NO_TOKEN
  if (isGiven) await mustBeOfHead(question)
  const { headSha: head, ref, refKind } = context
  const ownTag = refKind === 'tag' ? { ownTag: ref } : {}
  // Where the event's own tag goes without the prefix, so do the others: it is only put before the version.
  const prefix = refKind === 'tag' && !ref.startsWith(asked) ? '' : asked
  const isFull = version.startsWith(asked) && isFullRelease(versionOf(version, asked))
  const found = await previousTag(sources.github, { head, prefix, isFull, ...ownTag })
  if (!found)
    return `no earlier tag${prefix ? ` ${oneLine(prefix, 60)}*` : ''} was found that the head is built on`
  const name = oneLine(found.name, 80)
  const base: Base = {
    name,
    source: 'previous-tag',
    reason: `since the tag ${name}`,
    what: `the tag ${name}`,
  }
  return { ...compared(context, base, found.comparison), baseTag: found.name }
}

/** What a tag stands for does not follow from a deploy of the same commit, or of a newer one. */
export function onlyNewer(rule: RangeRule): RangeRule {
  return async (question) => {
    const found = await rule(question)
    const isOld = typeof found !== 'string' && ['identical', 'behind'].includes(found.status)
    return isOld ? 'the last deploy is not older than the tag' : found
  }
}

/** @throws InputError when the version is the name of a tag of another commit: what is in it is not what is deployed */
export async function mustBeOfHead({ version, prefix, context, sources }: Question): Promise<void> {
  const { headSha: head } = context
  const sha = sources.github && (await tried(commitOfTag(version, prefix, sources.github)))
  // Where it cannot be read, the rules that need GitHub tell of that.
  if (sha === undefined || isFailed(sha) || sha === head) return
  throw new InputError([
    `version "${oneLine(version, 80)}" is the tag of another commit (${short(sha)}) than the one that is deployed (${short(head)}): to deploy that tag, give it as ref; else choose another version.`,
  ])
}

async function commitOfTag(name: string, prefix: string, github: GithubReader): Promise<string | undefined> {
  // The list that the previous tag is looked for in, where it has the name.
  const tag = await tagNamed(github, name, name.startsWith(prefix) ? prefix : name)
  return tag?.isAnnotated ? (await github.commit(`tags/${name}`)).sha : tag?.sha
}

/** A sha, tag or branch that the user gave. */
export function given(name: string): RangeRule {
  return async (question) => {
    const { context, sources } = question
    const text = oneLine(name, 80)
    const nothing = new InputError([
      `commits-from "${text}" names nothing that exists in ${context.repository.full}: give auto, push, last-deploy, previous-tag, or a sha, tag or branch.`,
    ])
    // Zeros are how a push says "nothing before"; GitHub must never be asked for them.
    if (/^0+$/.test(name)) throw nothing
    const base: Base = { name, source: 'given', reason: `since ${text}, as commits-from says`, what: text }
    const found = await tried(fromBase(question, base))
    if (!isFailed(found)) return found
    const isUnknown =
      isGone(found) && sources.github && (await isOnlyGone(name, context.headSha, sources.github))
    throw isUnknown ? nothing : found
  }
}

/** Is it the given name that GitHub does not know, and not the whole repository that the token cannot read? */
async function isOnlyGone(name: string, head: string, github: GithubReader): Promise<boolean> {
  return !isFailed(await tried(github.commit(head))) && isGone(await tried(github.commit(name)))
}
