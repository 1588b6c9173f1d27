// Beanstalk's reads: which repository and environment are meant, and the releases of the environment.
import { InputError } from '../../errors.ts'
import type { Answer } from '../../provider/provider.ts'
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
// Of a server that heeds no per_page, too; a list without an end would fill the memory.
const MAX_ENTRIES = 10_000

/**
 * What each page has that those before it had not, up to and with the one that brings nothing new: a server that ignores `page`
 * sends the same again. Paging is not documented for every list, so the first page is asked for plainly.
 */
async function* freshPages<T extends { readonly id: string }>(
  ask: (page: number | undefined) => Promise<Answer<T[]>>,
): AsyncGenerator<readonly T[]> {
  const known = new Set<string>()
  for (let page = 1; page <= MAX_PAGES && known.size < MAX_ENTRIES; page++) {
    const { body = [] } = await ask(page === 1 ? undefined : page)
    const fresh = body.filter(({ id }) => !known.has(id))
    yield fresh
    if (fresh.length === 0) return
    for (const { id } of fresh) known.add(id)
  }
}

/** By its name; an id is only tried when no environment is called like it. */
async function findEnvironment(
  { api, environment }: BeanstalkSession,
  repo: string,
): Promise<BeanstalkEnvironment> {
  const schema = ManyEnvironments
  const pages = freshPages((page) => api.send('listEnvironments', { repo }, { query: { page }, schema }))
  const all: BeanstalkEnvironment[] = []
  for await (const fresh of pages) {
    const found = fresh.find(({ name }) => name === environment)
    if (found) return found
    all.push(...fresh)
  }
  const byId = all.find(({ id }) => id === environment)
  if (byId) return byId
  throw new InputError([unknownEnvironment(environment, all)])
}

function unknownEnvironment(wanted: string, known: readonly BeanstalkEnvironment[]): string {
  const names = known.map(({ name }) => oneLine(name, 40))
  const near = nearest(wanted, names)
  const there = `. It has ${listed(names.slice(0, 20)) || 'none'}.`
  const meant = near.length > 0 ? `; did you mean ${listed(near, 'or')}?` : there
  return `environment "${oneLine(wanted, 80)}" is not an environment of this Beanstalk repository${meant}`
}

const MAX_PER_PAGE = 50

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
 * with the oldest is read to its end.
 */
export async function listReleases(
  { api }: Pick<BeanstalkSession, 'api'>,
  { repo, environment }: Place,
  isEnough: (releases: readonly BeanstalkRelease[]) => boolean = () => true,
): Promise<ReleaseList> {
  const pages = freshPages((page) => {
    const query = { environment_id: environment.id, per_page: MAX_PER_PAGE, page }
    return api.send('listReleases', { repo }, { query, schema: ManyReleases })
  })
  const all: BeanstalkRelease[] = []
  let list: ReleaseList = { releases: [], hasNewest: false, isWhole: false }
  for await (const fresh of pages) {
    all.push(...fresh)
    const isWhole = fresh.length === 0
    const isAscending = Number(all[0]?.id) < Number(all.at(-1)?.id)
    const releases = all.toSorted((a, b) => Number(b.id) - Number(a.id))
    list = { releases, hasNewest: isWhole || !isAscending, isWhole }
    if (list.hasNewest && isEnough(releases)) break
  }
  return list
}

/** One release, or undefined when it is not there. */
export async function readRelease(
  { api }: Pick<BeanstalkSession, 'api'>,
  { repo }: Pick<Place, 'repo'>,
  id: string,
): Promise<BeanstalkRelease | undefined> {
  return (await api.send('getRelease', { repo, id }, { schema: OneRelease })).body
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
