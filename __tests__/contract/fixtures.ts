// Every provider of the registry, by id; the suite fails when one is missing here.
import { akkerisFixture } from './akkeris.ts'
import { beanstalkFixture } from './beanstalk.ts'
import type { Fixture } from './fixture.ts'
import { githubFixture } from './github.ts'
import { retraceFixture } from './retrace.ts'
import { sentryFixture } from './sentry.ts'

export const fixtures: readonly Fixture[] = [
  sentryFixture,
  retraceFixture,
  beanstalkFixture,
  akkerisFixture,
  githubFixture,
]
