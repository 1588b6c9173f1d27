// The GitHub stand-in refuses as users report that GitHub does: which status, which words, which header.
import { describe, expect, it } from '@jest/globals'
import { makeHistory } from '../../sandbox/github/index.ts'
import { world } from './github-harness.ts'

const WORKFLOW = '.github/workflows/ci.yml'

/** Workflow files change in the third commit of main. */
function withWorkflows() {
  const history = makeHistory()
  const old = history.commit({ message: 'ci: a', files: { [WORKFLOW]: 'on: push\n' } })
  const same = history.commit({ message: 'feat: b', files: { 'b.txt': '1\n' } })
  const tip = history.commit({ message: 'ci: c', files: { [WORKFLOW]: 'on: [push]\n' } })
  return { history, old, same, tip }
}

describe('workflow files', () => {
  it('keep an older commit of the default branch from being released, once they have changed there', () => {
    const { history, same, tip } = withWorkflows()
    return world({ history }, async ({ call }) => {
      const refused = await call('POST /releases', { tag_name: 'v1', target_commitish: same })
      expect(refused.status).toBe(403)
      expect(refused.json.message).toBe('Resource not accessible by integration')
      expect(refused.headers.get('x-accepted-github-permissions')).toBe(
        'contents=write; contents=write,workflows=write',
      )
      expect((await call('POST /git/refs', { ref: 'refs/tags/v1', sha: same })).status).toBe(403)
      expect((await call('POST /releases', { tag_name: 'v1', target_commitish: tip })).status).toBe(201)
      const personal = { token: 'personal-token' }
      const body = { tag_name: 'v2', target_commitish: same }
      expect((await call('POST /releases', body, personal)).status).toBe(201)
    })
  })

  it('are looked at for a target even where the tag is there, and not without one', () => {
    const { history, old } = withWorkflows()
    history.tag('v1', old)
    return world({ history }, async ({ call }) => {
      expect((await call('POST /releases', { tag_name: 'v1', target_commitish: old })).status).toBe(403)
      expect((await call('POST /releases', { tag_name: 'v1' })).status).toBe(201)
    })
  })

  it('are refused in the same words and with the same header as a token that may write nothing', () => {
    const { history, same } = withWorkflows()
    const tokens = { reader: { login: 'a', permissions: { contents: 'read' } } } as const
    return world({ history, tokens }, async ({ call }) => {
      const body = { tag_name: 'v1', target_commitish: same }
      const [rule, reader] = [
        await call('POST /releases', body),
        await call('POST /releases', body, { token: 'reader' }),
      ]
      const header = 'x-accepted-github-permissions'
      expect(reader.json).toEqual(rule.json)
      expect(reader.headers.get(header)).toBe(rule.headers.get(header))
      // What tells them apart: notes take contents: write, and no look at workflow files.
      expect((await call('POST /releases/generate-notes', body)).status).toBe(200)
      expect((await call('POST /releases/generate-notes', body, { token: 'reader' })).status).toBe(403)
    })
  })

  it('do not matter to a deployment', () => {
    const { history, same } = withWorkflows()
    return world({ history }, async ({ call }) => {
      const body = { ref: same, auto_merge: false, required_contexts: [] }
      expect((await call('POST /deployments', body)).status).toBe(201)
    })
  })
})

describe('a wall', () => {
  const deployment = { ref: 'main', auto_merge: false, required_contexts: [] }

  it('of SAML names the page where a token is let in', () =>
    world({ switches: { wall: 'saml' } }, async ({ get, call }) => {
      const { status, json, headers } = await get('/releases')
      expect([status, json.message]).toEqual([403, expect.stringContaining('SAML enforcement')])
      expect(headers.get('x-github-sso')).toMatch(/^required; url=https:\S+\/orgs\/acme\/sso\?/)
      const query = '{ repository(owner: "acme", name: "shop") { id } }'
      const asked = await call('POST //graphql', { query })
      expect(asked.status).toBe(200)
      expect(asked.json.errors[0]).toMatchObject({ type: 'FORBIDDEN', extensions: { saml_failure: true } })
    }))

  it('of addresses says so', () =>
    world({ switches: { wall: 'ip' } }, async ({ call }) => {
      const { status, json } = await call('POST /deployments', deployment)
      expect([status, json.message]).toEqual([403, expect.stringContaining('IP allow list enabled')])
    }))

  it('of an archive lets reads pass', () =>
    world({ switches: { wall: 'archived' } }, async ({ get, call }) => {
      expect((await get('')).json.archived).toBe(true)
      const { status, json } = await call('POST /deployments', deployment)
      expect([status, json.message]).toEqual([403, 'Repository was archived so is read-only.'])
    }))
})

it('redirects the old name of a repository, reads by 301 and writes by 307, to its number', () =>
  world({ switches: { renamed: 'yes' } }, async ({ get, call, running }) => {
    const read = await get('/releases?per_page=5')
    const to = `${running.url}/repositories/1296269/releases?per_page=5`
    expect([read.status, read.json.message, read.headers.get('location')]).toEqual([
      301,
      'Moved Permanently',
      to,
    ])
    expect((await call('POST /releases', { tag_name: 'v9' })).status).toBe(307)
    expect((await get('//repositories/1296269/releases')).status).toBe(200)
  }))

describe('a release', () => {
  it('cannot have a tag that a ruleset restricts; a draft and a tag that is there can', () =>
    world({ switches: { ruleset: 'tags' } }, async ({ call, github }) => {
      const { status, json } = await call('POST /releases', { tag_name: 'v9' })
      expect(status).toBe(422)
      expect(json.errors).toEqual([
        {
          resource: 'Release',
          code: 'custom',
          field: 'pre_receive',
          message: expect.stringContaining('Cannot create ref due to creations being restricted.'),
        },
        { resource: 'Release', code: 'custom', message: 'Published releases must have a valid tag' },
      ])
      const ref = await call('POST /git/refs', {
        ref: 'refs/tags/v9',
        sha: github.state.refs.get('refs/heads/main'),
      })
      expect([ref.status, ref.json.message]).toEqual([422, expect.stringContaining('rule violations')])
      expect((await call('POST /releases', { tag_name: 'v9', draft: true })).status).toBe(201)
      expect((await call('POST /releases', { tag_name: 'v1.2.0' })).status).toBe(422)
      expect((await call('POST /releases', { tag_name: 'v1.1.0' })).status).toBe(201)
    }))

  it('cannot have a burnt tag: three errors say so', () =>
    world({}, async ({ call, github }) => {
      github.state.burntTags.add('v9')
      const { status, json } = await call('POST /releases', { tag_name: 'v9' })
      expect(status).toBe(422)
      expect(json.errors.map(({ field }: { field?: string }) => field)).toEqual([
        'pre_receive',
        'tag_name',
        undefined,
      ])
      expect(json.errors[1].message).toBe('tag_name was used by an immutable release')
    }))

  it('cannot be made of a target that is nothing', () =>
    world({}, async ({ call }) => {
      const { status, json } = await call('POST /releases', { tag_name: 'v9', target_commitish: 'nope' })
      expect(status).toBe(422)
      expect(json.errors).toContainEqual({
        resource: 'Release',
        code: 'invalid',
        field: 'target_commitish',
      })
      expect((await call('POST /releases', { tag_name: 'v1.1.0', target_commitish: 'nope' })).status).toBe(
        201,
      )
    }))

  it('refuses a target beside a tag that is there, with a switch', () =>
    world({ switches: { 'target-of-tag': 'refuse' } }, async ({ call }) => {
      const body = { tag_name: 'v1.1.0' }
      expect((await call('POST /releases', { ...body, target_commitish: 'main' })).status).toBe(422)
      expect((await call('POST /releases', body)).status).toBe(201)
    }))

  it.each([
    ['its own text', {}, { body: 'x'.repeat(125_001) }],
    ['generated notes', { 'notes-length': '130000' }, { generate_release_notes: true }],
    [
      'both together',
      { 'notes-length': '70000' },
      { generate_release_notes: true, body: 'x'.repeat(70_000) },
    ],
  ])('takes at most 125,000 characters: %s', (_, switches, body) =>
    world({ switches }, async ({ call, github }) => {
      const { status, json } = await call('POST /releases', { tag_name: 'v9', ...body })
      expect(status).toBe(422)
      expect(json.errors).toEqual([
        {
          resource: 'Release',
          code: 'custom',
          field: 'body',
          message: 'body is too long (maximum is 125000 characters)',
        },
      ])
      expect(github.state.releases).toEqual([])
      const { json: made } = await call('POST /releases', { tag_name: 'v9', body: '🚀'.repeat(125_000) })
      expect((await call(`PATCH /releases/${made.id}`, { body: 'x'.repeat(125_001) })).status).toBe(422)
    }))

  it('is not made when its notes cannot be written', () =>
    world({ switches: { notes: '500' } }, async ({ call, github }) => {
      expect((await call('POST /releases/generate-notes', { tag_name: 'v1.1.0' })).status).toBe(500)
      const { status } = await call('POST /releases', { tag_name: 'v9', generate_release_notes: true })
      expect(status).toBe(500)
      expect(github.state.releases).toEqual([])
    }))

  it('gives long notes from the generator as they are', () =>
    world({ switches: { 'notes-length': '135000' } }, async ({ call }) => {
      const { json } = await call('POST /releases/generate-notes', { tag_name: 'v1.1.0' })
      expect(json.body.length).toBeGreaterThan(135_000)
    }))
})

describe('a deployment', () => {
  const body = { ref: 'main', auto_merge: false, required_contexts: [], environment: 'pr-7' }

  it('refuses a long description', () =>
    world({}, async ({ call }) => {
      const { status, json } = await call('POST /deployments', { ...body, description: 'x'.repeat(141) })
      expect([status, json.errors[0].message]).toEqual([
        422,
        'description is too long (maximum is 140 characters)',
      ])
    }))

  it('that is transient is destroyed once it is inactive, and may then be deleted', () =>
    world({}, async ({ call, get }) => {
      const { json } = await call('POST /deployments', { ...body, transient_environment: true })
      await call('POST /deployments', body)
      await call(`POST /deployments/${json.id}/statuses`, { state: 'success' })
      expect((await call(`DELETE /deployments/${json.id}`)).status).toBe(422)
      await call(`POST /deployments/${json.id}/statuses`, { state: 'inactive' })
      expect((await get(`/deployments/${json.id}/statuses`)).json[0].state).toBe('inactive')
      const query = `{ repository(owner: "acme", name: "shop") {
        deployments(environments: ["pr-7"], first: 1) { nodes { databaseId state latestStatus { state } } } } }`
      const asked = await call('POST //graphql', { query })
      expect(asked.json.data.repository.deployments.nodes).toEqual([
        { databaseId: json.id, state: 'DESTROYED', latestStatus: { state: 'INACTIVE' } },
      ])
      expect((await call(`DELETE /deployments/${json.id}`)).status).toBe(204)
    }))
})
