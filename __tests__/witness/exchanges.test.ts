// Every request that a provider sends, and every answer of its stand-in, against the description in docs/workflows.
import { describe, expect, it } from '@jest/globals'
import type { SandboxReply, SandboxRequest } from '../../sandbox/server.ts'
import { fixtures } from '../contract/fixtures.ts'
import { onStage } from '../contract/harness.ts'
import { providerOf } from '../support/providers.ts'
import { type Description, describedIds, type Exchange, readDescription, watched } from './openapi.ts'

type Inputs = Readonly<Record<string, string>>

/** The route as a description writes it: only the name of a part may differ. */
const shape = (route: string) => route.replace(/\{\w+\}/g, '{}')

const described = fixtures.filter(({ id }) => describedIds.includes(id))

it('has a stand-in for every description', () => {
  expect(described.map(({ id }) => id).sort()).toEqual([...describedIds].sort())
})

describe.each(described.map((fixture) => [fixture.id, fixture] as const))('%s', (id, fixture) => {
  const description = readDescription(id)
  const { calls, release, deploy, finish } = providerOf(id)
  const seen = new Set<string>()

  const problemsOf = (exchanges: readonly Exchange[]) =>
    exchanges.flatMap((exchange) => description.problemsOf(exchange))

  /** The main stage and the post stage with these inputs, twice, watched. */
  async function run(inputs: Inputs, switches: Inputs = {}) {
    const exchanges: Exchange[] = []
    const make: typeof fixture.make = (options) => watched(fixture.make(options), exchanges)
    await onStage(
      { ...fixture, make },
      async (stage) => {
        for (let attempt = 1; attempt <= 2; attempt += 1) {
          const { state } = await stage.run(inputs)
          await stage.run(inputs, { state })
        }
      },
      { switches },
    )
    for (const { request } of exchanges) seen.add(description.operationOf(request) ?? request.path)
    // What only records a moment has nothing to say before it is over.
    const isSilent = inputs['operation'] === 'start' && !release && !deploy.read && !finish
    expect(exchanges.length > 0).toBe(!isSilent)
    return exchanges
  }

  const operations = Object.entries(fixture.operations).map(([operation, inputs]) => ({
    operation,
    ...inputs,
  }))
  const runs = [...operations.map((inputs) => ({ with: inputs, switches: {} })), ...(fixture.further ?? [])]

  it.each(runs)('sends and gets what is described: %j', async (each) => {
    expect(problemsOf(await run(each.with, each.switches))).toEqual([])
  })

  it('is refused as described', async () => {
    expect(problemsOf(await run({ token: 'another' }))).toEqual([])
  })

  it('is described whole: every call of the provider, and nothing else', () => {
    const routes = Object.values(calls).map(({ route }) => shape(route))
    expect(description.operations.map(shape).sort()).toEqual(routes.sort())
  })

  it('was seen with every call that needs no other service', () => {
    const elsewhere = (fixture.elsewhere ?? []).flatMap((name) => calls[name]?.route ?? [])
    const expected = Object.values(calls).filter(({ route }) => !elsewhere.includes(route))
    expect([...seen].map(shape)).toEqual(expect.arrayContaining(expected.map(({ route }) => shape(route))))
  })
})

describe('the check of exchanges', () => {
  const sentry = readDescription('sentry')
  const path = '/api/0/organizations/acme/releases/'
  const deploys = `${path}1.0.0/deploys/`
  const deploy = {
    environment: 'production',
    name: 'Deploy [0123abcd]',
    dateStarted: '2026-11-20T10:00:00Z',
    dateFinished: '2026-11-20T10:00:00.000Z',
    projects: ['web'],
  }
  const made = { ...deploy, projects: undefined, id: '7', url: null }

  function exchange(
    [method = '', url = '']: readonly string[],
    body: unknown,
    reply: SandboxReply,
    headers = { 'content-type': 'application/json' },
  ): Exchange {
    const [rawPath = '', query] = url.split('?')
    const request: SandboxRequest = {
      method,
      path: rawPath,
      query: new URLSearchParams(query),
      hasQuery: query !== undefined,
      headers,
      text: body === undefined ? '' : JSON.stringify(body),
      at: 0,
    }
    return { request, reply }
  }
  const post = (values: object, reply: SandboxReply = { status: 201, json: made }) =>
    exchange(['POST', deploys], { ...deploy, ...values }, reply)
  const list = (query: string, reply: SandboxReply = { status: 200, headers: { Link: '' }, json: [] }) =>
    exchange(['GET', `${path}?${query}`], undefined, reply)

  it('finds nothing wrong with good ones', () => {
    expect(sentry.problemsOf(post({}))).toEqual([])
    expect(sentry.problemsOf(list('environment=production&project=1&project=web&per_page=20'))).toEqual([])
  })

  it.each<[string, Exchange, string | RegExp]>([
    ['an unknown path', exchange(['GET', '/api/0/nope/'], undefined, { status: 200 }), 'not described'],
    ['an unknown method', exchange(['PATCH', path], {}, { status: 200 }), 'not described'],
    ['an unknown field', post({ sha: 'x' }), 'additional'],
    ['a field of the wrong type', post({ name: 1 }), 'must be string'],
    ['a required field that is null', post({ dateFinished: null }), 'must be string'],
    ['a required field that is missing', post({ environment: undefined }), 'environment'],
    ['a long text', post({ environment: 'x'.repeat(65) }), '64 characters'],
    ['a bad character', post({ environment: 'a/b' }), 'pattern'],
    ['a name without a marker', post({ name: 'Deploy' }), 'pattern'],
    ['a bad date', post({ dateStarted: 'today' }), 'date-time'],
    ['an empty list', post({ projects: [] }), 'fewer than 1'],
    ['a number in the place of a text in a list', post({ projects: [101] }), 'must be string'],
    [
      'a body without its type',
      exchange(['POST', deploys], deploy, { status: 201, json: made }, { 'content-type': '' }),
      'not called JSON',
    ],
    [
      'a body where none is described',
      exchange(['GET', deploys], {}, { status: 200, headers: { link: '' }, json: [] }),
      'a body is not',
    ],
    ['an unknown parameter', list('page=2'), 'page is not described'],
    ['a parameter out of bounds', list('per_page=101'), 'per_page'],
    ['a parameter given twice', list('per_page=1&per_page=2'), 'more than once'],
    ['an unknown status', post({}, { status: 418, json: {} }), 'status 418 is not described'],
    ['an id that is a number', post({}, { status: 201, json: { ...made, id: 7 } }), 'must be string'],
    ['an answer with a field more', post({}, { status: 201, json: { ...made, more: 1 } }), 'additional'],
    ['an answer with a field less', post({}, { status: 201, json: { ...made, url: undefined } }), 'url'],
    ['a text in the place of JSON', post({}, { status: 201, text: 'yes' }), 'not described'],
    ['no body at all', post({}, { status: 201 }), 'no body'],
    ['a page without its Link', list('', { status: 200, json: [] }), 'header link'],
  ])('finds %s', (_, bad, problem) => {
    expect(sentry.problemsOf(bad).join('\n')).toMatch(problem)
  })

  it('tells apart two routes of which one has a name where the other has a part', () => {
    const beanstalk: Description = readDescription('beanstalk')
    const { request } = exchange(['GET', '/api/repositories/shop.json'], undefined, { status: 200 })
    expect(beanstalk.operationOf(request)).toBe('GET /api/repositories/{repo}.json')
  })
})
