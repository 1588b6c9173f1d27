// The stand-in of Grafana by what the server's source and documentation say of it.
import { beforeEach, expect, it } from '@jest/globals'
import { type Grafana, makeGrafana, TOKEN, VIEWER } from '../../sandbox/grafana/index.ts'
import { makeClock, type Running } from '../../sandbox/server.ts'
import { ask, served } from './served.ts'

let grafana: Grafana
let server: Running
beforeEach(async () => {
  const clock = makeClock()
  grafana = makeGrafana({ clock })
  server = await served(grafana, { clock })
})

async function send(method: string, path: string, body?: unknown, token = TOKEN) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const { status, json } = await ask(`${server.url}/api/annotations${path}`, method, body, headers)
  return { status, json }
}

const found = async (query: string) => (await send('GET', `?${query}`)).json

it('finds by all of the tags, or by one of them with matchAny, the latest end first', async () => {
  grafana.add({ text: 'one', tags: ['deploy', 'environment:a'], time: 10_000, timeEnd: 40_000 })
  grafana.add({ text: 'two', tags: ['deploy', 'environment:b'], time: 20_000, timeEnd: 30_000 })
  grafana.add({ text: 'three', tags: ['other'], time: 15_000, timeEnd: 30_000 })
  expect(await found('tags=deploy')).toMatchObject([{ text: 'one' }, { text: 'two' }])
  expect(await found('tags=deploy&tags=environment:b')).toMatchObject([{ text: 'two' }])
  expect(await found('tags=deploy&tags=other')).toEqual([])
  const any = [{ text: 'one' }, { text: 'two' }, { text: 'three' }]
  expect(await found('tags=deploy&tags=other&matchAny=true')).toMatchObject(any)
  expect(await found('limit=1')).toMatchObject([{ text: 'one' }])
  expect(await found('type=alert')).toEqual([])
})

it('looks at the time only where both ends are given, and then for what overlaps', async () => {
  grafana.add({ text: 'one', time: 10_000, timeEnd: 20_000 })
  grafana.add({ text: 'two', time: 30_000, timeEnd: 40_000 })
  expect(await found('from=15000&to=25000')).toMatchObject([{ text: 'one' }])
  expect(await found('from=35000')).toHaveLength(2)
})

it('shows 100 at most when no limit is given', async () => {
  for (let count = 0; count < 101; count += 1) grafana.add({ text: String(count) })
  expect(await found('')).toHaveLength(100)
  expect(await found('limit=200')).toHaveLength(101)
})

it('puts begin and end into their order, and takes the begin for the end', async () => {
  await send('POST', '', { text: 'a', time: 20_000, timeEnd: 10_000 })
  await send('POST', '', { text: 'b', time: 5_000 })
  expect(grafana.annotations).toMatchObject([
    { time: 10_000, timeEnd: 20_000 },
    { time: 5_000, timeEnd: 5_000 },
  ])
})

it('keeps of a tag what stands before its second colon, and the same tag once', async () => {
  await send('POST', '', { text: 'a', tags: ['image:web:1', 'deploy', 'deploy', ' ', 'image:web:2'] })
  expect(grafana.annotations[0]?.tags).toEqual(['image:web', 'deploy'])
})

it('refuses tags that are too long together, in the server’s words', async () => {
  const { status, json } = await send('POST', '', { text: 'a', tags: ['x'.repeat(500)] })
  expect(status).toBe(400)
  expect(json).toMatchObject({ message: expect.stringMatching(/^tags length \(504\) exceeds the maximum/) })
})

it('changes what is sent, replaces all that may be changed, and deletes', async () => {
  const { id } = grafana.add({ text: 'a', tags: ['deploy'], time: 10_000, data: { a: 1 } })
  await send('PATCH', `/${id}`, { tags: ['other'], timeEnd: 20_000 })
  expect(grafana.annotations).toMatchObject([{ text: 'a', tags: ['other'], timeEnd: 20_000, data: { a: 1 } }])
  await send('PUT', `/${id}`, { text: 'b' })
  expect(grafana.annotations).toMatchObject([{ text: 'b', tags: [], timeEnd: 10_000, data: null }])
  expect(await send('GET', '/tags')).toMatchObject({ json: { result: { tags: [] } } })
  await send('DELETE', `/${id}`)
  expect((await send('GET', `/${id}`)).status).toBe(404)
  for (const method of ['PATCH', 'PUT', 'DELETE'])
    expect((await send(method, `/${id}`, { text: 'c' })).status).toBe(404)
})

it('lets a viewer read and nothing else, and a stranger nothing', async () => {
  expect((await send('GET', '', undefined, VIEWER)).status).toBe(200)
  expect((await send('POST', '', { text: 'a' }, VIEWER)).status).toBe(403)
  expect((await send('GET', '', undefined, 'glsa_of_another')).status).toBe(401)
})

it('is surprised by fields, parameters and routes that no careful client sends', async () => {
  await send('POST', '', { text: 'a', dashboardId: 1, panelId: 2 })
  await send('GET', '?tag=deploy')
  await send('GET', '/1/2')
  expect(grafana.surprises).toEqual([
    'POST: unknown field dashboardId',
    'POST: a panel without its dashboard',
    'find: unknown parameter tag',
    'no such route: GET /api/annotations/1/2',
  ])
})

it.each([
  [{ tags: [] }, 'text field should not be empty'],
  [{ text: 'a', tags: 'deploy' }, 'bad request data'],
  [{ text: 'a', time: '1' }, 'bad request data'],
])('refuses the body %j', async (body, message) => {
  expect(await send('POST', '', body)).toMatchObject({ status: 400, json: { message } })
})
