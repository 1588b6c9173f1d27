// GraphQL: GitHub's published schema, executed by graphql-js. What the schema does not know is refused by it; what it
// knows and the stand-in does not serve is refused by name, so that nothing is ever silently null.
import { readFileSync } from 'node:fs'
import {
  buildSchema,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  graphqlSync,
} from 'graphql'
import type { SandboxReply } from '../server.ts'
import { fail, ok } from './answers.ts'
import type { Call } from './call.ts'
import { repositoryNode } from './graphql-nodes.ts'

const SCHEMA = new URL('../../node_modules/@octokit/graphql-schema/schema.graphql', import.meta.url)
let published: GraphQLSchema | undefined

/** The schema of api.github.com; built with the first query, which takes a third of a second. */
export function publishedSchema(): GraphQLSchema {
  published ??= buildSchema(readFileSync(SCHEMA, 'utf8'), { assumeValid: true, noLocation: true })
  return published
}

const served: GraphQLFieldResolver<unknown, unknown> = (source, args, _, { fieldName, parentType }) => {
  const fields = new Map<string, unknown>(Object.entries(Object(source)))
  if (!fields.has(fieldName))
    throw new GraphQLError(`Field '${fieldName}' on type '${parentType}' is not served by the stand-in`)
  const field = fields.get(fieldName)
  return typeof field === 'function' ? field(args) : field
}

/** Answers a query; what is wrong with it comes with HTTP 200 and `errors[]`. */
export function graphql(call: Call): SandboxReply {
  const { query, variables } = call.body
  if (typeof query !== 'string') return fail(400, 'A query attribute must be specified and must be a string.')
  const { data, errors } = graphqlSync({
    schema: publishedSchema(),
    source: query,
    variableValues: Object(variables),
    rootValue: { repository: (args: { owner: string; name: string }) => repositoryNode(call, args) },
    fieldResolver: served,
  })
  return ok({
    ...(data === undefined ? {} : { data }),
    ...(errors === undefined ? {} : { errors: errors.map(errorItem) }),
  })
}

/** As GitHub writes it: `type` beside the message. A fault of the stand-in itself is thrown on. */
function errorItem({ message, locations, path, extensions, originalError }: GraphQLError) {
  if (originalError && !(originalError instanceof GraphQLError)) throw originalError
  const { type } = extensions
  return { ...(type === undefined ? {} : { type }), ...(path ? { path } : {}), locations, message }
}
