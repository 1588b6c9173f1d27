// The switches of the Beanstalk stand-in: each matter that the documentation leaves open, with our assumption
// as the default. The same names work in code and as `--switch NAME=VALUE` on the command line.

interface Switch {
  readonly initial: string
  readonly allowed: RegExp
}

const WORDS = /^[a-z_-]+(,[a-z_-]+)*$/

const TABLE = {
  /** A missing User-Agent or Content-Type: `strict` answers 400 [A: the documentation says "can result in API errors"]. */
  headers: { initial: 'strict', allowed: /^(strict|lax)$/ },
  /** `off`: the account owner has not enabled API access; answered with 403 [A]. */
  api: { initial: 'on', allowed: /^(on|off)$/ },
  /** What the user may deploy to: everything, only Staging (22), or nothing. */
  rights: { initial: 'full', allowed: /^(full|environment|none)$/ },
  /** [A] The answer to a deploy without the right. */
  'no-rights-status': { initial: '403', allowed: /^(401|403|404)$/ },
  /** [A] The code of a good create. */
  'create-status': { initial: '201', allowed: /^(200|201)$/ },
  /** [A] The code of an answer with `errors`. */
  'error-status': { initial: '422', allowed: /^(200|400|422|500)$/ },
  /** [A] The code for a thing that is not there. */
  'missing-status': { initial: '404', allowed: /^4\d\d$/ },
  /** [A] A revision that the repository does not hold: refused, or accepted and then failed. */
  'unknown-revision': { initial: 'refuse', allowed: /^(refuse|fail)$/ },
  /** [A] No `revision` field at all: refused like an empty one, or the newest of the branch (one client relies on it). */
  'missing-revision': { initial: 'refuse', allowed: /^(refuse|newest)$/ },
  /** [A] How far a create deletes other releases in `new` or `retry`. */
  'deletion-scope': { initial: 'environment', allowed: /^(environment|repository)$/ },
  /** [A] What a newer create does to a release in `waiting`; support article 111 explains "bypassed" so. */
  'newer-create': { initial: 'skip', allowed: /^(skip|keep)$/ },
  /** The states of a release from its create on; `gone` makes it vanish. */
  states: { initial: 'new,waiting,pending,success', allowed: WORDS },
  /** [A] The states from a retry on. */
  'retry-states': { initial: 'retry,waiting,pending,success', allowed: WORDS },
  /** `poll`: one state forward with each GET of the release; `clock`: by time. */
  timeline: { initial: 'poll', allowed: /^(poll|clock)$/ },
  'state-ms': { initial: '1000', allowed: /^[1-9]\d*$/ },
  /** Which revisions the repository holds: any well-formed one, or only those pushed. */
  known: { initial: 'any', allowed: /^(any|pushed)$/ },
  /** A new changeset is answered with "not found" this many times before it appears. */
  'changeset-after': { initial: '0', allowed: /^\d+$/ },
  /** The environment of `shop` that deploys by itself at a push. */
  automatic: { initial: 'Staging', allowed: /^(Production|Staging|none)$/ },
  /** [A] The order of lists of releases. */
  order: { initial: 'newest', allowed: /^(newest|oldest)$/ },
  /** [A] `documented`: repositories and environments ignore `page` and come whole every time. */
  paging: { initial: 'all', allowed: /^(all|documented)$/ },
  /** [A] Where a repository's name stands for its id; it is documented for changesets only. */
  names: { initial: 'everywhere', allowed: /^(everywhere|lookup)$/ },
  /** The offset of every time; the documentation's samples have this one. */
  offset: { initial: '+0800', allowed: /^[+-]\d{4}$/ },
} satisfies Record<string, Switch>

type SwitchName = keyof typeof TABLE
export type Switches = Readonly<Record<SwitchName, string>>

/** All switches with their values. A name or value that does not exist throws, so that no test switches nothing. */
export function readSwitches(given: Readonly<Record<string, string>>): Switches {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(TABLE, name)) {
      throw new Error(`beanstalk has no switch "${name}"; switches: ${Object.keys(TABLE).join(', ')}`)
    }
  }
  const value = (name: SwitchName): string => {
    const { initial, allowed }: Switch = TABLE[name]
    const chosen = given[name] ?? initial
    if (!allowed.test(chosen))
      throw new Error(`beanstalk switch ${name}: "${chosen}" does not match ${allowed}`)
    return chosen
  }
  const names = Object.keys(TABLE) as SwitchName[] // the keys of the table above and no others
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Switches
}

/** Every switch with its default and what it takes, for the command line's help. */
export function listSwitches(): readonly (readonly [name: string, initial: string, takes: string])[] {
  return Object.entries(TABLE).map(([name, { initial, allowed }]) => [name, initial, takes(allowed)])
}

const FORMS: Readonly<Record<string, string>> = {
  [WORDS.source]: 'states separated by commas',
  '^4\\d\\d$': 'a status of 400 to 499',
  '^[1-9]\\d*$': 'a whole number',
  '^\\d+$': 'a whole number',
  '^[+-]\\d{4}$': 'a sign and four digits',
}

function takes({ source }: RegExp): string {
  return FORMS[source] ?? source.replace(/^\^\((.*)\)\$$/, '$1').replaceAll('|', ', ')
}
