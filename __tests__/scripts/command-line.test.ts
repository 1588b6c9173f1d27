// The two commands that people try first: npm run demo and npm run sandbox, as processes.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { reachLines } from '../../sandbox/guide.ts'
import { standIns } from '../../sandbox/index.ts'
import { effectOf } from '../../src/provider/provider.ts'
import { providers } from '../../src/providers/index.ts'

const root = join(import.meta.dirname, '../..')

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs a script to its end; `watch` sees what it has printed so far and may end it. */
async function node(
  file: string,
  args: readonly string[],
  watch?: (out: string, child: ChildProcess) => void,
): Promise<Ended> {
  const child = spawn(process.execPath, [join(root, file), ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString('utf8')
    watch?.(out, child)
  })
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString('utf8')
  })
  return new Promise((done) => {
    child.on('close', (code) => done({ code, out, err }))
  })
}

const demo = (...args: string[]) => node('scripts/demo.ts', args)
const sandbox = (...args: string[]) => node('sandbox/cli.ts', args)

describe('npm run demo', () => {
  it.each(Object.values(providers))('shows a deploy of $id and one that fails', async (provider) => {
    const { id } = provider
    const effect = effectOf(provider)
    const [good, bad] = await Promise.all([demo(id), demo(id, '--fail')])
    expect([good.code, bad.code, good.err, bad.err]).toEqual([0, 0, '', ''])
    for (const part of ['── step', '── log', '── outputs', '── job summary', 'holds now'])
      expect(good.out).toContain(part)
    expect(good.out).toMatch(/^outcome +(recorded|succeeded|accepted)$/m)
    expect(bad.out).toMatch(effect === 'deploys' ? /^outcome +failed$/m : /^outcome +started$/m)
    // A tracked deploy is closed when the job ends; a job that failed leaves none at Sentry.
    if (effect === 'records') expect(bad.out).toContain('log when the job has ended with failure')
  })

  it('writes the summary of both stages as a page', async () => {
    const { code, out } = await demo('sentry', '--operation', 'track', '--html')
    expect(code).toBe(0)
    const file = /\S+\.html/.exec(out)?.[0] ?? ''
    const page = readFileSync(file, 'utf8')
    rmSync(file)
    expect(page).toContain('<!doctype html>')
    expect(page).toContain('Closed:')
  })

  it.each([
    [['nobody'], 'there is no provider nobody'],
    [['akkeris', '--operation', 'track'], 'Akkeris shows deploy, start, rollback, not track'],
    [['sentry', '--operation', 'deploy', '--fail'], 'leave --operation out'],
    [['sentry', 'github'], 'one provider at a time'],
    [['--unknown'], "'--unknown'"],
  ])('says what is wrong with %j, and how to use it', async (args, reason) => {
    const { code, out, err } = await demo(...args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(reason)
    expect(err).toContain('usage: npm run demo')
    expect(err).not.toMatch(/^ +at /m)
  })
})

describe.each(['bench/run.ts', '__tests__/crash/soak.ts', 'scripts/generate.ts'])('%s', (script) => {
  it('tells how it is used and does nothing else', async () => {
    const { code, out, err } = await node(script, ['--help'])
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^usage: npm run (bench|soak|generate) /)
  })

  it('says what is wrong with an option, and does nothing', async () => {
    const { code, out, err } = await node(script, ['--nothing'])
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/^Unknown option '--nothing'.*\n\nusage: /)
  })
})

describe('npm run sandbox', () => {
  it('lists every service with its token, and the faults', async () => {
    const { code, out } = await sandbox('--help')
    expect(code).toBe(0)
    for (const id of Object.keys(standIns)) expect(out).toMatch(new RegExp(`^  ${id} `, 'm'))
    expect(out).toContain('--fault "429 retry-after=2')
  })

  it.each(Object.entries(standIns))('tells every switch of %s', async (id, { switches }) => {
    const { code, out } = await sandbox(id, '--help')
    expect(code).toBe(0)
    expect(out).toContain(`provider: ${id}`)
    // The service itself lists its switches when it meets one that it does not have.
    const { err } = await sandbox(id, '--switch', 'nothing=1')
    const names = switches.map(({ name }) => name)
    expect(/there are (.*)/.exec(err)?.[1]).toBe(names.join(', ') || 'none')
    for (const name of names) expect(out).toContain(`  ${name} `)
  })

  it.each([
    [['nobody'], 'there is no service nobody'],
    [['sentry', '--switch', 'latency=soon'], 'switch latency: a whole number, not "soon"'],
    [['sentry', '--switch', 'latency'], 'write NAME=VALUE'],
    [['sentry', '--fault', 'explode POST /'], 'unknown action "explode"'],
    [['sentry', '--port', 'x'], '--port: a number'],
    [['sentry', '--unknown'], "'--unknown'"],
  ])('says in one line what is wrong with %j', async (args, reason) => {
    const { code, out, err } = await sandbox(...args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(reason)
    expect(err.trim().split('\n')).toHaveLength(1)
  })

  it.each(Object.keys(standIns))('tells a step for %s that a shell takes as it stands', (id) => {
    const line = reachLines(id, 'http://127.0.0.1:9000').find((each) => each.includes('try:')) ?? ''
    const command = line.replace(/^.*npm run step --/, "printf '%s\\n'")
    const words = spawnSync('bash', ['-c', command], { encoding: 'utf8' }).stdout.trim().split('\n')
    const { token = '', with: inputs = {} } = standIns[id] ?? {}
    const expected = { provider: id, 'api-url': 'http://127.0.0.1:9000', token, ...inputs }
    expect(words).toEqual(Object.entries(expected).map(([name, value]) => `${name}=${value}`))
  })

  it('serves, with the faults it was given, until it is ended', async () => {
    let status = 0
    const { out } = await node(
      'sandbox/cli.ts',
      ['retrace', '--port', '0', '--fault', '503 GET /'],
      (text, child) => {
        const url = /on (http:\S+)/.exec(text)?.[1]
        if (!url || status !== 0) return
        status = -1
        fetch(`${url}/api/apps/envs`).then(
          (answer) => {
            status = answer.status
            child.kill()
          },
          () => child.kill(),
        )
      },
    )
    expect(status).toBe(503)
    expect(out).toContain('GET /api/apps/envs')
  })
})
