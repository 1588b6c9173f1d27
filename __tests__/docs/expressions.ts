// The part of GitHub's expressions that the docs use: a path of a context, a text, ==, !=, &&, ||, always() and failure().

/** `github`, `needs`, `steps`, … by name. */
export type Contexts = Readonly<Record<string, unknown>>

/** Puts the value in the place of each `${{ … }}`. */
export function fillIn(text: string, contexts: Contexts): string {
  return text.replace(/\$\{\{([\s\S]*?)\}\}/g, (_, expression: string) => asText(value(expression, contexts)))
}

/** An `if:`, with or without the braces; without a status function it also asks for success. */
export function isMet(condition: string, contexts: Contexts, status: string): boolean {
  if (condition === '') return status === 'success'
  const expression = condition.replace(/^\s*\$\{\{([\s\S]*)\}\}\s*$/, '$1')
  const asksForStatus = /\b(always|failure|success|cancelled)\(\)/.test(expression)
  return (asksForStatus || status === 'success') && isTrue(value(expression, { ...contexts, status }))
}

/** The value of an expression; anything it does not know is an error, so that no example passes by accident. */
function value(expression: string, contexts: Contexts): unknown {
  const either = expression.split('||')
  if (either.length > 1) return pick(either, contexts, (each) => isTrue(each))
  const both = expression.split('&&')
  if (both.length > 1) return pick(both, contexts, (each) => !isTrue(each))
  const [other = '', than] = expression.split('!=')
  if (than !== undefined) return asText(term(other, contexts)) !== asText(term(than, contexts))
  const [left = '', right] = expression.split('==')
  if (right !== undefined) return asText(term(left, contexts)) === asText(term(right, contexts))
  return term(left, contexts)
}

function pick(parts: readonly string[], contexts: Contexts, isEnough: (each: unknown) => boolean): unknown {
  let last: unknown
  for (const part of parts) {
    last = value(part, contexts)
    if (isEnough(last)) break
  }
  return last
}

function term(text: string, contexts: Contexts): unknown {
  const word = text.trim()
  const literal = /^'([^']*)'$/.exec(word)?.[1]
  if (literal !== undefined) return literal
  if (word === 'always()') return true
  if (word === 'failure()') return contexts['status'] === 'failure'
  const [name = '', ...path] = word.split('.')
  if (!/^[\w.-]+$/.test(word) || !(name in contexts)) throw new Error(`the docs use the expression ${word}`)
  // A property that is not there is empty, as on GitHub.
  return path.reduce<unknown>((object, key) => Object(object)[key], contexts[name])
}

function isTrue(each: unknown): boolean {
  return each !== undefined && each !== null && each !== false && each !== '' && each !== 0
}

function asText(each: unknown): string {
  return each === undefined || each === null ? '' : String(each)
}
