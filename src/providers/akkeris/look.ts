// What is read of Akkeris before anything is written.
import * as v from 'valibot'
import { ApiError } from '../../errors.ts'
import type { Deploy } from '../../provider/provider.ts'
import { listBuilds } from './builds.ts'
import type { AkkerisFacts, AkkerisSession, NewAkkerisJob } from './calls.ts'
import { listReleases, targetOf } from './releases.ts'
import { type AkkerisBuild, App, Feature, latestSlug } from './shapes.ts'
import { glanceAtSlug } from './source.ts'

/** The facts; what cannot be released is refused here. */
export async function lookAround(job: NewAkkerisJob, deploy: Deploy): Promise<AkkerisFacts> {
  const { own, operation } = job
  const page = await readPage(job)
  const isNew = ['deploy', 'start'].includes(operation)
  const makesBuild = own.akkerisImage !== '' && isNew
  const isLatest = own.akkerisSlug === 'latest' && isNew
  const listed = makesBuild || isLatest ? await listBuilds(job) : []
  const slug = isLatest ? latestSlug(listed) : own.akkerisSlug.toLowerCase()
  if (slug === undefined) throw nothingBuilt(own.akkerisApp)
  const hasAutoRelease = makesBuild && (await readAutoRelease(job))
  const releases = operation === 'finish' ? [] : await listReleases(job)
  const facts = { hasAutoRelease, releases, at: job.now(), ...(page ? { page } : {}) }
  if (operation === 'rollback') {
    const target = targetOf({ own, facts }, deploy)
    const slug = target.slug?.id ?? ''
    return { ...facts, slug, builds: await glanceAtSlug(job, slug) }
  }
  const builds: readonly AkkerisBuild[] = listed.length > 0 || !isNew ? listed : await glanceAtSlug(job, slug)
  return { ...facts, slug, builds }
}

/** The app's page for people; empty where it has none. */
async function readPage({ api, own }: NewAkkerisJob): Promise<string> {
  const { body: app } = await api.send('getApp', { app: own.akkerisApp }, { schema: App })
  const page = app?.web_url ?? ''
  return URL.canParse(page) && /^https?:$/.test(new URL(page).protocol) ? page : ''
}

function nothingBuilt(app: string): ApiError {
  const text = `akkeris-slug is latest, but no build of ${app} has succeeded. Build one first, or use akkeris-image.`
  return new ApiError(text, { status: 200, mayHaveHappened: false })
}

async function readAutoRelease({ api, own }: Pick<AkkerisSession, 'api' | 'own'>): Promise<boolean> {
  const { body } = await api.send('listFeatures', { app: own.akkerisApp }, { schema: v.array(Feature) })
  return body?.some(({ name, enabled }) => name === 'auto-release' && enabled === true) ?? false
}
