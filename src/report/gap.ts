// Commits that go out and are in no release: `concurrency` drops waiting runs, and deploys fail, but the next push knows only
// of its own commits. An extra: it is counted where the last deploy is known, and whatever comes of it the run ends the same.
import { touchingPaths } from '../commits/paths.ts'
import { short } from '../commits/range.ts'
import { hasArrived, lastGood, ofPrefix } from '../deploy/past.ts'
import type { StageSession } from '../deploy/session.ts'
import { isExpected } from '../errors.ts'
import type { Host } from '../host.ts'
import { oneLine, plural } from '../text.ts'
import type { Report } from './report.ts'

/** A warning about the commits between the last deploy and the start of what the event brought; undefined without any. */
export async function gapBefore(
  report: Report,
  session: StageSession,
  host: Host,
): Promise<string | undefined> {
  const ends = endsOf(report, session)
  if (!ends) return undefined
  const { last, base } = ends
  const { environment, range } = report.plan
  try {
    const count = await countBetween(last, base, session)
    if (count === 0) return undefined
    const between = `${plural(count, 'commit')} between the last deploy of ${oneLine(environment, 60)} (${short(last)}) and the start of this ${range.source} (${short(base)})`
    const what = count === 1 ? 'goes out with this deploy but is' : 'go out with this deploy but are'
    return `${between} ${what} not in its release: set commits-from: last-deploy.`
  } catch (error) {
    if (!isExpected(error)) throw error
    host.debug(`Whether commits were left out is not known: ${oneLine(error.message)}`)
    return undefined
  }
}

/** The last deploy and the start of the event's own range, where they are not the same. */
function endsOf({ plan, earlier }: Report, { inputs }: StageSession) {
  const { range } = plan
  const { base = '', head, commits, source } = range
  const past = ofPrefix(earlier, inputs.common.versionPrefix)
  const last = lastGood(past)?.sha
  // After a rollback the last deploy is an older one, and what lies between was told when it went out first.
  const isKnown = past.some(
    ({ sha, version, outcome }) => hasArrived(outcome) && [sha, version].includes(base),
  )
  const isOwn = (source === 'push' || source === 'pull-request') && base !== ''
  if (!isOwn || isKnown || !last) return undefined
  return last === head || commits.some(({ sha }) => sha === last) ? undefined : { last, base }
}

async function countBetween(
  last: string,
  base: string,
  { glanceAtGithub, inputs }: StageSession,
): Promise<number> {
  const github = glanceAtGithub()
  const between = await github?.compare(last, base)
  if (!github || !between) return 0
  const { paths } = inputs.common
  if (paths.length === 0) return between.total
  const { kept, warnings } = await touchingPaths({ commits: between.commits, head: base, paths, github })
  // What cannot be told is not worth a warning here.
  return warnings.length > 0 ? 0 : kept.length
}
