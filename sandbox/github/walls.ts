// Refusals that stand before every route: rules of the organization, an archived repository, and a new name. The words
// are those that users report (github/github-mcp-server#1121, aquasecurity/trivy#10567, 18F/charlie#85).
import type { SandboxReply, SandboxRequest } from '../server.ts'
import { fail, ok, originOf, REPOSITORY_ID } from './kit.ts'

type On = (switchName: string) => string

const SAML =
  'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.'

/** The refusal by the switch `wall`; reads of an archived repository pass. */
export function walled(on: On, owner: string, method: string): SandboxReply | undefined {
  switch (on('wall')) {
    case 'saml': {
      const url = `https://github.test/orgs/${owner}/sso?authorization_request=AAAA`
      return { ...fail(403, SAML), headers: { 'x-github-sso': `required; url=${url}` } }
    }
    case 'ip': {
      const who = 'Although you appear to have the correct authorization credentials'
      const why = `the \`${owner}\` organization has an IP allow list enabled`
      return fail(403, `${who}, ${why}, and your IP address is not permitted to access this resource.`)
    }
    case 'archived':
      return method === 'GET' ? undefined : fail(403, 'Repository was archived so is read-only.')
    default:
      return undefined
  }
}

/** The same refusal of a query: HTTP 200 and an error (fwouts/prmonitor#1042). */
export function walledQuery({ json, headers = {} }: SandboxReply): SandboxReply {
  const { message } = Object(json)
  const error = {
    type: 'FORBIDDEN',
    path: ['repository'],
    extensions: { saml_failure: 'x-github-sso' in headers },
  }
  return ok({ data: { repository: null }, errors: [{ ...error, message }] }, 200, { ...headers })
}

/** The answer to the old name of a renamed repository: to reads 301, to writes 307, and the address by number. */
export function moved(
  on: On,
  request: SandboxRequest,
  prefix: string,
  rest: string,
): SandboxReply | undefined {
  if (on('renamed') !== 'yes') return undefined
  const query = request.query.size > 0 ? `?${request.query}` : ''
  const to = `${originOf(request, on('scheme'))}${prefix}/repositories/${REPOSITORY_ID}${rest}${query}`
  return redirect(request.method === 'GET' ? 301 : 307, to)
}

/** A redirect as GitHub words it, also a temporary one. */
export function redirect(status: number, url: string): SandboxReply {
  const page = 'guides/best-practices-for-using-the-rest-api#follow-redirects'
  return {
    status,
    headers: { location: url },
    json: { message: 'Moved Permanently', url, documentation_url: `https://docs.github.com/rest/${page}` },
  }
}
