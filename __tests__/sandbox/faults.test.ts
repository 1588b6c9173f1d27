// What the faults do, tested by plain requests: when a service acts, what comes out, and what becomes of the connection.
import http from 'node:http'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import { FAULTS } from '../../sandbox/fault-words.ts'
import { parseFault } from '../../sandbox/faults.ts'
import { makeSentry, type Sentry, USER_TOKEN } from '../../sandbox/sentry/index.ts'
import { type Clock, makeClock, type Running, type ServeOptions } from '../../sandbox/server.ts'
import { served } from './served.ts'

const PATH = '/api/0/organizations/acme/releases/'
const START = Date.parse('2026-11-02T10:00:00Z')

interface Stage {
  readonly clock: Clock
  readonly sentry: Sentry
  readonly running: Running
}

async function stage(faults: readonly string[], options: ServeOptions = {}): Promise<Stage> {
  const clock = options.clock ?? makeClock(START)
  const sentry = makeSentry({ clock })
  sentry.addRelease('1.0')
  const running = await served(sentry, { clock, faults, ...options })
  return { clock, sentry, running }
}

const headers = { authorization: `Bearer ${USER_TOKEN}`, 'content-type': 'application/json' }

function get({ running }: Stage, path: string): Promise<Response> {
  return fetch(`${running.url}${PATH}${path}`, { headers })
}

function deploy({ running }: Stage, name = 'one', signal?: AbortSignal): Promise<Response> {
  const body = JSON.stringify({ environment: 'production', name })
  return fetch(`${running.url}${PATH}1.0/deploys/`, { method: 'POST', headers, body, signal: signal ?? null })
}

function release({ running }: Stage, version: string): Promise<Response> {
  const body = JSON.stringify({ version, projects: ['web'] })
  return fetch(`${running.url}${PATH}`, { method: 'POST', headers, body })
}

const made = ({ sentry }: Stage) => sentry.release('1.0')?.deploys.map(({ name }) => name)
const names = async (answer: Promise<Response>) =>
  ((await (await answer).json()) as { name: string }[]).map(({ name }) => name) // the stand-in's own list

/** Until what a request began is done on the server's side. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 30))

describe('a fault that acts late', () => {
  it.each([
    500, 502, 503, 504,
  ])('answers %d at once and acts when its time has come, and not before', async (status) => {
    const on = await stage([`${status}-late=3000 POST /deploys/`])
    expect((await deploy(on)).status).toBe(status)
    on.clock.advance(2_000)
    expect(made(on)).toEqual([])
    on.clock.advance(1_000)
    await on.running.idle()
    expect(made(on)).toEqual(['one'])
  })

  it('acts in real time too, also on a clock that stands still', async () => {
    const on = await stage(['504-late=40 POST /deploys/'])
    await deploy(on)
    expect(made(on)).toEqual([])
    await on.running.idle()
    expect(made(on)).toEqual(['one'])
  })

  it('acts late after a cut connection, and after none at all', async () => {
    const on = await stage(['cut-late=1000 POST /deploys/', 'hang-late=1000 POST /deploys/'])
    await expect(deploy(on, 'cut')).rejects.toThrow()
    const impatient = AbortSignal.timeout(50)
    await expect(deploy(on, 'hang', impatient)).rejects.toThrow()
    expect(made(on)).toEqual([])
    on.clock.advance(1_000)
    await on.running.idle()
    expect(made(on)).toEqual(['cut', 'hang'])
  })

  it('acts at its own time when the clock leaps beyond it', async () => {
    const on = await stage(['504-late=3000 POST /deploys/'])
    await deploy(on)
    on.clock.advance(60_000)
    await on.running.idle()
    expect(on.sentry.release('1.0')?.deploys[0]?.dateFinished).toBe(START + 3_000)
  })

  it('acts and answers on different sides of a moment: each at its own', async () => {
    const on = await stage(['slow=17000,18000 POST /deploys/'])
    let status = 0
    const answer = deploy(on).then((got) => {
      status = got.status
    })
    await settled()
    on.clock.advance(16_000)
    await settled()
    expect([made(on), status]).toEqual([[], 0])
    on.clock.advance(1_000)
    await settled()
    expect([made(on), status]).toEqual([['one'], 0])
    on.clock.advance(1_000)
    await answer
    expect(status).toBe(201)
  })

  it('may be a gateway that gives up before its back end acts', async () => {
    const on = await stage(['504-late=3000,1000 POST /deploys/'])
    const answer = deploy(on)
    await settled()
    on.clock.advance(1_000)
    expect([(await answer).status, made(on)]).toEqual([504, []])
    on.clock.advance(2_000)
    await on.running.idle()
    expect(made(on)).toEqual(['one'])
  })

  it('leaps through the wait of a client whose time-outs follow the clock, and stops with it', async () => {
    const clock = makeClock(START)
    const on = await stage(['hang-late=17000 POST /deploys/'], { clock, leaps: true })
    const stopper = new AbortController()
    clock.after(15_000, () => stopper.abort(new Error('timed out')))
    await expect(deploy(on, 'one', stopper.signal)).rejects.toThrow('timed out')
    await settled()
    expect([made(on), clock.now() - START < 17_000]).toEqual([[], true])
    clock.advance(2_000)
    await on.running.idle()
    expect(made(on)).toEqual(['one'])
  })
})

describe('a fault of half a write', () => {
  it('makes a deploy that is counted and not listed', async () => {
    const on = await stage(['500-half POST /deploys/'])
    expect((await deploy(on)).status).toBe(500)
    expect(await names(get(on, '1.0/deploys/'))).toEqual([])
    expect(await (await get(on, '1.0/')).json()).toMatchObject({
      deployCount: 1,
      lastDeploy: { name: 'one' },
    })
  })

  it('makes a release without its projects', async () => {
    const on = await stage(['502-half POST /releases/'])
    expect((await release(on, '2.0')).status).toBe(502)
    expect(on.sentry.release('2.0')).toMatchObject({ projects: [], commits: [] })
  })
})

describe('a fault of a copy that lags', () => {
  it.each([
    ['lag', [404, []]],
    ['lag-id', [404, ['1.0', '2.0']]],
    ['lag-list', [200, ['1.0']]],
  ] as const)('(%s) does not show what was just made, until its time is over', async (kind, [
    status,
    listed,
  ]) => {
    const on = await stage([`${kind}=1000 GET /releases/ x*`])
    const versions = async () => {
      const list = (await (await get(on, '')).json()) as { version: string }[] // the stand-in's own list
      return list.map(({ version }) => version).toSorted()
    }
    await release(on, '2.0')
    expect([(await get(on, '2.0/')).status, await versions()]).toEqual([
      status,
      listed.length > 0 ? listed : ['1.0'],
    ])
    on.clock.advance(1_000)
    expect([(await get(on, '2.0/')).status, await versions()]).toEqual([200, ['1.0', '2.0']])
  })

  it('hides what a lost answer made, as the last of its release too', async () => {
    const on = await stage(['cut-after POST /deploys/', 'lag=1000 GET / x*'])
    await expect(deploy(on)).rejects.toThrow()
    expect(await names(get(on, '1.0/deploys/'))).toEqual([])
    expect(await (await get(on, '1.0/')).json()).toMatchObject({ lastDeploy: null })
    on.clock.advance(1_000)
    expect(await names(get(on, '1.0/deploys/'))).toEqual(['one'])
  })

  it('shows at once what was there before', async () => {
    const on = await stage(['lag=1000 GET / x*'])
    on.sentry.injectDeploy('1.0', { environment: 'production', name: 'earlier' })
    expect(await names(get(on, '1.0/deploys/'))).toEqual(['earlier'])
  })
})

describe('a fault of lists', () => {
  it('turns them round, over all their pages', async () => {
    const on = await stage(['reverse GET /deploys/ x*'])
    for (const environment of ['a', 'b', 'c']) {
      on.sentry.injectDeploy('1.0', {
        environment,
        name: environment,
        dateFinished: START + environment.charCodeAt(0),
      })
    }
    expect(await names(get(on, '1.0/deploys/?per_page=2'))).toEqual(['a', 'b'])
    on.running.faults.clear()
    expect(await names(get(on, '1.0/deploys/'))).toEqual(['c', 'b', 'a'])
  })

  it('gives smaller pages than were asked for, with the way to the next', async () => {
    const on = await stage(['pages=1 GET /deploys/ x*'])
    for (const environment of ['a', 'b']) on.sentry.injectDeploy('1.0', { environment, name: environment })
    const first = await get(on, '1.0/deploys/?per_page=50')
    expect(await first.json()).toHaveLength(1)
    expect(first.headers.get('link')).toContain('rel="next"; results="true"; cursor="0:1:0"')
    expect(await names(get(on, '1.0/deploys/?cursor=0:1:0'))).toEqual(['a'])
  })
})

/** One request after the other over one kept connection, as long as it lasts. */
async function twice({ running }: Stage, pauseMs: number): Promise<unknown[]> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  const ask = () =>
    new Promise((resolve) => {
      http
        .get(`${running.url}${PATH}1.0/`, { agent, headers }, (answer) => {
          answer.resume().on('end', () => resolve(answer.statusCode))
        })
        .on('error', (error) => resolve('code' in error ? error.code : error))
    })
  const outcomes = [await ask()]
  await new Promise((resolve) => setTimeout(resolve, pauseMs))
  outcomes.push(await ask())
  agent.destroy()
  return outcomes
}

describe('a fault of the connection', () => {
  it.each([
    'close=0',
    'close=5',
    'reset=0',
    'reset=5',
  ])('(%s) answers first, as if the connection was kept', async (fault) => {
    const on = await stage([`${fault} GET / x*`])
    const answer = await get(on, '1.0/')
    expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'keep-alive'])
    expect(await answer.json()).toMatchObject({ version: '1.0' })
  })

  it('never reads what comes while it closes', async () => {
    const on = await stage(['close=30 GET / x*'])
    expect(await twice(on, 0)).toEqual([200, 'ECONNRESET'])
    expect([on.running.requests.length, on.running.connections()]).toEqual([1, 1])
  })

  it.each(['close=0', 'reset=0'])('(%s) is over when the client has time to see it', async (fault) => {
    const on = await stage([`${fault} GET / x*`])
    expect(await twice(on, 50)).toEqual([200, 200])
    expect(on.running.connections()).toBe(2)
  })
})

describe('a fault of the answer', () => {
  it.each([
    'junk',
    'bad-chunk',
    'cut-chunk',
    'length=7',
  ])('(%s) acts, and is no whole answer', async (fault) => {
    const on = await stage([`${fault} POST /deploys/`])
    await expect(deploy(on).then((answer) => answer.text())).rejects.toThrow()
    expect(made(on)).toEqual(['one'])
  })

  it.each([
    'junk-instead',
    'html-instead',
    'cut-chunk-instead',
  ])('(%s) is given without acting', async (fault) => {
    const on = await stage([`${fault} POST /deploys/`])
    await deploy(on)
      .then((answer) => answer.text())
      .catch(() => undefined)
    expect(made(on)).toEqual([])
  })

  it('can be a length that is too short', async () => {
    const on = await stage(['length=-3 POST /deploys/'])
    const text = await (await deploy(on)).text()
    expect(() => JSON.parse(text)).toThrow()
  })

  it('can be of any size, with any status, plain or packed', async () => {
    const on = await stage(['flood=1500000,400 GET /', 'bomb=3M GET /'])
    const plain = await get(on, '1.0/')
    expect([plain.status, (await plain.arrayBuffer()).byteLength]).toEqual([400, 1_500_000])
    const packed = await new Promise<Buffer>((resolve) => {
      http.get(`${on.running.url}${PATH}`, { headers }, (answer) => {
        const chunks: Buffer[] = []
        answer
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('end', () => resolve(Buffer.concat(chunks)))
      })
    })
    expect(packed.length).toBeLessThan(10_000)
    expect(gunzipSync(packed)).toHaveLength(3 * 1024 * 1024)
  })

  it('can be without end, and ends with its reader', async () => {
    const on = await stage(['flood=endless GET /'])
    const stopper = new AbortController()
    const answer = await fetch(`${on.running.url}${PATH}`, { headers, signal: stopper.signal })
    const reader = answer.body?.getReader()
    let read = 0
    while (read < 5_000_000) read += (await reader?.read())?.value?.length ?? 0
    stopper.abort()
    await on.running.idle()
    expect(on.running.requests).toHaveLength(1)
  })
})

describe('the words for faults', () => {
  it.each([
    ['504-late=3000 POST /deploys/', { kind: 'status', status: 504, acted: { lateMs: 3000 } }],
    ['hang-late=17000 POST /', { kind: 'hang', acted: { lateMs: 17_000 } }],
    ['504-late=3000,1000 POST /', { kind: 'status', status: 504, acted: { lateMs: 3000 }, answerMs: 1000 }],
    ['slow=5 GET /', { kind: 'slow', acted: { lateMs: 5 }, answerMs: 5 }],
    ['500-half POST /', { kind: 'status', status: 500, acted: 'half' }],
    ['500-after POST /', { kind: 'status', status: 500, acted: true }],
    ['junk GET /', { kind: 'junk', acted: true }],
    [
      'flood=600M,400 GET /',
      { kind: 'flood', bytes: 600 * 1024 ** 2, status: 400, isPacked: false, acted: true },
    ],
    [
      'bomb=endless GET /',
      { kind: 'flood', bytes: Number.POSITIVE_INFINITY, status: 200, isPacked: true, acted: true },
    ],
    ['length=-3 GET /', { kind: 'length', by: -3, acted: true }],
    ['lag-list=9 GET /', { kind: 'lag-list', ms: 9, acted: true }],
    [
      'redirect=https://a.example/b-after GET /',
      { kind: 'redirect', to: 'https://a.example/b', acted: true },
    ],
  ])('%s', (text, action) => {
    expect(parseFault(text).action).toEqual(action)
  })

  it.each([
    'late=5 GET /',
    'truncated-late=5 GET /',
    'slow GET /',
    'slow=18,17 GET /',
    'slow=5-late=6 GET /',
    'flood= GET /',
    'flood=3T GET /',
    'pages=0 GET /',
    'close GET /',
    'junk=1 GET /',
    'lag=soon GET /',
  ])('%s is refused', (text) => {
    expect(() => parseFault(text)).toThrow(/fault "/)
  })

  it('are all in the help', () => {
    const words = FAULTS.map(([each]) => each).join(' ')
    for (const word of [
      'late=',
      'half',
      'instead',
      'lag=',
      'close=',
      'reset=',
      'junk',
      'flood=',
      'bomb=',
      'reverse',
      'pages=',
    ]) {
      expect(words).toContain(word)
    }
  })
})
