// The stand-ins by the id of their provider, one line each.
import { standIn as akkeris } from './akkeris/index.ts'
import { standIn as beanstalk } from './beanstalk/index.ts'
import { standIn as datadog } from './datadog/index.ts'
import { standIn as github } from './github/index.ts'
import { standIn as grafana } from './grafana/index.ts'
import type { StandIn } from './kit/stand-in.ts'
import { standIn as newrelic } from './newrelic/index.ts'
import { standIn as retrace } from './retrace/index.ts'
import { standIn as rollbar } from './rollbar/index.ts'
import { standIn as sentry } from './sentry/index.ts'

export const standIns: Readonly<Record<string, StandIn>> = {
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
