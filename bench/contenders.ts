// The contenders of the benchmark: the same job, done by record-deploy, by sentry-cli and by the bare requests.
import { type ChildProcess, execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { devNull } from 'node:os'
import { join } from 'node:path'
import { SentryCli } from '@sentry/cli'
import { runMain } from '../sandbox/runner.ts'
import { type Ran, runProcess } from './process.ts'
import { type SentRequest, TOKEN } from './service.ts'

export interface Place {
  /** Of the service, or of the relay before it. */
  readonly url: string
  readonly certificateFile: string
  readonly folder: string
  readonly commits: readonly PushedCommit[]
}

export interface PushedCommit {
  readonly id: string
  readonly message: string
  readonly timestamp: string
  readonly author: { readonly name: string; readonly email: string }
}

export type Run = (place: Place, onStart?: (child: ChildProcess) => void) => Promise<Ran>

const ENVIRONMENT = 'production'
const ORG = 'acme'
const PROJECT = 'web'

/** A repository with a few commits, whose remote no Sentry integration knows, so that sentry-cli sends the commits. */
export function makeRepository(folder: string, count: number): PushedCommit[] {
  mkdirSync(folder, { recursive: true })
  const git = (...args: string[]) =>
    execFileSync('git', args, {
      cwd: folder,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        GIT_CONFIG_GLOBAL: devNull,
        GIT_CONFIG_SYSTEM: devNull,
        GIT_AUTHOR_NAME: 'Mona Lisa',
        GIT_AUTHOR_EMAIL: 'mona@example.com',
        GIT_COMMITTER_NAME: 'Mona Lisa',
        GIT_COMMITTER_EMAIL: 'mona@example.com',
      },
    }).trim()
  git('init', '--quiet', '--initial-branch=main')
  git('remote', 'add', 'origin', 'https://github.com/acme/unlinked.git')
  return Array.from({ length: count }, (_, index) => {
    writeFileSync(join(folder, `file-${index}`), String(index))
    git('add', '.')
    git('commit', '--quiet', '--message', `Change number ${index + 1}`)
    return {
      id: git('rev-parse', 'HEAD'),
      message: `Change number ${index + 1}`,
      timestamp: git('log', '-1', '--format=%cI'),
      author: { name: 'Mona Lisa', email: 'mona@example.com' },
    }
  })
}

function pushOf(commits: readonly PushedCommit[]): {
  readonly name: string
  readonly payload: unknown
} {
  const head = commits.at(-1)
  return {
    name: 'push',
    payload: {
      ref: 'refs/heads/main',
      before: 'a'.repeat(40),
      after: head?.id,
      repository: { full_name: 'acme/unlinked', default_branch: 'main' },
      head_commit: head,
      commits,
    },
  }
}

const inputsOf = (url: string): Record<string, string> => ({
  provider: 'sentry',
  token: TOKEN.value,
  'api-url': url,
  'sentry-org': ORG,
  'sentry-projects': PROJECT,
  environment: ENVIRONMENT,
  'patch-set': 'false',
})

/** (a) record-deploy, as the runner starts it. */
export const recordDeploy: Run = ({ url, certificateFile, commits }, onStart) =>
  runMain({
    with: inputsOf(url),
    event: pushOf(commits),
    github: { SHA: commits.at(-1)?.id ?? '', REPOSITORY: 'acme/unlinked' },
    env: { NODE_EXTRA_CA_CERTS: certificateFile },
    ...(onStart ? { onStart } : {}),
  })

const client = (name: string) => join(import.meta.dirname, 'clients', name)

function environmentOf({ url, certificateFile, folder }: Place): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    NODE_EXTRA_CA_CERTS: certificateFile,
    SSL_CERT_FILE: certificateFile,
    CURL_CA_BUNDLE: certificateFile,
    SENTRY_URL: url,
    SENTRY_AUTH_TOKEN: TOKEN.value,
    SENTRY_ORG: ORG,
    SENTRY_PROJECT: PROJECT,
    SENTRY_DISABLE_UPDATE_CHECK: '1',
  }
}

/** (b) Node drives sentry-cli. */
export const nodeWithCli: Run = (place, onStart) =>
  runProcess(
    {
      file: process.execPath,
      args: [client('sentry-cli.js'), place.commits.at(-1)?.id ?? '', ENVIRONMENT],
      cwd: place.folder,
      env: environmentOf(place),
    },
    onStart,
  )

/** sentry-cli alone, four processes one after the other. */
export const bareCli: Run = async (place, onStart) => {
  const version = place.commits.at(-1)?.id ?? ''
  const env = environmentOf(place)
  const all: Ran[] = []
  for (const args of [
    ['releases', 'new', version],
    ['releases', 'set-commits', version, '--auto'],
    ['deploys', 'new', '--release', version, '--env', ENVIRONMENT],
    ['releases', 'finalize', version],
  ])
    all.push(await runProcess({ file: SentryCli.getPath(), args, cwd: place.folder, env }, onStart))
  return {
    ms: all.reduce((sum, { ms }) => sum + ms, 0),
    code: all.find(({ code }) => code !== 0)?.code ?? 0,
    log: all.map(({ log }) => log).join(''),
  }
}

/** (c) The requests that record-deploy made, by an otherwise empty process. */
export function floorOf(requests: readonly SentRequest[]): Run {
  const kept = ['accept', 'authorization', 'content-type', 'user-agent']
  const plain = requests.map(({ method, path, headers, text }) => ({
    method,
    path,
    text,
    headers: {
      ...Object.fromEntries(Object.entries(headers).filter(([name]) => kept.includes(name))),
      ...(text ? { 'content-length': String(Buffer.byteLength(text)) } : {}),
    },
  }))
  return (place, onStart) => {
    const file = join(place.folder, 'floor.json')
    writeFileSync(file, JSON.stringify({ origin: place.url, requests: plain }))
    return runProcess(
      {
        file: process.execPath,
        args: [client('floor.js'), file],
        cwd: place.folder,
        env: environmentOf(place),
      },
      onStart,
    )
  }
}
