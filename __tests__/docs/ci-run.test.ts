// .ci/run, with a stand-in for npm: the counts in its last line, and its exit code.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'

const script = join(import.meta.dirname, '../../.ci/run')
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ci-run-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Runs the script with an `npm` that runs `ci` for `npm ci` and `test` for `npm test`. */
function run(ci: string, test: string) {
  const npm = `#!/bin/sh\nif [ "$1" = ci ]; then\n${ci}\nelse\n${test}\nfi\n`
  writeFileSync(join(folder, 'npm'), npm, { mode: 0o755 })
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH']}` }
  const { status, stdout } = spawnSync('bash', [script], { env, encoding: 'utf8' })
  return { status, last: stdout.trimEnd().split('\n').at(-1), stdout }
}

describe('.ci/run', () => {
  it('ends with the number of passed tests', () => {
    const { status, last } = run('echo installed', 'echo "Tests:       312 passed, 312 total" >&2')
    expect({ status, last }).toEqual({ status: 0, last: '312 passed, 0 failed' })
  })

  it('fails with the exit code of npm and still ends with the counts', () => {
    const { status, last } = run(
      ':',
      'echo "Tests:       2 failed, 1 skipped, 309 passed, 312 total"; exit 3',
    )
    expect({ status, last }).toEqual({ status: 3, last: '309 passed, 2 failed' })
  })

  it('adds up the summaries of several runs of jest', () => {
    const { last } = run(
      ':',
      'echo "Tests:  5 passed, 5 total"; echo "Tests:  1 failed, 2 passed, 3 total"; exit 1',
    )
    expect(last).toBe('7 passed, 1 failed')
  })

  it('does not test when the installation failed', () => {
    const { status, last, stdout } = run('exit 4', 'echo tested')
    expect({ status, last }).toEqual({ status: 4, last: '0 passed, 0 failed' })
    expect(stdout).not.toContain('tested')
  })
})
