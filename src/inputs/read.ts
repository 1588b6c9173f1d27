// Reads and checks all inputs at once: every problem in one message, each with its cure, before any request.

import { InputError } from '../errors.ts'
import type { RunContext } from '../event/context.ts'
import { type AnyProvider, effectOf, operationsOf } from '../provider/provider.ts'
import { providers } from '../providers/index.ts'
import { listed, nearest, oneLine } from '../text.ts'
import { withoutRefs } from '../version/refs.ts'
import { commonInputs, NO_STATUS } from './common.ts'
import type { Input, Inputs, Values } from './kinds.ts'
import { checkLimit } from './limits.ts'

type Env = Readonly<Record<string, string | undefined>>

/** The inputs of a run: the common ones, the chosen provider, and its own. */
export interface ReadInputs {
  readonly common: Values<typeof commonInputs>
  readonly provider: AnyProvider
  readonly own: Values<Inputs>
  /** The token as it is used: the input, or the environment variable it falls back to. */
  readonly token: string
  /** Things that are not wrong enough to fail: an input of another provider, a misspelt one. */
  readonly warnings: readonly string[]
}

/** Every input that exists, by name: the common ones, then each provider's. */
export function allInputs(): Readonly<Record<string, Input>> {
  return Object.assign({}, commonInputs, ...Object.values(providers).map(({ inputs }) => inputs))
}

/**
 * Reads the inputs of the step.
 * @param env the process environment, with the runner's INPUT_… variables
 * @param mask called for each secret before anything else is done with it
 * @param context what the event forbids
 * @throws InputError naming every problem at once
 */
export function readInputs(
  env: Env,
  mask: (secret: string) => void,
  { refusal }: Pick<RunContext, 'refusal'>,
): ReadInputs {
  maskSecrets(env, mask)
  const problems: string[] = []
  const common = readAll(env, commonInputs, problems)
  if (common.provider === '') {
    if (!inputText(env, 'provider', commonInputs.provider)) {
      problems.push(`provider is required: one of ${Object.keys(providers).join(', ')}.`)
    }
    throw new InputError([...problems, ...misspelt(env)])
  }
  const provider: AnyProvider = providers[common.provider]
  const given = readAll(env, provider.inputs, problems)
  const token = tokenOf(env, provider, common)
  if (!sendable(token)) {
    problems.push(
      'token holds a line break or another sign that cannot be sent: copy it into the secret again.',
    )
  }
  // A provider that carries deploys out is asked for the end. An empty status comes from an expression about a step that
  // did not run, and must not count as a success.
  const hasStatus = inputText(env, 'status', commonInputs.status) !== ''
  if (common.operation === 'finish' && effectOf(provider) === 'records' && !hasStatus)
    problems.push(NO_STATUS)
  if (!token) problems.push(`token is required: set the input, or ${provider.tokenEnv} in the step's env.`)
  problems.push(...operationProblems(provider, common), ...nameProblems(provider, common))
  const asked = { ...common, version: withoutRefs(common.version), token, env }
  const { own, warnings } = provider.complete?.(given, asked) ?? { own: given, warnings: [] }
  problems.push(...(provider.problems?.(own, asked) ?? []))
  if (refusal && !common.ref && !namesItsDeploy(common)) problems.push(refusal)
  // A misspelt name is often why another input is missing; without any problem it is only worth a warning.
  if (problems.length > 0) throw new InputError([...problems, ...misspelt(env)])
  return {
    common,
    provider,
    own,
    token,
    warnings: [...warnings, ...strangers(env, provider), ...misspelt(env)],
  }
}

/** Every secret that an input or a provider's variable holds, whichever provider is chosen. */
function maskSecrets(env: Env, mask: (secret: string) => void): void {
  for (const [name, input] of Object.entries(allInputs())) {
    const value = input.kind === 'secret' ? inputText(env, name, input) : ''
    if (value) mask(value)
  }
  for (const { tokenEnv } of Object.values(providers)) {
    const value = (env[tokenEnv] ?? '').trim()
    if (value) mask(value)
  }
}

/** The input, else the provider's variable; GitHub's has an input of its own. */
function tokenOf(env: Env, { tokenEnv }: AnyProvider, common: ReadInputs['common']): string {
  if (common.token) return common.token
  return tokenEnv === 'GITHUB_TOKEN' ? common.githubToken : (env[tokenEnv] ?? '').trim()
}

/** An HTTP header takes visible Latin-1 signs and spaces; a token pasted with a line break in it is no token. */
function sendable(token: string): boolean {
  return /^[\x20-\x7e\xa0-\xff]*$/.test(token)
}

/** `INPUT_VERSION-FROM`: upper case, spaces become `_`, hyphens stay (actions/toolkit, getInput). */
export function variable(name: string): string {
  return `INPUT_${name.replace(/ /g, '_').toUpperCase()}`
}

function inputText(env: Env, name: string, input: Input): string {
  const given = (env[variable(name)] ?? '').trim()
  return given || (input.env ? (env[input.env] ?? '').trim() : '')
}

function readAll<I extends Inputs>(env: Env, inputs: I, problems: string[]): Values<I> {
  const values: Record<string, unknown> = {}
  for (const [name, input] of Object.entries(inputs)) {
    const text = inputText(env, name, input)
    const read = input.read(text)
    if ('problem' in read) {
      const got = input.kind === 'secret' ? '' : `; got "${oneLine(text, 80)}"`
      problems.push(`${name} ${read.problem}${got}.`)
    }
    // In place of a wrong value stands what an empty input means, so that the checks after it find their own problems only.
    const usable = 'problem' in read ? input.read('') : read
    if ('value' in usable) values[camelCase(name)] = usable.value
    if (input.required && text === '' && name !== 'provider')
      problems.push(`${name} is required: ${input.description}`)
  }
  // Each declared input was read by its own declaration, from which the type is made.
  return values as Values<I>
}

/** `sentry-org` → `sentryOrg`. */
export function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function operationProblems(provider: AnyProvider, common: Values<typeof commonInputs>): string[] {
  const { name } = provider
  const operations = operationsOf(provider)
  const { operation, environment, deployId } = common
  if (!operations.includes(operation)) {
    return [
      `operation ${operation} is not possible with ${name}${whyNot(operation)}; it supports ${operations.join(', ')}.`,
    ]
  }
  const problems: string[] = []
  const isReleaseEnough =
    operation === 'release' || (operation === 'deploy' && operations.includes('release'))
  if (!isReleaseEnough && environment === '' && !provider.defaultEnvironment) {
    problems.push(
      `environment is required for operation ${operation} with ${name}: the name of the environment, e.g. production.`,
    )
  }
  if (operation === 'retry' && deployId === '')
    problems.push('deploy-id is required for operation retry: the deploy to repeat.')
  if (operation === 'finish' && effectOf(provider) === 'deploys' && deployId === '') {
    problems.push(
      'deploy-id is required for operation finish: the output deploy-id of the step that started the deploy.',
    )
  }
  return problems
}

/** Does it speak of deploys that are there, whatever the event is about? */
function namesItsDeploy({ operation, deployId }: Values<typeof commonInputs>): boolean {
  return operation === 'deactivate' || (operation === 'finish' && deployId !== '')
}

/** Does it speak of the event's own commit? A rollback on a run that failed, say, does not. */
export function isOfEvent(common: Values<typeof commonInputs>): boolean {
  return !['rollback', 'retry'].includes(common.operation) && !namesItsDeploy(common)
}

function whyNot(operation: string): string {
  if (operation === 'release') return ', which has no releases'
  if (operation === 'track') return ': it carries the deploy out itself, and wait follows it'
  return ''
}

function nameProblems({ name, limits }: AnyProvider, common: Values<typeof commonInputs>): string[] {
  const version = withoutRefs(common.version)
  const { environment } = common
  if (version.startsWith('refs/'))
    return [
      `version "${oneLine(version, 80)}" is no version but a branch or another ref: leave version out, or give a name of its own.`,
    ]
  return [
    ...(version ? checkLimit('version', version, limits.version, name) : []),
    ...(environment ? checkLimit('environment', environment, limits.environment, name) : []),
  ]
}

/**
 * Inputs that belong to another provider and are set to something else than their default. One sentence a provider, since a
 * step may show ten warnings, and others may follow.
 */
function strangers(env: Env, chosen: AnyProvider): string[] {
  return Object.values(providers).flatMap(({ name: owner, inputs }) => {
    const names = Object.entries(inputs)
      .filter(([name, input]) => !(name in chosen.inputs) && isSet(env, name, input))
      .map(([name]) => name)
    if (names.length === 0) return []
    const [is, does] = names.length === 1 ? ['is an input', 'does'] : ['are inputs', 'do']
    return [`${listed(names)} ${is} of ${owner} and ${does} nothing with provider ${chosen.id}.`]
  })
}

function isSet(env: Env, name: string, input: Input): boolean {
  const given = (env[variable(name)] ?? '').trim()
  return given !== '' && given !== (input.default ?? '')
}

/** The runner only warns about unknown inputs, without saying which one was meant. */
function misspelt(env: Env): string[] {
  const names = Object.keys(allInputs())
  const known = new Set(names.map(variable))
  return Object.keys(env)
    .filter((key) => key.startsWith('INPUT_') && !known.has(key))
    .map((key) => {
      const name = key.slice('INPUT_'.length).toLowerCase()
      const [meant] = nearest(name.replace(/_/g, '-'), names, 1)
      return `there is no input ${oneLine(name, 60)}${meant ? `; did you mean ${meant}?` : '.'}`
    })
}
