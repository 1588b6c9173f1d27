// What nobody outside the vendor knows about Retrace, as switches by name. The first value of each is the default.

/** What a command does to the request it meets: opens a new one, closes it, is taken without effect, or is refused. */
export type Effect = 'open' | 'close' | 'accept' | 'refuse'

/** Every choice is [A], an assumption: the vendor documents neither the default nor its alternatives. */
function choices(choose: <V extends string>(name: string, ...values: V[]) => V) {
  return {
    /** strict: refused. old: 202 and pending until the app exists (before April 2023 [D]). silent: 202 and gone. */
    unknownNames: choose('unknown-names', 'strict', 'old', 'silent'),
    startTwice: choose('start-twice', 'accept', 'refuse'),
    /** A start after complete or cancel: a re-run of the same version. */
    startAgain: choose('start-again', 'open', 'refuse'),
    completeTwice: choose('complete-twice', 'refuse', 'accept'),
    completeAfterCancel: choose('complete-after-cancel', 'refuse', 'accept', 'open'),
    cancelAfterComplete: choose('cancel-after-complete', 'refuse', 'accept'),
    /** Whose values stay when start and complete send different ones. */
    merge: choose('merge', 'complete', 'start'),
    fieldNames: choose('field-names', 'pascal', 'any-case'),
    status: choose('status', '202', '200'),
    body: choose('body', 'empty', 'json', 'text'),
    errorBody: choose('error-body', 'json', 'empty', 'text'),
    badKey: choose('bad-key', '401', '403'),
    badBody: choose('bad-body', '400', '409', '422'),
    badNames: choose('bad-names', '422', '400', '404', '409'),
    badTransition: choose('bad-transition', '409', '400', '422'),
    /** GET /api/apps/envs is unofficial and may be closed. */
    lookup: choose('lookup', '200', '404', '401'),
  }
}

export type Switches = Readonly<ReturnType<typeof choices>>

/** Reads switches as the command line gives them; throws on a name or a value that does not exist. */
export function readSwitches(given: Readonly<Record<string, string>>): Switches {
  const names: string[] = []
  const switches = choices((name, ...values) => {
    names.push(name)
    const wanted = given[name] ?? values[0]
    const value = values.find((each) => each === wanted)
    if (value === undefined) throw new Error(`switch ${name}=${wanted}: use ${values.join(', ')}`)
    return value
  })
  const stray = Object.keys(given).filter((name) => !names.includes(name))
  if (stray.length > 0) throw new Error(`no such switch: ${stray.join(', ')}; there are ${names.join(', ')}`)
  return switches
}

/** Every switch with its default and what it takes, for the command line's help. */
export function listSwitches(): readonly (readonly [name: string, initial: string, takes: string])[] {
  const listed: [string, string, string][] = []
  choices((name, ...values) => {
    const [initial] = values
    if (initial === undefined) throw new Error(`switch ${name} has no value`)
    listed.push([name, initial, values.join(', ')])
    return initial
  })
  return listed
}
