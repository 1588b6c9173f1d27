// The stand-ins by name, for the command line and the demo.

import { makeAkkeris } from './akkeris/index.ts'
import { makeBeanstalk } from './beanstalk/index.ts'
import { makeGitHub } from './github/index.ts'
import { makeRetrace } from './retrace/index.ts'
import { makeSentry } from './sentry/index.ts'
import type { Clock, Service } from './server.ts'

/** Makes a service with its default state (one organization, app or repository to work with). */
type MakeService = (options: { clock: Clock; switches: Readonly<Record<string, string>> }) => Service

export const services: Readonly<Record<string, MakeService>> = {
  sentry: makeSentry,
  retrace: makeRetrace,
  beanstalk: makeBeanstalk,
  akkeris: makeAkkeris,
  github: makeGitHub,
}
