// Switches: what nobody outside the vendor knows, or what a test wants otherwise, by name and as text, so that code and
// the command line set the same ones.

interface Switch<T> {
  readonly initial: string
  /** What it takes, in words. */
  readonly takes: string
  /** Undefined: it does not take this. */
  read(text: string): T | undefined
}

type Table = Readonly<Record<string, Switch<unknown>>>
export type Values<T extends Table> = {
  readonly [Name in keyof T]: T[Name] extends Switch<infer V> ? V : never
}

/** What the command line tells of a switch. */
export interface SwitchWords {
  readonly name: string
  readonly initial: string
  readonly takes: string
}

/** One of these words; the first is the default. */
export function oneOf<const V extends string>(initial: V, ...others: V[]): Switch<V> {
  const values = [initial, ...others]
  const takes = values.map((each) => each || '(empty)').join(', ')
  return { initial, takes, read: (text) => values.find((each) => each === text) }
}

export function flag(initial: boolean): Switch<boolean> {
  const { takes, read } = oneOf('true', 'false')
  return { initial: String(initial), takes, read: (text) => (read(text) ? text === 'true' : undefined) }
}

export function count(initial: number): Switch<number> {
  return {
    initial: String(initial),
    takes: 'a whole number',
    read: (text) => (/^\d+$/.test(text) ? Number(text) : undefined),
  }
}

/** A text of this form. */
export function text(initial: string, takes = 'a text', form = /^/): Switch<string> {
  return { initial, takes, read: (given) => (form.test(given) ? given : undefined) }
}

/** When a read shows what was written: at once, after so long, or never. */
export const shownAfter = text('0', 'milliseconds, or never', /^(\d+|never)$/)

/** Every switch with its value; a name or a value that does not exist throws, so that no test switches nothing. */
export function readSwitches<T extends Table>(
  table: T,
  given: Readonly<Record<string, unknown>> = {},
): Values<T> {
  const stray = Object.keys(given).find((name) => !Object.hasOwn(table, name))
  if (stray !== undefined)
    throw new Error(`no switch "${stray}"; there are ${Object.keys(table).join(', ') || 'none'}`)
  const values = Object.entries(table).map(([name, { initial, takes, read }]) => {
    const chosen = String(given[name] ?? initial)
    const value = read(chosen)
    if (value === undefined) throw new Error(`switch ${name}: ${takes}, not "${chosen}"`)
    return [name, value]
  })
  return Object.fromEntries(values) as Values<T> // each was read by the switch of its name
}

export function switchWords(table: Table): SwitchWords[] {
  return Object.entries(table).map(([name, { initial, takes }]) => ({ name, initial, takes }))
}
