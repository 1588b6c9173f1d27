// Which commit a build was made from: with akkeris-slug, and after a rollback, not the run's own.
import { isExpected } from '../../errors.ts'
import type { Deploy, Receipt } from '../../provider/provider.ts'
import { isCommitId } from '../../text.ts'
import type { AkkerisJob, AkkerisSession } from './calls.ts'
import { AkkerisBuild, slugOf } from './shapes.ts'

/** The build behind a slug; undefined where it is not there. */
export async function readSlug(
  { api }: Pick<AkkerisSession, 'api'>,
  slug: string,
): Promise<AkkerisBuild | undefined> {
  return (await api.send('getSlug', { slug }, { schema: AkkerisBuild })).body
}

/** The same where nothing depends on it but what is told. */
export async function glanceAtSlug(
  session: Pick<AkkerisSession, 'api'>,
  slug: string | null | undefined,
): Promise<readonly AkkerisBuild[]> {
  try {
    const build = slug ? await readSlug(session, slug) : undefined
    return build ? [build] : []
  } catch (error) {
    if (!isExpected(error)) throw error
    return []
  }
}

/**
 * What is told in place of the run's version and commit: what a rollback brings back, or the commit of a build that was
 * there. Nothing where it is the run's own, or not known.
 */
export function deployedOf(
  job: AkkerisJob,
  { rollbackTo }: Pick<Deploy, 'rollbackTo'>,
  slug: string | null | undefined,
  builds: readonly AkkerisBuild[] = job.facts.builds,
): Pick<Receipt, 'deployed'> {
  const commit = builds.find((build) => slugOf(build) === slug)?.source_blob?.commit?.toLowerCase()
  const sha = commit && isCommitId(commit) ? commit : ''
  if (job.operation === 'rollback' && rollbackTo)
    return { deployed: { version: rollbackTo.version ?? rollbackTo.id, sha } }
  if (!commit || isShortFor(commit, job.range.head)) return {}
  // A version that was given, or counted, is a name of its own.
  return { deployed: { sha, ...(job.isVersionDerived ? { version: commit } : {}) } }
}

/** Builds of other tools may name the commit by its first digits. */
function isShortFor(commit: string, head: string): boolean {
  return commit === head || (/^[0-9a-f]{7,}$/.test(commit) && head.startsWith(commit))
}
