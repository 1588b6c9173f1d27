// The fields of Akkeris' answers that we read, and what follows from them. Lenient: installations differ in age.
import * as v from 'valibot'
import { AddressedId, Filled, Instant } from '../../provider/fields.ts'

export const App = v.object({ web_url: v.nullish(v.string()) })

export const Feature = v.object({ name: v.string(), enabled: v.nullish(v.boolean()) })

export const AkkerisBuild = v.object({
  id: v.string(),
  created_at: Instant,
  updated_at: Instant,
  status: v.nullish(v.string()),
  // The id of the build itself, in the version that was observed.
  slug: v.nullish(
    v.object({ id: v.nullish(v.string()), number: v.nullish(v.union([v.string(), v.number()])) }),
  ),
  source_blob: v.nullish(v.object({ commit: Filled, message: v.nullish(v.string()) })),
})
export type AkkerisBuild = v.InferOutput<typeof AkkerisBuild>

export const BuildResult = v.object({ lines: v.array(v.string()) })

export const AkkerisRelease = v.object({
  id: AddressedId,
  // Documented as "", a number in fact.
  version: v.nullish(v.union([v.number(), v.string()])),
  created_at: Instant,
  description: v.nullish(v.string()),
  slug: v.nullish(v.object({ id: Filled })),
  // How the deploy goes. The field `state` sums up the attached statuses and says nothing of the deploy: never read.
  status: v.nullish(v.string()),
})
export type AkkerisRelease = v.InferOutput<typeof AkkerisRelease>

export const Statuses = v.object({
  statuses: v.array(
    v.object({
      id: v.string(),
      context: v.nullish(v.string()),
      state: v.nullish(v.string()),
      name: v.nullish(v.string()),
      description: v.nullish(v.string()),
      target_url: v.nullish(v.string()),
    }),
  ),
})

/** The documented answer to a new release has no id. */
export const NewRelease = v.object({ ...AkkerisRelease.entries, id: v.nullish(AddressedId) })

/** `v3`; undefined where the installation does not count. */
export function labelOf({ version }: Pick<AkkerisRelease, 'version'>): string | undefined {
  return version === '' || version === null || version === undefined ? undefined : `v${version}`
}

/** `release v3`, or by its id. */
export function nameOf(release: AkkerisRelease): string {
  return `release ${labelOf(release) ?? release.id}`
}

/**
 * Newest first, by time and then by version, which is not unique: requests of the same moment get the same one. The list
 * comes oldest first, which stays decisive where both are missing.
 */
export function newestFirst(releases: readonly AkkerisRelease[]): AkkerisRelease[] {
  return releases.toReversed().sort((a, b) => order(b, a))
}

/** Is it certainly the later one? */
export function isLater(release: AkkerisRelease, than: AkkerisRelease): boolean {
  return order(release, than) > 0
}

function order(a: AkkerisRelease, b: AkkerisRelease): number {
  return timeOf(a) - timeOf(b) || numberOf(a) - numberOf(b)
}

function numberOf({ version }: AkkerisRelease): number {
  return Number(version ?? '') || 0
}

/** When it was made; 0 when that is not told. */
export function timeOf({ created_at: at }: Pick<AkkerisRelease, 'created_at'>): number {
  return at ?? 0
}

/** The newest by its creation: the list is ordered by the last change. */
export function newestBuild(builds: readonly AkkerisBuild[]): AkkerisBuild | undefined {
  return builds.toSorted((a, b) => timeOf(b) - timeOf(a))[0]
}

/** What of a build is released. */
export function slugOf(build: AkkerisBuild): string {
  return build.slug?.id || build.id
}

const ENDS = ['succeeded', 'failed', 'unknown'] as const

/** The end of a release or build, in the same words as ours; undefined while it goes on. */
export function endOf({ status }: Pick<AkkerisRelease, 'status'>): (typeof ENDS)[number] | undefined {
  return ENDS.find((end) => end === status)
}

const ROLLBACK = /^Rollback to (\S+)$/

/** A rollback's description is overwritten, so the marker is lost; it names the release that was brought back. */
export function rollbackOf({ description }: AkkerisRelease): string | undefined {
  return ROLLBACK.exec(description ?? '')?.[1]
}
