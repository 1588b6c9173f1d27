// The registry: every provider, in one object.
import type { AnyProvider } from '../provider.ts'
import { akkeris } from './akkeris.ts'
import { beanstalk } from './beanstalk.ts'
import { github } from './github.ts'
import { retrace } from './retrace.ts'
import { sentry } from './sentry.ts'

export const providers: Readonly<Record<string, AnyProvider>> = {
  sentry,
  retrace,
  beanstalk,
  akkeris,
  github,
}
