// Our own workflows keep the rules that keep them safe: pinned actions, few permissions, no text of others in a script.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser'
import { describe, expect, it } from '@jest/globals'
import * as v from 'valibot'
import { isScalar, parse, parseDocument, visit } from 'yaml'
import { makeSentry } from '../../sandbox/sentry/index.ts'
import { makeClock, serve } from '../../sandbox/server.ts'
import { outputs } from '../../src/inputs/common.ts'
import { allInputs } from '../../src/inputs/given.ts'
import { push, pushVariables, sha } from '../support/events.ts'
import { runStep } from '../support/step.ts'

const folder = join(import.meta.dirname, '../../.github/workflows')
const workflows = readdirSync(folder)
  .filter((name) => /\.ya?ml$/.test(name))
  .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))

const Permissions = v.record(v.string(), v.picklist(['read', 'write', 'none']))
const Step = v.object({
  uses: v.optional(v.string()),
  run: v.optional(v.string()),
  with: v.optional(v.record(v.string(), v.unknown()), {}),
})
const Job = v.object({
  permissions: Permissions,
  'timeout-minutes': v.number(),
  steps: v.array(Step),
})
const Workflow = v.object({ permissions: v.strictObject({}), jobs: v.record(v.string(), Job) })

const PINNED = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/
const VERSION = /^ v\d+(\.\d+){0,2}$/

/** Every `uses:` of a YAML text with the comment behind it. */
function usesOf(text: string): { action: string; comment: string }[] {
  const found: { action: string; comment: string }[] = []
  visit(parseDocument(text), {
    Pair: (_, { key, value }) => {
      if (!isScalar(key) || key.value !== 'uses' || !isScalar(value)) return
      found.push({ action: String(value.value), comment: value.comment ?? '' })
    },
  })
  return found
}

/** What is wrong with the pins of a workflow; empty when nothing is. */
function badPins(text: string): string[] {
  return usesOf(text)
    .filter(({ action }) => action !== './')
    .filter(({ action, comment }) => !PINNED.test(action) || !VERSION.test(comment))
    .map(({ action, comment }) => `${action} #${comment}`)
}

const jobsOf = (text: string) => Object.entries(v.parse(Workflow, parse(text)).jobs)
const stepsOf = (text: string) => jobsOf(text).flatMap(([, job]) => job.steps)

describe.each(workflows)('the workflow $name', ({ name, text }) => {
  it('is a workflow that GitHub accepts', () => {
    const { context } = parseWorkflow({ name, content: text }, new NoOperationTraceWriter())
    expect(context.errors.getErrors().map((error) => error.message)).toEqual([])
  })

  it('pins every action by a full SHA with its version behind it', () => {
    expect(usesOf(text).length).toBeGreaterThan(0)
    expect(badPins(text)).toEqual([])
  })

  it('grants nothing at the top, and states permissions and a time limit for each job', () => {
    const result = v.safeParse(Workflow, parse(text))
    expect(result.issues?.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`)).toBeUndefined()
  })

  it('has no expression inside a script, since its text would be run', () => {
    const scripts = stepsOf(text).flatMap(({ run }) => run ?? [])
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([])
  })

  it('keeps no credentials after a checkout, except where tags are pushed', () => {
    const kept = jobsOf(text).flatMap(([id, { steps }]) =>
      steps
        .filter(({ uses }) => uses?.startsWith('actions/checkout@'))
        .filter((step) => step.with['persist-credentials'] !== false)
        .map(() => `${name}: ${id}`),
    )
    expect(kept).toEqual(name === 'release.yml' ? ['release.yml: move-tags'] : [])
  })
})

describe('the step of CI that runs the action itself', () => {
  const ci = workflows.find(({ name }) => name === 'ci.yml')?.text ?? ''
  const own = stepsOf(ci).filter(({ uses }) => uses === './')
  const inputs = Object.fromEntries(
    own.flatMap((step) => Object.entries(step.with)).map(([name, value]) => [name, String(value)]),
  )

  it('has inputs and outputs that exist', () => {
    expect(own).toHaveLength(1)
    expect(Object.keys(inputs).filter((name) => !(name in allInputs()))).toEqual([])
    const read = [...ci.matchAll(/steps\.record\.outputs\.([\w-]+)/g)].map(([, name]) => name ?? '')
    expect(read).not.toEqual([])
    expect(read.filter((name) => !(name in outputs))).toEqual([])
  })

  it.each([
    ['deploy', 'recorded', /^\d+$/],
    ['release', 'none', /^$/],
  ])('ends as the next step expects for %s', async (operation, outcome, id) => {
    const clock = makeClock()
    const running = await serve(makeSentry({ clock }), { clock })
    try {
      const result = await runStep({
        with: { ...inputs, operation, 'api-url': running.url },
        event: push(),
        github: pushVariables(),
        clock,
      })
      expect(result.ending).toEqual({})
      expect(result.outputs).toMatchObject({ version: sha(3), outcome })
      expect(result.outputs['deploy-id']).toMatch(id)
    } finally {
      await running.close()
    }
  })
})

describe('the release', () => {
  const release = workflows.find(({ name }) => name === 'release.yml')?.text ?? ''

  it('attests, uploads and verifies each file that runs', () => {
    const { runs } = v.parse(
      v.object({ runs: v.object({ main: v.string(), post: v.string() }) }),
      parse(readFileSync(join(folder, '../../action.yml'), 'utf8')),
    )
    const steps = stepsOf(release)
    const attested = steps.find(({ uses }) => uses?.startsWith('actions/attest-build-provenance@'))
    expect(String(attested?.with['subject-path']).trim().split('\n')).toEqual(['action.yml', 'dist/*.js'])
    const scripts = steps.flatMap(({ run }) => run ?? [])
    const upload = 'gh release upload "$GITHUB_REF_NAME" action.yml dist/*.js'
    expect(scripts.some((script) => script.includes(upload))).toBe(true)
    expect([runs.main, runs.post].filter((file) => !/^dist\/[\w.-]+\.js$/.test(file))).toEqual([])
    // Over what was built, not what was downloaded, so that a file that is missing there is found.
    expect(scripts.some((script) => script.includes('for file in action.yml dist/*.js; do'))).toBe(true)
  })

  it.each([
    ['1.2.0', 0],
    ['1.2.1', 1],
    ['1.2', 1],
    ['1x2.0', 1],
  ])('looks for the section of %s in the changelog', (version, code) => {
    const script = stepsOf(release).flatMap(({ run }) => (run?.includes('CHANGELOG.md') ? [run] : []))
    const place = mkdtempSync(join(tmpdir(), 'changelog-'))
    try {
      writeFileSync(
        join(place, 'CHANGELOG.md'),
        '# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2026-01-01\n',
      )
      const env = { ...process.env, GITHUB_REF_NAME: `v${version}` }
      const { status, stdout } = spawnSync('bash', ['-e', '-c', script.join('\n')], {
        cwd: place,
        env,
        encoding: 'utf8',
      })
      expect(status).toBe(code)
      expect(stdout).toBe(code === 0 ? '' : `CHANGELOG.md has no section "## [${version}]"\n`)
    } finally {
      rmSync(place, { recursive: true })
    }
  })

  it('runs no npm where a token can write', () => {
    const writers = jobsOf(release).filter(([, job]) => Object.values(job.permissions).includes('write'))
    expect(writers.map(([id]) => id)).toEqual(['release', 'move-tags'])
    const scripts = writers.flatMap(([, job]) => job.steps).flatMap(({ run }) => run ?? [])
    expect(scripts.filter((script) => /\bnp[mx]\b/.test(script))).toEqual([])
  })
})

describe('the check of pins', () => {
  const sha = '0123456789abcdef0123456789abcdef01234567'
  const using = (uses: string) => `jobs: { a: { steps: [\n{ uses: ${uses}\n} ] } }`

  it.each([
    'a/b@v4 # v4.0.0',
    'a/b@main',
    `a/b@${sha}`,
    `a/b@${sha.slice(1)} # v4.0.0`,
    `a/b@${sha} # newest`,
    'docker://alpine:3 # v3',
    './other',
  ])('refuses %s', (uses) => {
    expect(badPins(using(uses))).toHaveLength(1)
  })

  it('accepts a SHA with a version, and the action of this repository', () => {
    expect(badPins(using(`a/b/c@${sha} # v4.0.1`))).toEqual([])
    expect(badPins(using('./'))).toEqual([])
  })
})
