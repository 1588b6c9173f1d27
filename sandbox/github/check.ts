// What a request must be before its route sees it: decoded, JSON, permitted, and free of unknown names.
import { isObject } from '../kit/body.ts'
import type { SandboxReply } from '../server.ts'
import { fail, notFound } from './answers.ts'
import type { Call, Desk, Fields, FieldType, Route } from './call.ts'
import type { Level, Token } from './state.ts'

export function allows(token: Token, permission: string, level: Level): boolean {
  if (permission === 'metadata' || token.permissions === 'all') return true
  const has = token.permissions[permission]
  return has === 'write' || (has === 'read' && level === 'read')
}

/** Query names and body fields that the route does not know. */
export function unknownNames({ request, body, prefix }: Call, { fields = {}, query = [] }: Route): string[] {
  // GHES 3.17–3.19 does not know this one.
  const onServer = (name: string) => prefix !== '' && name === 'discussion_category_name'
  return [
    ...[...request.query.keys()].filter((name) => !query.includes(name)).map((name) => `query ${name}`),
    ...Object.keys(body)
      .filter((name) => !Object.hasOwn(fields, name) || onServer(name))
      .map((name) => `field ${name}`),
    ...(request.text !== '' && Object.keys(fields).length === 0 ? ['a body'] : []),
  ]
}

/** The refusal for a caller without the permission of the route. */
export function forbidden(
  on: Desk['on'],
  token: Token | undefined,
  { permission, level, accepts }: Route,
): SandboxReply | undefined {
  const outside = !token || token.member === false
  if (outside && on('private') === 'yes') return notFound()
  if (outside && level === 'read' && permission !== 'administration') return undefined
  if (!token) return fail(401, 'Requires authentication')
  if (!outside && allows(token, permission, level)) return undefined
  if (on('missing-permission') === '404') return notFound() // [A]
  // What the operation accepts, whatever the caller lacks ("Troubleshooting the REST API", docs.github.com).
  const accepted = accepts ?? `${permission.replace('-', '_')}=${level}`
  return {
    ...fail(403, 'Resource not accessible by integration'),
    headers: { 'x-accepted-github-permissions': accepted },
  }
}

/** The refusal for unknown names, missing fields and wrong types. */
export function unexpected(
  { body, on }: Call,
  { fields = {}, required = [] }: Route,
  extra: readonly string[],
): SandboxReply | undefined {
  if (extra.length > 0 && on('unknown-field') === 'refuse')
    return fail(422, `Sandbox: unknown ${extra.join(', ')}`) // [A]
  const missing = required.find((name) => body[name] === undefined)
  if (missing) return fail(422, `Invalid request.\n\n"${missing}" wasn't supplied.`)
  return wrongType(body, fields)
}

const CHECKS: Readonly<Record<FieldType, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  text: (value) => typeof value === 'string' || value === null,
  boolean: (value) => typeof value === 'boolean',
  object: isObject,
  strings: (value) => Array.isArray(value) && value.every((each) => typeof each === 'string'),
  any: () => true,
}

/** The first field of a wrong type, as GitHub's schema check says it. */
function wrongType(body: Call['body'], fields: Fields): SandboxReply | undefined {
  for (const [name, value] of Object.entries(body)) {
    const type = fields[name]
    if (type === undefined || CHECKS[type](value)) continue
    return fail(
      422,
      `Invalid request.\n\nFor 'properties/${name}', ${JSON.stringify(value)} is not of type ${type}.`,
    )
  }
  return undefined
}
