// What is read of Akkeris before anything is written.
import * as v from 'valibot'
import { ApiError, InputError } from '../../errors.ts'
import type { Deploy } from '../../provider/provider.ts'
import { oneLine } from '../../text.ts'
import { listBuilds } from './builds.ts'
import type { AkkerisFacts, AkkerisSession, NewAkkerisJob } from './calls.ts'
import { listReleases } from './releases.ts'
import { type AkkerisBuild, type AkkerisRelease, App, Feature, newestBuild, slugOf } from './shapes.ts'
import { glanceAtSlug } from './source.ts'

/** The facts; what cannot be released is refused here. */
export async function lookAround(job: NewAkkerisJob, deploy: Deploy): Promise<AkkerisFacts> {
  const { own, operation } = job
  const page = await readPage(job)
  const isNew = ['deploy', 'start'].includes(operation)
  const makesBuild = own.akkerisImage !== '' && isNew
  const isLatest = own.akkerisSlug === 'latest' && isNew
  const listed = makesBuild || isLatest ? await listBuilds(job) : []
  const given = isLatest ? latestSlug(listed, own.akkerisApp) : own.akkerisSlug.toLowerCase()
  const hasAutoRelease = makesBuild && (await readAutoRelease(job))
  const releases = operation === 'finish' ? [] : await listReleases(job)
  const at = job.now()
  const slug = operation === 'rollback' ? (targetOf(job, deploy, releases).slug?.id ?? '') : given
  const builds = listed.length > 0 || operation === 'finish' ? listed : await glanceAtSlug(job, slug)
  return { page, slug, hasAutoRelease, builds, releases, at }
}

/** The app's page for people, where it has one. */
async function readPage({ api, own }: NewAkkerisJob): Promise<string | undefined> {
  const { body: app } = await api.send('getApp', { app: own.akkerisApp }, { schema: App })
  const page = app?.web_url ?? ''
  return URL.canParse(page) && /^https?:$/.test(new URL(page).protocol) ? page : undefined
}

/** What of the newest build that succeeded is released. @throws ApiError when none has */
function latestSlug(builds: readonly AkkerisBuild[], app: string): string {
  const newest = newestBuild(builds.filter(({ status }) => status === 'succeeded'))
  if (newest) return slugOf(newest)
  const text = `akkeris-slug is latest, but no build of ${app} has succeeded. Build one first, or use akkeris-image.`
  throw new ApiError(text, { status: 200, mayHaveHappened: false })
}

/** The release to bring back. @throws InputError when there is none */
function targetOf(
  { own }: NewAkkerisJob,
  { rollbackTo }: Deploy,
  releases: readonly AkkerisRelease[],
): AkkerisRelease {
  const target = releases.find(({ id }) => id === rollbackTo?.id)
  if (target) return target
  const problem = rollbackTo
    ? `deploy-id is ${oneLine(rollbackTo.id, 60)}, but ${own.akkerisApp} has no such release.`
    : `deploy-id is required: ${own.akkerisApp} has no earlier release of another build that succeeded.`
  throw new InputError([problem])
}

async function readAutoRelease({ api, own }: Pick<AkkerisSession, 'api' | 'own'>): Promise<boolean> {
  const { body } = await api.send('listFeatures', { app: own.akkerisApp }, { schema: v.array(Feature) })
  return body?.some(({ name, enabled }) => name === 'auto-release' && enabled === true) ?? false
}
