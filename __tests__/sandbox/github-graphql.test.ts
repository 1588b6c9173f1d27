// GraphQL of the GitHub stand-in: commits, annotated tags, and the history of paths.
import { describe, expect, it } from '@jest/globals'
import { makeHistory } from '../../sandbox/github/index.ts'
import { type Ask, world } from './github-harness.ts'

async function ask(call: Ask, selection: string, variables = {}, token = 'github-token') {
  const names = Object.keys(variables).map((name) => `$${name}: String`)
  const head = names.length > 0 ? `query(${names.join(', ')})` : 'query'
  const query = `${head} { repository(owner: "acme", name: "shop") { ${selection} } }`
  const { status, json } = await call('POST //graphql', { query, variables }, { token })
  expect(status).toBe(200)
  return json
}

/** Two packages; a merge that keeps one side of a file, and one that mixes both. */
function packages() {
  const history = makeHistory()
  const root = history.commit({ message: 'root', files: { 'a/x.txt': '0\n', 'b/x.txt': '0\n' } })
  history.branch('side')
  const a = history.commit({ message: 'a', files: { 'a/x.txt': '1\n' } })
  const side = history.commit({ message: 'side', branch: 'side', files: { 'b/x.txt': '1\n' } })
  const clean = history.merge('side', 'main', 'clean merge')
  history.branch('twin', a)
  const twin = history.commit({ message: 'twin', branch: 'twin', files: { 'a/x.txt': '2\n' } })
  const main = history.commit({ message: 'main', files: { 'a/x.txt': '3\n' } })
  // Both sides changed the file, and the merge has a third text.
  const mixed = history.add({
    parents: [main, twin],
    message: 'mixed merge',
    changes: [{ path: 'a/x.txt', status: 'modified', text: '2 and 3\n' }],
  })
  history.move('main', mixed)
  return { history, root, a, side, clean, twin, main, mixed }
}

describe('the history of a path', () => {
  const log = (path: string) => `history(first: 100, path: "${path}") { totalCount nodes { oid } }`
  const oids = ({ nodes }: { nodes: readonly { oid: string }[] }) => nodes.map(({ oid }) => oid)

  it('has the commits that git shows, for several paths in one query', () => {
    const { history, root, a, side, twin, main, mixed } = packages()
    return world({ history }, async ({ call, get }) => {
      const selection = `object(expression: "main") { ... on Commit {
        a: ${log('a')} b: ${log('b/')} file: ${log('b/x.txt')} none: ${log('c')} like: ${log('a/x')} } }`
      const { data } = await ask(call, selection)
      const commit = data.repository.object
      // A merge that has what one parent has is not shown, and git goes on at that parent.
      expect(oids(commit.a)).toEqual([mixed, main, twin, a, root])
      expect(oids(commit.b)).toEqual([side, root])
      expect(oids(commit.file)).toEqual([side, root])
      expect([oids(commit.none), oids(commit.like)]).toEqual([[], []])
      const rest = (await get('/commits?path=a&per_page=100')).json
      expect(rest.map(({ sha }: { sha: string }) => sha)).toEqual(oids(commit.a))
    })
  })

  it('comes in pages of at most 100, each from the cursor of the last', () => {
    const history = makeHistory()
    for (let index = 0; index < 150; index++)
      history.commit({ message: `feat: ${index}`, files: { 'a/x.txt': `${index}\n` } })
    const page = `object(expression: "main") { ... on Commit { history(first: 100, after: $after, path: "a") {
      pageInfo { hasNextPage endCursor } nodes { messageHeadline committedDate author { user { login } } parents(first: 2) { nodes { oid } } } } } }`
    return world({ history }, async ({ call }) => {
      const first = (await ask(call, page, { after: null })).data.repository.object.history
      const tip = history.refs.get('refs/heads/main')
      expect(first.pageInfo).toEqual({ hasNextPage: true, endCursor: `${tip} 99` })
      expect(first.nodes[0]).toMatchObject({
        messageHeadline: 'feat: 149',
        author: { user: { login: 'shop-developer' } },
        parents: { nodes: [{ oid: expect.stringMatching(/^[0-9a-f]{40}$/) }] },
      })
      const after = first.pageInfo.endCursor
      const second = (await ask(call, page, { after })).data.repository.object.history
      expect(second.nodes).toHaveLength(50)
      expect(second.pageInfo.hasNextPage).toBe(false)
      const many = page.replace('100', '101')
      expect((await ask(call, many, { after: null })).errors[0].message).toContain('101 records')
    })
  })

  it('can begin at a time', () => {
    const { history, mixed, main } = packages()
    const since = new Date(history.commits.get(main)?.date ?? 0).toISOString()
    const selection = `object(expression: "main") { ... on Commit { history(first: 9, since: "${since}", path: "a") { nodes { oid } } } }`
    return world({ history }, async ({ call }) => {
      const { data } = await ask(call, selection)
      expect(oids(data.repository.object.history)).toEqual([mixed, main])
    })
  })
})

describe('objects', () => {
  it('follow an annotated tag to its commit', () => {
    const { history, a } = packages()
    const object = history.tag('v1', a, 'Version 1')
    history.tag('light', a)
    const target = 'target { __typename oid ... on Tag { name message target { __typename oid } } }'
    const selection = `v1: ref(qualifiedName: "refs/tags/v1") { name prefix ${target} }
      light: ref(qualifiedName: "light") { ${target} } none: ref(qualifiedName: "refs/tags/none") { name }
      defaultBranchRef { name } object(oid: "${a}") { oid }`
    return world({ history }, async ({ call }) => {
      const { data } = await ask(call, selection)
      expect(data.repository).toEqual({
        v1: {
          name: 'v1',
          prefix: 'refs/tags/',
          target: {
            __typename: 'Tag',
            oid: object,
            name: 'v1',
            message: 'Version 1',
            target: { __typename: 'Commit', oid: a },
          },
        },
        light: { target: { __typename: 'Commit', oid: a } },
        none: null,
        defaultBranchRef: { name: 'main' },
        object: { oid: a },
      })
    })
  })

  it('are refused without contents: read, and what is not served is named', () => {
    const tokens = { reader: { login: 'a', permissions: { deployments: 'read' } } } as const
    return world({ tokens }, async ({ call }) => {
      const selection = 'object(expression: "main") { oid }'
      const refused = await ask(call, selection, {}, 'reader')
      expect(refused.errors[0]).toMatchObject({ type: 'FORBIDDEN', path: ['repository', 'object'] })
      const unserved = await ask(call, 'stargazerCount')
      expect(unserved.errors[0].message).toContain("'stargazerCount' on type 'Repository' is not served")
      const unknown = await ask(call, 'object(expression: "main") { nope }')
      expect(unknown.errors[0].message).toContain('nope')
      expect(unknown).not.toHaveProperty('data')
    })
  })
})
