// The inputs as the runner gives them: variables with text.
import { providers } from '../providers/index.ts'
import { commonInputs } from './common.ts'
import type { Input } from './kinds.ts'

/** Every input that exists, by name: the common ones, then each provider's. */
export function allInputs(): Readonly<Record<string, Input>> {
  return Object.assign({}, commonInputs, ...Object.values(providers).map(({ inputs }) => inputs))
}

/** `INPUT_VERSION-FROM`: upper case, spaces become `_`, hyphens stay (actions/toolkit, getInput). */
export function variable(name: string): string {
  return `INPUT_${name.replace(/ /g, '_').toUpperCase()}`
}

/** The text of a variable, trimmed; empty when not set. */
export function textOf(env: NodeJS.ProcessEnv, key: string): string {
  return (env[key] ?? '').trim()
}

/** The text of an input, or of the variable that is read in its place. */
export function inputText(env: NodeJS.ProcessEnv, name: string, input: Input): string {
  return textOf(env, variable(name)) || textOf(env, input.env ?? '')
}

/** Has the step set it, to something else than its default? */
export function isSet(env: NodeJS.ProcessEnv, name: string, input: Input): boolean {
  return !['', input.default].includes(textOf(env, variable(name)))
}
