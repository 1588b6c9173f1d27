// The registry: what is known of every provider before one is chosen. load.ts has the rest.
import type { AnyManifest, ProviderId } from '../provider/provider.ts'
import { manifest as akkeris } from './akkeris/manifest.ts'
import { manifest as beanstalk } from './beanstalk/manifest.ts'
import { manifest as github } from './github/manifest.ts'
import { manifest as retrace } from './retrace/manifest.ts'
import { manifest as sentry } from './sentry/manifest.ts'

export const manifests: Readonly<Record<ProviderId, AnyManifest>> = {
  sentry,
  retrace,
  beanstalk,
  akkeris,
  github,
}
