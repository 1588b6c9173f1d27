// The names and defaults that workflows of others rely on. Changing one breaks them: a new major version.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { standIns } from '../../sandbox/index.ts'
import { commonInputs, outputs } from '../../src/inputs/common.ts'
import { allInputs } from '../../src/inputs/given.ts'
import { providers } from '../../src/providers/index.ts'

const COMMON: Readonly<Record<string, string>> = {
  provider: '',
  operation: 'deploy',
  token: '',
  'api-url': '',
  version: '',
  'version-skip': '',
  'version-from': 'auto',
  'version-prefix': '',
  environment: '',
  url: '',
  'deploy-name': '',
  description: '',
  'started-at': '',
  'finished-at': '',
  commits: 'auto',
  'commits-from': 'auto',
  'patch-set': 'auto',
  paths: '',
  ref: '',
  'github-token': '${{ github.token }}',
  'deploy-id': '',
  status: '${{ job.status }}',
  'on-rerun': 'reuse',
  wait: 'true',
  timeout: '20m',
  'on-error': 'fail',
  'dry-run': 'false',
  summary: 'true',
  'matrix-key': '${{ strategy.job-index }}',
}

const OUTPUTS = [
  'version',
  'deploy-id',
  'release-id',
  'release-url',
  'deploy-url',
  'environment',
  'outcome',
  'created',
  'kind',
  'commit-count',
  'base-sha',
  'head-sha',
  'range-source',
  'started-at',
  'finished-at',
  'lead-time',
  'message',
  'result',
]

interface Manifest {
  readonly description: string
  readonly inputs: Record<string, { description: string; default?: string; required?: boolean }>
  readonly outputs: Record<string, { description: string }>
  readonly runs: { readonly using: string; readonly main: string; readonly post: string }
}
const manifest: Manifest = parse(readFileSync(join(import.meta.dirname, '..', '..', 'action.yml'), 'utf8'))

const defaultsOf = (inputs: Readonly<Record<string, { readonly default?: string }>>) =>
  Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.default ?? '']))

describe('the promise', () => {
  it('holds the common inputs and their defaults', () => {
    expect(defaultsOf(commonInputs)).toEqual(COMMON)
  })

  it.each(Object.values(providers))('holds the inputs of $id and their defaults', ({ id, inputs }) => {
    expect(defaultsOf(inputs)).toEqual(standIns[id]?.inputs)
  })

  it('holds the variables that tokens are read from', () => {
    const read = Object.values(providers).map(({ id, tokenEnv }) => [id, tokenEnv])
    const promised = Object.entries(standIns).map(([id, { tokenEnv }]) => [id, tokenEnv])
    expect(Object.fromEntries(read)).toEqual(Object.fromEntries(promised))
  })

  it('holds the outputs, in their order', () => {
    expect(Object.keys(outputs)).toEqual(OUTPUTS)
    expect(Object.keys(manifest.outputs)).toEqual(OUTPUTS)
  })
})

describe('action.yml', () => {
  it('declares exactly the inputs that are declared beside the code, with the same defaults', () => {
    expect(defaultsOf(manifest.inputs)).toEqual(defaultsOf(allInputs()))
  })

  it('requires only the provider, since the rest depends on it', () => {
    const required = Object.entries(manifest.inputs).filter(([, { required }]) => required)
    expect(required.map(([name]) => name)).toEqual(['provider'])
  })

  it('has a description for everything, none with an expression, which would not load', () => {
    const all = [manifest, ...Object.values(manifest.inputs), ...Object.values(manifest.outputs)]
    for (const { description } of all) {
      expect(description).toMatch(/\S.*\.$/)
      expect(description).not.toContain('${{')
    }
  })

  it('has a description that the Marketplace takes: less than 125 characters', () => {
    expect(manifest.description.length).toBeLessThan(125)
    // It names no provider, so that one more needs no new wording.
    for (const { name } of Object.values(providers)) expect(manifest.description).not.toContain(`${name},`)
  })

  it('names every choice of an input in its description', () => {
    for (const [name, { choices = [] }] of Object.entries(allInputs()))
      for (const choice of choices) expect(manifest.inputs[name]?.description).toContain(choice)
  })

  it('uses expressions only of contexts that a default may use', () => {
    const used = Object.values(manifest.inputs).flatMap(
      ({ default: value = '' }) => value.match(/\$\{\{.*?\}\}/g) ?? [],
    )
    for (const expression of used) expect(expression).toMatch(/^\$\{\{ (github|strategy|job)\.[\w-]+ \}\}$/)
  })

  it('has names that the runner takes, and no two that it would confuse', () => {
    const names = [...Object.keys(manifest.inputs), ...Object.keys(manifest.outputs)]
    for (const name of names) expect(name).toMatch(/^[a-z][a-z-]*$/)
    const variables = Object.keys(manifest.inputs).map((name) => name.toUpperCase())
    expect(new Set(variables).size).toBe(variables.length)
  })

  it('gives every provider input the name of its provider as a beginning', () => {
    for (const { id, inputs } of Object.values(providers))
      for (const name of Object.keys(inputs)) expect(name.startsWith(`${id}-`)).toBe(true)
  })

  it('runs on node 24, with an entry for each stage', () => {
    expect(manifest.runs).toEqual({ using: 'node24', main: 'dist/index.js', post: 'dist/post.js' })
  })
})
