// Inputs that are set and do nothing: of another provider, misspelt, or named as another tool names them. The runner only
// warns about unknown ones, without saying which one was meant.
import type { AnyProvider } from '../provider/provider.ts'
import { providers } from '../providers/index.ts'
import { listed, nearest, oneLine } from '../text.ts'
import { commonInputs } from './common.ts'
import { allInputs, isSet, textOf, variable } from './given.ts'
import type { Inputs } from './kinds.ts'

export interface Misspellings {
  /** The one that is meant was not set: then the step would do something else than what was asked for. */
  readonly problems: readonly string[]
  /** Worth a word, and nothing more. */
  readonly warnings: readonly string[]
}

/** What to say about the names that do not exist. @param provider undefined where none is known */
export function misspelt(env: NodeJS.ProcessEnv, provider?: AnyProvider): Misspellings {
  const variables = new Set(Object.keys(allInputs()).map(variable))
  const unknown = Object.keys(env).filter((key) => key.startsWith('INPUT_') && !variables.has(key))
  const found = unknown.map((key) => {
    const name = key.slice('INPUT_'.length).toLowerCase()
    const { meant, isSure } = meaningOf(name, provider)
    const isMissing = meant !== undefined && isSure && !isGiven(env, meant)
    const hint = isMissing ? `; ${meant} is meant, and is not set.` : meant ? `; did you mean ${meant}?` : '.'
    return { isMissing, text: `there is no input ${oneLine(name, 60)}${hint}` }
  })
  return {
    problems: found.filter(({ isMissing }) => isMissing).map(({ text }) => text),
    warnings: found.filter(({ isMissing }) => !isMissing).map(({ text }) => text),
  }
}

function isGiven(env: NodeJS.ProcessEnv, name: string): boolean {
  const input = allInputs()[name]
  return input !== undefined && (isSet(env, name, input) || textOf(env, input.env ?? '') !== '')
}

interface Meaning {
  readonly meant?: string
  readonly isSure: boolean
}

function meaningOf(name: string, provider: AnyProvider | undefined): Meaning {
  const usable: Inputs = provider ? { ...commonInputs, ...provider.inputs } : allInputs()
  const prefixes = provider ? prefixesOf(provider) : []
  const word = bare(name.slice(0, MAX_NAME))
  for (const each of [word, withoutPrefix(word, prefixes)]) {
    const names = ['', ...prefixes].map((prefix) => prefix + each)
    const meant =
      Object.keys(usable).find((input) => names.includes(bare(input))) ??
      Object.entries(usable).find(([, { also }]) => also?.split(' ').map(bare).includes(each))?.[0]
    if (meant) return { meant, isSure: true }
  }
  const written = name.replaceAll('_', '-')
  const [meant] = nearest(written.slice(0, MAX_NAME), Object.keys(usable), 1, ({ length }) => length / 3)
  return meant === undefined ? { isSure: false } : { meant, isSure: isSlip(written, meant) }
}

/** What the names of a provider's inputs and variables begin with: `datadog`, `dd`. */
function prefixesOf({ id, tokenEnv }: AnyProvider): readonly string[] {
  return [id, ...(/^[A-Z]+/.exec(tokenEnv) ?? [])].map((each) => each.toLowerCase())
}

const MAX_NAME = 60

/** `tag_name`, `tag-name` and `tagName` are one name: the runner makes all of it upper case. */
function bare(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, '')
}

/** `sentry-token`, `DD_API_KEY`: what the name of the provider stands before. */
function withoutPrefix(word: string, prefixes: readonly string[]): string {
  const prefix = prefixes.find((each) => word.startsWith(each)) ?? ''
  return word.slice(prefix.length)
}

/** One or two letters of a longer word: it cannot mean anything else. */
function isSlip(word: string, near: string): boolean {
  return nearest(word, [near], 1, ({ length }) => (length < 5 ? 1 : Math.max(2, length / 5))).length > 0
}

/**
 * Inputs that belong to another provider and are set to something else than their default. One sentence a provider, since a
 * step may show ten warnings, and others may follow.
 */
export function strangers(env: NodeJS.ProcessEnv, chosen: AnyProvider): string[] {
  return Object.values(providers).flatMap(({ name: owner, inputs }) => {
    const names = Object.entries(inputs)
      .filter(([name, input]) => !(name in chosen.inputs) && isSet(env, name, input))
      .map(([name]) => name)
    if (names.length === 0) return []
    const [is, does] = names.length === 1 ? ['is an input', 'does'] : ['are inputs', 'do']
    return [`${listed(names)} ${is} of ${owner} and ${does} nothing with provider ${chosen.id}.`]
  })
}
