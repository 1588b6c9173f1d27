// What is special about GitHub's tags and releases: two jobs at once, drafts, lost answers, and the notes.
import { describe, expect, it } from '@jest/globals'
import { readContext } from '../../src/event/read.ts'
import { connect } from '../../src/http/connect.ts'
import { makeDispatcher } from '../../src/http/proxy.ts'
import { calls, type GitHubJob, hints } from '../../src/providers/github/calls.ts'
import { github as provider } from '../../src/providers/github/index.ts'
import { createRelease } from '../../src/providers/github/releases.ts'
import { push, sha } from '../support/events.ts'
import { type GitHubStage, HEAD, onGitHub } from '../support/github-stage.ts'

const onNext = push({ branch: 'next' })

describe('tag and release', () => {
  it('are made on the head, with notes, and the tag is read once more', () =>
    onGitHub(async ({ run, history, sent, github, running }) => {
      const { ending, outputs } = await run()
      expect(ending).toEqual({})
      expect(sent('POST', '/releases')).toEqual([
        {
          tag_name: 'v1.4.0',
          target_commitish: HEAD,
          name: 'v1.4.0',
          draft: false,
          prerelease: false,
          make_latest: 'legacy',
          generate_release_notes: true,
        },
      ])
      expect(history.refs.get('refs/tags/v1.4.0')).toBe(HEAD)
      expect(
        running.requests.map(({ method, path }) => `${method} ${decodeURIComponent(path).slice(17)}`),
      ).toEqual([
        'GET git/ref/tags/v1.4.0',
        'GET releases/tags/v1.4.0',
        // For a draft of the same tag.
        'GET releases',
        'POST releases',
        'GET git/ref/tags/v1.4.0',
      ])
      expect(outputs).toMatchObject({ outcome: 'none', created: 'true', 'commit-count': '3' })
      expect(outputs['release-url']).toBe('https://github.test/acme/shop/releases/tag/v1.4.0')
      expect(outputs['release-id']).toBe(String(github.state.releases[0]?.id))
    }))

  it.each([
    ['lightweight', undefined],
    ['annotated', 'Version 1.4.0'],
  ])('reuse a %s tag that is there on the same commit', (_, message) =>
    onGitHub(async ({ run, history }) => {
      const object = history.tag('v1.4.0', HEAD, message)
      const { ending, outputs } = await run()
      expect(ending).toEqual({})
      expect(outputs['created']).toBe('true')
      expect(history.refs.get('refs/tags/v1.4.0')).toBe(object)
    }))

  it.each([
    ['lightweight', undefined],
    ['annotated', 'Version 1.4.0'],
  ])('stop at a %s tag on another commit, naming both', (_, message) =>
    onGitHub(async ({ run, history, github, running }) => {
      history.tag('v1.4.0', sha(1), message)
      const { ending } = await run({ environment: 'staging', 'on-error': 'warn' })
      expect(ending.fails).toContain(`tag v1.4.0 points at ${sha(1)}, but this run releases ${HEAD}`)
      expect(ending.fails).toContain('to deploy that tag, give it as ref')
      expect(ending.isSoftened).not.toBe(true)
      expect(running.requests.filter(({ method }) => method !== 'GET')).toEqual([])
      expect(github.state.deployments).toEqual([])
    }))

  it.each(['main', 'next'])('stop at the name of a branch: %s', (version) =>
    onGitHub(async ({ run, running }) => {
      const { ending } = await run({ version }, { github: { REF: 'refs/heads/next' }, event: onNext })
      expect(ending.fails).toContain(`version "${version}" is the name of a branch, and a tag of that name`)
      expect(running.requests.filter(({ method }) => method !== 'GET')).toEqual([])
    }))

  it('of an earlier run are no error', () =>
    onGitHub(async ({ run, github }) => {
      const first = await run()
      const second = await run({}, { github: { RUN_ID: '9' } })
      expect(second.ending).toEqual({})
      expect(second.outputs).toMatchObject({ created: 'false', 'release-id': first.outputs['release-id'] })
      expect(github.state.releases).toHaveLength(1)
    }))

  it.each(['0', '3'])('made by a parallel job a moment ago are no error, with a lag of %s reads', (lag) => {
    let isDone = false
    return onGitHub(
      async ({ run, github }) => {
        const { ending, outputs, lines } = await run()
        expect(ending).toEqual({})
        expect(outputs['created']).toBe('false')
        expect(outputs['release-url']).toMatch(/\/releases\/tag\/v1\.4\.0$/)
        expect(lines.join('\n')).toContain('another job created it at the same moment')
        expect(github.state.releases).toHaveLength(1)
      },
      {
        switches: { lag },
        before: ({ method, path, headers }, other) => {
          if (isDone || method !== 'POST' || !path.endsWith('/releases')) return
          isDone = true
          other.handle({
            method,
            path,
            headers,
            query: new URLSearchParams(),
            hasQuery: false,
            at: 0,
            text: JSON.stringify({ tag_name: 'v1.4.0', target_commitish: HEAD }),
          })
        },
      },
    )
  })

  it('says so when another job made the tag on another commit at the same moment', () =>
    onGitHub(
      async ({ run }) => {
        const { ending } = await run()
        expect(ending.fails).toContain(`its tag points at ${sha(2)}, and this run releases ${HEAD}`)
      },
      {
        before: ({ method, path }, { history }) => {
          if (method === 'POST' && path.endsWith('/releases')) history.refs.set('refs/tags/v1.4.0', sha(2))
        },
      },
    ))

  it('made by a parallel job on another commit stop the run, which would deploy something else', () => {
    let isDone = false
    return onGitHub(
      async ({ run, github }) => {
        const { ending, outputs } = await run({ environment: 'staging' })
        expect(ending.fails).toContain(`its tag points at ${sha(2)}, and this run releases ${HEAD}`)
        expect(outputs['outcome']).toBe('error')
        expect(github.state.deployments).toEqual([])
      },
      {
        before: ({ method, path, headers }, other) => {
          if (isDone || method !== 'POST' || !path.endsWith('/releases')) return
          isDone = true
          other.handle({
            method,
            path,
            headers,
            query: new URLSearchParams(),
            hasQuery: false,
            at: 0,
            text: JSON.stringify({ tag_name: 'v1.4.0', target_commitish: sha(2) }),
          })
        },
      },
    )
  })

  it('refuse a whole sha as a tag', () =>
    onGitHub(async ({ run, running }) => {
      const { ending } = await run({ version: '', 'version-from': 'sha' })
      expect(ending.fails).toContain('GitHub takes no tag that looks like a commit')
      expect(running.requests).toEqual([])
    }))

  it.each([
    'cut',
    'cut-after',
    '500',
    '502-after',
    'empty',
    'truncated',
    'html',
  ])('are made once when the answer is lost: %s', (action) =>
    onGitHub(
      async ({ run, github }) => {
        const { ending, outputs } = await run()
        expect(ending).toEqual({})
        expect(outputs['created']).toBe('true')
        expect(github.state.releases).toHaveLength(1)
      },
      { faults: [`${action} POST /releases`] },
    ))
})

describe('a draft', () => {
  const draft = { 'github-draft': 'true', environment: 'staging' }

  it('makes no tag, cannot be the latest, and its environment gets the sha', () =>
    onGitHub(async ({ run, history, sent }) => {
      const { ending, lines } = await run(draft)
      expect(ending).toEqual({})
      expect(history.refs.has('refs/tags/v1.4.0')).toBe(false)
      expect(sent('POST', '/releases')[0]).not.toHaveProperty('make_latest')
      expect(sent('POST', '/deployments')).toMatchObject([{ ref: HEAD }])
      expect(lines.join('\n')).toContain('a draft: GitHub makes the tag when it is published')
    }))

  it('is found again in the list by the next run', () =>
    onGitHub(async ({ run, github }) => {
      await run(draft)
      const second = await run(draft, { github: { RUN_ID: '9' } })
      expect(second.outputs['created']).toBe('false')
      expect(github.state.releases).toHaveLength(1)
    }))

  it('of an earlier commit is left alone, with a warning that it tags that one', () =>
    onGitHub(async ({ run, github }) => {
      await run(draft, { event: push({ count: 2 }), github: { SHA: sha(2), RUN_ID: '9' } })
      const { ending, annotations, outputs } = await run(draft)
      expect(ending).toEqual({})
      expect(outputs['created']).toBe('false')
      expect(annotations).toMatchObject([
        { level: 'warning', text: expect.stringContaining(`is of commit ${sha(2)}`) },
      ])
      expect(github.state.releases).toMatchObject([{ target_commitish: sha(2) }])
    }))

  it('whose answer is lost is found, and never made twice on a guess', async () => {
    await onGitHub(
      async ({ run, github }) => {
        expect((await run(draft)).ending).toEqual({})
        expect(github.state.releases).toHaveLength(1)
      },
      { faults: ['cut-after POST /releases'] },
    )
    await onGitHub(
      async ({ run, github }) => {
        const { ending } = await run(draft)
        expect(ending.fails).toContain('may have happened')
        expect(ending.fails).toContain('Look in the repository under Releases')
        expect(github.state.releases).toHaveLength(1)
      },
      { faults: ['cut-after POST /releases'], switches: { lag: '9' } },
    )
  })
})

describe('prerelease and latest', () => {
  it.each([
    [{ 'github-prerelease': 'true' }, { prerelease: true, make_latest: undefined }],
    [{ 'github-latest': 'true' }, { prerelease: false, make_latest: 'true' }],
    [{ 'github-latest': 'false' }, { prerelease: false, make_latest: 'false' }],
  ])('%j is sent as %j', (inputs, expected) =>
    onGitHub(async ({ run, sent, github }) => {
      expect((await run(inputs)).ending).toEqual({})
      const [body] = sent('POST', '/releases')
      expect({ prerelease: body?.['prerelease'], make_latest: body?.['make_latest'] }).toEqual(expected)
      expect(github.surprises).toEqual([])
    }))
})

describe('what GitHub refuses', () => {
  it.each([
    '404',
    '403',
  ])('explains that a commit with other workflow files may not be released: %s', (status) =>
    onGitHub(
      async ({ run, history, github }) => {
        const commit = history.commit({
          branch: 'ci',
          message: 'ci: x',
          files: { '.github/workflows/x.yml': 'on: push' },
        })
        const { ending } = await run({}, { github: { SHA: commit, REF: 'refs/heads/ci' } })
        expect(ending.fails).toContain(`answered ${status}`)
        expect(ending.fails).toContain('.github/workflows')
        expect(ending.fails).toContain("default branch's tip")
        expect(github.state.releases).toEqual([])
      },
      { switches: { 'workflow-status': status } },
    ))

  it('explains the burnt tag of an immutable release', () =>
    onGitHub(async ({ run, github }) => {
      github.state.burntTags.add('v1.4.0')
      const { ending } = await run()
      expect(ending.fails).toContain('answered 422')
      expect(ending.fails).toContain('burnt: it can never be used again')
    }))

  it('says that an empty repository has nothing to release', () =>
    onGitHub(async ({ run }) => expect((await run()).ending.fails).toContain('nothing to release'), {
      faults: ['409 GET /git/ref'],
    }))
})

describe('notes', () => {
  it('none send no text', () =>
    onGitHub(async ({ run, sent }) => {
      await run({ 'github-notes': 'none' })
      const [body] = sent('POST', '/releases')
      expect(body).not.toHaveProperty('body')
      expect(body).not.toHaveProperty('generate_release_notes')
    }))

  it('of commits are grouped, with authors, pull requests and a compare link', () =>
    onGitHub(async ({ run, github }) => {
      const messages = [
        'feat(cart): add items (#12)',
        'fix: round half up',
        'feat!: new start page',
        'Merge pull request #21 from acme/feat\n\nperf: index once',
        "Merge branch 'main' into feat",
        'no convention at all',
        'build(deps): bump x from 1 to 2',
      ]
      const event = push({ count: 7, message: (index) => messages[index - 1] ?? '' })
      await run(
        { 'github-notes': 'commits', description: 'The summer release' },
        { event, github: { SHA: sha(7) } },
      )
      const link = (number: number) =>
        `[\`${sha(number).slice(0, 7)}\`](https://github.com/acme/shop/commit/${sha(number)})`
      expect(github.state.releases[0]?.body).toBe(
        [
          'The summer release',
          `## Breaking changes\n\n- new start page by dev&#45;0 (${link(3)})`,
          '## Features\n\n- **cart**: add items by dev&#45;1 in [#12](https://github.com/acme/shop/pull/12)',
          `## Fixes\n\n- round half up by dev&#45;2 (${link(2)})`,
          '## Performance\n\n- index once by dev&#45;1 in [#21](https://github.com/acme/shop/pull/21)',
          `## Other changes\n\n- build&#40;deps&#41;: bump x from 1 to 2 by dev&#45;1 (${link(7)})\n- no convention at all by dev&#45;0 (${link(6)})`,
          `**Full changelog**: [${sha(0).slice(0, 7)}...v1.4.0](https://github.com/acme/shop/compare/${sha(0)}...v1.4.0)`,
        ].join('\n\n'),
      )
    }))

  it('let no commit mention anybody, reference an issue or bring markup', () =>
    onGitHub(async ({ run, github }) => {
      const event = push({
        count: 1,
        message: () => 'fix: @everyone <img src=x> [a](http://evil.example) closes #7 `x`',
      })
      await run({ 'github-notes': 'commits' }, { event, github: { SHA: sha(1) } })
      const list = String(github.state.releases[0]?.body)
      expect(list).not.toMatch(/@everyone|<img|\]\(http:|closes #7|`x`/)
      expect(list).toContain('&#64;\u200beveryone')
    }))

  it('stay under the length that GitHub takes', () =>
    onGitHub(async ({ run, github }) => {
      const event = push({ count: 2_000, message: (index) => `feat: ${'[]'.repeat(90)} ${index}` })
      const { ending } = await run(
        // Without a token for reading, the list of the event is all there is.
        { 'github-notes': 'commits', token: 'github-token', 'github-token': '' },
        { event },
      )
      expect(ending).toEqual({})
      const text = String(github.state.releases[0]?.body)
      expect(text.length).toBeLessThan(125_000)
      expect(text).toMatch(/and \d+ more commits/)
    }))
})

describe('what the version says about what was there before', () => {
  it('generates the notes against the previous matching tag', () =>
    onGitHub(async (stage) => {
      stage.history.tag('web@1.0.0', sha(1))
      stage.history.tag('api@9.0.0', sha(2))
      await createRelease(await jobOn(stage, { version: 'web@1.1.0', previousTag: 'web@1.0.0' }))
      expect(stage.sent('POST', '/generate-notes')).toEqual([
        { tag_name: 'web@1.1.0', target_commitish: HEAD, previous_tag_name: 'web@1.0.0' },
      ])
      const [release] = stage.github.state.releases
      expect(release?.body).toBe(
        'What is new\n\n**Full Changelog**: https://github.test/acme/shop/compare/web@1.0.0...web@1.1.0',
      )
      expect(stage.sent('POST', '/releases')[0]).not.toHaveProperty('generate_release_notes')
    }))

  it('makes no tag when there are no commits since the last one, and says so', () =>
    onGitHub(async (stage) => {
      stage.history.tag('v1.3.0', HEAD)
      const receipt = await createRelease(await jobOn(stage, { version: 'v1.3.0', isVersionNew: false }))
      expect(receipt).toMatchObject({
        outcome: 'existing',
        created: false,
        note: expect.stringContaining('nothing to release'),
      })
      expect(stage.running.requests.filter(({ method }) => method !== 'GET')).toEqual([])
      expect(stage.github.state.releases).toEqual([])
    }))
})

/** A job as the core makes it, for what only a version that was read from GitHub can say. */
async function jobOn({ running, clock }: GitHubStage, over: Partial<GitHubJob>): Promise<GitHubJob> {
  const env = {
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_SHA: HEAD,
    GITHUB_REF: 'refs/heads/main',
    GITHUB_EVENT_NAME: 'push',
  }
  const context = readContext(env, push().payload)
  const own = {
    githubRelease: true,
    githubNotes: 'generate',
    githubDraft: false,
    githubPrerelease: 'false',
    githubLatest: 'auto',
  } as const
  const connection = provider.connect(own, { token: 'github-token', apiUrl: running.url, env })
  const world = {
    env: {},
    now: clock.now,
    uptime: clock.now,
    sleep: async () => undefined,
    random: () => 0.5,
    signal: new AbortController().signal,
    info: () => undefined,
    debug: () => undefined,
    hide: (text: string) => text,
  }
  const target = { name: 'GitHub', calls, hints, connection, deadline: clock.now() + 60_000 }
  return {
    api: connect(target, world, await makeDispatcher({})),
    own,
    environment: '',
    context,
    webUrl: 'https://github.com',
    now: clock.now,
    operation: 'deploy',
    version: 'v1.4.0',
    isVersionDerived: false,
    isVersionNew: true,
    isRangeDerived: true,
    isRangeFiltered: false,
    description: 'What is new',
    matrixKey: '0',
    deployId: '',
    range: {
      head: HEAD,
      source: 'previous-tag',
      reason: 'the tag before',
      status: 'ahead',
      commits: [],
      total: 0,
      warnings: [],
    },
    facts: undefined,
    commitsMode: 'auto',
    wait: true,
    ...over,
  }
}
