// Answers and refusals in GitHub's shape.
import { must } from '../kit/refusal.ts'
import type { SandboxReply } from '../server.ts'

export function ok(json: unknown, status = 200, headers: Record<string, string> = {}): SandboxReply {
  return { status, json, headers }
}

/** A refusal as GitHub writes it; `status` is a string there. */
export function fail(status: number, message: string, errors?: readonly unknown[]): SandboxReply {
  const extra = errors ? { errors } : {}
  return {
    status,
    json: { message, ...extra, documentation_url: 'https://docs.github.com/rest', status: String(status) },
  }
}

export const notFound = () => fail(404, 'Not Found')

/** What was looked up; 404 when it is not there. */
export function existing<T>(found: T | undefined): T {
  return must(found, notFound())
}

export const emptyRepository = () => fail(409, 'Git Repository is empty.')

export function invalid(resource: string, field: string, code: string, message?: string): SandboxReply {
  return fail(422, 'Validation Failed', [{ resource, code, field, ...(message ? { message } : {}) }])
}

export function tooLong(resource: string, field: string, maximum: number): SandboxReply {
  return invalid(resource, field, 'custom', `${field} is too long (maximum is ${maximum} characters)`)
}
