// The GitHub stand-in: refs, tags, releases, deployments, statuses, GraphQL.
import { describe, expect, it } from '@jest/globals'
import { makeHistory } from '../../sandbox/github/index.ts'
import { type Ask, world } from './github-harness.ts'

const NOWHERE = 'f'.repeat(40)

function small() {
  const history = makeHistory()
  const root = history.commit({ message: 'root', files: { 'a.txt': '1\n' } })
  const tip = history.commit({ message: 'tip', files: { 'a.txt': '2\n' } })
  return { history, root, tip }
}

describe('refs and tags', () => {
  it('finds a ref by its exact name and tags by a prefix', () => {
    const { history, root, tip } = small()
    history.tag('v1', root)
    history.tag('v10', root, 'ten')
    history.tag('web@1.0+b/1', tip)
    return world({ history }, async ({ get }) => {
      expect((await get('/git/ref/tags%2Fv1')).json.object).toMatchObject({ type: 'commit', sha: root })
      const annotated = (await get('/git/ref/tags/v10')).json.object
      expect(annotated.type).toBe('tag')
      expect((await get(`/git/tags/${annotated.sha}`)).json.object).toMatchObject({
        type: 'commit',
        sha: root,
      })
      expect((await get('/git/ref/tags%2Fweb%401.0%2Bb%2F1')).json.ref).toBe('refs/tags/web@1.0+b/1')
      expect((await get('/git/ref/tags/v')).status).toBe(404)
      expect((await get('/git/matching-refs/tags/v1')).json).toHaveLength(2)
      expect((await get('/git/matching-refs/tags/x')).json).toEqual([])
      const tags = (await get('/tags?per_page=2')).json.map(
        (each: { name: string; commit: { sha: string } }) => [each.name, each.commit.sha],
      )
      expect(tags).toEqual([
        ['web@1.0+b/1', tip],
        ['v10', root],
      ])
    })
  })

  it('makes and moves refs by the rules', () => {
    const { history, root, tip } = small()
    return world({ history }, async ({ call, github }) => {
      const made = await call('POST /git/refs', { ref: 'refs/tags/v1', sha: root })
      expect([made.status, made.headers.get('location')]).toEqual([201, made.json.url])
      const again = await call('POST /git/refs', { ref: 'refs/tags/v1', sha: tip })
      expect([again.status, again.json.message]).toEqual([422, 'Reference already exists'])
      expect((await call('POST /git/refs', { ref: 'refs/tags/v2', sha: NOWHERE })).status).toBe(422)
      expect((await call('POST /git/refs', { ref: 'tags/v2', sha: root })).status).toBe(422)
      expect((await call('PATCH /git/refs/tags%2Fv1', { sha: tip })).status).toBe(200)
      expect((await call('PATCH /git/refs/tags%2Fv1', { sha: root })).status).toBe(422)
      expect((await call('PATCH /git/refs/tags%2Fv1', { sha: root, force: true })).status).toBe(200)
      expect(github.state.refs.get('refs/tags/v1')).toBe(root)
      const tag = { tag: 'v3', message: 'three', object: tip, type: 'commit' }
      const object = await call('POST /git/tags', tag)
      expect([object.status, github.state.refs.has('refs/tags/v3')]).toEqual([201, false])
      await call('POST /git/refs', { ref: 'refs/tags/v3', sha: object.json.sha })
      expect((await call('GET /commits/v3')).json.sha).toBe(tip)
    })
  })

  it('refuses to make a ref in an empty repository', () =>
    world({ history: makeHistory() }, async ({ call }) => {
      expect((await call('POST /git/refs', { ref: 'refs/tags/v1', sha: NOWHERE })).status).toBe(409)
    }))
})

describe('releases', () => {
  it('makes the missing tag, keeps a present one, and refuses a published twin', () => {
    const { history, root, tip } = small()
    history.tag('v1', root)
    return world({ history }, async ({ call, get, github, clock }) => {
      const kept = await call('POST /releases', { tag_name: 'v1', target_commitish: tip, name: 'One' })
      expect([kept.status, kept.headers.get('location')]).toEqual([201, kept.json.url])
      expect(github.state.refs.get('refs/tags/v1')).toBe(root)
      expect(kept.json.created_at).toBe(
        new Date(history.commits.get(root)?.date ?? 0).toISOString().replace('.000', ''),
      )
      expect(kept.json.published_at).toBe(new Date(clock.now()).toISOString().replace('.000', ''))
      await call('POST /releases', { tag_name: 'v2' })
      expect(github.state.refs.get('refs/tags/v2')).toBe(tip)
      const twin = await call('POST /releases', { tag_name: 'v2' })
      expect(twin.json.errors).toEqual([{ resource: 'Release', code: 'already_exists', field: 'tag_name' }])
      expect((await call('POST /releases', { tag_name: 'v3', target_commitish: 'nope' })).status).toBe(422)
      expect((await call('POST /releases', {})).status).toBe(422)
      expect(
        (await call('POST /releases', { tag_name: 'v3', discussion_category_name: 'Nope' })).status,
      ).toBe(404)
      expect((await call('POST /releases', { tag_name: 'v3', make_latest: true })).status).toBe(422)
      expect((await get('/releases/tags/v1')).json.name).toBe('One')
      expect(github.state.releases).toHaveLength(2)
    })
  })

  it('hides drafts from the tag and from readers, and lets them have twins', () => {
    const { history } = small()
    const tokens = { reader: { login: 'a', permissions: { contents: 'read' } } } as const
    return world({ history, tokens }, async ({ call, get, github }) => {
      const draft = await call('POST /releases', { tag_name: 'v1', draft: true, make_latest: 'true' })
      expect((await call('POST /releases', { tag_name: 'v1', draft: true })).status).toBe(201)
      expect([draft.json.draft, draft.json.published_at, github.state.refs.has('refs/tags/v1')]).toEqual([
        true,
        null,
        false,
      ])
      expect((await get('/releases/tags/v1')).status).toBe(404)
      expect((await get('/releases/latest')).status).toBe(404)
      expect((await get('/releases')).json).toHaveLength(2)
      expect((await get('/releases', undefined, { token: 'reader' })).json).toEqual([])
      expect((await call(`PATCH /releases/${draft.json.id}`, { draft: false, body: 'text' })).json.body).toBe(
        'text',
      )
      expect(github.state.refs.has('refs/tags/v1')).toBe(true)
      expect((await call(`DELETE /releases/${draft.json.id}`)).status).toBe(204)
      expect(github.state.refs.has('refs/tags/v1')).toBe(true)
    })
  })

  it('chooses the latest by the date of the commit or by make_latest', () => {
    const { history, root, tip } = small()
    return world({ history }, async ({ call, get }) => {
      const latest = async () => (await get('/releases/latest')).json.tag_name
      await call('POST /releases', { tag_name: 'new', target_commitish: tip })
      await call('POST /releases', { tag_name: 'old', target_commitish: root })
      await call('POST /releases', {
        tag_name: 'pre',
        target_commitish: tip,
        prerelease: true,
        make_latest: 'true',
      })
      expect(await latest()).toBe('new')
      await call('POST /releases', { tag_name: 'pin', target_commitish: root, make_latest: 'true' })
      expect(await latest()).toBe('pin')
    })
  })

  it.each(['404', '403'])('refuses a commit with other workflow files with %s', (status) => {
    const { history } = small()
    history.branch('ci')
    const other = history.commit({
      message: 'ci',
      branch: 'ci',
      files: { '.github/workflows/x.yml': 'on: push\n' },
    })
    return world({ history, switches: { 'workflow-status': status } }, async ({ call, github }) => {
      const body = { tag_name: 'v1', target_commitish: 'ci' }
      expect((await call('POST /releases', body)).status).toBe(Number(status))
      expect((await call('POST /git/refs', { ref: 'refs/tags/v1', sha: other })).status).toBe(Number(status))
      const { json } = await call('POST /releases', { tag_name: 'v2' })
      expect(
        (await call(`PATCH /releases/${json.id}`, { tag_name: 'v3', target_commitish: 'ci' })).status,
      ).toBe(Number(status))
      expect((await call('POST /releases', body, { token: 'personal-token' })).status).toBe(201)
      history.merge('ci')
      expect((await call('POST /releases', { tag_name: 'v4', target_commitish: 'ci' })).status).toBe(201)
      expect(github.surprises).toEqual([])
    })
  })

  it('can lag behind a create', () =>
    world({ switches: { lag: '2' } }, async ({ call, get }) => {
      await call('POST /releases', { tag_name: 'v9' })
      expect((await get('/releases/tags/v9')).status).toBe(404)
      expect((await get('/releases')).json).toEqual([])
      expect((await get('/releases/tags/v9')).status).toBe(200)
    }))

  it('generates notes without keeping them', () => {
    const { history } = small()
    history.tag('v1')
    history.branch('feat')
    history.commit({ message: 'feat: a', branch: 'feat' })
    return world({ history }, async ({ call, github }) => {
      github.mergePull(github.openPull({ head: 'feat', title: 'feat: a' }), 'squash')
      const body = { tag_name: 'v2', target_commitish: 'main', previous_tag_name: 'v1' }
      const { json } = await call('POST /releases/generate-notes', body)
      expect(json.body).toContain('* feat: a by @shop-developer in')
      expect(json.body).toContain('/compare/v1...v2')
      expect((await call('POST /releases/generate-notes', { ...body, previous_tag_name: 'v0' })).status).toBe(
        400,
      )
      expect((await call('POST /releases/generate-notes', { tag_name: 'v2' })).status).toBe(422)
      expect(github.state.releases).toEqual([])
      const release = await call('POST /releases', {
        tag_name: 'v2',
        body: 'Mine',
        name: 'N',
        generate_release_notes: true,
      })
      expect([release.json.name, release.json.body.startsWith('Mine\n')]).toEqual(['N', true])
    })
  })

  it('locks an immutable release and its tag', () => {
    const { history, root } = small()
    return world({ history, switches: { immutable: 'on' } }, async ({ call, get }) => {
      const { json } = await call('POST /releases', { tag_name: 'v1' })
      expect(json.immutable).toBe(true)
      expect((await call(`PATCH /releases/${json.id}`, { body: 'new text' })).status).toBe(200)
      expect((await call(`PATCH /releases/${json.id}`, { tag_name: 'v2' })).status).toBe(422)
      expect((await call('PATCH /git/refs/tags/v1', { sha: root, force: true })).status).toBe(422)
      await call(`DELETE /releases/${json.id}`)
      expect((await call('POST /releases', { tag_name: 'v1' })).status).toBe(422)
      expect((await get('/immutable-releases')).status).toBe(403)
      expect((await get('/immutable-releases', undefined, { token: 'personal-token' })).json.enabled).toBe(
        true,
      )
    })
  })
})

const deploy = (call: Ask, fields: Record<string, unknown> = {}) =>
  call('POST /deployments', {
    ref: 'main',
    auto_merge: false,
    required_contexts: [],
    environment: 'staging',
    ...fields,
  })

describe('deployments', () => {
  it('fills the defaults and makes a new record each time', () =>
    world({}, async ({ call, get, github }) => {
      const { status, json } = await call('POST /deployments', { ref: 'main' })
      expect(status).toBe(201)
      expect(json).toMatchObject({
        task: 'deploy',
        environment: 'production',
        payload: '',
        description: '',
        transient_environment: false,
        production_environment: true,
      })
      expect(json.creator.login).toBe('github-actions[bot]')
      const second = await deploy(call, { payload: { marker: [1] } })
      expect([second.json.payload, second.json.production_environment]).toEqual([{ marker: [1] }, false])
      expect(second.json.id).not.toBe(json.id)
      expect((await deploy(call, { payload: '{"a":1}' })).json.payload).toBe('{"a":1}')
      github.switches['payload'] = 'string'
      expect((await get(`/deployments/${second.json.id}`)).json.payload).toBe('{"marker":[1]}')
      expect((await deploy(call, { ref: 'nope' })).status).toBe(422)
      const ids = (await get('/deployments?environment=staging&task=deploy')).json.map(
        (each: { id: number }) => each.id,
      )
      expect(ids).toHaveLength(2)
      expect(ids[0]).toBeGreaterThan(ids[1])
      expect((await get(`/deployments?sha=${json.sha}&environment=x`)).json).toEqual([])
      expect((await get('/deployments?per_page=1')).headers.get('link')).toContain('rel="next"')
    }))

  it('merges the default branch when nobody forbids it, and makes no deployment then', () => {
    const { history, root, tip } = small()
    history.branch('behind', root)
    history.branch('stuck', root)
    return world({ history }, async ({ call, github }) => {
      const { status, json } = await call('POST /deployments', { ref: 'behind' })
      expect([status, json.message, json.id]).toEqual([
        202,
        'Auto-merged main into behind on deployment.',
        undefined,
      ])
      const moved = history.commits.get(github.state.refs.get('refs/heads/behind') ?? '')
      expect(moved?.parents).toEqual([root, tip])
      github.state.conflicting.add('stuck')
      expect((await call('POST /deployments', { ref: 'stuck' })).status).toBe(409)
      expect((await call('POST /deployments', { ref: root })).status).toBe(409)
      expect(github.state.deployments).toEqual([])
      expect((await call('POST /deployments', { ref: 'stuck', auto_merge: false })).status).toBe(201)
    })
  })

  it('refuses a red or pending check unless required_contexts is empty', () =>
    world({}, async ({ call, github }) => {
      github.context('main', 'build', 'success')
      expect((await call('POST /deployments', { ref: 'main' })).status).toBe(201)
      github.context('main', 'lint', 'failure')
      expect((await call('POST /deployments', { ref: 'main' })).status).toBe(409)
      expect((await deploy(call, { required_contexts: ['build'] })).status).toBe(201)
      expect((await deploy(call, { required_contexts: ['unknown'] })).status).toBe(409)
      expect((await deploy(call)).status).toBe(201)
    }))

  it('checks a status and inherits its environment', () =>
    world({}, async ({ call, get }) => {
      const { json } = await deploy(call)
      const path = `POST /deployments/${json.id}/statuses`
      expect((await call(path, { state: 'cancelled' })).status).toBe(422)
      expect((await call(path, { state: 'success', description: 'x'.repeat(141) })).status).toBe(422)
      const url = 'https://ci.example.com/1'
      const first = await call(path, {
        state: 'in_progress',
        log_url: url,
        environment: 'staging/eu',
        description: '🚀'.repeat(140),
      })
      expect(first.status).toBe(201)
      expect(first.headers.get('location')).toBe(first.json.url)
      expect([first.json.log_url, first.json.target_url]).toEqual([url, url])
      expect((await call(path, { state: 'success' })).json.environment).toBe('staging/eu')
      const after = (await get(`/deployments/${json.id}`)).json
      expect([after.environment, after.original_environment]).toEqual(['staging/eu', 'staging'])
      expect(
        (await get(`/deployments/${json.id}/statuses`)).json.map((each: { state: string }) => each.state),
      ).toEqual(['success', 'in_progress'])
      expect((await call('POST /deployments/9/statuses', { state: 'success' })).status).toBe(404)
    }))

  it('makes exactly the right earlier deployments inactive', () =>
    world({}, async ({ call, get }) => {
      const make = async (state: string, fields: Record<string, unknown> = {}) => {
        const { json } = await deploy(call, fields)
        await call(`POST /deployments/${json.id}/statuses`, { state, auto_inactive: false })
        return json.id
      }
      const ids = {
        replaced: await make('success'),
        failed: await make('failure'),
        elsewhere: await make('success', { environment: 'qa' }),
        transient: await make('success', { transient_environment: true }),
        production: await make('success', { production_environment: true }),
      }
      const { json } = await deploy(call)
      const states = async () =>
        Promise.all(
          Object.values(ids).map(async (id) => (await get(`/deployments/${id}/statuses`)).json[0].state),
        )
      await call(`POST /deployments/${json.id}/statuses`, { state: 'in_progress' })
      expect(await states()).toEqual(['success', 'failure', 'success', 'success', 'success'])
      await call(`POST /deployments/${json.id}/statuses`, { state: 'success' })
      expect(await states()).toEqual(['inactive', 'failure', 'success', 'success', 'success'])
      expect((await call(`DELETE /deployments/${json.id}`)).status).toBe(422)
      expect((await call(`DELETE /deployments/${ids.replaced}`)).status).toBe(204)
      expect((await get(`/deployments/${ids.replaced}`)).status).toBe(404)
    }))

  it('lets the only deployment go although it is active', () =>
    world({}, async ({ call }) => {
      const { json } = await deploy(call)
      await call(`POST /deployments/${json.id}/statuses`, { state: 'success' })
      expect((await call(`DELETE /deployments/${json.id}`)).status).toBe(204)
    }))

  it("has GitHub's own record of a job with an environment", () =>
    world({ switches: { 'job-environment': 'production' } }, async ({ get, github }) => {
      const [own] = (await get('/deployments?environment=production')).json
      expect(own.creator.login).toBe('github-actions[bot]')
      const [status] = (await get(`/deployments/${own.id}/statuses`)).json
      expect([status.state, status.log_url.endsWith('/actions/runs/1/job/1')]).toEqual(['in_progress', true])
      expect(github.jobEnvironment('qa', 'v1.0.0', 77)).toBeGreaterThan(own.id)
    }))
})

describe('GraphQL', () => {
  const QUERY = `query($owner: String!, $name: String!, $env: [String!]) {
    repository(owner: $owner, name: $name) {
      deployments(environments: $env, first: 10, orderBy: {field: CREATED_AT, direction: DESC}) {
        nodes { databaseId commitOid task environment payload state latestStatus { state } statuses(first: 5) { nodes { state } } }
      }
    }
  }`
  const variables = { owner: 'acme', name: 'shop', env: ['staging'] }

  it('gives deployments with their state, oldest first unless told', () =>
    world({}, async ({ call }) => {
      const first = (await deploy(call, { payload: { a: 1 } })).json
      const second = (await deploy(call)).json
      await deploy(call, { environment: 'qa' })
      for (const { id } of [first, second])
        await call(`POST /deployments/${id}/statuses`, { state: 'success' })
      const { json, headers } = await call('POST //graphql', { query: QUERY, variables })
      expect(headers.get('x-ratelimit-resource')).toBe('graphql')
      expect(json.data.repository.deployments.nodes).toEqual([
        expect.objectContaining({
          databaseId: second.id,
          state: 'ACTIVE',
          latestStatus: { state: 'SUCCESS' },
          statuses: { nodes: [{ state: 'SUCCESS' }] },
        }),
        {
          databaseId: first.id,
          commitOid: first.sha,
          task: 'deploy',
          environment: 'staging',
          payload: '{"a":1}',
          state: 'INACTIVE',
          latestStatus: { state: 'INACTIVE' },
          statuses: { nodes: [{ state: 'SUCCESS' }, { state: 'INACTIVE' }] },
        },
      ])
      const ascending = QUERY.replace(', orderBy: {field: CREATED_AT, direction: DESC}', '')
      const other = await call('POST //graphql', { query: ascending, variables })
      expect(other.json.data.repository.deployments.nodes[0].databaseId).toBe(first.id)
    }))

  it('answers errors with 200', () => {
    const tokens = { reader: { login: 'a', permissions: { contents: 'read' } } } as const
    return world({ tokens }, async ({ call }) => {
      const ask = async (query: string, given: object, token = 'github-token') => {
        const { status, json } = await call('POST //graphql', { query, variables: given }, { token })
        expect(status).toBe(200)
        return json.errors[0]
      }
      expect((await ask(QUERY, { ...variables, name: 'other' })).type).toBe('NOT_FOUND')
      expect((await ask(QUERY, variables, 'reader')).type).toBe('FORBIDDEN')
      expect((await ask(QUERY.replace('first: 10, ', ''), variables)).message).toContain('`first` or `last`')
      await deploy(call)
      expect((await ask(QUERY.replace('commitOid', 'commitSha'), variables)).message).toContain('commitSha')
      expect((await ask(QUERY.replace('first: 5', 'first: 101'), variables)).message).toContain('101 records')
      expect((await ask('{ viewer { login } }', {})).message).toContain('viewer')
    })
  })
})
