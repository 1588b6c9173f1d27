// Holds exchanges against an OpenAPI description of docs/workflows: what was sent and what was answered. Stricter than
// OpenAPI itself: an object has no other fields than those described, unless the description says that it may.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { parse } from 'yaml'
import type { SandboxReply, SandboxRequest, Service } from '../../sandbox/server.ts'
import { isRecord, recordAt } from '../../src/json.ts'

export const folder = join(import.meta.dirname, '../../docs/workflows')

/** The providers whose requests are described. */
export const describedIds: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith('.openapi.yaml'))
  .map((name) => name.replace('.openapi.yaml', ''))

export interface Exchange {
  readonly request: SandboxRequest
  readonly reply: SandboxReply
}

export interface Description {
  /** `METHOD /path/{part}` of each. */
  readonly operations: readonly string[]
  /** The operation that a request belongs to, or undefined. */
  operationOf(request: SandboxRequest): string | undefined
  /** What is wrong with an exchange; empty when nothing is. */
  problemsOf(exchange: Exchange): string[]
}

type Node = Readonly<Record<string, unknown>>
type Validate = (value: unknown) => string[]

interface Parameter {
  readonly name: string
  readonly in: string
  readonly isRequired: boolean
  readonly isList: boolean
  readonly validate: Validate
}

interface Operation {
  readonly name: string
  readonly method: string
  /** With one group for each part in braces. */
  readonly pattern: RegExp
  readonly parts: readonly string[]
  readonly parameters: readonly Parameter[]
  readonly body: Validate | undefined
  readonly responses: Readonly<Record<string, Response>>
}

interface Response {
  readonly headers: readonly string[]
  readonly json: Validate | undefined
  readonly types: readonly string[]
}

/** Reads `ID.openapi.yaml`. */
export function readDescription(id: string): Description {
  return describeApi(parse(readFileSync(join(folder, `${id}.openapi.yaml`), 'utf8')))
}

export function describeApi(document: unknown): Description {
  const ajv = new Ajv2020({ allErrors: true, strict: false })
  addFormats.default(ajv)
  const operations = Object.entries(recordAt(resolved(document, document), 'paths')).flatMap(([path, item]) =>
    ['get', 'post', 'put', 'patch', 'delete'].flatMap((method) =>
      isRecord(item) && isRecord(item[method]) ? [readOperation(ajv, method, path, item, item[method])] : [],
    ),
  )
  const find = ({ method, path }: SandboxRequest) =>
    operations
      .filter((each) => each.method === method && each.pattern.test(path))
      // `/releases/latest` before `/releases/{id}`.
      .sort((a, b) => a.parts.length - b.parts.length)[0]
  return {
    operations: operations.map(({ name }) => name),
    operationOf: (request) => find(request)?.name,
    problemsOf: (exchange) => {
      const operation = find(exchange.request)
      const { method, path } = exchange.request
      if (!operation) return [`${method} ${path}: not described`]
      return [...requestProblems(operation, exchange.request), ...replyProblems(operation, exchange)].map(
        (problem) => `${operation.name}: ${problem}`,
      )
    },
  }
}

/** Has the service keep every exchange, injected refusals as well. */
export function watched<S extends Service>(service: S, exchanges: Exchange[]): S {
  const handle = service.handle.bind(service)
  const refuse = service.refuse.bind(service)
  const keep = (request: SandboxRequest, reply: SandboxReply) => {
    exchanges.push({ request, reply })
    return reply
  }
  service.handle = async (request) => keep(request, await handle(request))
  service.refuse = (status, request) => keep(request, refuse(status, request))
  return service
}

/** Every reference replaced by what it points to, and every object closed. The descriptions have no circles. */
function resolved(node: unknown, document: unknown): unknown {
  if (Array.isArray(node)) return node.map((each) => resolved(each, document))
  if (!isRecord(node)) return node
  if (typeof node['$ref'] === 'string') return resolved(pointedTo(node['$ref'], document), document)
  const copy = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, resolved(value, document)]),
  )
  const isObject = [copy['type']].flat().includes('object')
  return isObject && !('additionalProperties' in copy) ? { ...copy, additionalProperties: false } : copy
}

/** What a reference within the document points to. */
export function pointedTo(reference: string, document: unknown): unknown {
  const names = reference.split('/').slice(1)
  const found = names.reduce<unknown>((node, name) => (isRecord(node) ? node[name] : undefined), document)
  if (found === undefined) throw new Error(`the description has no ${reference}`)
  return found
}

function readOperation(ajv: Ajv2020, method: string, path: string, item: Node, operation: Node): Operation {
  const parameters = [item['parameters'], operation['parameters']].flat().filter(isRecord)
  const schema = jsonSchemaOf(recordAt(operation, 'requestBody'))
  const responses = Object.entries(recordAt(operation, 'responses'))
  const parts = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  const escaped = path.replace(/[.+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '([^/]+?)')
  return {
    name: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    pattern: new RegExp(`^${escaped}$`),
    parts,
    parameters: parameters.map((parameter) => readParameter(ajv, parameter)),
    body: schema && validator(ajv, schema),
    responses: Object.fromEntries(responses.map(([status, each]) => [status, readResponse(ajv, each)])),
  }
}

function readParameter(ajv: Ajv2020, parameter: Node): Parameter {
  const schema = recordAt(parameter, 'schema')
  const isList = schema['type'] === 'array'
  return {
    name: String(parameter['name']),
    in: String(parameter['in']),
    isRequired: parameter['required'] === true,
    isList,
    validate: validator(ajv, isList ? recordAt(schema, 'items') : schema),
  }
}

function readResponse(ajv: Ajv2020, response: unknown): Response {
  const headers = Object.entries(recordAt(response, 'headers'))
  const schema = jsonSchemaOf(response)
  return {
    headers: headers
      .filter(([, each]) => isRecord(each) && each['required'])
      .map(([name]) => name.toLowerCase()),
    json: schema && validator(ajv, schema),
    types: Object.keys(recordAt(response, 'content')),
  }
}

function jsonSchemaOf(node: unknown): Node | undefined {
  const content = recordAt(recordAt(node, 'content'), 'application/json')
  return isRecord(content['schema']) ? content['schema'] : undefined
}

function validator(ajv: Ajv2020, schema: Node): Validate {
  const validate: ValidateFunction = ajv.compile(schema)
  return (value) =>
    validate(value)
      ? []
      : (validate.errors ?? []).map(
          ({ instancePath, message = '', params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
        )
}

function requestProblems(operation: Operation, request: SandboxRequest): string[] {
  const { parameters, pattern, parts } = operation
  const values = pattern.exec(request.path)?.slice(1) ?? []
  const inPath = parameters.filter((each) => each.in === 'path')
  const inQuery = parameters.filter((each) => each.in === 'query')
  const known = inQuery.map(({ name }) => name)
  const unknown = [...new Set(request.query.keys())].filter((name) => !known.includes(name))
  return [
    ...unknown.map((name) => `query: ${name} is not described`),
    ...inPath.flatMap((each) =>
      valueProblems(each, [decodeURIComponent(values[parts.indexOf(each.name)] ?? '')]),
    ),
    ...inQuery.flatMap((each) => valueProblems(each, request.query.getAll(each.name))),
    ...bodyProblems(operation.body, request),
  ]
}

function valueProblems(
  { name, isRequired, isList, validate }: Parameter,
  values: readonly string[],
): string[] {
  if (values.length === 0) return isRequired ? [`${name} is missing`] : []
  if (values.length > 1 && !isList) return [`${name} stands there more than once`]
  return values.flatMap((value) => {
    // What is a number in the schema is digits in a URL.
    const asText = validate(value)
    const fits = asText.length === 0 || (/^\d+$/.test(value) && validate(Number(value)).length === 0)
    return fits ? [] : asText.map((problem) => `${name}: ${problem}`)
  })
}

function bodyProblems(validate: Validate | undefined, { headers, text }: SandboxRequest): string[] {
  if (!validate) return text === '' ? [] : ['a body is not described']
  if (!headers['content-type']?.startsWith('application/json')) return ['the body is not called JSON']
  return validate(JSON.parse(text)).map((problem) => `body${problem}`)
}

function replyProblems({ responses }: Operation, { reply }: Exchange): string[] {
  const { status, headers = {}, json, text = '' } = reply
  const response = responses[status] ?? responses[`${String(status).charAt(0)}XX`] ?? responses['default']
  if (!response) return [`status ${status} is not described`]
  const names = Object.keys(headers).map((name) => name.toLowerCase())
  const missing = response.headers.filter((name) => !names.includes(name))
  return [
    ...missing.map((name) => `status ${status}: the header ${name} is missing`),
    ...(json === undefined ? textProblems(response, headers, text) : jsonProblems(response, json)).map(
      (problem) => `status ${status}: ${problem}`,
    ),
  ]
}

function jsonProblems({ json: validate }: Response, json: unknown): string[] {
  // As it arrives: without what is undefined.
  return validate ? validate(JSON.parse(JSON.stringify(json))) : ['JSON is not described']
}

function textProblems(
  { types }: Response,
  headers: Readonly<Record<string, string>>,
  text: string,
): string[] {
  if (text === '') return types.length === 0 ? [] : ['no body']
  const type = headers['content-type']?.split(';')[0] ?? ''
  return types.includes(type) ? [] : [`a body of type ${type} is not described`]
}
