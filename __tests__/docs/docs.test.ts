// The docs cannot be wrong: examples are read by GitHub's own parser and by our own input reader, links resolve, and
// everything that exists is documented.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser'
import { describe, expect, it } from '@jest/globals'
import { commonInputs, outputs } from '../../src/inputs/common.ts'
import { allInputs } from '../../src/inputs/given.ts'
import { OPERATIONS } from '../../src/inputs/operations.ts'
import { readInputs } from '../../src/inputs/read.ts'
import { providers } from '../../src/providers/index.ts'
import { asWorkflow, blocks, evaluate, examples, isOurs, pages, root } from './examples.ts'

const all = pages().flatMap(examples)

it('has an example of every provider and every operation', () => {
  const used = all.flatMap(({ steps }) =>
    steps.filter(({ uses }) => isOurs(uses)).map(({ with: inputs }) => inputs),
  )
  const seen = (name: string) => new Set(used.map((inputs) => inputs[name]))
  expect([...seen('provider')].filter((id) => id && id in providers).sort()).toEqual(
    Object.keys(providers).sort(),
  )
  // `deploy` is the default and never written.
  expect(OPERATIONS.filter((operation) => !seen('operation').has(operation))).toEqual(['deploy'])
})

describe.each(
  pages()
    .flatMap(blocks)
    .map((block) => [block.name, block] as const),
)('%s', (_, block) => {
  it('is read by GitHub’s own parser', () => {
    const content = asWorkflow(block)
    const { context } = parseWorkflow({ name: 'example.yml', content }, new NoOperationTraceWriter())
    expect(context.errors.getErrors().map(({ message }) => message)).toEqual([])
  })
})

describe.each(all.map((example) => [example.name, example] as const))('%s', (_, { yaml, steps }) => {
  it('has inputs that the action takes without a problem or a warning', () => {
    const defaults = Object.entries(allInputs()).map(
      ([name, input]) => [name, evaluate(input.default ?? '')] as const,
    )
    for (const step of steps.filter(({ uses }) => isOurs(uses))) {
      const given = { ...Object.fromEntries(defaults), ...step.with }
      const env = Object.fromEntries(
        Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, evaluate(value)]),
      )
      const more = Object.fromEntries(
        Object.entries(step.env).map(([name, value]) => [name, evaluate(value)]),
      )
      expect(readInputs({ ...more, ...env }).warnings).toEqual([])
    }
  })

  it('puts no output of ours into a script, since its text would be run', () => {
    const scripts = steps.map(({ run }) => run)
    expect(scripts.filter((script) => /\$\{\{\s*(?:steps|needs|inputs|github)\./.test(script))).toEqual([])
  })

  it('reads only outputs that exist', () => {
    const ours = steps.filter(({ uses }) => isOurs(uses)).map(({ id }) => id)
    const read = [...yaml.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)].filter(([, id]) =>
      ours.includes(id),
    )
    expect(read.map(([, , name]) => name).filter((name) => !(String(name) in outputs))).toEqual([])
  })
})

describe.each(pages().map((page) => [page.file, page] as const))('%s', (file, { text }) => {
  it('has only links that resolve', () => {
    const links = [...text.replace(/```[\s\S]*?```/g, '').matchAll(/(?:\]\(|src="|srcset=")([^)"\s]+)/g)].map(
      ([, link]) => link ?? '',
    )
    const broken = links
      .filter((link) => !/^(https?:|mailto:)/.test(link))
      .filter((link) => !resolves(file, link))
    expect(broken).toEqual([])
  })
})

/** A file that is there, and a heading with that name. */
function resolves(from: string, link: string): boolean {
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? from : join(dirname(from), path).replaceAll('\\', '/')
  if (!existsSync(join(root, target))) return false
  return anchor === undefined || headings(target).includes(anchor)
}

/** Anchors as GitHub makes them: lower case, spaces to hyphens, other signs dropped. */
function headings(file: string): string[] {
  const text = pages().find((page) => page.file === file)?.text ?? ''
  return [...text.replace(/```[\s\S]*?```/g, '').matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    (heading ?? '')
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  )
}

describe('what exists is documented', () => {
  const text = (file: string) => pages().find((page) => page.file === file)?.text ?? ''

  it.each(Object.keys(commonInputs))('input %s on its page', (name) => {
    expect(text('docs/inputs.md')).toContain(`| \`${name}\` |`)
  })

  it.each(Object.keys(outputs))('output %s on its page', (name) => {
    expect(text('docs/outputs.md')).toContain(`| \`${name}\` |`)
  })

  it('every operation on its page, and what it does', () => {
    const told = /\n\n(\| `operation`[\s\S]*?)\n\n/.exec(text('docs/operations.md'))?.[1] ?? ''
    expect(OPERATIONS.filter((operation) => !told.includes(`\`${operation}\``))).toEqual([])
  })

  it('reads README in a few minutes, and finds every page from there', () => {
    const readme = text('README.md')
    expect(readme.split(/\s+/).length).toBeLessThanOrEqual(1800)
    const forUsers = pages().filter(({ file }) => /^docs\/[\w-]+\.md$/.test(file))
    expect(forUsers.filter(({ file }) => !readme.includes(`](${file}`))).toEqual([])
  })

  it('every outcome in the README', () => {
    const words = [...outputs.outcome.matchAll(/`([a-z]+)`/g)].map(([, word]) => word)
    const ends = /## How it ends\n([\s\S]*?)\n## /.exec(text('README.md'))?.[1] ?? ''
    const rows = [...ends.matchAll(/^\| `(?!outcome)([a-z]+)` \|/gm)].map(([, word]) => word)
    expect(rows.sort()).toEqual(words.sort())
  })

  it.each(Object.values(providers))('provider $id on its page, with a workflow, and in the README', ({
    id,
  }) => {
    const file = `docs/providers/${id}.md`
    const workflows = all.filter(({ name, isWorkflow }) => isWorkflow && name.startsWith(`${file}:`))
    expect(workflows.flatMap(({ steps }) => steps).map(({ with: inputs }) => inputs['provider'])).toContain(
      id,
    )
    for (const region of ['inputs', 'calls', 'limits'])
      expect(text(file)).toContain(`<generated ${region}-${id}>`)
    expect(text('README.md')).toContain(`](${file})`)
  })

  it('every provider in the template of a bug and among the hosts of the recipes', () => {
    const template = readFileSync(join(root, '.github/ISSUE_TEMPLATE/bug.yml'), 'utf8')
    expect(/options: \[(.*)\]/.exec(template)?.[1]?.split(', ')).toEqual(Object.keys(providers))
    const hosts = /<generated hosts>([\s\S]*?)<\/generated/.exec(text('docs/recipes.md'))?.[1] ?? ''
    for (const { name } of Object.values(providers))
      expect(hosts).toMatch(new RegExp(`^\\| ${name} \\| .*\\w.* \\|$`, 'm'))
  })

  it.each(
    Object.values(providers).flatMap(({ id, inputs }) => Object.keys(inputs).map((name) => [name, id])),
  )('input %s on the page of %s', (name, id) => {
    expect(text(`docs/providers/${id}.md`)).toContain(`| \`${name}\` |`)
  })
})

describe('the map of the architecture', () => {
  const text = pages().find(({ file }) => file === 'docs/architecture.md')?.text ?? ''
  const map = /## The map\n([\s\S]*?)\n## /.exec(text)?.[1] ?? ''
  const places = [...map.matchAll(/^\|([^|]+)\|/gm)].flatMap(
    ([, cell = '']) => cell.match(/[\w./-]+\w\b/g) ?? [],
  )

  it('names nothing that is not there', () => {
    const named = places.filter((place) => place.includes('/'))
    expect(named.length).toBeGreaterThan(20)
    expect(named.filter((place) => !existsSync(join(root, place)))).toEqual([])
  })

  it('leaves out nothing of src', () => {
    const rooms = readdirSync(join(root, 'src')).filter((name) => name !== 'tsconfig.json')
    expect(rooms.filter((name) => !map.includes(`src/${name}`) && !map.includes(`\`${name}\``))).toEqual([])
  })
})
