// Releases and generated notes (docs.github.com/rest/releases/releases), with immutable releases
// (github/docs, "Immutable releases") and a lag of reads behind a create, as users have reported.
import type { SandboxReply } from '../server.ts'
import { ancestors, rangeOf } from './graph.ts'
import {
  type Call,
  type Fields,
  fail,
  find,
  flag,
  invalid,
  iso,
  listed,
  notFound,
  ok,
  PAGING,
  type Release,
  type Route,
  text,
} from './kit.ts'
import { workflowRefusal } from './refs.ts'
import { user } from './shapes.ts'

const EDITABLE: Fields = {
  tag_name: 'string',
  target_commitish: 'string',
  name: 'text',
  body: 'text',
  draft: 'boolean',
  prerelease: 'boolean',
  // Checked by hand: it is a string with three values, and a boolean is the usual mistake.
  make_latest: 'any',
}

const mayPush = (call: Call) =>
  call.token?.permissions === 'all' || call.token?.permissions['contents'] === 'write'
const tagRef = (name: string) => `refs/tags/${name}`

// [A] immutable-status
const locked = (call: Call, message: string) => ({
  ...invalid('Release', 'tag_name', 'custom', message),
  status: Number(call.on('immutable-status')),
})

function releaseItem(call: Call, release: Release) {
  const { makeLatest: _, discussion, hidden: __, author, ...shown } = release
  const url = `${call.api}/releases/${release.id}`
  const page = release.draft ? `untagged-${release.id}` : encodeURIComponent(release.tag_name)
  return {
    ...shown,
    author: user(author),
    node_id: `RE_${release.id}`,
    url,
    assets_url: `${url}/assets`,
    upload_url: `${url}/assets{?name,label}`,
    html_url: `${call.web}/releases/tag/${page}`,
    assets: [],
    tarball_url: `${call.api}/tarball/${release.tag_name}`,
    zipball_url: `${call.api}/zipball/${release.tag_name}`,
    ...(discussion === undefined ? {} : { discussion_url: `${call.web}/discussions/${release.id}` }),
  }
}

/** The releases this read can see: no drafts without push access, none that still lags. */
function visible(call: Call, among: readonly Release[]): Release[] {
  return among.filter((release) => {
    if (release.hidden > 0) {
      release.hidden -= 1
      return false
    }
    return !release.draft || mayPush(call)
  })
}

function list(call: Call): SandboxReply {
  const newest = visible(call, call.state.releases).sort((a, b) => b.id - a.id)
  return listed(call, newest, (release) => releaseItem(call, release))
}

function byTag(call: Call): SandboxReply {
  const published = call.state.releases.filter((each) => !each.draft && each.tag_name === call.params[0])
  const [found] = visible(call, published)
  return found ? ok(releaseItem(call, found)) : notFound()
}

function byId(call: Call): Release | undefined {
  const found = call.state.releases.find((each) => each.id === Number(call.params[0]))
  return found?.draft && !mayPush(call) ? undefined : found
}

function one(call: Call): SandboxReply {
  const found = byId(call)
  return found ? ok(releaseItem(call, found)) : notFound()
}

/** An explicit `make_latest: "true"` wins [A]; otherwise the newest full release by its commit's date. */
function latest(call: Call): SandboxReply {
  const full = visible(call, call.state.releases).filter((each) => !each.draft && !each.prerelease)
  const candidates = full.filter((each) => each.makeLatest !== 'false')
  const pinned =
    call.on('latest') === 'date' ? undefined : candidates.findLast((each) => each.makeLatest === 'true') // [A] latest
  const [newest] = candidates.sort((a, b) => b.created_at.localeCompare(a.created_at) || b.id - a.id)
  const found = pinned ?? newest
  return found ? ok(releaseItem(call, found)) : notFound()
}

/** Checks that POST and PATCH share; gives the commit the release would stand on. */
function checked(call: Call, tag: string, target: string, id?: number): SandboxReply | { commit: string } {
  const { state } = call
  const makeLatest = call.body['make_latest']
  // [A] make-latest: what a boolean does is not documented.
  const strict = call.on('make-latest') === 'strict'
  if (
    makeLatest !== undefined &&
    strict &&
    !['true', 'false', 'legacy'].some((each) => each === makeLatest)
  ) {
    return invalid('Release', 'make_latest', 'invalid')
  }
  const category = text(call, 'discussion_category_name')
  if (category !== undefined && !state.discussionCategories.has(category)) return notFound()
  if (tag === '' || /[\s~^:?*[\\]|\.\.|\/$|^\//.test(tag)) {
    return invalid('Release', 'tag_name', 'custom', 'tag_name is not a valid tag')
  }
  if (state.releases.some((each) => !each.draft && each.tag_name === tag && each.id !== id)) {
    if (id !== undefined || call.body['draft'] !== true)
      return invalid('Release', 'tag_name', 'already_exists')
  }
  if (state.burntTags.has(tag)) return locked(call, 'tag_name was used by an immutable release')
  const commit = find(call, tagRef(tag)) ?? find(call, target)
  if (!commit) return invalid('Release', 'target_commitish', 'invalid')
  return workflowRefusal(call, commit) ?? { commit }
}

function latestChoice(call: Call): Release['makeLatest'] {
  const value = call.body['make_latest']
  return value === 'true' || value === 'false' || value === 'legacy' ? value : undefined
}

function create(call: Call): SandboxReply {
  const { state } = call
  const tag = text(call, 'tag_name') ?? ''
  const target = text(call, 'target_commitish') ?? state.history.defaultBranch
  const check = checked(call, tag, target)
  if ('status' in check) return check
  const notes = flag(call, 'generate_release_notes')
    ? notesFor(call, tag, check.commit, previousTag(call))
    : undefined
  const body = [text(call, 'body'), notes?.body].filter((part) => part !== undefined && part !== '')
  const release: Release = {
    id: state.nextId++,
    tag_name: tag,
    target_commitish: target,
    name: text(call, 'name') ?? notes?.name ?? null,
    body: body.length > 0 ? body.join('\n') : null,
    draft: flag(call, 'draft') ?? false,
    prerelease: flag(call, 'prerelease') ?? false,
    immutable: false,
    created_at: iso(state.history.commits.get(check.commit)?.date ?? 0),
    published_at: null,
    author: call.login,
    makeLatest: latestChoice(call),
    discussion: text(call, 'discussion_category_name'),
    hidden: Number(call.on('lag')),
  }
  state.releases.push(release)
  if (!release.draft) publish(call, release, check.commit)
  return ok(releaseItem(call, release), 201, { location: `${call.api}/releases/${release.id}` })
}

/** Publishing makes a missing tag (a lightweight one) and, with the switch, locks the release. */
function publish(call: Call, release: Release, commit: string): void {
  if (release.published_at === null) release.immutable = call.on('immutable') === 'on'
  release.published_at ??= call.now
  if (!call.state.refs.has(tagRef(release.tag_name))) call.state.refs.set(tagRef(release.tag_name), commit)
}

function update(call: Call): SandboxReply {
  const release = byId(call)
  if (!release) return notFound()
  const tag = text(call, 'tag_name') ?? release.tag_name
  const target = text(call, 'target_commitish') ?? release.target_commitish
  if (release.immutable && (tag !== release.tag_name || target !== release.target_commitish)) {
    return locked(call, 'an immutable release cannot be moved')
  }
  const check = checked(call, tag, target, release.id)
  if ('status' in check) return check
  release.tag_name = tag
  release.target_commitish = target
  if ('name' in call.body) release.name = text(call, 'name') ?? null
  if ('body' in call.body) release.body = text(call, 'body') ?? null
  release.prerelease = flag(call, 'prerelease') ?? release.prerelease
  release.makeLatest = latestChoice(call) ?? release.makeLatest
  release.discussion = text(call, 'discussion_category_name') ?? release.discussion
  release.draft = flag(call, 'draft') ?? release.draft
  if (!release.draft) publish(call, release, check.commit)
  return ok(releaseItem(call, release))
}

/** The tag stays. */
function remove(call: Call): SandboxReply {
  const release = byId(call)
  if (!release) return notFound()
  if (release.immutable) call.state.burntTags.add(release.tag_name)
  call.state.releases.splice(call.state.releases.indexOf(release), 1)
  return { status: 204 }
}

function previousTag(call: Call): string | undefined {
  return call.state.releases.findLast((each) => !each.draft && !each.prerelease)?.tag_name
}

/** One line for each pull request merged in the range, then the link, as GitHub's notes look. */
function notesFor(call: Call, tag: string, commit: string, previous: string | undefined) {
  const { history, pulls } = call.state
  const base = previous === undefined ? undefined : find(call, tagRef(previous))
  const inside = base
    ? new Set(rangeOf(history, base, commit).ahead.map((each) => each.sha))
    : ancestors(history, commit)
  const lines = pulls
    .filter((pull) => pull.merged_at !== null && inside.has(pull.merge_commit_sha))
    .map((pull) => `* ${pull.title} by @${pull.user} in ${call.web}/pull/${pull.number}`)
  const changed = lines.length > 0 ? `## What's Changed\n${lines.join('\n')}\n\n\n` : ''
  const link = previous === undefined ? `commits/${tag}` : `compare/${previous}...${tag}`
  return { name: tag, body: `${changed}**Full Changelog**: ${call.web}/${link}` }
}

function generateNotes(call: Call): SandboxReply {
  const tag = text(call, 'tag_name') ?? ''
  const previous = text(call, 'previous_tag_name')
  const target = text(call, 'target_commitish')
  const commit = find(call, tagRef(tag)) ?? (target === undefined ? undefined : find(call, target))
  if (!commit) return invalid('Release', 'target_commitish', 'invalid')
  if (previous !== undefined && !find(call, tagRef(previous))) {
    return fail(Number(call.on('unknown-previous-tag')), 'Invalid previous_tag parameter') // [A]
  }
  return ok(notesFor(call, tag, commit, previous ?? previousTag(call)))
}

function immutableReleases(call: Call): SandboxReply {
  return call.on('immutable') === 'on' ? ok({ enabled: true, enforced_by_owner: false }) : notFound()
}

const reads = { method: 'GET', needs: ['contents', 'read'] } as const
const ID = /^\/releases\/(\d+)$/

export const releaseRoutes: readonly Route[] = [
  { ...reads, path: /^\/releases$/, query: PAGING, run: list },
  { ...reads, path: /^\/releases\/latest$/, run: latest },
  { ...reads, path: /^\/releases\/tags\/(.+)$/, run: byTag },
  { ...reads, path: ID, run: one },
  {
    method: 'POST',
    path: /^\/releases$/,
    needs: ['contents', 'write'],
    fields: { ...EDITABLE, generate_release_notes: 'boolean', discussion_category_name: 'string' },
    required: ['tag_name'],
    run: create,
  },
  {
    method: 'PATCH',
    path: ID,
    needs: ['contents', 'write'],
    fields: { ...EDITABLE, discussion_category_name: 'string' },
    run: update,
  },
  { method: 'DELETE', path: ID, needs: ['contents', 'write'], run: remove },
  {
    method: 'POST',
    path: /^\/releases\/generate-notes$/,
    needs: ['contents', 'write'],
    fields: {
      tag_name: 'string',
      target_commitish: 'string',
      previous_tag_name: 'string',
      configuration_file_path: 'string',
    },
    required: ['tag_name'],
    run: generateNotes,
  },
  {
    method: 'GET',
    path: /^\/immutable-releases$/,
    needs: ['administration', 'read'],
    run: immutableReleases,
  },
]
