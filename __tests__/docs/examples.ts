// The YAML examples of the docs, found and made runnable: expressions get plausible values.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parse, stringify } from 'yaml'
import { isRecord, recordAt, textAt } from '../../src/json.ts'

export const root = join(import.meta.dirname, '..', '..')

interface Page {
  /** Path from the root, with forward slashes. */
  readonly file: string
  readonly text: string
}

/** Every page a user reads. */
export function pages(): Page[] {
  const top = readdirSync(root).filter((file) => file.endsWith('.md'))
  const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file))
  return [...top, ...docs].map((file) => ({
    file: relative(root, join(root, file)).replaceAll('\\', '/'),
    text: readFileSync(join(root, file), 'utf8'),
  }))
}

export interface Step {
  readonly id?: string
  readonly uses?: string
  /** Empty when it has none. */
  readonly if: string
  readonly run: string
  readonly with: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
}

export interface Example {
  readonly name: string
  readonly yaml: string
  /** A whole workflow, to be checked by GitHub's own parser. */
  readonly isWorkflow: boolean
  readonly steps: readonly Step[]
}

/** Every YAML block of a page that uses this action. */
export function examples(page: Page): Example[] {
  return blocks(page).filter(({ steps }) => steps.some(({ uses }) => isOurs(uses)))
}

/** Every YAML block of a page that has jobs or steps, also those that show what people had before. */
export function blocks({ file, text }: Page): Example[] {
  const lines = text.split('\n')
  return [...text.matchAll(/^( *)```ya?ml\n([\s\S]*?)^\1```/gm)].flatMap((match) => {
    const yaml = (match[2] ?? '').replace(new RegExp(`^${match[1] ?? ''}`, 'gm'), '')
    const line = text.slice(0, match.index).split('\n').length
    const value: unknown = parse(yaml)
    const steps = stepsOf(value)
    const isWorkflow = isRecord(value) && 'jobs' in value
    if (!isWorkflow && !steps.some(({ uses, run }) => uses !== undefined || run !== '')) return []
    const heading = lines.slice(0, line).findLast((each) => each.startsWith('#')) ?? ''
    return [{ name: `${file}:${line} ${heading}`, yaml, isWorkflow, steps }]
  })
}

/** A block as a whole workflow: what is only steps, of a job or of a composite action, gets a job around it. */
export function asWorkflow(example: Example): string {
  const { yaml, isWorkflow } = example
  if (isWorkflow) return yaml
  const runs = recordAt(parse(yaml), 'runs')
  if ('steps' in runs) return asWorkflow({ ...example, yaml: stringify({ steps: runs['steps'] }) })
  const job = 'on: push\njobs:\n  job:\n    runs-on: ubuntu-latest\n'
  if (/^\s*steps:/m.test(yaml)) return `${job}${yaml.replace(/^/gm, '    ')}`
  return `${job}    steps:\n${yaml.replace(/^/gm, '      ')}`
}

export function isOurs(uses: string | undefined): boolean {
  return /^(OWNER\/record-deploy@|\.\/$)/.test(uses ?? '')
}

/** Steps of a workflow, of a job, of a `steps:` list, or a bare list. */
export function stepsOf(value: unknown): Step[] {
  if (Array.isArray(value)) return value.flatMap((each) => (isRecord(each) ? [toStep(each)] : []))
  if (!isRecord(value)) return []
  const inner =
    'jobs' in value ? Object.values(isRecord(value['jobs']) ? value['jobs'] : {}) : Object.values(value)
  const own = 'steps' in value ? stepsOf(value['steps']) : []
  return [...own, ...inner.flatMap((each) => (isRecord(each) ? stepsOf(each) : []))]
}

function toStep(step: Readonly<Record<string, unknown>>): Step {
  const texts = (value: unknown) =>
    Object.fromEntries(
      Object.entries(isRecord(value) ? value : {}).map(([name, each]) => [name, String(each ?? '')]),
    )
  return {
    ...(typeof step['id'] === 'string' ? { id: step['id'] } : {}),
    ...(typeof step['uses'] === 'string' ? { uses: step['uses'] } : {}),
    if: textAt(step, 'if'),
    run: textAt(step, 'run'),
    with: texts(step['with']),
    env: texts(step['env']),
  }
}

// What an expression could be on a real run, by a part of it.
const VALUES: readonly (readonly [RegExp, string])[] = [
  [/secrets\./, 'a-secret-of-a-test'],
  [/job\.status/, 'success'],
  [/\.sha|revision/, 'a'.repeat(40)],
  [/started/, '2026-01-01T00:00:00Z'],
  [/deploy-id/, '4711'],
  [/version|ref_name|tag/i, '1.4.0'],
  [/url/, 'https://example.com/'],
  [/needs\.[\w-]+\.result/, 'success'],
]

/** Puts a value in the place of each expression. */
export function evaluate(text: string): string {
  return text.replace(
    /\$\{\{([\s\S]*?)\}\}/g,
    (_, expression: string) => VALUES.find(([part]) => part.test(expression))?.[1] ?? 'value',
  )
}
