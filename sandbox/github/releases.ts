// Releases and generated notes (docs.github.com/rest/releases/releases), with immutable releases
// (github/docs, "Immutable releases") and a lag of reads behind a create, as users have reported.
import type { SandboxReply } from '../server.ts'
import { existing, invalid, notFound, ok } from './answers.ts'
import { type Call, type Fields, flag, listed, PAGING, type Route, route, text } from './call.ts'
import { NAMES_COMMITS, WRITE } from './refs.ts'
import { checked, refuseLong } from './release-checks.ts'
import { generateNotes, notesFor } from './release-notes.ts'
import { user } from './shapes.ts'
import { iso, type Release, tagRef } from './state.ts'

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
  return ok(releaseItem(call, existing(visible(call, published)[0])))
}

function byId(call: Call): Release {
  const found = call.state.releases.find((each) => each.id === Number(call.params[0]))
  return existing(found?.draft && !mayPush(call) ? undefined : found)
}

/** An explicit `make_latest: "true"` wins [A]; otherwise the newest full release by its commit's date. */
function latest(call: Call): SandboxReply {
  const full = visible(call, call.state.releases).filter((each) => !each.draft && !each.prerelease)
  const candidates = full.filter((each) => each.makeLatest !== 'false')
  const pinned =
    call.on('latest') === 'date' ? undefined : candidates.findLast((each) => each.makeLatest === 'true') // [A] latest
  const [newest] = candidates.sort((a, b) => b.created_at.localeCompare(a.created_at) || b.id - a.id)
  return ok(releaseItem(call, existing(pinned ?? newest)))
}

function latestChoice(call: Call): Release['makeLatest'] {
  const value = call.body['make_latest']
  return value === 'true' || value === 'false' || value === 'legacy' ? value : undefined
}

function create(call: Call): SandboxReply {
  const { state } = call
  const tag = text(call, 'tag_name') ?? ''
  const target = text(call, 'target_commitish')
  const draft = flag(call, 'draft') ?? false
  const commit = checked(call, { tag, target, draft })
  const notes = flag(call, 'generate_release_notes') ? notesFor(call, tag, commit) : undefined
  const body = [text(call, 'body'), notes?.body]
    .filter((part) => part !== undefined && part !== '')
    .join('\n')
  refuseLong(body)
  const release: Release = {
    id: state.nextId++,
    tag_name: tag,
    target_commitish: target ?? state.history.defaultBranch,
    name: text(call, 'name') ?? notes?.name ?? null,
    body: body || null,
    draft,
    prerelease: flag(call, 'prerelease') ?? false,
    immutable: false,
    created_at: iso(state.history.commits.get(commit)?.date ?? 0),
    published_at: null,
    author: call.login,
    makeLatest: latestChoice(call),
    discussion: text(call, 'discussion_category_name'),
    hidden: Number(call.on('lag')),
  }
  state.releases.push(release)
  if (!release.draft) publish(call, release, commit)
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
  const tag = text(call, 'tag_name') ?? release.tag_name
  const target = text(call, 'target_commitish')
  const isMoved =
    tag !== release.tag_name || (target ?? release.target_commitish) !== release.target_commitish
  if (release.immutable && isMoved) {
    return locked(call, 'an immutable release cannot be moved')
  }
  const { id, target_commitish } = release
  const draft = flag(call, 'draft') ?? release.draft
  const commit = checked(call, { tag, target: target ?? target_commitish, id, draft })
  release.tag_name = tag
  release.target_commitish = target ?? target_commitish
  if ('name' in call.body) release.name = text(call, 'name') ?? null
  if ('body' in call.body) release.body = text(call, 'body') ?? null
  release.prerelease = flag(call, 'prerelease') ?? release.prerelease
  release.makeLatest = latestChoice(call) ?? release.makeLatest
  release.discussion = text(call, 'discussion_category_name') ?? release.discussion
  release.draft = draft
  if (!release.draft) publish(call, release, commit)
  return ok(releaseItem(call, release))
}

/** The tag stays. */
function remove(call: Call): SandboxReply {
  const release = byId(call)
  if (release.immutable) call.state.burntTags.add(release.tag_name)
  call.state.releases.splice(call.state.releases.indexOf(release), 1)
  return { status: 204 }
}

function immutableReleases(call: Call): SandboxReply {
  return call.on('immutable') === 'on' ? ok({ enabled: true, enforced_by_owner: false }) : notFound()
}

const READ = ['contents', 'read'] as const
const ID = /^\/releases\/(\d+)$/

export const releaseRoutes: readonly Route[] = [
  route('GET', /^\/releases$/, READ, list, { query: PAGING }),
  route('GET', /^\/releases\/latest$/, READ, latest),
  route('GET', /^\/releases\/tags\/(.+)$/, READ, byTag),
  route('GET', ID, READ, (call) => ok(releaseItem(call, byId(call)))),
  route('POST', /^\/releases$/, WRITE, create, {
    accepts: NAMES_COMMITS,
    fields: { ...EDITABLE, generate_release_notes: 'boolean', discussion_category_name: 'string' },
    required: ['tag_name'],
  }),
  route('PATCH', ID, WRITE, update, {
    accepts: NAMES_COMMITS,
    fields: { ...EDITABLE, discussion_category_name: 'string' },
  }),
  route('DELETE', ID, WRITE, remove),
  route('POST', /^\/releases\/generate-notes$/, WRITE, generateNotes, {
    fields: {
      tag_name: 'string',
      target_commitish: 'string',
      previous_tag_name: 'string',
      configuration_file_path: 'string',
    },
    required: ['tag_name'],
  }),
  route('GET', /^\/immutable-releases$/, ['administration', 'read'], immutableReleases),
]
