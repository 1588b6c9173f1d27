// Git refs and tag objects (docs.github.com/rest/git/refs, /git/tags), and the rule for workflow files.
import { isObject } from '../kit/body.ts'
import { must } from '../kit/refusal.ts'
import type { SandboxReply } from '../server.ts'
import { emptyRepository, existing, fail, notFound, ok } from './answers.ts'
import { type Call, flag, isEmpty, type Route, route, text } from './call.ts'
import { ancestors, peel, treeAt } from './graph.ts'
import { sha1, UNSIGNED } from './shapes.ts'

const WORKFLOWS = '.github/workflows/'

/**
 * A commit whose workflow files differ from those of the default branch's tip, as it is now, may only be named by a token
 * with `workflows`, which GITHUB_TOKEN never has. An older commit of the default branch is refused as well
 * (vybestack/llxprt-code#3115, llmmanorg/llmman#502, elgorro/aiquila#597; the header: the first of them).
 */
export function workflowRefusal(call: Call, sha: string | undefined): SandboxReply | undefined {
  const { history } = call.state
  const tip = history.refs.get(`refs/heads/${history.defaultBranch}`)
  const permissions = call.token?.permissions
  if (!sha || !tip || permissions === 'all' || permissions?.['workflows'] === 'write') return undefined
  if (workflowsOf(call, sha) === workflowsOf(call, tip)) return undefined
  const refusal = workflowWords(call.on('workflow-status'))
  return { ...refusal, headers: { 'x-accepted-github-permissions': NAMES_COMMITS } }
}

function workflowWords(way: string): SandboxReply {
  if (way === '404') return notFound()
  const told =
    'refusing to allow a GitHub App to create or update workflow `.github/workflows/ci.yml` without `workflows` permission'
  return fail(403, way === 'told' ? told : 'Resource not accessible by integration')
}

/** Of a route that can name a commit; the header says the same whether contents or workflows is missing. */
export const NAMES_COMMITS = 'contents=write; contents=write,workflows=write'

function workflowsOf(call: Call, sha: string): string {
  return JSON.stringify(
    [...treeAt(call.state.history, sha)].filter(([path]) => path.startsWith(WORKFLOWS)).sort(),
  )
}

export const RESTRICTED =
  'Repository rule violations found\n\nCannot create ref due to creations being restricted.\n\n'

/**
 * Why nobody may make this tag: a ruleset (googleapis/release-please-action#1194, safe-global/safe-deployments#682), the rule
 * before there were rulesets (open-telemetry/opentelemetry-java-instrumentation#6920), or a hook [A].
 */
export function restriction(call: Call, tag: string): string | undefined {
  switch (call.on('ruleset')) {
    case 'tags':
      return RESTRICTED
    case 'names':
      return 'Repository rule violations found\n\nCannot create ref due to create name restrictions.\n\n'
    case 'protected':
      return `protected tag '${tag}' check failed:\n  You're not authorized to create a tag`
    case 'hook':
      return 'failed: pre-receive hook declined'
    default:
      return undefined
  }
}

function rulesetRefusal(call: Call, ref: string): SandboxReply | undefined {
  const why = ref.startsWith('refs/tags/') ? restriction(call, ref.slice('refs/tags/'.length)) : undefined
  return why === undefined ? undefined : fail(422, why)
}

/** True when a published immutable release holds the tag. */
function isLocked(call: Call, ref: string): boolean {
  return call.state.releases.some(
    (each) => each.immutable && !each.draft && `refs/tags/${each.tag_name}` === ref,
  )
}

// [A] unknown-object: neither the status nor the text for an unknown sha is documented.
const unknownObject = (call: Call) => fail(Number(call.on('unknown-object')), 'Object does not exist')
// [A] immutable-status
const locked = (call: Call, message: string) => fail(Number(call.on('immutable-status')), message)

function refItem(call: Call, ref: string, sha: string) {
  const type = call.state.tagObjects.has(sha) ? 'tag' : 'commit'
  return {
    ref,
    node_id: `REF_${sha1(ref).slice(0, 12)}`,
    url: refUrl(call, ref),
    object: { sha, type, url: `${call.api}/git/${type}s/${sha}` },
  }
}

const refUrl = (call: Call, ref: string) =>
  `${call.api}/git/${ref.split('/').map(encodeURIComponent).join('/')}`

function oneRef(call: Call): SandboxReply {
  if (isEmpty(call)) return emptyRepository()
  const ref = `refs/${call.params[0]}`
  return ok(refItem(call, ref, existing(call.state.refs.get(ref))))
}

function matchingRefs(call: Call): SandboxReply {
  if (isEmpty(call)) return emptyRepository()
  const found = [...call.state.refs].filter(([ref]) => ref.startsWith(`refs/${call.params[0]}`)).sort()
  return ok(found.map(([ref, sha]) => refItem(call, ref, sha)))
}

function createRef(call: Call): SandboxReply {
  const { state } = call
  const ref = text(call, 'ref') ?? ''
  const sha = text(call, 'sha') ?? ''
  if (isEmpty(call)) return emptyRepository()
  if (!/^refs\/[^/]+\/.+/.test(ref))
    return fail(422, `Reference name must start with 'refs/' and have at least two slashes.`)
  if (/[\s~^:?*[\\]|\.\.|\/$/.test(ref)) return fail(422, `${ref} is not a valid ref name.`)
  if (state.refs.has(ref)) return fail(422, 'Reference already exists')
  const commit = must(peel(state.history, sha), unknownObject(call))
  if (state.burntTags.has(ref.slice('refs/tags/'.length)))
    return locked(call, 'Cannot create ref due to immutable release.')
  const refusal = workflowRefusal(call, commit) ?? rulesetRefusal(call, ref)
  if (refusal) return refusal
  state.refs.set(ref, sha)
  return ok(refItem(call, ref, sha), 201, { location: refUrl(call, ref) })
}

function updateRef(call: Call): SandboxReply {
  const { state } = call
  const ref = `refs/${call.params[0]}`
  const sha = text(call, 'sha') ?? ''
  const old = peel(state.history, state.refs.get(ref))
  if (isEmpty(call)) return emptyRepository()
  if (!old) return fail(422, 'Reference does not exist')
  const commit = must(peel(state.history, sha), unknownObject(call))
  if (isLocked(call, ref)) return locked(call, 'Cannot update ref: the tag belongs to an immutable release.')
  const refusal = workflowRefusal(call, commit)
  if (refusal) return refusal
  if (!flag(call, 'force') && !ancestors(state.history, commit).has(old))
    return fail(422, 'Update is not a fast forward')
  state.refs.set(ref, sha)
  return ok(refItem(call, ref, sha))
}

function oneTag(call: Call): SandboxReply {
  return ok(tagItem(call, existing(call.state.tagObjects.get(call.params[0] ?? '')).sha))
}

function tagItem(call: Call, sha: string) {
  const tag = call.state.tagObjects.get(sha)
  const url = `${call.api}/git/tags/${sha}`
  const object = { ...tag?.object, url: `${call.api}/git/${tag?.object.type}s/${tag?.object.sha}` }
  return { ...tag, node_id: `TA_${sha.slice(0, 12)}`, url, object, verification: UNSIGNED }
}

/** Makes only the object; no ref points at it yet. */
function createTag(call: Call): SandboxReply {
  const type = text(call, 'type') ?? ''
  const object = text(call, 'object') ?? ''
  if (!['commit', 'tree', 'blob'].includes(type)) return fail(422, `Invalid object type ${type}`)
  if (!call.state.history.commits.has(object)) return unknownObject(call)
  const given = call.body['tagger']
  const field = (name: string) => (isObject(given) ? String(given[name] ?? '') : '')
  const named = { name: field('name'), email: field('email'), date: field('date') || call.now }
  const tagger = given === undefined ? undefined : named
  if (tagger && !(tagger.name && tagger.email))
    return fail(422, 'Invalid request.\n\n"name", "email" weren\'t supplied.')
  const sha = call.state.history.tagObject(
    text(call, 'tag') ?? '',
    text(call, 'message') ?? '',
    { type, sha: object },
    tagger,
  )
  return ok(tagItem(call, sha), 201, { location: `${call.api}/git/tags/${sha}` })
}

const READ = ['contents', 'read'] as const
export const WRITE = ['contents', 'write'] as const

export const refRoutes: readonly Route[] = [
  route('GET', /^\/git\/ref\/(.+)$/, READ, oneRef),
  route('GET', /^\/git\/matching-refs\/(.+)$/, READ, matchingRefs),
  route('POST', /^\/git\/refs$/, WRITE, createRef, {
    accepts: NAMES_COMMITS,
    fields: { ref: 'string', sha: 'string' },
    required: ['ref', 'sha'],
  }),
  route('PATCH', /^\/git\/refs\/(.+)$/, WRITE, updateRef, {
    accepts: NAMES_COMMITS,
    fields: { sha: 'string', force: 'boolean' },
    required: ['sha'],
  }),
  route('GET', /^\/git\/tags\/(.+)$/, READ, oneTag),
  route('POST', /^\/git\/tags$/, WRITE, createTag, {
    fields: { tag: 'string', message: 'string', object: 'string', type: 'string', tagger: 'object' },
    required: ['tag', 'message', 'object', 'type'],
  }),
]
