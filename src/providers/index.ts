// The registry: one line a provider.
import type { AnyProvider } from '../provider/provider.ts'
import { akkeris } from './akkeris/index.ts'
import { beanstalk } from './beanstalk/index.ts'
import { datadog } from './datadog/index.ts'
import { github } from './github/index.ts'
import { grafana } from './grafana/index.ts'
import { newrelic } from './newrelic/index.ts'
import { retrace } from './retrace/index.ts'
import { rollbar } from './rollbar/index.ts'
import { sentry } from './sentry/index.ts'

const registry = {
  sentry,
  retrace,
  beanstalk,
  akkeris,
  github,
  datadog,
  newrelic,
  rollbar,
  grafana,
}

export type ProviderId = keyof typeof registry

// Each is made for its own inputs and calls, which the core hands back to it unread.
export const providers: Readonly<Record<ProviderId, AnyProvider>> = registry
