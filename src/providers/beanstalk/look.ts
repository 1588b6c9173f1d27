// Beanstalk's reads: which repository and environment are meant, and the releases of the environment.
import { InputError } from '../../errors.ts'
import { listed, nearest, oneLine } from '../../text.ts'
import type { BeanstalkFacts, BeanstalkSession, NewBeanstalkJob, Place } from './calls.ts'
import {
  type BeanstalkEnvironment,
  type BeanstalkRelease,
  ManyEnvironments,
  ManyReleases,
  OneRelease,
  OneRepository,
} from './shapes.ts'

/** The repository and environment that the inputs name. @throws InputError with the names there are */
export async function findPlace(session: BeanstalkSession): Promise<Place> {
  const { api, own } = session
  const wanted = own.beanstalkRepository
  const { body } = await api.send('getRepository', { repo: wanted }, { schema: OneRepository })
  if (!body) {
    throw new InputError([
      `beanstalk-repository "${oneLine(wanted, 80)}" is not a repository of account ${own.beanstalkAccount} that ${own.beanstalkUsername} can see: use its name or id as Beanstalk shows it.`,
    ])
  }
  const { id, vcs, type } = body.repository
  const isSubversion = /subversion/i.test(`${vcs} ${type}`)
  return { repo: id, isSubversion, environment: await findEnvironment(session, id) }
}

const MAX_PAGES = 20

/**
 * Paging of environments is not documented, so the first page is asked for plainly. Further ones are read only while
 * the name was not found, until one brings nothing new: a server that ignores `page` sends the same again.
 */
async function findEnvironment(
  { api, environment }: BeanstalkSession,
  repo: string,
): Promise<BeanstalkEnvironment> {
  const known = new Map<string, BeanstalkEnvironment>()
  for (let page = 1; page <= MAX_PAGES; page++) {
    const query = page === 1 ? {} : { page }
    const { body } = await api.send('listEnvironments', { repo }, { query, schema: ManyEnvironments })
    const fresh = (body ?? []).map((each) => each.server_environment).filter(({ id }) => !known.has(id))
    for (const each of fresh) known.set(each.id, each)
    const found = fresh.find(({ name }) => name === environment)
    if (found) return found
    if (fresh.length === 0) break
  }
  // A name wins, so an id is only tried when no environment is called like it.
  const byId = known.get(environment)
  if (byId) return byId
  throw new InputError([unknownEnvironment(environment, [...known.values()])])
}

function unknownEnvironment(wanted: string, known: readonly BeanstalkEnvironment[]): string {
  const names = known.map(({ name }) => oneLine(name, 40))
  const near = nearest(wanted, names)
  const there =
    near.length > 0
      ? `; did you mean ${listed(near, 'or')}?`
      : names.length > 0
        ? `. It has ${listed(names.slice(0, 20))}.`
        : '. It has none.'
  return `environment "${oneLine(wanted, 80)}" is not an environment of this Beanstalk repository${there}`
}

const MAX_PER_PAGE = 50
// Also of a server that heeds no per_page: a list without an end would fill the memory.
const MAX_RELEASES = 10_000

interface ReleaseList {
  /** Newest first. */
  readonly releases: readonly BeanstalkRelease[]
  /** False when newer ones may stand on pages that were not read. */
  readonly hasNewest: boolean
  /** All there are were read. */
  readonly isWhole: boolean
}

/**
 * The releases of the environment, by page until they are enough. The order of the list is not documented: one that begins
 * with the oldest is read to its end. A page that brings nothing new ends it.
 */
export async function listReleases(
  { api }: Pick<BeanstalkSession, 'api'>,
  { repo, environment }: Place,
  isEnough: (releases: readonly BeanstalkRelease[]) => boolean = () => true,
): Promise<ReleaseList> {
  const known = new Map<string, BeanstalkRelease>()
  const newestFirst = () => [...known.values()].sort((a, b) => Number(b.id) - Number(a.id))
  let isAscending = false
  for (let page = 1; page <= MAX_PAGES && known.size < MAX_RELEASES; page++) {
    const query = { environment_id: environment.id, per_page: MAX_PER_PAGE, ...(page === 1 ? {} : { page }) }
    const { body } = await api.send('listReleases', { repo }, { query, schema: ManyReleases })
    const fresh = (body ?? []).map(({ release }) => release).filter(({ id }) => !known.has(id))
    for (const release of fresh) known.set(release.id, release)
    const ids = [...known.keys()].map(Number)
    isAscending = (ids[0] ?? 0) < (ids.at(-1) ?? 0)
    if (fresh.length === 0) return { releases: newestFirst(), hasNewest: true, isWhole: true }
    const releases = newestFirst()
    if (!isAscending && isEnough(releases)) return { releases, hasNewest: true, isWhole: false }
  }
  return { releases: newestFirst(), hasNewest: !isAscending, isWhole: false }
}

/** One release, or undefined when it is not there. */
export async function readRelease(
  { api }: Pick<BeanstalkSession, 'api'>,
  { repo }: Pick<Place, 'repo'>,
  id: string,
): Promise<BeanstalkRelease | undefined> {
  return (await api.send('getRelease', { repo, id }, { schema: OneRelease })).body?.release
}

/** Everything that is known before the first write; a deploy-id or revision that cannot be is refused here. */
export async function lookAround(job: NewBeanstalkJob): Promise<BeanstalkFacts> {
  const place = await findPlace(job)
  checkRevision(job, place)
  const isGiven = job.deployId !== '' && ['finish', 'retry', 'rollback'].includes(job.operation)
  const given = isGiven ? await readRelease(job, place, job.deployId) : undefined
  const needsNewest = ['deploy', 'start', 'rollback'].includes(job.operation) || (isGiven && !given)
  const { releases } = needsNewest ? await listReleases(job, place) : { releases: [] }
  const facts = { ...place, newestId: Number(releases[0]?.id ?? 0) }
  if (!isGiven) return facts
  if (!given) {
    // A release that was started and made room for a newer one is gone, too; following it says so.
    if (job.operation === 'finish' && facts.newestId > Number(job.deployId)) return facts
    throw new InputError([
      `deploy-id ${job.deployId} is not a release of this Beanstalk repository: use the output deploy-id of the step that started it, or the number that Beanstalk shows.`,
    ])
  }
  checkEnvironment(job, place, given)
  return { ...facts, given }
}

function checkEnvironment(
  { operation }: NewBeanstalkJob,
  { environment }: Place,
  given: BeanstalkRelease,
): void {
  const isElsewhere = given.environment_id && given.environment_id !== environment.id
  // A rollback only takes the revision, wherever it was deployed.
  if (!isElsewhere || operation === 'rollback') return
  throw new InputError([
    `deploy-id ${given.id} is a release of environment "${oneLine(given.environment_name, 40)}", not of "${environment.name}".`,
  ])
}

/** Git takes the full sha, Subversion a number (Release Resource). */
function checkRevision({ own, operation, range }: NewBeanstalkJob, { isSubversion }: Place): void {
  const given = own.beanstalkRevision
  if (given === '' && !['deploy', 'start'].includes(operation)) return
  const isNumber = /^[1-9]\d*$/.test(given || range.head) && (given || range.head).length < 40
  if (isSubversion === isNumber) return
  throw new InputError([
    isSubversion
      ? 'beanstalk-revision must be a number: this is a Subversion repository, which knows no git sha.'
      : `beanstalk-revision must be a full git sha of 40 characters: this is a git repository; got "${given}".`,
  ])
}
