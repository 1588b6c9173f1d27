// What is special about Retrace: three strings as identity, nothing to look up, and a service that documents so little
// that the client must take every side of what the sandbox assumes.
import { describe, expect, it } from '@jest/globals'
import type { MakeOptions } from '../../sandbox/kit/stand-in.ts'
import { makeRetrace, standIn } from '../../sandbox/retrace/index.ts'
import { makeClock, type Running, serve } from '../../sandbox/server.ts'
import { connect } from '../../src/http/connect.ts'
import { makeDispatcher } from '../../src/http/proxy.ts'
import { retrace } from '../../src/providers/retrace/index.ts'
import { onStage, type Stage } from '../contract/harness.ts'
import { push, pushVariables, sha } from '../support/events.ts'

const KEY = 'retrace-key'
const RECIPE = 'version: ${{ github.sha }}-${{ github.run_attempt }}'
const NAMES = { AppName: 'Shop', EnvironmentName: 'Prod', Version: '1.4.0' }

interface World extends Omit<Stage<ReturnType<typeof makeRetrace>>, 'sent'> {
  readonly service: ReturnType<typeof makeRetrace>
  /** The writes, in order: the last part of the path, and the body. */
  sent(): { readonly command: string; readonly body: unknown }[]
}

interface Setting {
  readonly switches?: Readonly<Record<string, string>>
  readonly faults?: readonly string[]
  readonly apps?: readonly { readonly app: string; readonly environment: string }[]
}

function onRetrace(act: (world: World) => Promise<void>, { apps, ...setting }: Setting = {}): Promise<void> {
  const make = (options: MakeOptions) => makeRetrace({ ...options, ...(apps ? { apps } : {}) })
  const subject = { ...standIn, id: 'retrace', make, with: { ...standIn.with, version: '1.4.0' } }
  const sent = ({ requests }: Running) =>
    requests
      .filter(({ method }) => method === 'POST')
      .map(({ path, text }) => ({ command: path.split('/').at(-1) ?? '', body: JSON.parse(text) }))
  return onStage(
    subject,
    (stage) => act({ ...stage, service: stage.world, sent: () => sent(stage.running) }),
    setting,
  )
}

const commands = (world: World) => world.sent().map(({ command }) => command)

/** Every switch of the sandbox with each of its values. */
const everySwitch = () =>
  standIn.switches.flatMap(({ name, takes }) =>
    takes.split(', ').map((value): [string, string] => [name, value]),
  )

describe('what is sent', () => {
  it('sends the same seven fields with start and complete', () =>
    onRetrace(async (world) => {
      await world.run({ url: 'https://ci.example.com/7', 'deploy-name': 'Deploy 7' })
      const body = {
        ...NAMES,
        Name: 'Deploy 7',
        Uri: 'https://ci.example.com/7',
        Branch: 'main',
        Commit: sha(3),
      }
      expect(world.sent()).toEqual([
        { command: 'start', body },
        { command: 'complete', body },
      ])
    }))

  it('leaves the branch out where a tag is deployed', () =>
    onRetrace(async (world) => {
      const { ending } = await world.run(
        {},
        {
          github: { ...pushVariables(3), REF: 'refs/tags/v1.4.0' },
          event: push({ over: { ref: 'refs/tags/v1.4.0' } }),
        },
      )
      expect(ending).toEqual({})
      for (const { body } of world.sent()) expect(body).not.toHaveProperty('Branch')
    }))

  it('sends only the three required fields with cancel', () =>
    onRetrace(async (world) => {
      await world.run({ operation: 'start' })
      await world.run({ operation: 'finish', status: 'cancelled' })
      expect(world.sent().at(-1)).toEqual({ command: 'cancel', body: NAMES })
    }))

  it('changes neither case nor spaces nor slashes of the names', () =>
    onRetrace(
      async (world) => {
        const names = { 'retrace-app': 'sHOP / Web', environment: 'pROD eu/1', version: '@scope/x@1' }
        const { ending, outputs } = await world.run(names)
        expect(ending).toEqual({})
        expect(world.sent()[0]?.body).toMatchObject({
          AppName: 'sHOP / Web',
          EnvironmentName: 'pROD eu/1',
          Version: '@scope/x@1',
        })
        expect(outputs['deploy-id']).toBe('sHOP / Web/pROD eu/1/@scope/x@1')
      },
      { apps: [{ app: 'sHOP / Web', environment: 'pROD eu/1' }] },
    ))

  it('names the commit of a rollback whose version is a commit, and else none', () =>
    onRetrace(async (world) => {
      await world.run({ operation: 'rollback', version: sha(1) })
      await world.run({ operation: 'rollback', version: '1.3.0' })
      expect(world.sent().map(({ body }) => body)).toMatchObject([
        { Version: sha(1), Commit: sha(1) },
        { Version: sha(1), Commit: sha(1) },
        { Version: '1.3.0' },
        { Version: '1.3.0' },
      ])
      // Which commit 1.3.0 is, nobody told.
      expect(world.sent().filter(({ body }) => 'Commit' in (body as object))).toHaveLength(2)
    }))

  it('takes the key from STACKIFY_API_KEY and an api-url with a slash at its end', () =>
    onRetrace(async (world) => {
      const inputs = { token: '', 'api-url': `${world.running.url}/` }
      const { ending, masked } = await world.run(inputs, { env: { STACKIFY_API_KEY: KEY } })
      expect(ending).toEqual({})
      expect(masked).toContain(KEY)
    }))
})

describe('outcomes', () => {
  it('says that the deploy was accepted, when it shows, and what to compare', () =>
    onRetrace(async (world) => {
      const { outputs, lines } = await world.run()
      expect(outputs).toMatchObject({ outcome: 'accepted', 'deploy-id': 'Shop/Prod/1.4.0' })
      expect(lines.join('\n')).toContain(
        'accepted: it shows within about 5 minutes; if it does not, compare both names with the portal',
      )
      expect(world.service.state.records).toEqual([])
      world.clock.advance(5 * 60_000)
      expect(world.service.state.records).toMatchObject([{ App: 'Shop', Environment: 'Prod' }])
    }))

  it('completes a deploy even when an earlier step of the job failed', () =>
    onRetrace(async (world) => {
      expect((await world.run({}, { jobStatus: 'failure' })).outputs['outcome']).toBe('accepted')
      expect(commands(world)).toEqual(['start', 'complete'])
    }))

  it.each([
    ['success', 'complete', 'accepted'],
    ['failure', 'cancel', 'failed'],
    ['cancelled', 'cancel', 'cancelled'],
  ] as const)('finishes %s by %s, says %s and succeeds', (status, command, outcome) =>
    onRetrace(async (world) => {
      const { outputs } = await world.run({ operation: 'start' })
      expect(outputs).toMatchObject({ outcome: 'started', 'deploy-id': 'Shop/Prod/1.4.0' })
      const id = outputs['deploy-id'] ?? ''
      const end = await world.run({ operation: 'finish', 'deploy-id': id }, { jobStatus: status })
      expect(end.ending).toEqual({})
      expect(end.outputs).toMatchObject({ outcome, 'deploy-id': id })
      expect(commands(world)).toEqual(['start', command])
    }))

  it.each([
    ['success', 'complete'],
    ['failure', 'cancel'],
    ['cancelled', 'cancel'],
  ] as const)('closes a tracked deploy of a job that ended with %s by %s', (jobStatus, command) =>
    onRetrace(async (world) => {
      const { state, outputs } = await world.run({ operation: 'track' })
      expect(outputs['outcome']).toBe('started')
      expect((await world.run({ operation: 'track' }, { state, jobStatus })).ending).toEqual({})
      expect(commands(world)).toEqual(['start', command])
    }))

  it('never takes an empty status for a success when the job ends', () =>
    onRetrace(async (world) => {
      const { state } = await world.run({ operation: 'track', status: '' })
      const before = world.running.requests.length
      const post = await world.run({ operation: 'track', status: '' }, { state })
      expect(post.ending.fails).toContain('status is empty, so it is not known how the deploy')
      expect(world.running.requests).toHaveLength(before)
    }))

  it('sends nothing after a tracked deploy whose start was refused', () =>
    onRetrace(
      async (world) => {
        const { state } = await world.run({ operation: 'track' })
        expect((await world.run({ operation: 'track' }, { state })).ending).toEqual({})
        expect(commands(world)).toEqual(['start'])
      },
      { faults: ['403 POST /start'] },
    ))

  it('closes a tracked deploy whose start got no answer', () =>
    onRetrace(
      async (world) => {
        const { state, ending } = await world.run({ operation: 'track' })
        expect(ending.fails).toContain('may have happened')
        expect((await world.run({ operation: 'track' }, { state })).ending).toEqual({})
        expect(world.service.state.completed).toHaveLength(1)
      },
      { faults: ['cut-after POST /start'] },
    ))
})

describe('a lost answer', () => {
  const lost = ['500-after', '502', '503', '504-after', 'cut', 'cut-after']
  const rows = ['start', 'complete', 'cancel'].flatMap((command) =>
    lost.map((action) => [command, action] as const),
  )

  it.each(rows)('to %s by %s is never sent again, and the message says where to look', (command, action) =>
    onRetrace(
      async (world) => {
        await world.run({ operation: 'start' })
        const operation = command === 'start' ? 'start' : 'finish'
        const status = command === 'cancel' ? 'cancelled' : 'success'
        const { ending, outputs } = await world.run({ operation, status, 'on-error': 'warn' })
        expect(ending).toMatchObject({
          isSoftened: true,
          fails: expect.stringContaining('may have happened'),
        })
        expect(ending.fails).toContain(`Retrace did not ${command} the deploy`)
        expect(ending.fails).toContain('Look in the Retrace portal')
        expect(ending.fails).toContain('within about 5 minutes')
        expect(outputs['outcome']).toBe('error')
        expect(commands(world)).toEqual(['start', command])
      },
      { faults: [`${action} POST /deployments/${command} ${command === 'start' ? 'after=1' : ''}`] },
    ))

  it.each(['429', '503 retry-after=2'])('is no loss when the server says "not now" with %s', (action) =>
    onRetrace(
      async (world) => {
        expect((await world.run()).ending).toEqual({})
        expect(commands(world)).toEqual(['start', 'start', 'complete'])
      },
      { faults: [`${action} POST /start`] },
    ))
})

describe('what the sandbox assumes, with each of its values', () => {
  it.each(everySwitch())('deploys with %s=%s', (name, value) =>
    onRetrace(
      async (world) => {
        const { ending, outputs, annotations } = await world.run({ 'retrace-check-names': 'true' })
        expect(ending).toEqual({})
        expect(outputs['outcome']).toBe('accepted')
        expect(annotations).toHaveLength(name === 'lookup' && value !== '200' ? 1 : 0)
        world.service.tick()
        expect(world.service.state.records).toMatchObject([
          { App: 'Shop', Environment: 'Prod', Version: '1.4.0', Branch: 'main', Commit: sha(3) },
        ])
      },
      { switches: { [name]: value } },
    ))

  it.each(everySwitch())('says what to do about a re-run of a completed version with %s=%s', (name, value) =>
    onRetrace(
      async (world) => {
        await world.run()
        const { ending, lines } = await world.run({}, { github: { ...pushVariables(3), RUN_ATTEMPT: '2' } })
        // It cannot look, so it must not say that it does.
        expect(lines.join('\n')).not.toContain('looks for its earlier deploy')
        if (name === 'start-again' && value === 'refuse') {
          expect(ending.fails).toContain('Retrace did not start the deploy')
          expect(ending.fails).toContain('completed or cancelled there before')
          expect(ending.fails).toContain(RECIPE)
          return
        }
        expect(ending).toEqual({})
        expect(world.service.state.completed).toHaveLength(2)
      },
      { switches: { [name]: value } },
    ))

  it.each(['409', '400', '422'])('gives the recipe with a refusal by %s too', (status) =>
    onRetrace(
      async (world) => {
        await world.run()
        expect((await world.run()).ending.fails).toContain(RECIPE)
      },
      { switches: { 'start-again': 'refuse', 'bad-transition': status } },
    ))

  const unknown = { 'retrace-app': 'Shop', environment: 'Production' }

  it.each(['422', '400', '404', '409'])('says that the names do not match after %s', (status) =>
    onRetrace(
      async (world) => {
        const { ending } = await world.run(unknown)
        expect(ending.fails).toContain(`answered ${status}`)
        expect(ending.fails).toContain('Compare retrace-app and environment, letter for letter')
        expect(commands(world)).toEqual(['start'])
      },
      { switches: { 'unknown-names': 'strict', 'bad-names': status } },
    ))

  it.each(['old', 'silent'])('says only accepted where unknown names are taken (%s)', (value) =>
    onRetrace(
      async (world) => {
        const { ending, outputs, lines } = await world.run(unknown)
        expect(ending).toEqual({})
        expect(outputs['outcome']).toBe('accepted')
        expect(lines.join('\n')).toContain('compare both names with the portal')
        world.service.tick()
        expect(world.service.state.records).toEqual([])
      },
      { switches: { 'unknown-names': value } },
    ))

  it.each([
    ['success', 'success', 'complete-twice', ['refuse', 'accept']],
    ['cancelled', 'success', 'complete-after-cancel', ['refuse', 'accept', 'open']],
    ['success', 'cancelled', 'cancel-after-complete', ['refuse', 'accept']],
  ] as const)('after finish with %s, reports what finish with %s got (%s)', async (first, second, name, values) => {
    for (const value of values) {
      await onRetrace(
        async (world) => {
          await world.run({ operation: 'start' })
          await world.run({ operation: 'finish', status: first })
          const { ending } = await world.run({ operation: 'finish', status: second })
          if (value === 'refuse') expect(ending.fails).toMatch(/closed there already|still open/)
          else expect(ending).toEqual({})
        },
        { switches: { [name]: value } },
      )
    }
  })

  it.each(['accept', 'refuse'])('starts a version twice where the second start is met by %s', (value) =>
    onRetrace(
      async (world) => {
        await world.run({ operation: 'start' })
        const { ending } = await world.run({ operation: 'start' })
        if (value === 'refuse') expect(ending.fails).toContain('Retrace did not start the deploy')
        else expect(ending).toEqual({})
        expect((await world.run({ operation: 'finish' })).ending).toEqual({})
        expect(world.service.state.completed).toHaveLength(1)
      },
      { switches: { 'start-twice': value } },
    ))

  it('explains that only an open start can be cancelled', () =>
    onRetrace(async (world) => {
      const { ending } = await world.run({ operation: 'finish', status: 'failure' })
      expect(ending.fails).toContain('Retrace did not cancel the deploy')
      expect(ending.fails).toContain('cancels only what was started')
    }))

  it.each(['401', '403'])('names the key after %s', (status) =>
    onRetrace(
      async (world) => {
        const { ending, everything } = await world.run({ token: 'another-key' })
        expect(ending.fails).toContain(`answered ${status}`)
        expect(ending.fails).toContain('Check the key')
        expect(everything).not.toContain('another-key')
      },
      { switches: { 'bad-key': status } },
    ))
})

describe('inputs', () => {
  it('needs a version to roll back to', () =>
    onRetrace(async (world) => {
      const { ending } = await world.run({ operation: 'rollback', version: '' })
      expect(ending.fails).toContain('version is required for operation rollback with Retrace')
      expect(world.running.requests).toEqual([])
    }))

  it('needs an app and an environment', () =>
    onRetrace(async (world) => {
      const { ending } = await world.run({ 'retrace-app': '', environment: '', 'deploy-id': 'a/b/c' })
      expect(ending.fails).toContain('2 inputs need attention')
      expect(ending.fails).toContain('retrace-app is required')
      expect(ending.fails).toContain('environment is required')
    }))

  it.each([
    ['another app', { 'deploy-id': 'Billing/Prod/1.4.0' }],
    ['another environment', { 'deploy-id': 'Shop/QA/1.4.0' }],
    ['another version', { 'deploy-id': 'Shop/Prod/1.3.0' }],
    ['another app, where the version is not given', { 'deploy-id': 'Billing/Prod/1.4.0', version: '' }],
    ['another version than the one worked out', { 'deploy-id': 'Shop/Prod/1.4.0', version: '' }],
    ['no version', { 'deploy-id': 'Shop/Prod/', version: '' }],
  ])('refuses to finish with a deploy-id of %s before any request', (_, inputs) =>
    onRetrace(async (world) => {
      const { ending } = await world.run({ operation: 'finish', ...inputs, 'on-error': 'warn' })
      expect(ending.isSoftened).not.toBe(true)
      expect(ending.fails).toContain(`deploy-id is "${inputs['deploy-id']}"`)
      expect(ending.fails).toContain('retrace-app, environment and version make "Shop/Prod/')
      expect(world.running.requests).toEqual([])
    }))

  it('finishes by deploy-id where the version worked out is the same', () =>
    onRetrace(async (world) => {
      const { outputs } = await world.run({ operation: 'start', version: '' })
      const id = `Shop/Prod/${sha(3)}`
      expect(outputs['deploy-id']).toBe(id)
      expect((await world.run({ operation: 'finish', version: '', 'deploy-id': id })).ending).toEqual({})
      expect(world.service.state.completed).toHaveLength(1)
    }))

  it.each([
    ['two spaces', 'Web  Shop'],
    ['a no-break space', 'Web\u00a0Shop'],
    ['a zero-width space', 'Web\u200bShop'],
    ['a tab', 'Web\tShop'],
  ])('warns about %s in a name, and sends it as it is', (_, app) =>
    onRetrace(
      async (world) => {
        const { ending, annotations } = await world.run({ 'retrace-app': app })
        expect(ending).toEqual({})
        expect(annotations).toEqual([
          expect.objectContaining({ level: 'warning', text: expect.stringContaining('retrace-app "Web') }),
        ])
        expect(world.sent()[0]?.body).toMatchObject({ AppName: app })
      },
      { apps: [{ app, environment: 'Prod' }] },
    ))
})

describe('retrace-check-names', () => {
  const check = { 'retrace-check-names': 'true' }

  it('is off by default', () =>
    onRetrace(async (world) => {
      await world.run()
      expect(world.running.requests.map(({ method }) => method)).toEqual(['POST', 'POST'])
    }))

  it.each([
    [{ 'retrace-app': 'Shp' }, 'Retrace has no app "Shp" (retrace-app); did you mean "Shop"?'],
    [{ 'retrace-app': 'shop' }, 'Retrace has no app "shop" (retrace-app); did you mean "Shop"?'],
    [{ 'retrace-app': 'Warehouse' }, 'there is "Shop" and "Billing".'],
    [{ environment: 'Prd' }, 'the app "Shop" has no environment "Prd" in Retrace; did you mean "Prod"?'],
    [{ environment: 'development' }, 'there is "Prod" and "QA".'],
    [{ 'retrace-app': 'Billing', environment: 'QA' }, 'the app "Billing" has no environment "QA"'],
  ])('fails with suggestions for %j', (names, message) =>
    onRetrace(async (world) => {
      const { ending } = await world.run({ ...check, ...names, 'on-error': 'warn' })
      expect(ending.isSoftened).not.toBe(true)
      expect(ending.fails).toContain(message)
      expect(commands(world)).toEqual([])
    }))

  it('looks in a dry run too, and closes nothing after it refused', () =>
    onRetrace(async (world) => {
      const dry = await world.run({ ...check, 'retrace-app': 'Shp', 'dry-run': 'true' })
      expect(dry.ending.fails).toContain('did you mean "Shop"?')
      const { state } = await world.run({ ...check, 'retrace-app': 'Shp', operation: 'track' })
      await world.run({ ...check, 'retrace-app': 'Shp', operation: 'track' }, { state })
      expect(commands(world)).toEqual([])
    }))

  it.each([
    '401',
    '403',
    '404',
    '418',
    '500',
    'html',
    'empty',
    'truncated',
    'cut',
    'redirect=http://127.0.0.1:1/',
  ])('only warns when the look-up is answered with %s', (action) =>
    onRetrace(
      async (world) => {
        const { ending, annotations, outputs } = await world.run(check)
        expect(ending).toEqual({})
        expect(outputs['outcome']).toBe('accepted')
        expect(annotations).toEqual([
          expect.objectContaining({
            level: 'warning',
            text: expect.stringContaining('the names could not be checked'),
          }),
        ])
        expect(commands(world)).toEqual(['start', 'complete'])
      },
      { faults: [`${action} GET /api/apps/envs x*`] },
    ))

  it('only warns when the account lists no app at all', () =>
    onRetrace(
      async (world) => {
        const { ending, annotations } = await world.run(check)
        expect(ending).toEqual({})
        expect(annotations[0]?.text).toContain('Retrace listed no app')
      },
      { apps: [], switches: { 'unknown-names': 'silent' } },
    ))
})

describe('the two hosts', () => {
  const access = { token: KEY, env: {} }
  const own = { retraceApp: 'Shop', retraceCheckNames: true }

  it('are the public ones by default, each with its own header', () => {
    expect(retrace.connect(own, { ...access, apiUrl: '' })).toEqual({
      baseUrl: 'https://api.stackify.net',
      headers: { authorization: `ApiKey ${KEY}` },
      servers: { names: { baseUrl: 'https://api.stackify.com', headers: { 'x-stackify-key': KEY } } },
      secrets: [KEY],
    })
  })

  it('are one with an api-url of the user', () => {
    const { baseUrl, servers } = retrace.connect(own, { ...access, apiUrl: 'https://retrace.example.com' })
    expect([baseUrl, servers?.['names']?.baseUrl]).toEqual(Array(2).fill('https://retrace.example.com'))
  })

  it('get each their own calls and headers, and are named in errors', async () => {
    const clock = makeClock()
    const service = makeRetrace({ clock, apiKey: KEY })
    const [main, other] = [await serve(service, { clock }), await serve(service, { clock })]
    const connection = {
      ...retrace.connect(own, { ...access, apiUrl: main.url }),
      servers: { names: { baseUrl: other.url, headers: { 'x-stackify-key': KEY } } },
    }
    const world = {
      env: {},
      uptime: clock.now,
      now: clock.now,
      sleep: async (ms: number) => clock.advance(ms),
      random: () => 0.5,
      signal: new AbortController().signal,
      info: () => undefined,
      debug: () => undefined,
      hide: (text: string) => text,
    }
    const target = {
      name: 'Retrace',
      calls: retrace.calls,
      hints: {},
      connection,
      deadline: clock.now() + 60_000,
    }
    const dispatcher = await makeDispatcher({})
    const api = connect(target, world, dispatcher)
    try {
      await api.send('listNames', {})
      await api.send('start', {}, { body: NAMES })
      expect(other.requests.map(({ path }) => path)).toEqual(['/api/apps/envs'])
      expect(other.requests[0]?.headers).not.toHaveProperty('authorization')
      expect(main.requests.map(({ path }) => path)).toEqual(['/api/v1/deployments/start'])
      expect(main.requests[0]?.headers).not.toHaveProperty('x-stackify-key')
      await other.close()
      await expect(api.send('listNames', {})).rejects.toThrow(`no connection to 127.0.0.1:${other.port}`)
    } finally {
      await dispatcher.destroy()
      await Promise.all([main.close(), other.close()])
    }
  })
})
