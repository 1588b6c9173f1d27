// What the Sentry stand-in shows: the response objects of its published OpenAPI document.
import type { Author, Commit, Deploy, Organization, Release, Repository } from './state.ts'

/** ISO 8601 with microseconds, and without a fraction when it is zero: not the text JavaScript writes [A]. */
function date(ms: number): string
function date(ms: number | null): string | null
function date(ms: number | null): string | null {
  if (ms === null) return null
  return new Date(ms)
    .toISOString()
    .replace(/\.(\d{3})Z$/, (_, digits) => (digits === '000' ? 'Z' : `.${digits}000Z`))
}

/** Parts of a release that are only shown when they are asked for. */
interface ReleaseExtras {
  readonly currentProjectMeta?: Readonly<Record<string, unknown>>
  readonly adoptionStages?: Readonly<Record<string, unknown>>
}

export function releaseView(
  organization: Organization,
  release: Release,
  extras: ReleaseExtras = {},
): Record<string, unknown> {
  const [lastCommit] = release.commits
  // Of whatever project and environment (Release.last_deploy_id).
  const lastDeploy = release.deploys.at(-1)
  const firstSeen = release.events.map((each) => each.firstSeen)
  const projects = organization.projects.filter((project) => release.projects.includes(project.id))
  return {
    id: release.id,
    version: release.version,
    status: release.status,
    shortVersion: release.version,
    versionInfo: versionInfo(release.version),
    ref: release.ref,
    url: release.url,
    dateReleased: date(release.dateReleased),
    dateStarted: null,
    dateCreated: date(release.dateCreated),
    data: {},
    newGroups: 0,
    owner:
      release.owner === null ? null : { type: 'user', id: '1', name: release.owner, email: release.owner },
    commitCount: release.commits.length,
    lastCommit: lastCommit ? commitView(organization, lastCommit) : null,
    deployCount: release.deploys.length,
    lastDeploy: lastDeploy ? deployView(lastDeploy) : null,
    authors: authorsOf(release.commits),
    projects: projects.map((project) => ({
      ...project,
      newGroups: 0,
      platform: null,
      platforms: [],
      hasHealthData: false,
    })),
    firstEvent: firstSeen.length > 0 ? date(Math.min(...firstSeen)) : null,
    lastEvent: firstSeen.length > 0 ? date(Math.max(...firstSeen)) : null,
    currentProjectMeta: {},
    userAgent: release.userAgent,
    ...extras,
  }
}

export function deployView(deploy: Deploy): Record<string, unknown> {
  return {
    id: deploy.id,
    environment: deploy.environment,
    dateStarted: date(deploy.dateStarted),
    dateFinished: date(deploy.dateFinished),
    name: deploy.name,
    url: deploy.url,
  }
}

export function commitView(organization: Organization, commit: Commit): Record<string, unknown> {
  const releases = organization.releases.filter((release) =>
    release.commits.some((each) => each.id === commit.id && each.repository.id === commit.repository.id),
  )
  return {
    id: commit.id,
    message: commit.message,
    dateCreated: date(commit.timestamp),
    pullRequest: null,
    suspectCommitType: '',
    repository: repositoryView(commit.repository),
    author: commit.author ?? {},
    releases: releases.map(({ version, ref, url, dateReleased, dateCreated }) => {
      const dates = { dateReleased: date(dateReleased), dateCreated: date(dateCreated) }
      return { version, shortVersion: version, ref, url, ...dates }
    }),
  }
}

export function repositoryView(repository: Repository): Record<string, unknown> {
  const { id, name, url, dateCreated } = repository
  return {
    ...repository,
    dateCreated: date(dateCreated),
    externalSlug: url === null ? null : name,
    externalId: url === null ? null : `9${id}`,
  }
}

function authorsOf(commits: readonly Commit[]): Author[] {
  const byEmail = new Map<string, Author>()
  for (const { author } of commits) if (author) byEmail.set(author.email, author)
  return [...byEmail.values()]
}

/** `package@version`, and the parts of a semantic version behind it; without a package only the raw text [A]. */
function versionInfo(whole: string): Record<string, unknown> {
  const at = whole.lastIndexOf('@')
  const raw = whole.slice(at + 1)
  const buildHash = /^[0-9a-f]{12,40}$/i.test(raw) ? raw : null
  const description = buildHash?.slice(0, 12) ?? raw
  const parts = at > 0 ? /^(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([^+]+))?(?:\+(.+))?$/.exec(raw) : null
  const numbers = parts?.slice(1, 4).filter((each) => each !== undefined) ?? []
  const semantic = parts && {
    major: Number(numbers[0] ?? 0),
    minor: Number(numbers[1] ?? 0),
    patch: Number(numbers[2] ?? 0),
    pre: parts[4] ?? null,
    buildCode: parts[5] ?? null,
    components: numbers.length,
  }
  return {
    package: at > 0 ? whole.slice(0, at) : null,
    version: { raw, ...semantic },
    description,
    buildHash,
  }
}
