// Fills the generated regions of action.yml, README.md, docs/ and the template of a bug from the declarations in src/ and
// of the stand-ins.
// `npm run generate` writes; `-- --check` only compares and fails on drift.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { standIns } from '../sandbox/index.ts'
import { commonInputs, outputs } from '../src/inputs/common.ts'
import type { Input, Inputs } from '../src/inputs/kinds.ts'
import { OPERATIONS } from '../src/inputs/operations.ts'
import { type AnyProvider, effectOf, type Identity, operationsOf } from '../src/provider/provider.ts'
import { providers } from '../src/providers/index.ts'
import { readOptions } from './options.ts'

const root = join(import.meta.dirname, '..')

const IDENTITIES: Readonly<Record<Identity, string>> = {
  key: 'by an id of its own, which is made from the marker',
  lookup: 'by the marker',
  none: 'not at all',
}

/** What each region holds, by the name in its marks. */
function regions(): Readonly<Record<string, string>> {
  const all = Object.values(providers)
  return {
    'action-inputs': [{ name: '', inputs: commonInputs }, ...all].flatMap(actionInputs).join('\n'),
    'action-outputs': Object.entries(outputs)
      .map(
        ([name, meaning]) =>
          `  ${name}:\n    description: ${yamlText(sentence(meaning).replaceAll('`', ''))}`,
      )
      .join('\n'),
    inputs: inputTable(commonInputs),
    outputs: table(
      ['output', 'meaning'],
      Object.entries(outputs).map(([name, meaning]) => [code(name), cell(meaning)]),
    ),
    providers: table(
      ['`provider`', 'service', 'effect', '`token`, or in the environment'],
      all.map((each) => [
        `[\`${each.id}\`](docs/providers/${each.id}.md)`,
        each.name,
        effectOf(each) === 'deploys' ? '**deploys**' : 'records',
        code(each.tokenEnv),
      ]),
    ),
    'provider-inputs': all.map(({ id, name }) => `- [${name}](providers/${id}.md#inputs)`).join('\n'),
    operations: table(
      ['', ...all.map(({ id }) => code(id))],
      OPERATIONS.map((operation) => [
        code(operation),
        ...all.map((each) => (operationsOf(each).includes(operation) ? 'yes' : '–')),
      ]),
    ),
    hints: table(
      ['provider', 'status', 'what it says'],
      all.flatMap(({ name, hints }) =>
        Object.entries(hints).flatMap(([status, hint]) =>
          // What depends on the answer stands on the provider's page.
          typeof hint === 'string' ? [[name, status, cell(hint.replace(/\n+ */g, '<br>'))]] : [],
        ),
      ),
    ),
    hosts: table(
      ['provider', 'host'],
      all.map(({ id, name }) => [name, standIns[id]?.hosts ?? '']),
    ),
    identities: table(
      ['provider', 'how a record is found again'],
      all.map(({ name, identity }) => [name, IDENTITIES[identity]]),
    ),
    // The page shows the first one whole.
    'quick-start': all.slice(1).map(quickStart).join('\n\n'),
    'bug-providers': `      options: [${all.map(({ id }) => id).join(', ')}]`,
    ...Object.fromEntries(all.map((each) => [`inputs-${each.id}`, inputTable(each.inputs)])),
    ...Object.fromEntries(all.map((each) => [`calls-${each.id}`, callTable(each)])),
    ...Object.fromEntries(all.map((each) => [`limits-${each.id}`, limitTable(each)])),
  }
}

function actionInputs({
  name: vendor,
  inputs,
}: {
  readonly name: string
  readonly inputs: Inputs
}): string[] {
  return Object.entries(inputs).map(([name, input]) => actionInput(vendor, name, input))
}

function actionInput(vendor: string, name: string, input: Input): string {
  const meaning = `${vendor ? `${vendor}: ` : ''}${meaningOf(input)}`
  return [
    `  ${name}:`,
    `    description: ${yamlText(meaning.replaceAll('`', ''))}`,
    ...(input.required && vendor === '' ? ['    required: true'] : []),
    ...(input.default === undefined ? [] : [`    default: ${yamlText(input.default)}`]),
  ].join('\n')
}

/** Double-quoted YAML: its escapes are those of JSON. */
function yamlText(text: string): string {
  return JSON.stringify(text)
}

function sentence(text: string): string {
  const capital = text.replace(/^[a-z]/, (letter) => letter.toUpperCase())
  return /[.!?]$/.test(capital) ? capital : `${capital}.`
}

function inputTable(inputs: Inputs): string {
  const rows = Object.entries(inputs).map(([name, input]) => [
    code(name),
    defaultOf(input),
    cell(meaningOf(input)),
  ])
  return rows.length === 0 ? 'It has no inputs of its own.' : table(['input', 'default', 'meaning'], rows)
}

function defaultOf(input: Input): string {
  if (input.required) return '**required**'
  if (input.defaultText) return cell(input.defaultText)
  return input.default ? code(input.default) : '–'
}

/** The choices stand at the end, unless the description tells each of them. */
function meaningOf({ description, choices = [] }: Input): string {
  const words = choices.map(code)
  const isTold = words.every((word) => description.includes(word))
  return `${sentence(description)}${isTold ? '' : ` One of ${words.join(', ')}.`}`
}

function callTable({ calls, identity }: AnyProvider): string {
  const never = identity === 'none' ? 'no: nothing can be looked up' : 'no: looked up instead'
  const rows = Object.values(calls).map(({ route, repeat, does, docs }) => [
    code(route),
    cell(does.replaceAll('"{', '{').replaceAll('}"', '}')),
    repeat === 'unsafe' ? never : 'yes',
    `[source](${docs})`,
  ])
  return table(['request', 'what it does', 'sent again after a lost answer', 'from'], rows)
}

function limitTable({ limits = {} }: AnyProvider): string {
  const rows = Object.entries(limits).map(([what, limit]) => [
    what,
    [
      limit.maxBytes && `at most ${limit.maxBytes} bytes`,
      limit.maxLength && `at most ${limit.maxLength} characters`,
      limit.forbidden?.length && `without ${limit.forbidden.map(code).join(' ')}`,
      'no control characters',
      limit.trimmed && 'no white space around it',
      ...(limit.shapes?.map(({ says }) => `not one that ${says}`) ?? []),
      limit.reserved?.length && `not ${limit.reserved.map(code).join(', ')}`,
    ]
      .filter((each) => each)
      .join('; '),
  ])
  return rows.length === 0 ? 'No limits are known.' : table(['name', 'limits'], rows)
}

/** The step of the first whole workflow of the provider's page, folded; its page is written last. */
function quickStart(provider: AnyProvider): string {
  const page = join(root, `docs/providers/${provider.id}.md`)
  const [, yaml] =
    (existsSync(page) && /^```yaml\n(name: [\s\S]*?)^```/m.exec(readFileSync(page, 'utf8'))) || []
  const does = effectOf(provider) === 'deploys' ? 'this step <b>deploys</b>' : 'records a deploy'
  const summary = `<summary><b>${provider.name}</b>: ${does}</summary>`
  return ['<details>', summary, '', '```yaml', `${excerpt(yaml ?? '')}\`\`\``, '', '</details>'].join('\n')
}

/** Its steps, and what it needs beside them: permissions beyond reading, and `concurrency`. */
function excerpt(workflow: string): string {
  const { permissions, concurrency, jobs } = parse(workflow) ?? {}
  const isPlain = JSON.stringify(permissions) === '{"contents":"read"}'
  const { steps } = Object.values<{ steps: unknown }>(jobs ?? {})[0] ?? {}
  return stringify({ ...(isPlain ? {} : { permissions }), concurrency, steps }, { lineWidth: 0 })
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n')
}

function code(text: string): string {
  return `\`${text}\``
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}

/** Puts the content between `<generated NAME>` and `</generated NAME>`, as YAML or HTML comments. */
function fill(text: string, file: string, contents: Readonly<Record<string, string>>): string {
  return text.replace(
    /^([ \t]*(?:#|<!--) <generated ([\w-]+)>[^\n]*\n)[\s\S]*?^([ \t]*(?:#|<!--) <\/generated \2>)/gm,
    (_, open: string, name: string, close: string) => {
      const content = contents[name]
      if (content === undefined) throw new Error(`${file}: there is no region "${name}"`)
      return `${open}${content}\n${close}`
    },
  )
}

function targets(): string[] {
  const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  const pages = docs.filter((file) => file.endsWith('.md')).map((file) => join('docs', file))
  return ['action.yml', 'README.md', '.github/ISSUE_TEMPLATE/bug.yml', ...pages]
}

const { check: isCheck } = readOptions(
  'usage: npm run generate [-- --check]\n\n  --check  compares, and fails on drift, instead of writing',
  { check: { type: 'boolean', default: false } },
)
const contents = regions()
const drifted = targets().filter((file) => {
  const path = join(root, file)
  const text = readFileSync(path, 'utf8').replaceAll('\r\n', '\n')
  const next = fill(text, file, contents)
  if (next !== text && !isCheck) writeFileSync(path, next)
  return next !== text
})
if (isCheck && drifted.length > 0) {
  console.error(`generated regions are out of date in ${drifted.join(', ')}: run "npm run generate".`)
  process.exit(1)
}
console.log(
  isCheck ? 'generated regions are current' : `wrote ${drifted.join(', ') || 'nothing: all current'}`,
)
