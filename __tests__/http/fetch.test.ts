// The small fetch that Octokit is given: what it must do as a real one would.
import http from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from '@jest/globals'
import { makeDispatcher } from '../../src/http/connect.ts'
import { makeFetch } from '../../src/http/fetch.ts'

const open: http.Server[] = []
const dispatcher = await makeDispatcher({})

async function listen(answer: http.RequestListener): Promise<string> {
  const server = http.createServer(answer)
  open.push(server)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}

afterEach(() => {
  for (const server of open.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
})

describe('the fetch for Octokit', () => {
  it('asks for a packed body and unpacks it', async () => {
    const asked: unknown[] = []
    const url = await listen((request, answer) => {
      asked.push(request.headers['accept-encoding'], request.headers['x-own'], request.url)
      answer.writeHead(200, { 'content-encoding': 'gzip', 'x-two': ['a', 'b'] })
      answer.end(gzipSync('{"é":1}'))
    })
    const answer = await makeFetch(dispatcher)(`${url}/a%20b?c=d`, { headers: { 'x-own': 'yes' } })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('x-two')).toBe('a, b')
    expect(await answer.text()).toBe('{"é":1}')
    expect(asked).toEqual(['gzip', 'yes', '/a%20b?c=d'])
  })

  it('gives a plain body as text or as bytes', async () => {
    const url = await listen((_, answer) => answer.end('plain'))
    const fetch = makeFetch(dispatcher)
    expect(await (await fetch(url)).text()).toBe('plain')
    expect(Buffer.from(await (await fetch(url)).arrayBuffer()).toString()).toBe('plain')
  })

  it('follows no redirect, so that no token goes where it was not sent', async () => {
    const url = await listen((_, answer) => {
      answer.writeHead(301, { location: '/new' }).end('moved')
    })
    const answer = await makeFetch(dispatcher)(`${url}/old`, { headers: { authorization: 'token secret' } })
    expect(answer.status).toBe(301)
    expect(await answer.text()).toBe('moved')
  })

  it('fails with the code of the network fault', async () => {
    await expect(makeFetch(dispatcher)('http://127.0.0.1:1/')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })
})
