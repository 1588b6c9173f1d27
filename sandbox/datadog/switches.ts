// What nobody outside the vendor knows about Datadog, or what a test wants otherwise. The first of each is the default.
import { oneOf, shownAfter, type Values } from '../kit/switches.ts'

export const SWITCHES = {
  /** A second create with the same id: one record [A], another beside it [A], or a refusal [A]. */
  'same-id': oneOf('one', 'second', '409'),
  /** A read of an id that is not there: nothing is documented [A]. */
  'unknown-id': oneOf('404', '400', 'null'),
  /** 202: "delayed due to incident" [S]. */
  created: oneOf('200', '202'),
  /** When a read shows what was written [A]. */
  'shown-after': shownAfter,
}

export type Switches = Values<typeof SWITCHES>
