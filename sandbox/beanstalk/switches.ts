// The switches of the Beanstalk stand-in: each matter that the documentation leaves open, with our assumption
// as the default. The same names work in code and as `--switch NAME=VALUE` on the command line.

import { count, oneOf, text, type Values } from '../kit/switches.ts'

const WORDS = ['states separated by commas', /^[a-z_-]+(,[a-z_-]+)*$/] as const

export const SWITCHES = {
  /** A missing User-Agent or Content-Type: `strict` answers 400 [A: the documentation says "can result in API errors"]. */
  headers: oneOf('strict', 'lax'),
  /** `off`: the account owner has not enabled API access; answered with 403 [A]. */
  api: oneOf('on', 'off'),
  /** What the user may deploy to: everything, only Staging (22), or nothing. */
  rights: oneOf('full', 'environment', 'none'),
  /** [A] The answer to a deploy without the right. */
  'no-rights-status': oneOf('403', '401', '404'),
  /** [A] The code of a good create. */
  'create-status': oneOf('201', '200'),
  /** [A] The code of an answer with `errors`. */
  'error-status': oneOf('422', '200', '400', '500'),
  /** [A] The code for a thing that is not there. */
  'missing-status': text('404', 'a status of 400 to 499', /^4\d\d$/),
  /** [A] A revision that the repository does not hold: refused, or accepted and then failed. */
  'unknown-revision': oneOf('refuse', 'fail'),
  /** [A] No `revision` field at all: refused like an empty one, or the newest of the branch (one client relies on it). */
  'missing-revision': oneOf('refuse', 'newest'),
  /** [A] How far a create deletes other releases in `new` or `retry`. */
  'deletion-scope': oneOf('environment', 'repository'),
  /** [A] What a newer create does to a release in `waiting`; support article 111 explains "bypassed" so. */
  'newer-create': oneOf('skip', 'keep'),
  /** The states of a release from its create on; `gone` makes it vanish. */
  states: text('new,waiting,pending,success', ...WORDS),
  /** [A] The states from a retry on. */
  'retry-states': text('retry,waiting,pending,success', ...WORDS),
  /** `poll`: one state forward with each GET of the release; `clock`: by time. */
  timeline: oneOf('poll', 'clock'),
  'state-ms': text('1000', 'a whole number from 1', /^[1-9]\d*$/),
  /** Which revisions the repository holds: any well-formed one, or only those pushed. */
  known: oneOf('any', 'pushed'),
  /** A new changeset is answered with "not found" this many times before it appears. */
  'changeset-after': count(0),
  /** The environment of `shop` that deploys by itself at a push. */
  automatic: oneOf('Staging', 'Production', 'none'),
  /** [A] The order of lists of releases. */
  order: oneOf('newest', 'oldest'),
  /** [A] `documented`: repositories and environments ignore `page` and come whole every time. */
  paging: oneOf('all', 'documented'),
  /** [A] Where a repository's name stands for its id; it is documented for changesets only. */
  names: oneOf('everywhere', 'lookup'),
  /** The offset of every time; the documentation's samples have this one. */
  offset: text('+0800', 'a sign and four digits', /^[+-]\d{4}$/),
}

export type Switches = Values<typeof SWITCHES>
