// The Akkeris sandbox against its contract, by plain fetch: statuses, texts and shapes as the real
// controller gave them.

import http from 'node:http'
import { describe, expect, it } from '@jest/globals'
import { makeAkkeris, akkerisSeed as seed } from '../../sandbox/akkeris/index.ts'
import { makeClock } from '../../sandbox/server.ts'
import { ask, served } from './served.ts'

const UNKNOWN = '11111111-1111-4111-8111-111111111111'
const RELEASES = '/apps/web-acme/releases'
const BUILDS = '/apps/web-acme/builds'
const IMAGE = { url: 'docker://registry.example/web:1.2.0' }

/** Any answer's JSON, one record or a list; what the other shapes lack is undefined. */
interface Body extends Array<Body> {
  id: string
  version: number
  current: boolean | null
  state: string
  status: string
  description: string
  enabled: boolean
  lines: string[]
  slug: { id: string; number: string }
  user: { id: string }
  space: object
  formation: { type: string }[]
  source_blob: { commit: string }
  build: { output_stream_url: string }
  release: Body
  statuses: Body
}

interface Answer {
  readonly status: number
  readonly type: string | null
  readonly text: string
  readonly body: Body
}

async function start(switches: Record<string, string> = {}, faults: string[] = []) {
  const clock = makeClock(Date.parse('2026-11-20T12:00:00Z'))
  const akkeris = makeAkkeris({ clock, switches })
  const running = await served(akkeris, { clock, faults })
  const door = { authorization: 'Bearer akkeris-token', 'content-type': 'application/json' }
  async function call(method: string, path: string, sent?: unknown, headers = {}): Promise<Answer> {
    const { json = {}, ...answer } = await ask(running.url + path, method, sent, { ...door, ...headers })
    return { ...answer, type: answer.headers.get('content-type'), body: json }
  }
  /** The status and the text of each answer, for tables of errors. */
  async function post(path: string, body: unknown) {
    const { status, text } = await call('POST', path, body)
    return [status, text]
  }
  return { ...akkeris, clock, running, call, post }
}

describe('the gateway', () => {
  it('takes Bearer in any case and Basic, and refuses everything else in plain text', async () => {
    const { call } = await start()
    const basic = `Basic ${Buffer.from('user:akkeris-token').toString('base64')}`
    for (const authorization of ['bearer akkeris-token', basic]) {
      expect((await call('GET', RELEASES, undefined, { authorization })).status).toBe(200)
    }
    for (const authorization of ['', 'akkeris-token', 'Bearer other']) {
      const refused = await call('GET', RELEASES, undefined, { authorization })
      expect(refused).toMatchObject({ status: 401, type: 'text/plain; charset=utf-8', text: 'Unauthorized' })
    }
    expect((await call('GET', '/octhc', undefined, { authorization: '' })).status).toBe(200)
    expect((await call('GET', '/account')).body).toMatchObject({ elevated_access: false })
  })

  it('answers bad and oversized bodies with its own pages, and forwards {} as nothing', async () => {
    const { call } = await start()
    const html = 'text/html; charset=utf-8'
    expect(await call('POST', RELEASES, '{"slug":')).toMatchObject({ status: 400, type: html })
    const big = { url: `data:${'x'.repeat(200_000)}` }
    expect(await call('POST', BUILDS, big)).toMatchObject({ status: 413, type: html })
    const empty = await call('POST', RELEASES, {})
    expect(empty).toMatchObject({ status: 400, type: 'application/json; charset=utf-8' })
  })

  it('garbles a form and does not read what is no JSON, which is noted', async () => {
    const { call, surprises } = await start()
    const send = (type: string) => call('POST', RELEASES, { slug: seed.newerBuild }, { 'content-type': type })
    const form = await send('application/x-www-form-urlencoded')
    expect(form.text).toBe('The specified "slug" (or) "release" field was not provided.')
    const plain = await send('text/plain')
    expect([plain.status, plain.text]).toEqual([400, 'SyntaxError: Unexpected end of JSON input'])
    expect(surprises.at(-1)).toBe(`content type "text/plain" in POST ${RELEASES}`)
  })

  it('tells its health as HTML and shows the whole account', async () => {
    const { call } = await start({ elevated: 'on' })
    expect((await call('GET', '/octhc')).type).toBe('text/html; charset=utf-8')
    expect(Object.keys((await call('GET', '/account')).body)).toHaveLength(14)
  })

  it('puts the counter on answers of the routes only, not on its own', async () => {
    const { running } = await start()
    async function counterOf(path: string, authorization = 'Bearer akkeris-token') {
      const response = await fetch(running.url + path, { headers: { authorization } })
      return response.headers.get('ratelimit-remaining')
    }
    for (const path of [RELEASES, '/apps/nobody-acme']) expect(await counterOf(path)).toBe('2400')
    for (const path of ['/octhc', '/account', '/nowhere', `${RELEASES}?page=1`]) {
      expect(await counterOf(path)).toBeNull()
    }
    expect(await counterOf(RELEASES, 'Bearer other')).toBeNull()
  })

  it('finds a route in any case, and then nothing in its path', async () => {
    const { call, surprises } = await start()
    const app = await call('GET', '/APPS/web-acme')
    expect([app.status, app.text]).toEqual([404, 'The specified application null does not exist.'])
    const release = await call('GET', `/apps/web-acme/Releases/${seed.newerRelease}`)
    expect([release.status, release.text]).toEqual([422, 'The specified uuid was invalid.'])
    expect(surprises).toEqual([])
  })

  it('answers nothing for query strings, slashes at the end, percent signs and unknown routes', async () => {
    const { call, surprises } = await start()
    const paths = [`${RELEASES}?page=1`, `${RELEASES}?`, `${RELEASES}/`, '/apps/web%2Dacme', '/nowhere']
    for (const path of paths) {
      const lost = await call('GET', path)
      expect(lost).toMatchObject({ status: 404, text: '', type: 'application/octet-stream' })
    }
    expect((await call('DELETE', RELEASES)).status).toBe(404)
    expect((await call('HEAD', RELEASES)).status).toBe(404)
    expect(surprises).toHaveLength(paths.length + 2)
    expect(surprises[0]).toBe(`unrouted GET ${RELEASES}?page=1`)
  })

  it('compresses when asked and shows a counter that never moves', async () => {
    const { running } = await start()
    async function encodingFor(headers: Record<string, string>) {
      const all = { authorization: 'Bearer akkeris-token', ...headers }
      return await new Promise((resolve, reject) => {
        http
          .get(running.url + RELEASES, { headers: all }, (response) => {
            resolve([response.headers['content-encoding'], response.headers['ratelimit-remaining']])
            response.resume()
          })
          .on('error', reject)
      })
    }
    expect(await encodingFor({ 'accept-encoding': 'gzip' })).toEqual(['gzip', '2400'])
    expect(await encodingFor({})).toEqual([undefined, '2400'])
  })
})

describe('the raw controller', () => {
  it('wants the secret as the whole header and takes {} as it is', async () => {
    const { call } = await start({ face: 'controller' })
    expect(await call('GET', RELEASES)).toMatchObject({ status: 401, text: '', type: null })
    const authorization = 'akkeris-token'
    expect((await call('POST', RELEASES, {}, { authorization })).status).toBe(422)
    const bad = await call('POST', RELEASES, 'no json', { authorization })
    expect(bad).toMatchObject({ status: 400, type: 'application/json; charset=utf-8' })
    const lost = await call('GET', '/account', undefined, { authorization })
    expect(lost).toMatchObject({ status: 404, type: null })
  })
})

describe('apps', () => {
  it('are found by name in the right case or by id', async () => {
    const { call } = await start({ compliance: 'socs' })
    const { body } = await call('GET', '/apps/web-acme')
    expect(body).toMatchObject({ id: seed.app, name: 'web-acme', simple_name: 'web' })
    expect(body.space).toMatchObject({ name: 'acme', compliance: 'compliance=socs' })
    expect((await call('GET', `/apps/${seed.app}`)).body).toEqual(body)
    const lost = await call('GET', '/apps/Web-acme/releases')
    expect([lost.status, lost.text]).toEqual([404, 'The specified application Web-acme does not exist.'])
  })

  it('are in no pipeline', async () => {
    const { call } = await start()
    const { status, text } = await call('GET', '/apps/web-acme/pipeline-couplings')
    expect([status, text]).toEqual([404, 'The specified pipeline coupling was not found.'])
  })

  it('show their types of dyno, none before the first release of a new app', async () => {
    const typesIn = async (switches: Record<string, string>) => {
      const { body } = await (await start(switches)).call('GET', '/apps/web-acme')
      return body.formation.map(({ type }) => type)
    }
    expect(await typesIn({})).toEqual(['web'])
    expect(await typesIn({ history: 'none' })).toEqual([])
    expect(await typesIn({ history: 'none', dynos: 'web,worker' })).toEqual(['web', 'worker'])
  })
})

describe('releases', () => {
  it('start queued with a new version and move one state with each GET', async () => {
    const { call, surprises } = await start()
    const made = await call('POST', RELEASES, { slug: seed.olderBuild })
    expect(made).toMatchObject({ status: 201, type: 'application/json; charset=utf-8' })
    expect(made.body).toMatchObject({
      version: 3,
      status: 'queued',
      state: 'success',
      current: true,
      description: `Deploy of ${seed.olderBuild}`,
      app: { id: seed.app, name: 'web-acme' },
    })
    const path = `${RELEASES}/${made.body.id}`
    const first = await call('GET', path)
    expect(first.body).toMatchObject({ status: 'pending', current: false })
    expect(first.body.user.id).not.toBe(made.body.user.id)
    expect((await call('GET', path)).body).toMatchObject({ status: 'succeeded', current: true })
    const list = (await call('GET', RELEASES)).body
    expect(list.map((each) => each.version)).toEqual([1, 2, 3])
    expect(list.map((each) => each.current)).toEqual([false, false, true])
    expect(surprises).toEqual([])
  })

  it('are made again for the same slug, and a rollback loses its description', async () => {
    const { call } = await start()
    await call('POST', RELEASES, { slug: seed.newerBuild, description: 'mine' })
    const { status, body } = await call('POST', RELEASES, { release: seed.olderRelease, description: 'mine' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ version: 4, description: `Rollback to ${seed.olderRelease}` })
    expect(body.slug.id).toBe(seed.olderBuild)
    expect((await call('GET', RELEASES)).body[2]?.description).toBe('mine')
  })

  it('are refused with the texts of the real controller', async () => {
    const { addApp, addBuild, call, post, scriptBuild, surprises } = await start()
    const other = addApp('other-acme')
    const { id: foreign } = addBuild(other, { timeline: 'succeeded@0' })
    scriptBuild('pending')
    const { id: unready } = (await call('POST', BUILDS, IMAGE)).body
    const gone = (what: string) => `The specified ${what} ${UNKNOWN} was not found.`
    const both =
      'The specified request may only contain either a "slug" field for the build to deploy or the "release" field for the release to roll back to, not both.'
    for (const slug of [foreign, unready]) {
      const text = `The slug ${slug} does not exist or is still in process of building`
      expect(await post(RELEASES, { slug })).toEqual([409, text])
    }
    expect(await post(RELEASES, { slug: UNKNOWN })).toEqual([404, gone('build')])
    expect(await post(RELEASES, { slug: UNKNOWN, release: 'x' })).toEqual([404, gone('build')])
    expect(await post(RELEASES, { slug: 'latest' })).toEqual([500, 'Internal Server Error'])
    expect(await post(RELEASES, { slug: seed.newerBuild, release: seed.newerRelease })).toEqual([422, both])
    expect(await post(RELEASES, { release: UNKNOWN })).toEqual([404, gone('release')])
    expect(await post(RELEASES, { release: 'v1' })).toEqual([404, 'The specified release v1 was not found.'])
    const neither = 'The specified "slug" (or) "release" field was not provided.'
    expect(await post(RELEASES, { description: 'x' })).toEqual([422, neither])
    const app = 'The specified application zz-acme does not exist.'
    expect(await post('/apps/zz-acme/releases', {})).toEqual([404, app])
    const uuid = await call('GET', '/apps/zz-acme/releases/latest')
    expect([uuid.status, uuid.text]).toEqual([422, 'The specified uuid was invalid.'])
    expect((await call('GET', `/apps/other-acme/releases/${seed.newerRelease}`)).status).toBe(404)
    expect((await call('GET', RELEASES)).body).toHaveLength(2)
    expect(surprises).toEqual([])
  })

  it('leave a failed record behind the 500 when the region refuses', async () => {
    const { call, post, scriptRelease } = await start()
    scriptRelease('refused')
    expect(await post(RELEASES, { slug: seed.newerBuild })).toEqual([500, 'Internal Server Error'])
    expect((await call('GET', RELEASES)).body[2]).toMatchObject({ version: 3, status: 'failed' })
    expect((await call('POST', RELEASES, { slug: seed.newerBuild })).body.version).toBe(4)
  })

  it('that are refused for one type of dyno succeed when another reports, whatever they were before', async () => {
    const { call, clock, post, scriptRelease } = await start({ dynos: 'web,worker' })
    scriptRelease('refused,succeeded@3')
    expect(await post(RELEASES, { slug: seed.newerBuild })).toEqual([500, 'Internal Server Error'])
    const newest = async () => (await call('GET', RELEASES)).body[2]
    const refused = await newest()
    expect(refused).toMatchObject({ status: 'failed', current: false })
    clock.advance(2_999)
    expect((await call('GET', `${RELEASES}/${refused?.id}`)).body.status).toBe('failed')
    clock.advance(1)
    expect(await newest()).toMatchObject({ id: refused?.id, status: 'succeeded', current: true })
  })

  it('that are unknown succeed when a dyno reports late', async () => {
    const { call, clock, scriptRelease } = await start()
    scriptRelease('pending,unknown@600,succeeded@700')
    const path = `${RELEASES}/${(await call('POST', RELEASES, { slug: seed.newerBuild })).body.id}`
    clock.advance(600_000)
    expect((await call('GET', path)).body.status).toBe('unknown')
    clock.advance(100_000)
    expect((await call('GET', path)).body.status).toBe('succeeded')
  })

  it('get the same version when they are made at the same moment', async () => {
    const { call, clock } = await start({ 'version-race': 'on' })
    const send = async () => (await call('POST', RELEASES, { slug: seed.newerBuild })).body
    const [one, other] = [await send(), await send()]
    expect([one.version, other.version]).toEqual([3, 3])
    expect(one.id).not.toBe(other.id)
    clock.advance(1_000)
    expect((await send()).version).toBe(4)
  })

  it('stay pending for ever when the timer died, also after a newer one', async () => {
    const { call, clock, scriptRelease } = await start()
    scriptRelease('pending')
    const send = async () => (await call('POST', RELEASES, { slug: seed.newerBuild })).body.id
    const path = `${RELEASES}/${await send()}`
    await call('GET', path)
    await send()
    clock.advance(3_600_000)
    expect((await call('GET', path)).body.status).toBe('pending')
  })

  it('take a slug in upper case and echo it, but know a release in the right case only', async () => {
    const { call, post } = await start()
    const slug = seed.olderBuild.toUpperCase()
    const { status, body } = await call('POST', RELEASES, { slug })
    expect(status).toBe(201)
    expect(body).toMatchObject({ slug: { id: slug }, description: `Deploy of ${slug}` })
    expect((await call('GET', RELEASES)).body[2]?.slug.id).toBe(seed.olderBuild)
    const release = seed.olderRelease.toUpperCase()
    expect(await post(RELEASES, { release })).toEqual([
      404,
      `The specified release ${release} was not found.`,
    ])
  })

  it('become unknown, and then current, by the clock; an overtaken one only after ten minutes', async () => {
    const { call, clock, scriptRelease } = await start({ release: 'pending' })
    scriptRelease('pending,succeeded')
    scriptRelease('pending,unknown@600')
    const paths: string[] = []
    for (let made = 0; made < 3; made += 1) {
      paths.push(`${RELEASES}/${(await call('POST', RELEASES, { slug: seed.newerBuild })).body.id}`)
    }
    const [overtaken = '', second = '', forever = ''] = paths
    for (let asked = 0; asked < 3; asked += 1) {
      for (const path of paths) expect((await call('GET', path)).body.status).toBe('pending')
    }
    clock.advance(600_000)
    expect((await call('GET', overtaken)).body).toMatchObject({ status: 'unknown', current: false })
    expect((await call('GET', second)).body).toMatchObject({ status: 'unknown', current: true })
    expect((await call('GET', forever)).body.status).toBe('pending')
  })

  it('are never current before the first one succeeded', async () => {
    const { call, scriptBuild } = await start({ history: 'none' })
    scriptBuild('succeeded')
    const { id: slug } = (await call('POST', BUILDS, IMAGE)).body
    await call('GET', `${BUILDS}/${slug}`)
    const { id, version } = (await call('POST', RELEASES, { slug })).body
    expect(version).toBe(1)
    expect((await call('GET', `${RELEASES}/${id}`)).body.current).toBeNull()
    expect((await call('GET', `${RELEASES}/${id}`)).body.current).toBe(true)
  })

  it('have the documented shapes in an older installation', async () => {
    const { call } = await start({ older: 'on' })
    const { body } = await call('POST', RELEASES, { slug: seed.newerBuild, description: 'mine' })
    expect(body).toMatchObject({ version: '', status: 'succeeded', description: 'mine' })
    expect(body).not.toHaveProperty('id')
    expect((await call('GET', RELEASES)).body[2]).toMatchObject({ id: expect.any(String), version: '' })
  })
})

describe('builds', () => {
  it('move from queued to succeeded and show the number of the builder', async () => {
    const { call, surprises } = await start({ build: 'queued,pending,succeeded' })
    const sent = { ...IMAGE, sha: 'abc', version: 'v1', message: 'marker', org: 'acme', checksum: 'sha256:0' }
    const { status, body } = await call('POST', BUILDS, sent)
    expect(status).toBe(201)
    expect(body).toMatchObject({ status: 'queued', slug: { id: body.id }, release: null, buildpacks: null })
    expect(body.slug).not.toHaveProperty('number')
    expect(body.source_blob).toMatchObject({ url: '', commit: 'abc', version: 'v1', message: 'marker' })
    const path = `${BUILDS}/${body.id}`
    expect((await call('GET', path)).body).toMatchObject({ status: 'queued', slug: { number: '0' } })
    const result = (await call('GET', `${path}/result`)).body
    expect(result.lines).toEqual([])
    expect(result.build).not.toHaveProperty('id')
    expect(result.build.output_stream_url).toMatch(/\/apps\/web-acme\/builds\/undefined\/result$/)
    expect((await call('GET', path)).body).toMatchObject({ status: 'pending', slug: { number: '3' } })
    expect((await call('GET', path)).body.status).toBe('succeeded')
    expect((await call('GET', `${path}/result`)).body.lines).toHaveLength(3)
    expect((await call('GET', `/slugs/${body.id}`)).body.source_blob.commit).toBe('abc')
    expect(surprises).toEqual([])
  })

  it('are validated, and an untagged image leaves a ghost', async () => {
    const { call, post, surprises } = await start()
    const noTag = 'No tag for the specified docker image was used. Please add a unique tag name.'
    const noUrl = /^A "url" field with a valid URI is required, note/
    for (const fields of [{ sha: 'abc' }, { url: '' }]) {
      expect(await post(BUILDS, fields)).toEqual([422, expect.stringMatching(noUrl)])
    }
    expect(await post(BUILDS, {})).toEqual([400, 'SyntaxError: Unexpected end of JSON input'])
    expect(await post(BUILDS, { ...IMAGE, sha: 'x'.repeat(129) })).toEqual([500, 'Internal Server Error'])
    expect((await call('GET', BUILDS)).body).toHaveLength(2)
    expect(await post(BUILDS, { url: 'docker://host:5000/image' })).toEqual([422, noTag])
    expect(await post(BUILDS, { url: 'DOCKER://host/image' })).toEqual([422, noTag])
    expect((await call('GET', BUILDS)).body[2]?.status).toBe('queued')
    const digest = { url: `docker://u:p@host/image@sha256:${'0'.repeat(64)}`, sha: 'x'.repeat(128) }
    expect((await call('POST', BUILDS, digest)).status).toBe(201)
    expect((await call('GET', `${BUILDS}/latest`)).status).toBe(422)
    expect((await call('GET', `${BUILDS}/${UNKNOWN}`)).status).toBe(404)
    for (const url of ['ftp://x.test/a.zip', 'reg/x:1']) {
      expect((await call('POST', BUILDS, { url })).status).toBe(201)
    }
    expect(surprises).toEqual([])
    await call('POST', BUILDS, { ...IMAGE, commit: 'abc', sha: 1 })
    expect(surprises).toEqual([
      `unknown field "commit" in POST ${BUILDS}`,
      `field "sha" is no string in POST ${BUILDS}`,
    ])
  })

  it('are for administrators only where the space says so, and need the build service', async () => {
    const guarded = await start({ compliance: 'prod' })
    const text = 'Arbitrary builds on this application can only be created by administrators.'
    expect(await guarded.post(BUILDS, IMAGE)).toEqual([403, text])
    const elevated = await start({ compliance: 'prod', elevated: 'on' })
    expect((await elevated.call('POST', BUILDS, IMAGE)).status).toBe(201)
    const down = await start({ 'build-service': 'down' })
    expect((await down.call('POST', BUILDS, IMAGE)).status).toBe(503)
  })

  it('answered with 503 stay queued for ever, and the next one goes through when the builder is back', async () => {
    const { call, clock, post, scriptBuild } = await start()
    scriptBuild('refused')
    expect(await post(BUILDS, IMAGE)).toEqual([503, 'Service Unavailable Error'])
    const ghost = (await call('GET', BUILDS)).body[2]
    clock.advance(24 * 3_600_000)
    const later = (await call('GET', `${BUILDS}/${ghost?.id}`)).body
    expect(later).toMatchObject({ status: 'queued', slug: { number: '0' } })
    expect((await call('POST', BUILDS, IMAGE)).status).toBe(201)
  })

  it('lack an absent message at first and show null later; one that is built again loses its author too', async () => {
    const { call } = await start({ build: 'succeeded' })
    const { source_blob: posted, id } = (await call('POST', BUILDS, { ...IMAGE, author: 'Ada' })).body
    expect(posted).not.toHaveProperty('message')
    const { body } = await call('GET', `${BUILDS}/${id}`)
    expect(body.source_blob).toMatchObject({ author: 'Ada', message: null })
    const again = (await call('PUT', `${BUILDS}/${id}`)).body
    expect(again.source_blob).not.toHaveProperty('author')
    const shown = (await call('GET', `${BUILDS}/${again.id}`)).body
    expect(shown.source_blob).toMatchObject({ author: null, message: null })
  })

  it('and releases and statuses with a NUL in a text are an internal error', async () => {
    const { call, post } = await start()
    const internal = [500, 'Internal Server Error']
    expect(await post(BUILDS, { ...IMAGE, message: 'a\0b' })).toEqual(internal)
    expect(await post(RELEASES, { slug: seed.newerBuild, description: 'a\0b' })).toEqual(internal)
    const status = { state: 'success', context: 'ci/deploy', name: 'abcd\0' }
    expect(await post(`${RELEASES}/${seed.newerRelease}/statuses`, status)).toEqual(internal)
    expect((await call('GET', BUILDS)).body).toHaveLength(2)
    expect((await call('GET', RELEASES)).body).toHaveLength(2)
  })

  it('can be stopped while pending and built again; the last change comes last in the list', async () => {
    const { call, scriptBuild } = await start({ build: 'pending' })
    const { id } = (await call('POST', BUILDS, IMAGE)).body
    scriptBuild('failed')
    const { id: later } = (await call('POST', BUILDS, IMAGE)).body
    const early = await call('DELETE', `${BUILDS}/${id}`)
    const notYet = 'The specified app web-acme exists, but is not yet building.'
    expect([early.status, early.text]).toEqual([409, notYet])
    expect((await call('GET', `${BUILDS}/${later}`)).body.status).toBe('failed')
    await call('GET', `${BUILDS}/${id}`)
    expect((await call('DELETE', `${BUILDS}/${id}`)).status).toBe(205)
    const late = await call('DELETE', `${BUILDS}/${id}`)
    const over = `The specified app web-acme exists, but the build ${id} has already finished.`
    expect([late.status, late.text]).toEqual([409, over])
    const list = (await call('GET', BUILDS)).body
    expect(list.map((each) => each.id).slice(2)).toEqual([later, id])
    const again = await call('PUT', `${BUILDS}/${id}`)
    expect(again.status).toBe(201)
    expect(again.body.id).not.toBe(id)
  })
})

describe('features and auto-release', () => {
  it('are listed, and a change counts as a restart', async () => {
    const { call, state } = await start({ 'auto-release': 'on' })
    const list = (await call('GET', '/apps/web-acme/features')).body
    expect(list).toHaveLength(8)
    expect(list[0]).toMatchObject({ name: 'auto-release', enabled: true, state: 'public' })
    const path = '/apps/web-acme/features/auto-release'
    const noBoolean = await call('PATCH', path, { enabled: 'no' })
    const text = 'The request did not contain an "enabled" key that was a boolean true or false.'
    expect([noBoolean.status, noBoolean.text]).toEqual([400, text])
    expect((await call('PATCH', '/apps/web-acme/features/http2', { enabled: false })).status).toBe(403)
    expect((await call('PATCH', path, { enabled: false })).body.enabled).toBe(false)
    expect((await call('GET', path)).body.enabled).toBe(false)
    const unknown = await call('GET', `${path}x`)
    expect([unknown.status, unknown.text]).toEqual([404, 'The specified feature was not found.'])
    expect(state.apps[0]?.restarts).toBe(1)
  })

  it.each([
    ['15', 15_000, 0],
    ['2r', 0, 1],
  ])('release a new build by themselves after %s', async (delay, ms, requests) => {
    const { call, clock } = await start({
      'auto-release': 'on',
      'auto-release-delay': delay,
      build: 'succeeded',
    })
    const { id } = (await call('POST', BUILDS, IMAGE)).body
    await call('GET', `${BUILDS}/${id}`)
    clock.advance(Math.max(0, ms - 1))
    expect((await call('GET', RELEASES)).body).toHaveLength(2)
    for (let made = 1; made < requests; made += 1) await call('GET', RELEASES)
    clock.advance(1)
    const list = (await call('GET', RELEASES)).body
    expect(list[2]).toMatchObject({ slug: { id }, description: `Auto-Deploy ${id.slice(0, 8)}` })
    clock.advance(60_000)
    expect((await call('GET', RELEASES)).body).toHaveLength(3)
  })

  it('leave alone a build that is overtaken, released in vain, or failed', async () => {
    const { addBuild, call, post, scriptBuild, scriptRelease, state, tick } = await start({
      'auto-release': 'on',
      'auto-release-delay': 'never',
      build: 'succeeded',
    })
    const [app] = state.apps
    if (!app) throw new Error('no app')
    addBuild(app, { timeline: 'succeeded@0' })
    const { id } = (await call('POST', BUILDS, IMAGE)).body
    tick()
    expect(state.releases).toHaveLength(2)
    await call('GET', `${BUILDS}/${id}`)
    scriptRelease('refused')
    expect(await post(RELEASES, { slug: id })).toEqual([500, 'Internal Server Error'])
    tick()
    expect(state.releases).toHaveLength(3)
    scriptBuild('failed')
    await call('GET', `${BUILDS}/${(await call('POST', BUILDS, IMAGE)).body.id}`)
    tick()
    expect(state.releases).toHaveLength(3)
  })

  it('reach back to the start of the day before', async () => {
    const { addBuild, clock, state, tick } = await start({ 'auto-release': 'on', history: 'none' })
    const [app] = state.apps
    if (!app) throw new Error('no app')
    const yesterday = clock.now() - 36 * 3_600_000
    addBuild(app, { at: yesterday - 1, timeline: 'succeeded@0' })
    tick()
    expect(state.releases).toHaveLength(0)
    addBuild(app, { at: yesterday, timeline: 'succeeded@0' })
    tick()
    expect(state.releases).toHaveLength(1)
  })
})

describe('release statuses', () => {
  const path = `${RELEASES}/${seed.newerRelease}/statuses`
  const good = { state: 'pending', context: 'ci/deploy', name: 'Deploy' }
  const STATE = 'Invalid state: The state must be "error", "failure", "pending" or "success".'
  const CONTEXT =
    'Invalid context name: The context name must be alpha numeric and can contain the characters /\\+-.'
  const LONG_URL = 'Invalid image_url: The image_url cannot be longer than 256 characters.'

  it('are created once a context, changed with a state, and summed up in two ways', async () => {
    const { call, post, surprises } = await start()
    const first = await call('POST', path, { ...good, target_url: 'https://example.com/1' })
    expect(first.status).toBe(201)
    expect(first.body).toMatchObject({ ...good, description: '', release: { state: 'success', version: 2 } })
    const repeat = 'This status already exists for this release, use update not create.'
    expect(await post(path, good)).toEqual([422, repeat])
    await call('POST', path, { ...good, context: 'ci/other', state: 'error' })
    const list = (await call('GET', path)).body
    expect([list.state, list.release.state]).toEqual(['pending', 'error'])
    expect(list.statuses[0]).not.toHaveProperty('release')
    const one = `${path}/${first.body.id}`
    const noState = await call('PATCH', one, { description: 'x' })
    expect([noState.status, noState.text]).toEqual([422, STATE])
    const changed = (await call('PATCH', one, { state: 'success', description: 'x' })).body
    expect(changed).toMatchObject({ state: 'success', description: 'x', name: 'Deploy' })
    expect((await call('GET', one)).body.state).toBe('success')
    const gone = await call('GET', `${path}/${UNKNOWN}`)
    expect([gone.status, gone.text]).toEqual([404, 'The specified release status was not found.'])
    const nothing = await call('PATCH', `${path}/${UNKNOWN}`, { state: 'success' })
    expect([nothing.status, nothing.text]).toEqual([
      422,
      'This status does not exist, use create not update.',
    ])
    expect(surprises).toEqual([])
    const renamed = await call('PATCH', one, { state: 'success', context: 'ci/else' })
    const fixed = 'Invalid parameter: the context of the status may not be renamed or changed.'
    expect([renamed.status, renamed.text]).toEqual([422, fixed])
  })

  it('that turned out wrong can be corrected, which changes what the release sums up', async () => {
    const { call } = await start()
    const { id } = (await call('POST', path, { ...good, state: 'failure', description: 'unknown' })).body
    const summed = async () => (await call('GET', `${RELEASES}/${seed.newerRelease}`)).body.state
    expect(await summed()).toBe('failure')
    const changed = await call('PATCH', `${path}/${id}`, { state: 'success', description: 'succeeded' })
    expect(changed.status).toBe(200)
    expect(await summed()).toBe('success')
    const list = (await call('GET', path)).body.statuses
    expect(list.map(({ state, description }) => [state, description])).toEqual([['success', 'succeeded']])
  })

  it('keep to the limits, and a missing name leaks an error of the controller', async () => {
    const { call, post } = await start()
    const { name: _name, ...nameless } = good
    const leaked = "Cannot read properties of undefined (reading 'length')"
    expect(await post(path, nameless)).toEqual([422, leaked])
    const leakedNull = "Cannot read properties of null (reading 'length')"
    const bad: [object, string][] = [
      [{ state: 'good' }, STATE],
      [{ context: 'short' }, 'Invalid context length: The context length must be more than 5 characters'],
      [
        { context: 'x'.repeat(32) },
        'Invalid context length: The context length cannot be more than 32 characters.',
      ],
      [{ context: 'ci/de_ploy' }, CONTEXT],
      [{ context: undefined }, CONTEXT],
      [{ context: 'ci/de_ploy', state: 'good' }, CONTEXT],
      [{ name: null }, leakedNull],
      [{ name: 'abc' }, 'Invalid name: The status name must be more than 3 characters.'],
      [{ name: 'x'.repeat(256) }, 'Invalid name: The status name cannot be longer than 256 characters.'],
      [{ target_url: 'ftp://x.test' }, 'Invalid target url: The target_url must begin with https://'],
      [{ image_url: 'ftp://x.test' }, 'Invalid image url: The image_url must begin with https://'],
      [{ image_url: `https://x.test/${'x'.repeat(241)}` }, LONG_URL],
      [{ target_url: `https://x.test/${'x'.repeat(241)}` }, LONG_URL],
      [
        { description: 'x'.repeat(1024) },
        'The payload description length may not be more than 1024 characters.',
      ],
    ]
    for (const [fields, text] of bad) {
      expect(await post(path, { ...good, ...fields })).toEqual([422, text])
    }
    const widest = { name: 'x'.repeat(255), context: 'x'.repeat(31), description: 'x'.repeat(1023) }
    const made = await call('POST', path, { ...good, ...widest })
    expect(made.status).toBe(201)
  })
})

describe('faults', () => {
  it('look like the service: a label of HTML or JSON, a page from the proxy, a lost answer', async () => {
    const faults = [
      '503 POST /releases',
      '502 POST /releases',
      '424 POST /releases',
      'cut-after POST /releases',
    ]
    const { call, refuse, running } = await start({}, faults)
    const send = () => call('POST', RELEASES, { slug: seed.newerBuild })
    expect(await send()).toMatchObject({ status: 503, text: 'Internal Server Error' })
    expect(await send()).toMatchObject({ status: 502, type: 'text/html' })
    expect(await send()).toMatchObject({ status: 424, type: 'application/json; charset=utf-8' })
    await expect(send()).rejects.toThrow()
    expect((await call('GET', RELEASES)).body).toHaveLength(3)
    const last = running.requests.at(-1)
    if (!last) throw new Error('no request recorded')
    expect(refuse(401, last).text).toBe('Unauthorized')
    expect(refuse(413, last).headers?.['content-type']).toBe('text/html; charset=utf-8')
  })

  it('cannot come from a misspelt switch', async () => {
    const clock = makeClock()
    expect(() => makeAkkeris({ clock, switches: { relase: 'failed' } })).toThrow(/switch "relase"/)
    expect(() => makeAkkeris({ clock, switches: { face: 'both' } })).toThrow(/gateway, controller/)
    expect(() => makeAkkeris({ clock, switches: { build: 'done' } })).toThrow(/timeline "done"/)
    expect(() => makeAkkeris({ clock, switches: { 'auto-release-delay': 'x' } })).toThrow(/seconds, 3r/)
  })
})
