// What real servers do to a run beyond losing it: late, half, lagging, rude, broken and endless. Each kind is one line of a
// fault's text; `at` says whether it strikes once, at each write in turn, or all the time.
import { makeClock } from '../../sandbox/server.ts'
import type { Fixture } from '../contract/fixtures.ts'

export interface Kind {
  readonly at: 'each write' | 'always'
  /** The faults without their count. */
  readonly faults: readonly string[]
}

/** The write is carried out after its answer, or on the other side of the time-out of 15 s. */
const LATE = [
  '500-late=3000',
  '502-late=300',
  '503-late=10000',
  '504-late=3000',
  '504-late=17000,15500',
  'cut-late=3000',
  'hang-late=17000',
  'slow=14000',
  'slow=17000,18000',
  'slow=10000,16000',
]
/** The write is carried out, and what comes back is nothing that can be read. */
const BROKEN = [
  'junk',
  'bad-chunk',
  'cut-chunk',
  'length=9',
  'junk-late=2000',
  'flood=endless',
  'bomb=endless',
]
const RUDE = ['close=0', 'close=1', 'close=3', 'close=5', 'reset=0', 'reset=2']
const LAGGING = ['lag=1000', 'lag-list=3000', 'lag-id=1000']
const LISTED = ['reverse', 'pages=2']

/** Every kind that the service can play. */
export function kindsOf(fixture: Fixture): Kind[] {
  return [
    ...[...lateAt(fixture), ...BROKEN, ...halvesAt(fixture)].map(
      (fault) => ({ at: 'each write', faults: [`${fault} * /`] }) as const,
    ),
    ...RUDE.map((fault) => ({ at: 'always', faults: [`${fault} * / x*`] }) as const),
    ...[...LAGGING, ...LISTED].map((fault) => ({ at: 'always', faults: [`${fault} GET / x*`] }) as const),
    ...[...LAGGING, ...LISTED].map(
      (fault) => ({ at: 'each write', faults: ['cut-after * /', `${fault} GET / x*`] }) as const,
    ),
  ]
}

/** The words of all of them, for a choice by chance. */
export function actionsOf(fixture: Fixture): string[] {
  return [...lateAt(fixture), ...BROKEN, ...RUDE, ...LAGGING, ...LISTED, ...halvesAt(fixture)]
}

/** Where a 503 says when to come back, nothing is carried out later. */
function lateAt({ tells503 }: Fixture): readonly string[] {
  return tells503 ? LATE.filter((fault) => !fault.startsWith('503')) : LATE
}

function halvesAt({ make }: Fixture): readonly string[] {
  return make({ clock: makeClock() }).knowsHalves ? ['500-half', 'cut-half'] : []
}
