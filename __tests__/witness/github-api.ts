// GitHub's own description of its REST API (@octokit/openapi) and its GraphQL schema as witnesses: what was sent and what
// was answered is held against them. Of the description's thousand operations only those that are met are resolved and compiled.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { getVariableValues, Kind, parse, validate } from 'graphql'
import { publishedSchema } from '../../sandbox/github/graphql.ts'
import type { SandboxRequest } from '../../sandbox/server.ts'
import { isRecord, recordAt } from '../../src/json.ts'
import { type Description, describeApi, type Exchange, pointedTo } from './openapi.ts'

const FILE = createRequire(import.meta.url).resolve('@octokit/openapi/generated/api.github.com.json')
const REPO = '/repos/{owner}/{repo}'

// Names with slashes are one part of a path there (`x-multi-segment`).
const ONE_PART = /^(\/repos\/[^/]+\/[^/]+\/(?:git\/(?:ref|refs|matching-refs)|contents|compare)\/)(.+)$/s

// A renamed repository (docs.github.com/rest, "Follow redirects"); the description has it at some operations only.
const MOVED = {
  type: 'object',
  required: ['message', 'url', 'documentation_url'],
  properties: { message: { type: 'string' }, url: { type: 'string' }, documentation_url: { type: 'string' } },
}
const jsonOf = (schema: unknown) => ({ content: { 'application/json': { schema } } })

/** What the description cannot say, with the reason. */
const EXCEPTIONS: readonly { readonly problem: RegExp; readonly reason: string }[] = [
  {
    problem: /: a body of type application\/vnd\.github\.(raw\+json|sha) is not described/,
    reason: 'a media type that is asked for by Accept is described in words only',
  },
  {
    problem: /status (403|502): a body of type text\/html is not described/,
    reason: 'what stands before the API answers for it',
  },
  {
    problem: /^POST \S+\/deployments: status 409: .*"contexts"/,
    reason: 'the body of this refusal is not described',
  },
]

/** The description; reading it takes a fifth of a second. */
export function githubApi(): Description {
  const document = JSON.parse(readFileSync(FILE, 'utf8'))
  const paths = recordAt(document, 'paths')
  const templates = Object.keys(paths)
    .filter((path) => path.startsWith(REPO))
    .map((path) => ({ path, pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`) }))
    // `/releases/latest` before `/releases/{id}`.
    .sort((a, b) => a.path.split('{').length - b.path.split('{').length)
  const compiled = new Map<string, Description>()

  function find({ method, path }: SandboxRequest): { name: string; description: Description } | undefined {
    const template = templates.find(({ pattern }) => pattern.test(path))?.path ?? ''
    const operation = recordAt(paths, template)[method.toLowerCase()]
    if (!isRecord(operation)) return undefined
    const name = `${method} ${template}`
    const description = compiled.get(name) ?? describeApi(cutTo(document, template, method.toLowerCase()))
    compiled.set(name, description)
    return { name, description }
  }

  return {
    operations: [],
    operationOf: (request) => find(inOnePart(request))?.name,
    problemsOf: ({ request, reply }: Exchange) => {
      if (/^(\/api)?\/graphql$/.test(request.path)) return queryProblems(request)
      const exchange = { request: inOnePart(request), reply }
      const problems = find(exchange.request)?.description.problemsOf(exchange)
      const found = problems ?? [`${request.method} ${request.path}: not described`]
      return found.filter((each) => !EXCEPTIONS.some(({ problem }) => problem.test(each)))
    },
  }
}

let api: Description | undefined

/**
 * What is wrong with these exchanges. Of requests that the action did not send only the answers are looked at: a test
 * of the stand-in asks wrong on purpose.
 */
export function problemsAtGitHub(exchanges: readonly Exchange[]): string[] {
  api ??= githubApi()
  const { problemsOf } = api
  return exchanges.flatMap((exchange) => {
    const isOurs = exchange.request.headers['user-agent']?.startsWith('record-deploy') ?? false
    return problemsOf(exchange).filter((each) => isOurs || /: status \d+/.test(each))
  })
}

/** What GitHub's schema says against a query and its variables. */
function queryProblems({ text }: SandboxRequest): string[] {
  const { query, variables } = Object(JSON.parse(text))
  const schema = publishedSchema()
  const document = parse(String(query))
  const [operation] = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION)
  const { errors = [] } = getVariableValues(schema, operation?.variableDefinitions ?? [], Object(variables))
  return [...validate(schema, document), ...errors].map(({ message }) => `POST /graphql: ${message}`)
}

/** A document of one operation, with the answers that every operation may give. */
function cutTo(document: unknown, template: string, method: string): unknown {
  const operation = recordAt(recordAt(recordAt(document, 'paths'), template), method)
  const schemas = recordAt(recordAt(document, 'components'), 'schemas')
  const error = recordAt(schemas, 'basic-error')
  const { errors } = recordAt(recordAt(schemas, 'validation-error'), 'properties')
  // At some operations no refusal is described, and nowhere one with `errors` and `status`, which GitHub sends.
  const refused = jsonOf({ ...error, properties: { ...recordAt(error, 'properties'), errors } })
  const done = Object.entries(recordAt(operation, 'responses')).filter(([status]) => /^[23]/.test(status))
  const moved = { '301': jsonOf(MOVED), '307': jsonOf(MOVED), '304': {} }
  const described = { ...moved, ...Object.fromEntries(done), '4XX': refused, '5XX': refused }
  return plain({ paths: { [template]: { [method]: { ...operation, responses: described } } } }, document)
}

/** Every reference replaced, and OpenAPI 3.0 turned into the JSON Schema that 3.1 has. */
function plain(node: unknown, document: unknown): unknown {
  if (Array.isArray(node)) return node.map((each) => plain(each, document))
  if (!isRecord(node)) return node
  if (typeof node['$ref'] === 'string') return plain(pointedTo(node['$ref'], document), document)
  const copy = Object.entries(node)
    .filter(([key]) => key !== 'example' && key !== 'examples')
    .map(([key, value]) => [key, plain(value, document)] as const)
  const { nullable, format, ...rest } = Object.fromEntries(copy)
  // An address whose default is empty may be empty, though the description calls it an address.
  const schema = format === undefined || rest['default'] === '' ? rest : { ...rest, format }
  return nullable === true ? { anyOf: [schema, { type: 'null' }] } : schema
}

/** The request with names that have slashes encoded, and without the prefix of an enterprise server. */
function inOnePart(request: SandboxRequest): SandboxRequest {
  const path = request.path.replace(/^\/api\/v3/, '')
  const [, start = path, rest = ''] = ONE_PART.exec(path) ?? []
  return { ...request, path: start + rest.replaceAll('/', '%2F') }
}
