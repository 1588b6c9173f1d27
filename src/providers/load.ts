// The registry's other half: the code of a provider, each in a part of its own (see "Start-up" in docs/architecture.md).
import type { AnyProvider, ProviderId } from '../provider/provider.ts'

const loaders: Readonly<Record<ProviderId, () => Promise<AnyProvider>>> = {
  sentry: async () => (await import('./sentry/index.ts')).sentry,
  retrace: async () => (await import('./retrace/index.ts')).retrace,
  beanstalk: async () => (await import('./beanstalk/index.ts')).beanstalk,
  akkeris: async () => (await import('./akkeris/index.ts')).akkeris,
  github: async () => (await import('./github/index.ts')).github,
}

/** The whole of a provider: its calls and schemas are made here, and not before. */
export function loadProvider(id: ProviderId): Promise<AnyProvider> {
  return loaders[id]()
}
