// The repository of the hand-made events, as the GitHub stand-in holds it: commits sha(0), sha(1), … on main.
import { DEVELOPER, type History, makeHistory } from '../../sandbox/github/history.ts'
import { sha } from './events.ts'

/** A history whose main ends at `sha(count)`. */
export function numberedHistory(count = 20): History {
  const history = makeHistory()
  const start = Date.parse('2026-01-01T12:00:00Z')
  for (let number = 0; number <= count; number++) {
    history.commits.set(sha(number), {
      sha: sha(number),
      seq: number,
      rank: start + number * 1000,
      parents: number === 0 ? [] : [sha(number - 1)],
      message: `fix: change ${number}`,
      author: DEVELOPER,
      committer: DEVELOPER,
      date: start + number * 1000,
      authorDate: start + number * 1000,
      changes: [],
    })
  }
  history.refs.set('refs/heads/main', sha(count))
  return history
}
