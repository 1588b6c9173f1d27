// The newest deployments of the environment with their statuses, for the summary: one GraphQL query, which REST would need
// a request a deployment for. It cannot tell transient environments apart, so ranges and rollbacks are not built on it.
// https://docs.github.com/graphql/reference/objects#deployment
import * as v from 'valibot'
import { Filled } from '../../provider/fields.ts'
import { latestFirst, type PastDeploy } from '../../provider/provider.ts'
import { type GitHubSession, repoOf } from './calls.ts'
import { pastDeploy } from './history.ts'
import { isOfThisRun } from './look.ts'

/** Enough for the ten of the diagram, with some that do not count among them. */
const RECENT = 15

// Oldest first unless told.
const QUERY = `query($owner: String!, $repo: String!, $environments: [String!]) {
  repository(owner: $owner, name: $repo) {
    deployments(environments: $environments, first: ${RECENT}, orderBy: {field: CREATED_AT, direction: DESC}) {
      nodes {
        id databaseId commitOid task environment createdAt payload
        creator { login }
        latestStatus { state description logUrl createdAt }
        statuses(first: 100) { nodes { state description logUrl createdAt } }
      }
    }
  }
}`

/** A status, as REST tells it. */
const StatusNode = v.pipe(
  v.object({
    state: v.string(),
    description: v.nullish(v.string()),
    logUrl: v.nullish(v.string()),
    createdAt: v.string(),
  }),
  v.transform(({ state, description, logUrl, createdAt }) => {
    return { state: state.toLowerCase(), description, log_url: logUrl, created_at: createdAt }
  }),
)

const DeploymentNode = v.object({
  id: v.string(),
  // An Int, which some ids are too large for.
  databaseId: v.nullish(v.number()),
  commitOid: v.string(),
  task: v.nullish(v.string()),
  environment: v.nullish(v.string()),
  createdAt: v.string(),
  payload: v.unknown(),
  creator: v.nullish(v.object({ login: Filled })),
  latestStatus: v.nullish(StatusNode),
  statuses: v.nullish(v.object({ nodes: v.nullish(v.array(v.nullable(StatusNode))) })),
})

// Errors come with 200 and without the data.
const Answer = v.object({
  data: v.object({
    repository: v.object({
      deployments: v.object({ nodes: v.nullish(v.array(v.nullable(DeploymentNode))) }),
    }),
  }),
})

/** The newest deployments, the one that ended last first. @throws ApiError also for an answer of errors */
export async function recentDeployments(session: GitHubSession): Promise<readonly PastDeploy[]> {
  const variables = { ...repoOf(session), environments: [session.environment] }
  const sending = { body: { query: QUERY, variables }, schema: Answer }
  const { body } = await session.api.send('queryDeployments', {}, sending)
  const nodes = body?.data.repository.deployments.nodes ?? []
  const past = nodes
    .filter((node) => node !== null)
    .flatMap((node) => {
      const deployment = {
        ...node,
        id: node.databaseId ?? node.id,
        sha: node.commitOid,
        environment: node.environment ?? session.environment,
        created_at: node.createdAt,
      }
      const told = [node.latestStatus, ...(node.statuses?.nodes ?? [])]
      const statuses = told.filter((each) => each !== null && each !== undefined)
      const isLeftOut = (node.task ?? 'deploy') !== 'deploy' || isOfThisRun(deployment, statuses, session)
      return isLeftOut ? [] : [pastDeploy(session, deployment, statuses)]
    })
  return past.sort(latestFirst)
}
