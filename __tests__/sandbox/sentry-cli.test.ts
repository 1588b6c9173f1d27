// The Sentry stand-in driven by clients that nobody here wrote: both major versions of the real sentry-cli. What they send
// is compared with what they are known to send, and what they did with what the stand-in holds.
import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { devNull, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { SentryCli } from '@sentry/cli'
import SentryCli2 from 'sentry-cli-2'
import { makeSentry, type Sentry } from '../../sandbox/sentry/index.ts'
import { makeClock, type Running, serve } from '../../sandbox/server.ts'

const TOKEN = { value: `sntryu_${'c1'.repeat(32)}`, scopes: ['project:releases', 'org:read'] }
const NANOSECONDS = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{9})?Z$/)
const RELEASES = '/api/0/organizations/acme/releases/'
const OF_WEB = '/api/0/projects/acme/web/releases/'
const REPOS = ['GET', '/api/0/organizations/acme/repos/', undefined]

interface Client {
  readonly name: string
  /** The binary for this system, from the package's optional dependency. */
  readonly file: string
  /** Where it creates, finalizes, shows and deletes when there is one project. */
  readonly own: string
}

const clients: readonly Client[] = [
  { name: 'sentry-cli 3', file: SentryCli.getPath(), own: RELEASES },
  { name: 'sentry-cli 2', file: SentryCli2.getPath(), own: OF_WEB },
]

let folder: string
let shas: string[]
let sentry: Sentry
let server: Running

function git(...args: string[]): string {
  return execFileSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      GIT_CONFIG_GLOBAL: devNull,
      GIT_CONFIG_SYSTEM: devNull,
      GIT_AUTHOR_NAME: 'A B',
      GIT_AUTHOR_EMAIL: 'a@b.example',
      GIT_COMMITTER_NAME: 'A B',
      GIT_COMMITTER_EMAIL: 'a@b.example',
    },
  }).trim()
}

/** Runs a sentry-cli without anything from our environment; a dead proxy bars every host but loopback. */
function runCli(
  file: string,
  args: readonly string[],
): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = {
    HOME: folder,
    SystemRoot: process.env['SystemRoot'],
    SENTRY_URL: server.url,
    SENTRY_AUTH_TOKEN: TOKEN.value,
    SENTRY_ORG: 'acme',
    SENTRY_PROJECT: 'web',
    SENTRY_HTTP_MAX_RETRIES: '1',
    SENTRY_DISABLE_UPDATE_CHECK: '1',
    http_proxy: 'http://127.0.0.1:9',
    https_proxy: 'http://127.0.0.1:9',
    no_proxy: '127.0.0.1',
  }
  return new Promise((resolve) => {
    execFile(file, args, { cwd: folder, env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr })
    })
  })
}

/** What was sent: method, raw path and body, in order. */
function sent(): unknown[] {
  return server.requests.map(({ method, path, text }) => [method, path, text ? JSON.parse(text) : undefined])
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sentry-cli-'))
  git('init', '--quiet', '--initial-branch=main')
  shas = ['one', 'two', 'three'].map((name) => {
    writeFileSync(join(folder, name), name)
    git('add', name)
    git('commit', '--quiet', '--message', `Add ${name}`)
    return git('rev-parse', 'HEAD')
  })
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeEach(async () => {
  sentry = makeSentry({ clock: makeClock(), tokens: [TOKEN] })
  server = await serve(sentry)
})

afterEach(async () => {
  expect(sentry.surprises).toEqual([])
  await server.close()
})

function setRemote(url: string): void {
  git('config', 'remote.origin.url', url)
  git('config', 'remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*')
}

describe.each(clients)('$name against the sandbox', ({ name, file, own }) => {
  const cli = (...args: string[]) => runCli(file, args)
  const CREATE = ['POST', own, { version: '1.0.0', projects: ['web'] }]

  it('makes a release, and a second time gets 208 and is content', async () => {
    expect(await cli('releases', 'new', '1.0.0')).toMatchObject({
      code: 0,
      stdout: 'Created release 1.0.0\n',
    })
    expect(sent()).toEqual([['POST', own, { version: '1.0.0', projects: ['web'], dateStarted: NANOSECONDS }]])
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: `Bearer ${TOKEN.value}`,
      'content-type': 'application/json',
      'user-agent': expect.stringContaining(`${name.replace(' ', '/')}.`),
    })
    expect(sentry.release('1.0.0')).toMatchObject({ projects: [101], dateReleased: null, commits: [] })
    expect((await cli('releases', 'new', '1.0.0')).code).toBe(0)
    expect(server.requests.map((request) => request.status)).toEqual([201, 208])
  })

  it('sets commits with --auto as refs of the repository that matches the remote', async () => {
    setRemote('https://github.com/acme/app.git')
    expect(await cli('releases', 'set-commits', '1.0.0', '--auto')).toMatchObject({ code: 0, stderr: '' })
    const refs = [{ repository: 'acme/app', commit: shas[2], previousCommit: null }]
    expect(sent()).toEqual([REPOS, CREATE, ['PUT', `${RELEASES}1.0.0/`, { refs }]])
    expect(sentry.release('1.0.0')).toMatchObject({ heads: refs, fetch: 'pending', commits: [] })
  })

  it('finds the repository on the second page of the list', async () => {
    await server.close()
    sentry = makeSentry({ clock: makeClock(), tokens: [TOKEN], switches: { pageSize: 1 } })
    server = await serve(sentry)
    setRemote('https://github.com/acme/api.git')
    expect((await cli('releases', 'set-commits', '1.0.0', '--auto')).code).toBe(0)
    expect(server.requests.slice(0, 2).map((request) => request.query.get('cursor'))).toEqual(['', '0:1:0'])
    expect(sentry.release('1.0.0')?.heads).toMatchObject([{ repository: 'acme/api', commit: shas[2] }])
  })

  it('sets commits with --local from git, since the previous release with commits', async () => {
    setRemote('https://github.com/acme/app.git')
    sentry.addRelease('0.9.0', { commits: [{ id: shas[0] ?? '' }] })
    expect((await cli('releases', 'set-commits', '1.0.0', '--local')).code).toBe(0)
    const commit = (name: string, id: string | undefined) => ({
      patch_set: [{ path: name, type: 'A' }],
      repository: 'origin',
      author_name: 'A B',
      author_email: 'a@b.example',
      timestamp: NANOSECONDS,
      message: `Add ${name}\n`,
      id,
    })
    const commits = [commit('three', shas[2]), commit('two', shas[1])]
    const previous = ['GET', `${RELEASES}1.0.0/previous-with-commits/`, undefined]
    expect(sent()).toEqual([REPOS, CREATE, previous, ['PUT', `${RELEASES}1.0.0/`, { commits }]])
    expect(sentry.release('1.0.0')?.commits).toMatchObject([
      { id: shas[2], message: 'Add three', repository: { name: 'origin', url: null } },
      { id: shas[1], author: { name: 'A B', email: 'a@b.example' } },
    ])
  })

  it('sets an explicit range with --commit, and clears it', async () => {
    const range = `acme/app@${shas[0]}..${shas[2]}`
    expect((await cli('releases', 'set-commits', '1.0.0', '--commit', range)).code).toBe(0)
    const refs = [{ repository: 'acme/app', commit: shas[2], previousCommit: shas[0] }]
    expect(sent()).toEqual([REPOS, CREATE, ['PUT', `${RELEASES}1.0.0/`, { refs }]])
    sentry.finishFetch('1.0.0')
    expect(sentry.release('1.0.0')?.commits).toMatchObject([{ id: shas[2] }])
    expect((await cli('releases', 'set-commits', '1.0.0', '--clear')).code).toBe(0)
    expect(sent().slice(3)).toEqual([REPOS, CREATE, ['PUT', `${RELEASES}1.0.0/`, { refs: [] }]])
    expect(sentry.release('1.0.0')).toMatchObject({ commits: [], heads: [] })
  })

  it('finalizes a release at a time of its own', async () => {
    sentry.addRelease('1.0.0')
    expect((await cli('releases', 'finalize', '1.0.0', '--released', '1700000000')).code).toBe(0)
    const body = { projects: ['web'], dateReleased: '2023-11-14T22:13:20Z' }
    expect(sent()).toEqual([['PUT', `${own}1.0.0/`, body]])
    expect(sentry.release('1.0.0')?.dateReleased).toBe(1_700_000_000_000)
  })

  it('makes deploys of an oddly named release and lists them', async () => {
    const version = 'a b@1.0+2'
    sentry.addRelease(version)
    const release = ['--release', version]
    const args = [
      '--env',
      'production',
      '--name',
      'n1',
      '--url',
      'https://x.example',
      '--started',
      '1700000000',
    ]
    expect((await cli('deploys', 'new', ...release, ...args)).code).toBe(0)
    expect((await cli('deploys', 'new', ...release, '--env', 'test', '--project', 'web')).code).toBe(0)
    const listed = await cli('deploys', 'list', ...release)
    const path = `${RELEASES}a%20b@1.0%2B2/deploys/`
    const times = { dateStarted: '2023-11-14T22:13:20Z', dateFinished: NANOSECONDS }
    const empty = { name: null, url: null, dateStarted: null, dateFinished: NANOSECONDS }
    expect(sent()).toEqual([
      ['POST', path, { environment: 'production', name: 'n1', url: 'https://x.example', ...times }],
      ['POST', path, { environment: 'test', ...empty, projects: ['web'] }],
      ['GET', path, undefined],
    ])
    expect(sentry.release(version)?.deploys).toMatchObject([
      { environment: 'production', name: 'n1', dateStarted: 1_700_000_000_000, projects: [101] },
      { environment: 'test', name: null, projects: [101] },
    ])
    expect(listed.code).toBe(0)
    expect(listed.stdout).toContain('production')
    expect(listed.stdout).toContain('test')
  })

  // Every other subcommand of releases and deploys, with one release of two deploys and a commit there.
  it.each<[line: string, requests: (own: string) => unknown[][], prints: string]>([
    ['releases list', () => [['GET', OF_WEB]], '1.0.0'],
    ['releases list --show-projects', () => [['GET', OF_WEB]], 'web'],
    ['releases info 1.0.0', (own) => [['GET', `${own}1.0.0/`]], '1.0.0'],
    [
      'releases info 1.0.0 --show-commits --show-projects',
      (own) => [
        ['GET', `${own}1.0.0/`],
        ['GET', `${own}1.0.0/commits/`],
      ],
      'web',
    ],
    ['releases archive 1.0.0', () => [['POST', RELEASES]], 'Archived release 1.0.0'],
    ['releases restore 1.0.0', () => [['POST', RELEASES]], 'Restored release 1.0.0'],
    ['releases delete 1.0.0', (own) => [['DELETE', `${own}1.0.0/`]], 'Deleted release 1.0.0'],
    ['releases propose-version', () => [], ''],
    [
      'releases new 2.0.0 --finalize --url https://x.example/r',
      (own) => [['POST', own]],
      'Created release 2.0.0',
    ],
    ['releases new 2.0.0 -p web -p api', () => [['POST', RELEASES]], 'Created release 2.0.0'],
    ['releases deploys 1.0.0 list', () => [['GET', `${RELEASES}1.0.0/deploys/`]], 'production'],
    ['releases deploys 1.0.0 new -e test -t 60', () => [['POST', `${RELEASES}1.0.0/deploys/`]], 'test'],
    ['deploys list --release 1.0.0', () => [['GET', `${RELEASES}1.0.0/deploys/`]], 'staging'],
    [
      'deploys new --release 1.0.0 -e test -p web -p api --started 1700000000 --finished 1700000060',
      () => [['POST', `${RELEASES}1.0.0/deploys/`]],
      'test',
    ],
    ['repos list', () => [['GET', '/api/0/organizations/acme/repos/']], 'acme/app'],
  ])('does %s', async (line, requests, prints) => {
    sentry.addRelease('1.0.0', { projects: ['web', 'api'], commits: [{ id: shas[0] ?? '' }] })
    sentry.injectDeploy('1.0.0', { environment: 'production' })
    sentry.injectDeploy('1.0.0', { environment: 'staging', projects: ['api'] })
    const { code, stdout, stderr } = await cli(...line.split(' '))
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('error') })
    expect(server.requests.map(({ method, path }) => [method, path])).toEqual(requests(own))
    expect(server.requests.every(({ status }) => status < 300)).toBe(true)
    expect(stdout).toContain(prints)
  })

  it('archives, restores and deletes a release, and proposes the head as the name of the next', async () => {
    const held = () => sentry.release('1.0.0')?.status
    sentry.addRelease('1.0.0')
    await cli('releases', 'archive', '1.0.0')
    expect(held()).toBe('archived')
    await cli('releases', 'restore', '1.0.0')
    expect(held()).toBe('open')
    await cli('releases', 'delete', '1.0.0')
    expect(held()).toBeUndefined()
    expect(await cli('releases', 'propose-version')).toMatchObject({ code: 0, stdout: `${shas[2]}\n` })
  })

  it('prints the refusals of the sandbox as those of Sentry', async () => {
    const refused = await cli('releases', 'new', 'latest')
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Release with name latest is not allowed'),
    })
    sentry.lockCommits('1.0.0', { refusals: 1 })
    const busy = await cli('releases', 'set-commits', '1.0.0', '--local')
    expect(busy).toMatchObject({ code: 1, stderr: expect.stringContaining('currently being processed') })
    expect((await cli('releases', 'set-commits', '1.0.0', '--local')).code).toBe(0)
    expect(sentry.release('1.0.0')?.commits).toHaveLength(3)
    server.faults.add('429 POST /releases/')
    const tooMany = await cli('releases', 'new', '2')
    expect(tooMany.code).toBe(1)
    expect(tooMany.stderr).toContain('http status: 429')
  })

  it('retries a gateway error and doubles a deploy whose answer was lost behind it', async () => {
    sentry.addRelease('1.0.0')
    server.faults.add('502-after POST /deploys/')
    expect((await cli('deploys', 'new', '--release', '1.0.0', '--env', 'production')).code).toBe(0)
    expect(sentry.release('1.0.0')?.deploys).toHaveLength(2)
  })
})
