// Refusals that stand before every route: rules of the organization, an archived repository, and a new name. The words
// are those that users report (github/github-mcp-server#1121, aquasecurity/trivy#10567, 18F/charlie#85, git-town/git-town#4609,
// NixOS/org#247, gitbutlerapp/gitbutler#8594).
import type { SandboxReply } from '../server.ts'
import { fail, ok } from './answers.ts'
import { type Call, type Desk, originOf } from './call.ts'
import { REPOSITORY_ID } from './state.ts'

const SAML =
  'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.'

const APPEAR = 'Although you appear to have the correct authorization credentials'

/** The words of a wall, by its switch. */
const WORDS: Readonly<Record<string, (owner: string) => string>> = {
  apps: (owner) =>
    `${APPEAR}, the \`${owner}\` organization has enabled OAuth App access restrictions, meaning that data access to third-parties is limited.`,
  'token-kind': (owner) =>
    `\`${owner}\` forbids access via a personal access token (classic). Please use a GitHub App, OAuth App, or a personal access token with fine-grained permissions.`,
  'token-life': (owner) =>
    `The '${owner}' organization forbids access via a fine-grained personal access tokens if the token's lifetime is greater than 90 days. Please adjust your token's lifetime at the following URL: https://github.test/settings/tokens/1`,
  ip: (owner) =>
    `${APPEAR}, the \`${owner}\` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.`,
  blocked: () => 'Repository access blocked',
  archived: () => 'Repository was archived so is read-only.',
  saml: () => SAML,
  // [A] Of one organization among several that the token is not let in to.
  'saml-partial': () => 'Resource not accessible by personal access token',
}

/** The refusal by the switch `wall`; reads of an archived repository pass. */
export function walled(on: Desk['on'], owner: string, method: string): SandboxReply | undefined {
  const wall = on('wall')
  const words = WORDS[wall]?.(owner)
  if (words === undefined || (wall === 'archived' && method === 'GET')) return undefined
  const url = `https://github.test/orgs/${owner}/sso?authorization_request=AAAA`
  const sso: Readonly<Record<string, string>> = {
    saml: `required; url=${url}`,
    'saml-partial': 'partial-results; organizations=21955855,20582480',
  }
  const { [wall]: header } = sso
  return { ...fail(403, words), ...(header && { headers: { 'x-github-sso': header } }) }
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
export function moved({ on, request, prefix }: Call, rest: string): SandboxReply | undefined {
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
