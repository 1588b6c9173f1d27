// What the stand-in serves by GraphQL: a repository's deployments, refs, commits, and the history of a path.
// Shapes: @octokit/graphql-schema.
import { GraphQLError } from 'graphql'
import { type Call, find } from './call.ts'
import { allows } from './check.ts'
import type { Commit, Person } from './graph.ts'
import { pathLog } from './path-log.ts'
import { type Deployment, iso, REPOSITORY_ID, type Status } from './state.ts'
import { statusesOf } from './statuses.ts'

const MAX_PAGE = 100

interface Slice {
  readonly first?: number | null
  readonly last?: number | null
  readonly after?: string | null
  readonly before?: string | null
}

/** The repository, or the error of GitHub for one that is not there. */
export function repositoryNode(call: Call, { owner, name }: { owner: string; name: string }) {
  const { history } = call.state
  if (`${owner}/${name}`.toLowerCase() !== `${history.owner}/${history.repo}`.toLowerCase()) {
    throw refusal(`Could not resolve to a Repository with the name '${owner}/${name}'.`, 'NOT_FOUND')
  }
  const ref = (full: string) => {
    mustAllow(call, 'contents')
    const sha = call.state.refs.get(full)
    if (sha === undefined) return null
    const [, kind = '', ...rest] = full.split('/')
    return { id: `REF_${full}`, name: rest.join('/'), prefix: `refs/${kind}/`, target: objectNode(call, sha) }
  }
  return {
    id: 'R_kgDO1',
    databaseId: REPOSITORY_ID,
    name: history.repo,
    nameWithOwner: `${history.owner}/${history.repo}`,
    defaultBranchRef: () => ref(`refs/heads/${history.defaultBranch}`),
    ref: ({ qualifiedName }: { qualifiedName: string }) =>
      [qualifiedName, `refs/heads/${qualifiedName}`, `refs/tags/${qualifiedName}`].map(ref).find(Boolean) ??
      null,
    object: ({ oid, expression }: { oid?: string; expression?: string }) => {
      mustAllow(call, 'contents')
      return objectNode(call, oid ?? find(call, expression ?? '') ?? '')
    },
    deployments: (args: DeploymentArguments) => deployments(call, args),
  }
}

function refusal(message: string, type: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } })
}

function mustAllow({ token }: Call, permission: string): void {
  if (!token || !allows(token, permission, 'read'))
    throw refusal('Resource not accessible by integration', 'FORBIDDEN')
}

/** One page of a connection. A cursor ends with the index of its item, as those of a history do at GitHub. */
function connection<T>(
  [name, stem]: readonly [name: string, stem: string],
  args: Slice,
  all: readonly T[],
  shape: (item: T) => object,
) {
  const { first, last, after, before } = args
  const size = first ?? last
  if (before) throw new GraphQLError(`Argument 'before' of '${name}' is not served by the stand-in`)
  if (size === undefined || size === null)
    throw new GraphQLError(
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
    )
  if (size > MAX_PAGE || size < 1)
    throw new GraphQLError(
      `Requesting ${size} records on the \`${name}\` connection exceeds the \`first\` limit of ${MAX_PAGE} records.`,
    )
  const begin = after ? Number(after.split(' ').at(-1)) + 1 : 0
  if (Number.isNaN(begin))
    throw refusal(`\`${after}\` does not appear to be a valid cursor.`, 'INVALID_CURSOR_ARGUMENTS')
  const start = first ? begin : Math.max(begin, all.length - size)
  const picked = all.slice(start, start + size)
  const cursor = (index: number) => `${stem}${start + index}`
  return {
    totalCount: all.length,
    pageInfo: {
      hasNextPage: start + picked.length < all.length,
      hasPreviousPage: start > 0,
      startCursor: picked.length > 0 ? cursor(0) : null,
      endCursor: picked.length > 0 ? cursor(picked.length - 1) : null,
    },
    nodes: () => picked.map(shape),
    edges: () => picked.map((item, index) => ({ cursor: cursor(index), node: shape(item) })),
  }
}

function objectNode(call: Call, sha: string): object | null {
  const tag = call.state.tagObjects.get(sha)
  if (tag) {
    const { name, email, date } = tag.tagger
    return {
      __typename: 'Tag',
      id: `TA_${sha.slice(0, 12)}`,
      oid: sha,
      abbreviatedOid: sha.slice(0, 7),
      name: tag.tag,
      message: tag.message,
      tagger: { name, email, date },
      target: () => objectNode(call, tag.object.sha),
    }
  }
  const commit = call.state.history.commits.get(sha)
  return commit ? commitNode(call, commit) : null
}

interface HistoryArguments extends Slice {
  readonly path?: string | null
  readonly since?: string | null
  readonly until?: string | null
  readonly author?: object | null
}

function commitNode(call: Call, commit: Commit): object {
  const [headline = '', ...rest] = commit.message.split('\n')
  return {
    __typename: 'Commit',
    id: `C_${commit.sha.slice(0, 12)}`,
    oid: commit.sha,
    abbreviatedOid: commit.sha.slice(0, 7),
    message: commit.message,
    messageHeadline: headline,
    messageBody: rest.join('\n').trim(),
    committedDate: iso(commit.date),
    authoredDate: iso(commit.authorDate),
    url: `${call.web}/commit/${commit.sha}`,
    changedFilesIfAvailable: commit.changes.length,
    author: personNode(commit.author, commit.authorDate),
    committer: personNode(commit.committer, commit.date),
    parents: (args: Slice) =>
      connection(['parents', ''], args, commit.parents, (sha) => objectNode(call, sha) ?? { oid: sha }),
    history: (args: HistoryArguments) => historyOf(call, commit.sha, args),
  }
}

function personNode(person: Person | null, date: number): object | null {
  if (!person) return null
  const user = person.login === undefined ? null : { login: person.login }
  return { name: person.name, email: person.email, date: iso(date), user }
}

function historyOf(call: Call, sha: string, args: HistoryArguments) {
  if (args.author) throw new GraphQLError("Argument 'author' of 'history' is not served by the stand-in")
  const { since, until } = args
  const found = pathLog(call.state.history, sha, args.path ?? '').filter(
    ({ date }) => (!since || date >= Date.parse(since)) && (!until || date <= Date.parse(until)),
  )
  return connection(['history', `${sha} `], args, found, (commit) => commitNode(call, commit))
}

interface DeploymentArguments extends Slice {
  readonly environments?: readonly string[] | null
  readonly orderBy?: { readonly field: string; readonly direction: string } | null
}

function deployments(call: Call, args: DeploymentArguments) {
  mustAllow(call, 'deployments')
  const { environments, orderBy } = args
  const all = call.state.deployments.filter((each) => environments?.includes(each.environment) ?? true)
  // The default is ASC: oldest first.
  if (orderBy?.direction === 'DESC') all.reverse()
  return connection(['deployments', ''], args, all, (each) => deploymentNode(call, each))
}

/** The state of a deployment from the REST word of its last status. */
function stateOf({ transient_environment }: Deployment, last: Status | undefined): string {
  if (last?.state === 'success') return 'ACTIVE'
  if (last?.state === 'inactive') return transient_environment ? 'DESTROYED' : 'INACTIVE'
  return last?.state.toUpperCase() ?? 'PENDING'
}

function deploymentNode(call: Call, deployment: Deployment): object {
  const all = statusesOf(call.state, deployment.id)
  const last = all.at(-1)
  const { payload, ref } = deployment
  return {
    id: `DE_${deployment.id}`,
    databaseId: deployment.id,
    commitOid: deployment.sha,
    commit: () => objectNode(call, deployment.sha),
    ref: ref.startsWith('refs/') ? { name: ref.split('/').slice(2).join('/') } : null,
    task: deployment.task,
    environment: deployment.environment,
    latestEnvironment: deployment.environment,
    originalEnvironment: deployment.original_environment,
    description: deployment.description,
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    createdAt: deployment.created_at,
    updatedAt: deployment.updated_at,
    creator: actorNode(deployment.creator),
    state: stateOf(deployment, last),
    latestStatus: last ? statusNode(last) : null,
    statuses: (args: Slice) => connection(['statuses', ''], args, all, statusNode),
  }
}

/** GraphQL leaves out the `[bot]` of an app's login. */
function actorNode(login: string): object {
  const name = login.replace(/\[bot\]$/, '')
  return { __typename: name === login ? 'User' : 'Bot', login: name }
}

function statusNode(status: Status): object {
  return {
    id: `DES_${status.id}`,
    state: status.state.toUpperCase(),
    description: status.description,
    environment: status.environment,
    logUrl: status.log_url || null,
    environmentUrl: status.environment_url || null,
    createdAt: status.created_at,
    creator: actorNode(status.creator),
  }
}
