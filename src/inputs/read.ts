// Reads and checks all inputs at once: every problem in one message, each with its cure, before any request.

import { InputError } from '../errors.ts'
import type { RunContext } from '../event/context.ts'
import type { AnyProvider } from '../provider/provider.ts'
import { providers } from '../providers/index.ts'
import { isUnmistakable } from '../secrets.ts'
import { firstLine } from '../text.ts'
import { withoutRefs } from '../version/refs.ts'
import {
  combinationProblems,
  commonProblems,
  idleInputs,
  namesItsDeploy,
  noticesOf,
  pathProblems,
} from './checks.ts'
import { type CommonValues, commonInputs } from './common.ts'
import { allInputs, inputText, textOf } from './given.ts'
import type { Input, Inputs, Values } from './kinds.ts'
import { linesProblem, rawProblem, shown, unseenProblem, urlSecrets } from './slips.ts'
import { misspelt, strangers } from './strangers.ts'
import { type GivenToken, missingToken, tokenProblems } from './token.ts'

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
    const { problems: missing, warnings } = misspelt(env)
    const others = [...combinationProblems(read), ...refusals(from, read)]
    throw new InputError([...problems, ...others, ...missing, ...warnings])
  }
  const provider: AnyProvider = providers[read.provider]
  const common = {
    ...read,
    versionPrefix: withoutRefs(read.versionPrefix),
    deployId: provider.canonicalId?.(read.deployId) ?? read.deployId,
  }
  const given = readAll(env, provider.inputs, problems)
  const token = tokenOf(env, provider, common)
  if (token === '') problems.push(missingToken(provider, env, from.event))
  problems.push(...tokensOf(env, provider, { ...common, token }).flatMap(tokenProblems))
  const hasStatus = inputText(env, 'status', commonInputs.status) !== ''
  problems.push(...commonProblems(provider, common, hasStatus))
  const asked = { ...common, version: withoutRefs(common.version), token, env }
  const { own, warnings } = provider.complete?.(given, asked) ?? { own: given, warnings: [] }
  problems.push(...(provider.problems?.(own, asked) ?? []).flatMap((problem) => problem || []))
  if (common.apiUrl) problems.push(...pathProblems(provider, provider.connect(own, asked).baseUrl))
  problems.push(...dotNames(env, { ...commonInputs, ...provider.inputs }, problems))
  problems.push(...refusals(from, common))
  const names = misspelt(env, provider)
  problems.push(...names.problems)
  // A misspelt name is often why another input is missing.
  if (problems.length > 0) throw new InputError([...problems, ...names.warnings])
  return {
    common,
    provider,
    own,
    token,
    warnings: [...warnings, ...strangers(env, provider), ...names.warnings, ...idleInputs(common, provider)],
    notices: noticesOf(common, provider),
  }
}

/** What the event decides, unless another commit is named, or a deploy that is there. */
function refusals({ refusal }: EventChecks, common: CommonValues): readonly string[] {
  return refusal && !common.ref && !namesItsDeploy(common) ? [refusal] : []
}

/**
 * Every secret that an input holds, or the chosen provider's variable; of other providers' variables, which may hold
 * anything, only what is no word that stands elsewhere too. A password in a URL is one wherever it stands. To be called
 * before anything else is done or said.
 */
export function maskSecrets(env: NodeJS.ProcessEnv, mask: (secret: string) => void): void {
  const chosen = inputText(env, 'provider', commonInputs.provider).toLowerCase()
  const secrets = Object.values(providers).flatMap(({ id, tokenEnv }) => {
    const value = textOf(env, tokenEnv)
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
  return tokenEnv === 'GITHUB_TOKEN' ? common.githubToken : textOf(env, tokenEnv)
}

/** What is given: the token, another of the provider (an application key, say), and the one for reading commits. */
function tokensOf(
  env: NodeJS.ProcessEnv,
  { name: owner, inputs, tokenEnv }: AnyProvider,
  { token, githubToken }: CommonValues,
): readonly GivenToken[] {
  const own = Object.entries(inputs).filter(([, { kind }]) => kind === 'secret')
  const isShared = tokenEnv === 'GITHUB_TOKEN'
  return [
    { token, owner, input: 'token' },
    ...own.map(([name, input]) => ({ token: inputText(env, name, input), owner, input: name })),
    { token: isShared ? '' : githubToken, owner: providers.github.name, input: 'github-token' },
  ].filter((each) => each.token !== '')
}

function readAll<I extends Inputs>(env: NodeJS.ProcessEnv, inputs: I, problems: string[]): Values<I> {
  const values: Record<string, unknown> = {}
  for (const [name, input] of Object.entries(inputs)) {
    const text = inputText(env, name, input)
    const slip = slipIn(input, text)
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

/** A slip that is one in every input of a kind, as the end of a sentence. */
function slipIn({ kind, takes, read }: Input, text: string): string | undefined {
  if (kind === 'secret' || takes === 'lines') return undefined
  // The form of a list is checked where it is read.
  if (kind === 'list' && 'problem' in read(text)) return undefined
  const lines = kind === 'list' ? undefined : linesProblem(text)
  if (lines || !['text', 'list'].includes(kind) || takes === 'prose') return lines
  const words = kind === 'list' ? text.split(/[\s,]+/) : []
  const oddName = (name: string) => (takes === 'signs' ? undefined : unseenProblem(name)) ?? rawProblem(name)
  return [text, ...words].map(oddName).find((slip) => slip !== undefined)
}

/** Dots make another address of the one that they become a part of; told where nothing else is wrong with the input. */
function dotNames(env: NodeJS.ProcessEnv, inputs: Inputs, told: readonly string[]): string[] {
  return Object.entries(inputs).flatMap(([name, input]) => {
    const isName = input.kind === 'text' && !['prose', 'lines'].includes(input.takes ?? '')
    const isDots = /^\.\.?$/.test(inputText(env, name, input))
    return isName && isDots && !told.some((each) => each.startsWith(`${name} `))
      ? [`${name} is no name.`]
      : []
  })
}

/** `sentry-org` → `sentryOrg`. */
export function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}
