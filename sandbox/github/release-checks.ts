// What GitHub checks of a release before it makes or changes one.
import { must, Refusal } from '../kit/refusal.ts'
import type { SandboxReply } from '../server.ts'
import { fail, invalid, notFound, tooLong } from './answers.ts'
import { type Call, find, text } from './call.ts'
import { RESTRICTED, restriction, workflowRefusal } from './refs.ts'
import { tagRef } from './state.ts'

const BODY_MAX = 125_000

/** What a release asks for; without a target its tag is there, or is made at the tip of the default branch. */
interface Asked {
  readonly tag: string
  readonly target?: string | undefined
  readonly id?: number
  readonly draft: boolean
}

/** Checks that POST and PATCH share; gives the commit the release would stand on. */
export function checked(call: Call, asked: Asked): string {
  const refusal = wordsRefusal(call, asked)
  if (refusal) throw new Refusal(refusal)
  const { tag, target, draft } = asked
  refuseLong(text(call, 'body') ?? '')
  const tagged = find(call, tagRef(tag))
  if (tagged && target !== undefined && call.on('target-of-tag') === 'refuse')
    throw new Refusal(invalid('Release', 'target_commitish', 'invalid'))
  const commit = must(
    tagged ?? find(call, target ?? call.state.history.defaultBranch),
    refusedTag('tag_name is not a valid tag', { code: 'invalid', field: 'target_commitish' }),
  )
  // A target is looked at even where its tag is there; without one it is not (intent-hq/intent#1277, chipsenkbeil/distant#284).
  const ofTarget = target === undefined ? undefined : workflowRefusal(call, find(call, target) ?? commit)
  const late = ofTarget ?? tagRefusal(call, tag, tagged === undefined && !draft)
  if (late) throw new Refusal(late)
  return commit
}

function wordsRefusal(call: Call, { tag, id, draft }: Asked): SandboxReply | undefined {
  const { state, body } = call
  const { make_latest: makeLatest = 'legacy' } = body
  // [A] make-latest: what a boolean does is not documented.
  const strict = call.on('make-latest') === 'strict'
  if (strict && !['true', 'false', 'legacy'].some((each) => each === makeLatest))
    return invalid('Release', 'make_latest', 'invalid')
  const category = text(call, 'discussion_category_name')
  if (category !== undefined && !state.discussionCategories.has(category)) return notFound()
  if (tag === '' || /[\s~^:?*[\\]|\.\.|\/$|^\//.test(tag))
    return invalid('Release', 'tag_name', 'custom', 'tag_name is not a valid tag')
  const isTaken = state.releases.some((each) => !each.draft && each.tag_name === tag && each.id !== id)
  const isRefused = isTaken && (id !== undefined || !draft)
  return isRefused ? invalid('Release', 'tag_name', 'already_exists') : undefined
}

/** Why a tag may not be had: it is burnt, or a ruleset restricts it (ospo-reusable-workflows#83, aaif-goose/goose#4704). */
function tagRefusal(call: Call, tag: string, isMade: boolean): SandboxReply | undefined {
  const isBurnt = call.state.burntTags.has(tag)
  const why = isBurnt ? RESTRICTED : isMade ? restriction(call, tag) : undefined
  if (why === undefined) return undefined
  const rule = { code: 'custom', field: 'pre_receive', message: `pre_receive ${why}` }
  if (!isBurnt) return refusedTag(undefined, rule)
  const refusal = refusedTag('tag_name was used by an immutable release', rule)
  return { ...refusal, status: Number(call.on('immutable-status')) }
}

/** The errors of a release that cannot have its tag, as GitHub lists them. */
function refusedTag(message: string | undefined, other: object): SandboxReply {
  const release = { resource: 'Release' }
  const tag = message === undefined ? [] : [{ ...release, code: 'custom', field: 'tag_name', message }]
  const valid = { ...release, code: 'custom', message: 'Published releases must have a valid tag' }
  return fail(422, 'Validation Failed', [{ ...release, ...other }, ...tag, valid])
}

/** Of the body that was sent, or of one with notes. */
export function refuseLong(body: string): void {
  if ([...body].length > BODY_MAX) throw new Refusal(tooLong('Release', 'body', BODY_MAX))
}
