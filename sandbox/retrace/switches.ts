// What nobody outside the vendor knows about Retrace. Every choice is [A], an assumption: the vendor documents neither
// the default nor its alternatives.
import { oneOf, type Values } from '../kit/switches.ts'

/** What a command does to the request it meets: opens a new one, closes it, is taken without effect, or is refused. */
export type Effect = 'open' | 'close' | 'accept' | 'refuse'

export const SWITCHES = {
  /** strict: refused. old: 202 and pending until the app exists (before April 2023 [D]). silent: 202 and gone. */
  'unknown-names': oneOf('strict', 'old', 'silent'),
  'start-twice': oneOf('accept', 'refuse'),
  /** A start after complete or cancel: a re-run of the same version. */
  'start-again': oneOf('open', 'refuse'),
  'complete-twice': oneOf('refuse', 'accept'),
  'complete-after-cancel': oneOf('refuse', 'accept', 'open'),
  'cancel-after-complete': oneOf('refuse', 'accept'),
  /** Whose values stay when start and complete send different ones. */
  merge: oneOf('complete', 'start'),
  'field-names': oneOf('pascal', 'any-case'),
  status: oneOf('202', '200'),
  body: oneOf('empty', 'json', 'text'),
  'error-body': oneOf('json', 'empty', 'text'),
  'bad-key': oneOf('401', '403'),
  'bad-body': oneOf('400', '409', '422'),
  'bad-names': oneOf('422', '400', '404', '409'),
  'bad-transition': oneOf('409', '400', '422'),
  /** GET /api/apps/envs is unofficial and may be closed. */
  lookup: oneOf('200', '404', '401'),
}

export type Switches = Values<typeof SWITCHES>
