// What nobody outside the vendor knows about New Relic, or what a test wants otherwise. The first of each is the default.
import { oneOf, shownAfter, type Values } from '../kit/switches.ts'

export const SWITCHES = {
  /** When a search shows what was written [A]. */
  'shown-after': shownAfter,
  /** How a wrong key is told: by the status, or by an error with 200 [S: the client reads both]. */
  'bad-key': oneOf('401', '200'),
  /** The first request meets trouble, told with 200: nothing was done, or all of it [S: the client tries again]. */
  trouble: oneOf(
    'none',
    'SERVER_ERROR',
    'INTERNAL_SERVER_ERROR',
    'TIMEOUT',
    'done-SERVER_ERROR',
    'done-partly',
  ),
  /** The schema lets anything be null [A]: a search that finds nothing, and a place in each list, are. */
  nulls: oneOf('none', 'some'),
  /** The order of what a search gives: not documented [A]. */
  order: oneOf('mixed', 'oldest', 'newest'),
}

export type Switches = Values<typeof SWITCHES>
