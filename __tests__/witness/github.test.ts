// GitHub's own description and schema as witnesses: every request of the provider and of the reads of commits and tags,
// and every answer of the stand-in. The tests of the provider and of the stand-in hold all of theirs against them too.
import { describe, expect, it } from '@jest/globals'
import { makeGitHub } from '../../sandbox/github/index.ts'
import { makeClock, type SandboxReply, type SandboxRequest, serve } from '../../sandbox/server.ts'
import { calls as reads } from '../../src/github/calls.ts'
import { githubFixture } from '../contract/github.ts'
import { onStage } from '../contract/harness.ts'
import { push, pushVariables, sha } from '../support/events.ts'
import { numberedHistory } from '../support/github-history.ts'
import { providerOf } from '../support/providers.ts'
import { runStep } from '../support/step.ts'
import { githubApi, problemsAtGitHub } from './github-api.ts'
import { type Exchange, watched } from './openapi.ts'

type Inputs = Readonly<Record<string, string>>

const api = githubApi()
const seen = new Set<string>()

function check(exchanges: readonly Exchange[]): void {
  expect(exchanges.length).toBeGreaterThan(0)
  expect(problemsAtGitHub(exchanges)).toEqual([])
  for (const { request } of exchanges)
    seen.add(api.operationOf(request) ?? `${request.method} ${request.path}`)
}

/** Both stages, twice, so that what is there is found again. */
async function run(inputs: Inputs, switches: Inputs = {}): Promise<void> {
  const exchanges: Exchange[] = []
  const make: typeof githubFixture.make = (options) => watched(githubFixture.make(options), exchanges)
  await onStage(
    { ...githubFixture, make },
    async (stage) => {
      for (let attempt = 1; attempt <= 2; attempt += 1) {
        const { state } = await stage.run(inputs)
        await stage.run(inputs, { state })
      }
    },
    { switches },
  )
  check(exchanges)
}

/** A step that also reads commits, tags and files at GitHub. */
async function read(inputs: Inputs): Promise<void> {
  const exchanges: Exchange[] = []
  const clock = makeClock()
  const history = numberedHistory()
  history.tag('v1.0.0', sha(1), 'Version 1.0.0')
  history.tag('v1.1.0', sha(2))
  const github = watched(makeGitHub({ clock, history }), exchanges)
  github.injectDeployment(
    { environment: 'production', sha: sha(1), ref: sha(1), creator: 'octocat', status: 'success' },
    clock.now() - 60_000,
  )
  const running = await serve(github, { clock })
  try {
    await runStep({
      clock,
      token: 'github-token',
      with: { provider: 'github', ...inputs },
      event: push(),
      github: pushVariables(3, { API_URL: running.url }),
    })
  } finally {
    await running.close()
  }
  expect(github.surprises).toEqual([])
  check(exchanges)
}

describe('what is sent to GitHub, and what the stand-in answers, is described by GitHub', () => {
  const operations = Object.entries(githubFixture.operations).map(([operation, inputs]) => ({
    operation,
    ...inputs,
  }))
  const more: readonly Inputs[] = [
    ...githubFixture.further.map((each) => each.with),
    { 'github-notes': 'commits', 'github-latest': 'true' },
    { 'github-notes': 'none', 'github-prerelease': 'true' },
    { 'github-release': 'false', environment: 'staging' },
    { operation: 'track', status: 'failure', environment: 'pr-7' },
    { operation: 'track', status: 'cancelled' },
    { version: 'web@1.4.0+b/1', description: 'ünïcode 🚀'.repeat(40) },
  ]
  it.each([...operations, ...more])('in a run with %j', (inputs) => run(inputs))

  it.each<Inputs>([
    { wall: 'saml' },
    { wall: 'ip' },
    { wall: 'archived' },
    { renamed: 'yes' },
    { ruleset: 'tags' },
    { 'spent-status': '429', limit: '2' },
    { payload: 'string', lag: '1' },
  ])('at a server in trouble: %j', (switches) => run({ timeout: '3m' }, switches))

  it.each<Inputs>([
    { 'commits-from': 'previous-tag', version: 'v1.4.0' },
    { 'commits-from': 'last-deploy', version: 'v1.4.0' },
    { 'commits-from': sha(0), version: 'v1.4.0' },
    { paths: 'src/**', version: 'v1.4.0' },
    { 'github-notes': 'commits', 'patch-set': 'true', version: 'v1.4.0' },
    { 'version-from': 'conventional', 'github-notes': 'generate' },
    { 'version-from': 'package' },
  ])('while commits, tags and files are read: %j', (inputs) => read(inputs))

  it('with every call', () => {
    // Names of parts differ; a tag's name is the end of a ref.
    const shape = (route: string) =>
      route.replace(/(?<=git\/ref\/|refs\/)tags\/(?=\{)/, '').replace(/\{\w+\}/g, '{}')
    const all = { ...providerOf('github').calls, ...reads }
    const routes = Object.values(all).map(({ route }) => shape(route))
    const unseen = routes.filter((route) => ![...seen].map(shape).includes(route))
    expect(unseen).toEqual([])
  })
})

describe('the witness', () => {
  const PATH = '/repos/acme/shop/releases'
  const body = { tag_name: 'v1', name: 'v1', draft: false, make_latest: 'legacy' }
  const refusal = {
    status: 422,
    json: {
      message: 'Validation Failed',
      documentation_url: 'x',
      status: '422',
      errors: [{ code: 'custom' }],
    },
  }

  function exchange(method: string, url: string, sent: unknown, reply: SandboxReply = refusal): Exchange {
    const [path = '', query] = url.split('?')
    const request: SandboxRequest = {
      method,
      path,
      query: new URLSearchParams(query),
      hasQuery: query !== undefined,
      headers: { 'content-type': 'application/json', 'user-agent': 'record-deploy' },
      text: sent === undefined ? '' : JSON.stringify(sent),
      at: 0,
    }
    return { request, reply }
  }
  const ask = (query: string, variables: object = {}) =>
    exchange('POST', '/graphql', { query, variables }, { status: 200, json: {} })

  it('finds nothing wrong with good exchanges', () => {
    expect(problemsAtGitHub([exchange('POST', PATH, body)])).toEqual([])
    expect(problemsAtGitHub([ask('{ viewer { login } }')])).toEqual([])
  })

  it.each<[string, Exchange, RegExp]>([
    ['an unknown path', exchange('GET', '/repos/acme/shop/release', undefined), /not described/],
    ['an unknown method', exchange('PUT', PATH, body), /not described/],
    ['an unknown field', exchange('POST', PATH, { ...body, tag: 'v1' }), /additional.*"tag"/],
    ['a boolean for a text', exchange('POST', PATH, { ...body, make_latest: true }), /make_latest/],
    ['a missing field', exchange('POST', PATH, { name: 'v1' }), /tag_name/],
    ['an unknown parameter', exchange('GET', `${PATH}?size=5`, undefined), /size is not described/],
    ['a state that does not exist', state('cancelled'), /allowed values/],
    ['an answer without its fields', exchange('POST', PATH, body, { status: 201, json: {} }), /upload_url/],
    ['an answer with a field more', exchange('POST', PATH, body, more()), /additional.*"more"/],
    ['an unknown success', exchange('POST', PATH, body, { status: 200, json: {} }), /status 200 is not/],
    ['an unknown field of a query', ask('{ viewer { nope } }'), /nope/],
    [
      'a variable of the wrong type',
      ask('query($n: Int!) { viewer { issues(first: $n) { totalCount } } }', { n: 'x' }),
      /\$n/,
    ],
    [
      'a variable that is missing',
      ask('query($n: Int!) { viewer { issues(first: $n) { totalCount } } }'),
      /\$n/,
    ],
  ])('finds %s', (_, bad, problem) => {
    expect(problemsAtGitHub([bad]).join('\n')).toMatch(problem)
  })

  function state(word: string): Exchange {
    return exchange('POST', '/repos/acme/shop/deployments/1/statuses', { state: word })
  }

  function more(): SandboxReply {
    return { status: 422, json: { ...refusal.json, more: 1 } }
  }
})
