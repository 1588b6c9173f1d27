// Reads and checks all inputs at once: every problem in one message, each with its cure, before any request.

import { InputError } from '../errors.ts'
import type { RunContext } from '../event/context.ts'
import type { AnyProvider } from '../provider/provider.ts'
import { providers } from '../providers/index.ts'
import { isUnmistakable } from '../secrets.ts'
import { firstLine } from '../text.ts'
import { withoutRefs } from '../version/refs.ts'
import {
  type CommonValues,
  commonProblems,
  idleInputs,
  isOfEvent,
  noticesOf,
  pathProblems,
} from './checks.ts'
import { commonInputs } from './common.ts'
import type { Input, Inputs, Values } from './kinds.ts'
import { linesProblem, rawProblem, shown, unseenProblem, urlSecrets } from './slips.ts'
import { type Misspellings, misspelt, strangers } from './strangers.ts'
import { missingToken, tokenProblems } from './token.ts'

/** The inputs of a run: the common ones, the chosen provider, and its own. */
export interface ReadInputs {
  readonly common: CommonValues
  readonly provider: AnyProvider
  readonly own: Values<Inputs>
  /** The token as it is used: the input, or the environment variable it falls back to. */
  readonly token: string
  /** Things that are not wrong enough to fail: an input of another provider, one that does nothing here. */
  readonly warnings: readonly string[]
  /** What is done although it may not be what was meant. */
  readonly notices: readonly string[]
}

/** What the event adds to the checks. */
export interface EventChecks {
  /** The parsed event file: it tells why there are no secrets. */
  readonly event?: unknown
  /** Why nothing of this event may be released. */
  readonly refusal?: RunContext['refusal'] | undefined
}

/** Every input that exists, by name: the common ones, then each provider's. */
export function allInputs(): Readonly<Record<string, Input>> {
  return Object.assign({}, commonInputs, ...Object.values(providers).map(({ inputs }) => inputs))
}

/**
 * Reads the inputs of the step.
 * @param env the process environment, with the runner's INPUT_… variables
 * @throws InputError naming every problem at once
 */
export function readInputs(env: NodeJS.ProcessEnv, from: EventChecks = {}): ReadInputs {
  const problems: string[] = []
  const read = readAll(env, commonInputs, problems)
  if (read.provider === '') {
    if (!inputText(env, 'provider', commonInputs.provider))
      problems.push(`provider is required: one of ${Object.keys(providers).join(', ')}.`)
    const { problems: missing, warnings } = misspeltIn(env)
    throw new InputError([...problems, ...missing, ...warnings])
  }
  const provider: AnyProvider = providers[read.provider]
  const common = {
    ...read,
    versionPrefix: withoutRefs(read.versionPrefix),
    deployId: provider.canonicalId?.(read.deployId) ?? read.deployId,
  }
  const given = readAll(env, provider.inputs, problems)
  const token = tokenOf(env, provider, common)
  problems.push(...(token ? tokenProblems(token, provider.name) : [missingToken(provider, env, from.event)]))
  problems.push(...otherTokens(env, provider, common).flatMap((each) => tokenProblems(...each)))
  const hasStatus = inputText(env, 'status', commonInputs.status) !== ''
  problems.push(...commonProblems(provider, common, hasStatus))
  const asked = { ...common, version: withoutRefs(common.version), token, env }
  const { own, warnings } = provider.complete?.(given, asked) ?? { own: given, warnings: [] }
  problems.push(...(provider.problems?.(own, asked) ?? []))
  if (common.apiUrl) problems.push(...pathProblems(provider, provider.connect(own, asked).baseUrl))
  problems.push(...oddNames(env, { ...commonInputs, ...provider.inputs }, problems))
  if (from.refusal && !common.ref && isOfEvent(common)) problems.push(from.refusal)
  const names = misspeltIn(env, provider)
  problems.push(...names.problems)
  // A misspelt name is often why another input is missing.
  if (problems.length > 0) throw new InputError([...problems, ...names.warnings])
  const others = strangers(provider, Object.values(providers), (name, input) => isSet(env, name, input))
  return {
    common,
    provider,
    own,
    token,
    warnings: [...warnings, ...others, ...names.warnings, ...idleInputs(common)],
    notices: noticesOf(common, provider),
  }
}

/**
 * Every secret that an input holds, or the chosen provider's variable; of other providers' variables, which may hold
 * anything, only what is no word that stands elsewhere too. A password in a URL is one wherever it stands. To be called
 * before anything else is done or said.
 */
export function maskSecrets(env: NodeJS.ProcessEnv, mask: (secret: string) => void): void {
  const chosen = inputText(env, 'provider', commonInputs.provider).toLowerCase()
  const secrets = Object.values(providers).flatMap(({ id, tokenEnv }) => {
    const value = (env[tokenEnv] ?? '').trim()
    return id === chosen || !Object.hasOwn(providers, chosen) || isUnmistakable(value) ? [value] : []
  })
  for (const [name, input] of Object.entries(allInputs())) {
    const value = inputText(env, name, input)
    secrets.push(...(input.kind === 'secret' ? [value] : urlSecrets(value, input.kind === 'url')))
  }
  for (const secret of secrets) if (secret) mask(secret)
}

/** The input, else the provider's variable; GitHub's has an input of its own. */
function tokenOf(env: NodeJS.ProcessEnv, { tokenEnv }: AnyProvider, common: CommonValues): string {
  if (common.token) return common.token
  return tokenEnv === 'GITHUB_TOKEN' ? common.githubToken : (env[tokenEnv] ?? '').trim()
}

/** The other secrets that are given, with whose they are and their inputs: an application key, the one for reading commits. */
function otherTokens(
  env: NodeJS.ProcessEnv,
  { name: owner, inputs, tokenEnv }: AnyProvider,
  { githubToken }: CommonValues,
): [string, string, string][] {
  const own = Object.entries(inputs).flatMap(([name, input]): [string, string, string][] => {
    const value = input.kind === 'secret' ? inputText(env, name, input) : ''
    return value === '' ? [] : [[value, owner, name]]
  })
  const isOwn = tokenEnv === 'GITHUB_TOKEN' || githubToken === ''
  return isOwn ? own : [...own, [githubToken, providers.github.name, 'github-token']]
}

/** `INPUT_VERSION-FROM`: upper case, spaces become `_`, hyphens stay (actions/toolkit, getInput). */
export function variable(name: string): string {
  return `INPUT_${name.replace(/ /g, '_').toUpperCase()}`
}

function inputText(env: NodeJS.ProcessEnv, name: string, input: Input): string {
  const given = (env[variable(name)] ?? '').trim()
  return given || (input.env ? (env[input.env] ?? '').trim() : '')
}

function readAll<I extends Inputs>(env: NodeJS.ProcessEnv, inputs: I, problems: string[]): Values<I> {
  const values: Record<string, unknown> = {}
  for (const [name, input] of Object.entries(inputs)) {
    const text = inputText(env, name, input)
    const slip = slipIn(name, input, text)
    if (slip) problems.push(`${name} ${slip}.`)
    const read = input.read(slip ? firstLine(text) : text)
    if ('problem' in read && !slip) problems.push(wrong(name, input, text, read))
    // In place of a wrong value stands what an empty input means, so that the checks after it find their own problems only.
    const usable = 'problem' in read ? input.read(input.kind === 'list' ? (read.meant ?? '') : '') : read
    if ('value' in usable) values[camelCase(name)] = usable.value
    if (input.required && text === '' && name !== 'provider')
      problems.push(`${name} is required: ${input.description}`)
  }
  // Each declared input was read by its own declaration, from which the type is made.
  return values as Values<I>
}

/** `wait must be true or false; got "yes"; did you mean true?` */
function wrong(
  name: string,
  { kind }: Input,
  text: string,
  { problem, meant }: { problem: string; meant?: string },
): string {
  const got = kind === 'secret' ? '' : `; got "${shown(text, 80, kind === 'url')}"`
  if (meant === undefined) return `${name} ${problem}${got}.`
  return kind === 'list'
    ? `${name} ${problem}: write ${shown(meant)}.`
    : `${name} ${problem}${got}; did you mean ${shown(meant)}?`
}

// Names that are compared sign by sign, by people and by services.
const NAMES = ['version', 'version-prefix', 'environment', 'deploy-id']

/** A slip that is one in every input of a kind, as the end of a sentence. */
function slipIn(name: string, { kind }: Input, text: string): string | undefined {
  if (kind === 'secret' || kind === 'list' || name === 'description') return undefined
  return linesProblem(text) ?? (NAMES.includes(name) ? (unseenProblem(text) ?? rawProblem(text)) : undefined)
}

// Every other text is a name, too.
const PROSE = ['description', 'deploy-name', 'newrelic-entity', 'matrix-key']

/** The slips in other names and lists, where nothing else is wrong with the input. */
function oddNames(env: NodeJS.ProcessEnv, inputs: Inputs, told: readonly string[]): string[] {
  return Object.entries(inputs).flatMap(([name, input]) => {
    const isTold = told.some((each) => each.startsWith(`${name} `))
    if (isTold || !['text', 'list'].includes(input.kind) || PROSE.includes(name)) return []
    const text = inputText(env, name, input)
    const words = input.kind === 'list' ? text.split(/[\s,]+/) : []
    const slip = [text, ...words].map((each) => oddName(name, each)).find((each) => each !== undefined)
    return slip ? [`${name} ${slip}.`] : []
  })
}

function oddName(name: string, text: string): string | undefined {
  if (/^\.\.?$/.test(text)) return 'is no name'
  // Retrace's portal may have any sign in it, so a warning is all.
  return (name === 'retrace-app' ? undefined : unseenProblem(text)) ?? rawProblem(text)
}

/** `sentry-org` → `sentryOrg`. */
export function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function isSet(env: NodeJS.ProcessEnv, name: string, input: Input): boolean {
  const given = (env[variable(name)] ?? '').trim()
  return given !== '' && given !== (input.default ?? '')
}

/** What to say about the names of inputs that do not exist. */
function misspeltIn(env: NodeJS.ProcessEnv, provider?: AnyProvider): Misspellings {
  const known = allInputs()
  const variables = new Set(Object.keys(known).map(variable))
  return misspelt({
    prefixes: provider
      ? [provider.id, ...(/^[A-Z]+/.exec(provider.tokenEnv) ?? [])].map((each) => each.toLowerCase())
      : [],
    usable: provider ? Object.keys({ ...commonInputs, ...provider.inputs }) : Object.keys(known),
    unknown: Object.keys(env)
      .filter((key) => key.startsWith('INPUT_') && !variables.has(key))
      .map((key) => key.slice('INPUT_'.length).toLowerCase()),
    isSet: (name) => {
      const input = known[name]
      return input !== undefined && (isSet(env, name, input) || (env[input.env ?? ''] ?? '').trim() !== '')
    },
  })
}
