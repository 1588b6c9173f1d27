// How GitHub is read: what is sent, what is waited for, what is repeated, and what the errors say.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from '@jest/globals'
import { makeHistory } from '../../sandbox/github/index.ts'
import { NetworkError } from '../../src/errors.ts'
import { type World, type WorldOptions, world } from '../sandbox/github-harness.ts'
import { asked, commitsOf, push, type Reading, type ReadingOptions, reading } from './harness.ts'

function small() {
  const history = makeHistory()
  const first = history.commit({ message: 'start', files: { 'package.json': '{"version":"1.0.0"}' } })
  const head = history.linear(3)
  return { history, first, head }
}

async function read(
  options: WorldOptions & { readonly reading?: ReadingOptions },
  test: (reading: Reading, world: World) => Promise<void>,
): Promise<void> {
  const { reading: more, ...rest } = options
  await world(rest, async (here) => {
    const given = reading(here, more)
    try {
      await test(given, here)
    } finally {
      await given.close()
    }
  })
}

describe('a request', () => {
  it.each(['', '/api/v3'])('goes under the base "%s" with token, version and user agent', async (prefix) => {
    const { history, first, head } = small()
    await read({ history, prefix, reading: { prefix } }, async ({ github }, here) => {
      expect(await github.compare(first, head)).toMatchObject({
        status: 'ahead',
        total: 3,
        baseSha: first,
        mergeBase: first,
      })
      const [request] = here.running.requests
      expect(request?.path).toBe(`${prefix}/repos/acme/shop/compare/${first}...${head}`)
      expect(request?.headers).toMatchObject({
        authorization: 'Bearer github-token',
        'x-github-api-version': '2022-11-28',
        accept: 'application/vnd.github+json',
      })
      expect(request?.headers['user-agent']).toBe('record-deploy')
      expect(here.github.surprises).toEqual([])
    })
  })

  it('encodes odd names once', async () => {
    const { history } = small()
    history.tag('web@1.0+b-1#x/y%')
    await read({ history }, async ({ github }) => {
      expect(await github.tags('web@1.0+b-1#')).toMatchObject([
        { name: 'web@1.0+b-1#x/y%', isAnnotated: false },
      ])
      expect((await github.commit('web@1.0+b-1#x/y%')).message).toBe('feat: change 3')
    })
  })

  it('is not made before something is asked, and the list of tags is asked for once', async () => {
    const { history } = small()
    await read({ history }, async ({ github }, here) => {
      expect(here.running.requests).toHaveLength(0)
      await Promise.all([github.tags('v'), github.tags('v')])
      expect(here.running.requests).toHaveLength(1)
    })
  })
})

describe('an answer that did not come well', () => {
  it.each([
    ['500 GET / x2', 3],
    ['502 GET / x3', 4],
    ['503 retry-after=7 GET / x2', 3],
    ['429 retry-after=7 GET / x5', 6],
    ['cut GET /', 2],
    ['truncated GET /', 2],
    ['empty GET /', 2],
    ['html GET /', 2],
  ])('(%s) is asked again, in %i requests', async (fault, requests) => {
    const { history, head, first } = small()
    await read({ history, faults: [fault] }, async ({ github }, here) => {
      expect(await github.compare(first, head)).toMatchObject({ total: 3 })
      expect(here.running.requests).toHaveLength(requests)
    })
  })

  it('four times is the end, and the error says where and what', async () => {
    const { history, head, first } = small()
    await read({ history, faults: ['502 GET / x*'] }, async ({ github }, here) => {
      await expect(github.compare(first, head)).rejects.toThrow(
        new RegExp(
          `GitHub did not compare ${first.slice(0, 12)}\\.\\.\\.${head.slice(0, 12)}: GET \\S+ answered 502 \\("an HTML page: 502 Bad Gateway"\\) after 4 tries\\.`,
        ),
      )
      expect(here.running.requests).toHaveLength(4)
    })
  })

  it('that points elsewhere is not followed, so the token goes nowhere, and says so', async () => {
    const seen: string[] = []
    const other = createServer((request, response) => {
      seen.push(request.url ?? '')
      response.end('[]')
    })
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    const { history, head } = small()
    try {
      const faults = [`redirect=http://127.0.0.1:${port}/x GET / x*`]
      await read({ history, faults }, async ({ github }, here) => {
        await expect(github.commit(head)).rejects.toThrow(
          /answered 30\d.* redirects elsewhere, and a token never follows a redirect/,
        )
        expect(here.running.requests).toHaveLength(1)
        expect(seen).toHaveLength(0)
      })
    } finally {
      other.close()
    }
  })

  it('because nobody listens is a NetworkError', async () => {
    const { history } = small()
    await world({ history }, async (here) => {
      const given = reading(here)
      await here.running.close()
      await expect(given.github.tags('')).rejects.toThrow(NetworkError)
      await expect(given.github.tags('')).rejects.toThrow(
        /no connection to \S+ \(ECONNREFUSED\) after 4 tries/,
      )
      await given.close()
    })
  })

  it.each([
    ['401 GET / x*', 'answered 401 ("Bad credentials"). github-token is wrong or has expired.'],
    [
      '403 GET / x*',
      'answered 403 ("Resource not accessible by integration"). github-token needs the permission deployments: read.',
    ],
    ['404 GET / x*', 'It does not exist, or github-token lacks the permission deployments: read.'],
  ])('(%s) for good is not repeated and names the permission', async (fault, message) => {
    const { history } = small()
    const tokens = { ghs_secret: { login: 'x', permissions: {} } } as const
    await read(
      { history, tokens, reading: { token: 'ghs_secret' }, faults: [fault] },
      async ({ github }, here) => {
        const error = await github.deployments('production').catch((cause: unknown) => cause)
        expect(String(error)).toContain(message)
        expect(JSON.stringify(error) + String(error)).not.toContain('ghs_')
        expect(here.running.requests).toHaveLength(1)
      },
    )
  })
})

describe('a rate limit', () => {
  it('is waited for until its reset, when that is within half of the timeout', async () => {
    const { history, first, head } = small()
    await read(
      { history, switches: { limit: '2' }, reading: { timeoutMs: 3 * 3_600_000 } },
      async ({ github, slept, lines }) => {
        await github.commit(first)
        await github.commit('main')
        expect((await github.commit(head)).sha).toBe(head)
        expect(slept.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(3_599_000)
        expect(lines[0]).toMatch(
          /^GitHub answered 403: the rate limit of this hour is spent; trying to show commit .* again in 1 h/,
        )
      },
    )
  })

  it('that lasts longer than reading may take ends at once, and says so', async () => {
    const { history, first, head } = small()
    await read({ history, switches: { limit: '1' } }, async ({ github, slept }, here) => {
      await github.commit(first)
      await expect(github.commit(head)).rejects.toThrow(
        /API rate limit exceeded.* and asks to wait 1 h, for which the time for reading \(half of timeout\) leaves no room\./,
      )
      expect(slept).toEqual([])
      expect(here.running.requests).toHaveLength(2)
    })
  })

  it.each([
    ['403 GET /', { 'refuse-403': 'secondary' }, 60_000],
    ['429 GET /', { 'refuse-429': 'secondary' }, 60_000],
    ['403 GET /', { 'refuse-403': 'bare' }, 60_000],
    ['429 GET / x3', { 'refuse-429': 'bare' }, 60_000 + 120_000 + 240_000],
  ])('of the second kind (%s, %j) waits as told, else a minute and more', async (fault, switches, total) => {
    const { history, head } = small()
    await read({ history, faults: [fault], switches }, async ({ github, slept }) => {
      expect((await github.commit(head)).sha).toBe(head)
      expect(slept.reduce((sum, ms) => sum + ms, 0)).toBe(total)
    })
  })

  it('that one of several requests meets holds the others back', async () => {
    const history = makeHistory()
    const before = history.commit({ message: 'start' })
    const head = history.linear(2_500)
    await read(
      { history, faults: ['429 retry-after=30 GET /compare/ after=3'] },
      async ({ github }, here) => {
        expect(await github.compare(before, head)).toMatchObject({ total: 2_500 })
        // 1 + 10 pages, and the one that was refused.
        expect(here.running.requests).toHaveLength(12)
      },
    )
  })
})

describe('the time for reading', () => {
  it('is over at half of the timeout: the deploy goes on with what the event says', async () => {
    const { history, first, head } = small()
    await world({ history, faults: ['503 retry-after=50 GET / x*'] }, async (here) => {
      const range = await commitsOf(here, push(first, head, { forced: true }), {}, { timeoutMs: 120_000 })
      expect(range).toMatchObject({ source: 'push', status: 'unknown', total: 1 })
      expect(range.warnings[0]).toMatch(
        /answered 503.*the time for reading \(half of timeout\) leaves no room/,
      )
      expect(asked(here).length).toBeLessThanOrEqual(3)
    })
  })

  it('that is over starts no request', async () => {
    const { history, head } = small()
    await read({ history, reading: { timeoutMs: 0 } }, async ({ github }, here) => {
      await expect(github.commit(head)).rejects.toThrow(
        'the time for reading (half of timeout) was over before it could be sent',
      )
      expect(here.running.requests).toHaveLength(0)
    })
  })
})

describe('an outsider', () => {
  it('without permission to read contents is told which one is missing', async () => {
    const { history, first, head } = small()
    const tokens = { narrow: { login: 'x', permissions: { metadata: 'read' } } } as const
    await read({ history, tokens, reading: { token: 'narrow' } }, async ({ github }) => {
      await expect(github.compare(first, head)).rejects.toThrow(
        'github-token needs the permission contents: read.',
      )
      await expect(github.file('package.json', head)).rejects.toThrow('contents: read')
      await expect(github.deployments('production')).rejects.toThrow('deployments: read')
    })
  })
})
