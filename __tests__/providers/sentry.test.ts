// What is special about Sentry, row by row from docs/providers/sentry.md.
import { describe, expect, it } from '@jest/globals'
import { makeOrgToken, type Sentry, USER_TOKEN } from '../../sandbox/sentry/index.ts'
import { claimOf, hostsOf } from '../../src/providers/sentry/token.ts'
import { type PushOptions, push, pushVariables, sha } from '../support/events.ts'
import { type Scene, scene } from '../support/sentry-stage.ts'

type Sent = { readonly commits: readonly Record<string, unknown>[] }
const commitsOf = (bodies: readonly Record<string, unknown>[]) => (bodies[0] as unknown as Sent).commits
const withCommits = (
  options: PushOptions,
  change: (commit: Record<string, unknown>, index: number) => unknown,
) => {
  const event = push(options)
  const commits = (event.payload['commits'] as Record<string, unknown>[]).map(change)
  return { event: { ...event, payload: { ...event.payload, commits } } }
}

describe('requests', () => {
  it.each([
    ['true', ['GET /api/0/organizations/acme/releases/']],
    ['false', []],
  ])('makes four on one connection for a version that follows from the push, and one for its summary: %s', (summary, more) =>
    scene(async ({ run, running }) => {
      await run({ summary })
      const base = '/api/0/organizations/acme/releases/'
      expect(running.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
        `POST ${base}`,
        `GET ${base}${sha(3)}/`,
        `POST ${base}${sha(3)}/deploys/`,
        `GET ${base}${sha(3)}/deploys/`,
        ...more,
      ])
      expect(running.connections()).toBe(1)
    }))

  it('makes five for a given version, which it looks for first, and one for the summary', () =>
    scene(async ({ run, running }) => {
      const { outputs } = await run({ version: 'web@1.4.0' })
      expect(running.requests).toHaveLength(6)
      expect(outputs).toMatchObject({
        version: 'web@1.4.0',
        created: 'true',
        'commit-count': '3',
        outcome: 'recorded',
      })
    }))

  it('sends the release with its date, ref, page and commits, newest first', () =>
    scene(async ({ run, sent }) => {
      await run()
      const [body] = sent('POST', '/releases/')
      expect(body).toMatchObject({
        version: sha(3),
        projects: ['web', 'api'],
        ref: 'main',
        url: `https://github.com/acme/shop/commit/${sha(3)}`,
        dateReleased: expect.stringMatching(/^\d{4}-.*Z$/),
      })
      expect(commitsOf(sent('POST', '/releases/'))).toEqual(
        [3, 2, 1].map((number) => ({
          id: sha(number),
          message: `fix: change ${number}`,
          repository: 'acme/shop',
          author_name: `dev-${number % 3}`,
          author_email: `dev-${number % 3}@example.com`,
          timestamp: expect.stringMatching(/Z$/),
        })),
      )
    }))

  it('names the deploy within 64 characters, marker included, and never sends a null', () =>
    scene(async ({ run, sent }) => {
      await run({ 'deploy-name': 'x'.repeat(100), 'started-at': '1700000000' })
      const [body] = sent('POST', '/deploys/')
      expect(String(body?.['name'])).toHaveLength(64)
      expect(body?.['name']).toMatch(/x… \[[0-9a-f]{8}\]$/)
      expect(body).toMatchObject({
        environment: 'production',
        projects: ['web', 'api'],
        dateStarted: '2023-11-14T22:13:20.000Z',
      })
      expect(Object.values(body ?? {})).not.toContain(null)
    }))

  it('leaves out what Sentry has no room for: a long url, a long ref', () =>
    scene(async ({ run, sent }) => {
      const branch = 'b'.repeat(201)
      await run({ url: `https://example.com/${'u'.repeat(200)}` }, { event: push({ branch }) })
      expect(sent('POST', '/deploys/')[0]).not.toHaveProperty('url')
      expect(sent('POST', '/releases/')[0]).not.toHaveProperty('ref')
    }))
})

describe('an existing release', () => {
  it('keeps its commits', () =>
    scene(async ({ run, sent, sentry }) => {
      sentry.addRelease('1.0.0', { projects: ['web', 'api'], commits: [{ id: sha(99), message: 'old' }] })
      const { outputs } = await run({ version: '1.0.0' })
      expect(sent('POST', '/releases/')[0]).not.toHaveProperty('commits')
      expect(sentry.release('1.0.0')?.commits.map(({ id }) => id)).toEqual([sha(99)])
      expect(outputs).toMatchObject({ created: 'false', outcome: 'recorded' })
    }))

  it('gets commits when it had none, and its date when it had none', () =>
    scene(async ({ run, sent, sentry }) => {
      sentry.addRelease('1.0.0', { projects: ['web', 'api'] })
      await run({ version: '1.0.0' })
      expect(sentry.release('1.0.0')?.commits).toHaveLength(3)
      expect(sent('PUT', '/releases/1.0.0/')).toEqual([{ dateReleased: expect.any(String) }])
    }))

  it('keeps its date, and gets none with sentry-finalize: false', () =>
    scene(async ({ run, sent, sentry }) => {
      const dateReleased = Date.UTC(2026, 0, 1)
      sentry.addRelease('1.0.0', { projects: ['web', 'api'], dateReleased })
      await run({ version: '1.0.0' })
      expect(sentry.release('1.0.0')?.dateReleased).toBe(dateReleased)
      await run({ version: '2.0.0', 'sentry-finalize': 'false' })
      expect(sentry.release('2.0.0')?.dateReleased).toBeNull()
      expect(sent('PUT', '/releases/1.0.0/')).toEqual([])
    }))

  it('is added to a project it was not in, which answers 201', () =>
    scene(async ({ run, sentry }) => {
      sentry.addRelease('1.0.0', { projects: ['web'] })
      const { outputs } = await run({ version: '1.0.0' })
      expect(outputs['created']).toBe('false')
      expect(sentry.release('1.0.0')?.projects).toHaveLength(2)
    }))

  it('must be there for a rollback, which never sends commits', () =>
    scene(async ({ run, running, sentry }) => {
      const missing = await run({ operation: 'rollback', version: '0.9.0' })
      expect(missing.ending.fails).toContain('Sentry has no release "0.9.0" in organization acme')
      expect(running.requests.every(({ method }) => method === 'GET')).toBe(true)
      sentry.addRelease('1.0.0', { projects: ['web', 'api'], commits: [{ id: sha(99), message: 'old' }] })
      const { outputs, ending } = await run({ operation: 'rollback', version: '1.0.0' })
      expect(ending).toEqual({})
      expect(outputs).toMatchObject({ kind: 'rollback', outcome: 'recorded', version: '1.0.0' })
      expect(sentry.release('1.0.0')?.commits).toHaveLength(1)
    }))
})

describe('what was made but could not be read back', () => {
  it('is in the outputs when the release cannot be shown', () =>
    scene(
      async ({ run, sentry }) => {
        const { outputs, ending, lines } = await run()
        expect(ending.fails).toContain('Sentry did not show release')
        expect(outputs).toMatchObject({
          outcome: 'error',
          created: 'true',
          'release-id': expect.stringMatching(/^\d+$/),
          'commit-count': '3',
          'deploy-id': '',
        })
        expect(lines).toContain(`Release ${sha(3)} created with 3 commits: it was not read back`)
        expect(sentry.release(sha(3))?.deploys).toEqual([])
      },
      {},
      ['500 GET / x*'],
    ))

  it('is in the outputs when the deploys cannot be listed', () =>
    scene(
      async ({ run, sentry }) => {
        const { outputs, ending, lines } = await run()
        const [deploy] = sentry.release(sha(3))?.deploys ?? []
        expect(ending.fails).toContain('Sentry did not list the deploys of release')
        expect(outputs).toMatchObject({ outcome: 'error', 'deploy-id': String(deploy?.id) })
        expect(lines).toContain(`Deploy ${deploy?.id} to production created: it was not read back`)
      },
      {},
      ['500 GET /releases/ x* after=1'],
    ))
})

describe('a rollback without a version', () => {
  const past = (sentry: Sentry) => {
    for (const version of ['1.0.0', '1.1.0']) {
      sentry.addRelease(version, {
        projects: ['web', 'api'],
        commits: [{ id: sha(Number(version[2]) + 50), message: 'old' }],
      })
      sentry.injectDeploy(version, { environment: 'production', name: 'earlier' })
    }
  }

  it('goes back to the deploy before the live one, and a re-run does not go forward again', () =>
    scene(async ({ run, sentry, sent }) => {
      past(sentry)
      const first = await run({ operation: 'rollback' })
      expect(first.outputs).toMatchObject({ version: '1.0.0', kind: 'rollback', outcome: 'recorded' })
      const again = await run({ operation: 'rollback' }, { github: pushVariables(3, { RUN_ATTEMPT: '2' }) })
      expect(again.outputs).toMatchObject({
        version: '1.0.0',
        outcome: 'existing',
        'deploy-id': first.outputs['deploy-id'],
      })
      expect(sent('POST', '/deploys/')).toHaveLength(1)
    }))

  it('goes back also in a re-run whose own deploy is the live one', () =>
    scene(async ({ run, sentry }) => {
      past(sentry)
      const again = { github: pushVariables(3, { RUN_ATTEMPT: '2' }) }
      await run({ version: '3.0.0' })
      expect((await run({ version: '3.0.0' }, again)).outputs['outcome']).toBe('existing')
      const { outputs } = await run({ operation: 'rollback' }, again)
      expect(outputs).toMatchObject({ version: '1.1.0', outcome: 'recorded' })
    }))

  it('says so when there is nothing to go back to', () =>
    scene(async ({ run, running }) => {
      const { ending } = await run({ operation: 'rollback' })
      expect(ending.fails).toContain('version or deploy-id is required')
      expect(running.requests.every(({ method }) => method === 'GET')).toBe(true)
    }))
})

describe('commits within the limits', () => {
  it('cuts a long author and e-mail, and sends a missing message as empty, never null', () =>
    scene(
      async ({ run, sent, sentry }) => {
        const author = { name: 'n'.repeat(200), email: `${'e'.repeat(100)}@example.com` }
        const { ending } = await run(
          {},
          withCommits({}, (commit) => ({ ...commit, author, message: null })),
        )
        expect(ending).toEqual({})
        const [first] = commitsOf(sent('POST', '/releases/'))
        expect(first?.['author_name']).toHaveLength(128)
        expect(first?.['author_email']).toHaveLength(75)
        expect(first?.['message']).toBe('')
        expect(sentry.release(sha(3))?.commits).toHaveLength(3)
      },
      { oldLimits: true },
    ))

  it('sends timestamps on all or on none', () =>
    scene(async ({ run, sent }) => {
      const { ending } = await run(
        {},
        withCommits({}, (commit, index) => (index === 1 ? { ...commit, timestamp: null } : commit)),
      )
      expect(ending).toEqual({})
      expect(commitsOf(sent('POST', '/releases/')).filter((commit) => 'timestamp' in commit)).toEqual([])
    }))

  it('leaves out a repository name over 64 characters and says so', () =>
    scene(async ({ run, sent }) => {
      const { annotations } = await run({ 'sentry-repository': `acme/${'r'.repeat(60)}` })
      expect(commitsOf(sent('POST', '/releases/')).filter((commit) => 'repository' in commit)).toEqual([])
      expect(annotations.map(({ text }) => text).join()).toContain('longer than the 64 characters')
    }))

  it('keeps to 1 MB, newest first, and says so', () =>
    scene(async ({ run, sent, running }) => {
      const big = (commit: Record<string, unknown>) => ({ ...commit, message: 'm'.repeat(60_000) })
      const { annotations, outputs } = await run({}, withCommits({ count: 19 }, big))
      const commits = commitsOf(sent('POST', '/releases/'))
      expect(commits[0]).toMatchObject({ id: sha(19) })
      expect(running.requests[0]?.text.length).toBeLessThan(1_050_000)
      expect(outputs['commit-count']).toBe(String(commits.length))
      expect(annotations.map(({ text }) => text).join()).toContain(`newest ${commits.length} commits of 19`)
    }))

  it('does not miss commits that Sentry drops by itself (#skipsentry)', () =>
    scene(async ({ run, sentry }) => {
      const { ending } = await run(
        {},
        { event: push({ message: (index) => (index === 2 ? 'chore #skipsentry' : 'fix') }) },
      )
      expect(ending).toEqual({})
      expect(sentry.release(sha(3))?.commits).toHaveLength(2)
    }))

  it('sends a range instead with commits: refs, and nothing with commits: none', () =>
    scene(async ({ run, sent }) => {
      const refs = await run({ commits: 'refs', 'sentry-repository': 'acme/app' })
      expect(sent('POST', '/releases/')[0]).toMatchObject({
        refs: [{ repository: 'acme/app', commit: sha(3), previousCommit: sha(0) }],
      })
      expect(refs.outputs['commit-count']).toBe('0')
      const none = await run({ commits: 'none', version: 'plain' })
      expect(sent('POST', '/releases/')[1]).not.toHaveProperty('commits')
      expect(none.outputs['commit-count']).toBe('0')
    }))
})

describe('busy and limited', () => {
  it('waits while another job sets the commits of the release', () =>
    scene(async ({ run, sentry }) => {
      sentry.lockCommits(sha(3), { refusals: 6 })
      const { ending, lines } = await run()
      expect(ending).toEqual({})
      expect(lines.filter((line) => line.includes('answered 409'))).toHaveLength(6)
    }))

  it('waits for the reset of a rate limit that names no Retry-After', () =>
    scene(
      async ({ run, waited }: Scene & { waited?: number }) => {
        const { ending, waitedMs } = await run()
        expect(waited).toBeUndefined()
        expect(ending).toEqual({})
        expect(waitedMs).toBeGreaterThanOrEqual(1_000)
      },
      {},
      ['429 POST /releases/'],
    ))

  it('gives up within the timeout when the lock stays', () =>
    scene(async ({ run, sentry }) => {
      sentry.lockCommits(sha(3))
      const { ending, waitedMs } = await run({ timeout: '60s' })
      expect(waitedMs).toBeLessThanOrEqual(60_000)
      expect(ending.fails).toContain('answered 409')
      expect(ending.fails).toContain('another job')
    }))
})

describe('verification', () => {
  it('is content with a newer deploy in the same environment, and warns', () =>
    scene(async ({ run, sentry, running }) => {
      const original = sentry.handle
      sentry.handle = async (request) => {
        const reply = await original(request)
        if (request.method === 'POST' && request.path.endsWith('/deploys/'))
          sentry.injectDeploy(sha(3), { environment: 'production' })
        return reply
      }
      const { ending, outputs, annotations } = await run()
      expect(ending).toEqual({})
      expect(outputs['outcome']).toBe('superseded')
      expect(annotations.map(({ level }) => level)).toEqual(['warning'])
      expect(running.requests).toHaveLength(5)
    }))

  it('fails when the release reads back other than it was sent', () =>
    scene(async ({ run, sentry }) => {
      const original = sentry.handle
      sentry.handle = async (request) => {
        const reply = await original(request)
        if (request.method !== 'GET' || !request.path.endsWith(`${sha(3)}/`)) return reply
        return { ...reply, json: { ...(reply.json as object), commitCount: 1, projects: [] } }
      }
      const { ending, outputs } = await run()
      expect(ending.fails).toContain('it is not in project web and api')
      expect(ending.fails).toContain('it has 1 commits, 3 were sent')
      expect(outputs).toMatchObject({ outcome: 'error', version: sha(3) })
    }))
})

describe('inputs', () => {
  it('reports all that is missing at once, and sends nothing', () =>
    scene(async ({ run, running }) => {
      const { ending, outputs } = await run({
        'sentry-org': '',
        'sentry-projects': '',
        'started-at': 'yesterday',
        token: '',
      })
      expect(ending.fails).toMatch(/^4 inputs need attention:/)
      for (const name of ['token', 'sentry-org', 'sentry-projects', 'started-at'])
        expect(ending.fails).toContain(`- ${name} `)
      expect(running.requests).toEqual([])
      expect(outputs['outcome']).toBe('error')
    }))

  it.each([
    ['a/b', 'holds "/"'],
    ['a\\b', 'holds "\\"'],
    ['latest', 'reserved'],
    ['LATEST', 'reserved'],
    ['..', 'reserved'],
    ['é'.repeat(101), '202 bytes'],
    ['a\u0007b', 'control character'],
  ])('refuses the version %j', (version, why) =>
    scene(async ({ run, running }) => {
      expect((await run({ version })).ending.fails).toContain(why)
      expect(running.requests).toEqual([])
    }))

  it.each([
    ['a/b', 'holds "/"'],
    ['none', 'reserved'],
    ['e'.repeat(65), '65 characters'],
  ])('refuses the environment %j', (environment, why) =>
    scene(async ({ run, running }) => {
      expect((await run({ environment })).ending.fails).toContain(why)
      expect(running.requests).toEqual([])
    }))

  it('lets refs/tags/ and refs/heads/ never leak into a version', () =>
    scene(async ({ run }) => {
      expect((await run({ version: 'refs/tags/v1.0.0' })).outputs['version']).toBe('v1.0.0')
    }))

  it('reads organization, projects and token from the environment', () =>
    scene(async ({ run }) => {
      const env = {
        SENTRY_AUTH_TOKEN: USER_TOKEN,
        SENTRY_ORG: 'acme',
        SENTRY_PROJECT: 'web',
        SENTRY_URL: 'https://evil.example',
      }
      const { ending, outputs } = await run({ token: '', 'sentry-org': '', 'sentry-projects': '' }, { env })
      expect(ending).toEqual({})
      expect(outputs['outcome']).toBe('recorded')
    }))
})

describe('organization tokens', () => {
  const token = makeOrgToken({ org: 'acme', url: 'https://sentry.io', regionUrl: 'https://de.sentry.io' })

  it('carry the organization', () =>
    scene(
      async ({ run }) => {
        const { ending, everything } = await run({ token, 'sentry-org': '' })
        expect(ending).toEqual({})
        expect(everything).not.toContain(token)
        for (const part of token.split('_').slice(1)) expect(everything).not.toContain(part)
      },
      {},
      [],
      [token],
    ))

  it('contradicted by the workflow file are an input error; by the environment, a warning', () =>
    scene(
      async ({ run, running }) => {
        const wrong = await run({ token, 'sentry-org': 'other' })
        expect(wrong.ending.fails).toContain(
          'sentry-org is "other", but the organization token belongs to "acme"',
        )
        expect(running.requests).toEqual([])
        const warned = await run({ token, 'sentry-org': '' }, { env: { SENTRY_ORG: 'other' } })
        expect(warned.ending).toEqual({})
        expect(warned.annotations[0]).toMatchObject({
          level: 'warning',
          text: expect.stringContaining('"acme", which is used'),
        })
      },
      {},
      [],
      [token],
    ))

  it('choose the host: input, then region, then url, then sentry.io', () => {
    const claim = claimOf(token)
    expect(hostsOf(claim, '').api).toBe('https://de.sentry.io')
    expect(hostsOf(claim, 'https://own.example').api).toBe('https://own.example')
    expect(hostsOf(claim, 'https://own.example').others).toEqual(['de.sentry.io', 'sentry.io'])
    expect(hostsOf(claimOf(makeOrgToken({ org: 'acme', url: 'https://self.example' })), '').api).toBe(
      'https://self.example',
    )
    expect(hostsOf(undefined, '').api).toBe('https://sentry.io')
    expect(hostsOf(claimOf(makeOrgToken({ org: 'acme', url: 'http://plain.example' })), '').api).toBe(
      'https://sentry.io',
    )
  })

  it('are recognised only in their exact shape', () => {
    expect(claimOf('sntrys_garbage_x')).toBeUndefined()
    expect(claimOf(USER_TOKEN)).toBeUndefined()
    expect(claimOf(`${token}_more`)).toBeUndefined()
  })

  it('of another region: 401 names both hosts', () =>
    scene(async ({ run }) => {
      const { ending } = await run({ token })
      expect(ending.fails).toContain('answered 401 ("Invalid org token")')
      expect(ending.fails).toContain('de.sentry.io')
      expect(ending.fails).toContain('127.0.0.1')
    }))
})

describe('the life of a deploy', () => {
  it('is written by track when the job ends, with its true start', () =>
    scene(async ({ run, sent }) => {
      const main = await run({ operation: 'track' })
      expect(main.outputs['outcome']).toBe('started')
      expect(sent('POST', '/deploys/')).toEqual([])
      const post = await run({ operation: 'track' }, { state: main.state, jobStatus: 'success' })
      expect(post.ending).toEqual({})
      expect(sent('POST', '/deploys/')[0]).toMatchObject({
        dateStarted: main.outputs['started-at'] || expect.any(String),
      })
    }))

  it.each(['failure', 'cancelled'] as const)('leaves no deploy after %s, and says so', (jobStatus) =>
    scene(async ({ run, sent }) => {
      const main = await run({ operation: 'track' })
      const post = await run({ operation: 'track' }, { state: main.state, jobStatus })
      expect(post.ending).toEqual({})
      expect(sent('POST', '/deploys/')).toEqual([])
      expect(post.lines.join('\n')).toMatch(/no deploy/i)
    }))
})
