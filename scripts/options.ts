// The options of a script: --help prints its usage; a wrong option is told in one line with it. Either way the script ends.
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'

/** The values of the options; `counts` names those that must be numbers over 0. */
export function readOptions<const T extends ParseArgsOptionsConfig>(
  usage: string,
  options: T,
  counts: readonly (keyof T & string)[] = [],
) {
  const known = { ...options, help: { type: 'boolean', short: 'h' } } as const
  return orUsage(usage, () => {
    const { values } = parseArgs({ options: known })
    if ('help' in values && values.help === true) end(usage, 0)
    for (const [name, value] of Object.entries(values)) {
      const isCount = counts.some((each) => each === name)
      if (isCount && !(Number(value) > 0)) throw new Error(`--${name}: a number over 0, not "${value}"`)
    }
    return values
  })
}

/** What was asked for; what cannot be read of it ends the script. */
export function orUsage<T>(usage: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    return end(`${error instanceof Error ? error.message : error}\n\n${usage}`, 2)
  }
}

export function end(text: string, code: number): never {
  if (code === 0) console.log(text)
  else console.error(text)
  process.exit(code)
}
