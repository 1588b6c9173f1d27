// Beanstalk: its requests. Vendor facts: docs/providers/beanstalk.md.
import * as v from 'valibot'
import type { Calls, Job, Session } from '../../provider/provider.ts'
import type { inputs } from './inputs.ts'
import { type BeanstalkEnvironment, type BeanstalkRelease, Errors } from './shapes.ts'

const API = 'https://api.beanstalkapp.com'
const RELEASES = `${API}/release.html`

// 404 is our assumption for what is not there; 410 says the same.
const MISSING = [404, 410]

export const calls = {
  getRepository: {
    route: 'GET /api/repositories/{repo}.json',
    does: 'show repository "{repo}"',
    results: MISSING,
    docs: `${API}/repository.html`,
  },
  listEnvironments: {
    route: 'GET /api/{repo}/server_environments.json',
    does: 'list the environments of repository {repo}',
    docs: `${API}/server_environment.html`,
  },
  getChangeset: {
    route: 'GET /api/changesets/{revision}.json',
    does: 'show revision {revision}',
    results: MISSING,
    docs: `${API}/changeset.html`,
  },
  listReleases: {
    route: 'GET /api/{repo}/releases.json',
    does: 'list the releases of the environment',
    docs: RELEASES,
  },
  getRelease: {
    route: 'GET /api/{repo}/releases/{id}.json',
    does: 'show release {id}',
    results: MISSING,
    docs: RELEASES,
  },
  createRelease: {
    route: 'POST /api/{repo}/releases.json',
    // A second one deploys again, and may delete the first while it is new.
    repeat: 'unsafe',
    does: 'create the release',
    // Clients check the key whatever the status: with it, even a 500 says that nothing was made.
    isResult: (status: number, body: unknown) => status === 500 && v.is(Errors, body),
    hints: {
      422: 'Check that the revision is in this Beanstalk repository (mirror the push there first) and that the environment has a server.',
    },
    docs: RELEASES,
  },
  retryRelease: {
    route: 'PUT /api/{repo}/releases/{id}/retry.json',
    repeat: 'unsafe',
    does: 'retry release {id}',
    hints: {
      404: 'Check deploy-id: it must be a release of this repository.',
      422: 'Only a release that failed can be retried; use operation: deploy for a new one.',
    },
    docs: RELEASES,
  },
} as const satisfies Calls

/** Where the deploy goes, by id: names are documented for changesets only. */
export interface Place {
  readonly repo: string
  readonly isSubversion: boolean
  readonly environment: BeanstalkEnvironment
}

export interface BeanstalkFacts extends Place {
  /** The newest release of the environment before anything was written; 0 when there is none. */
  readonly newestId: number
  /** The release that deploy-id names. */
  readonly given?: BeanstalkRelease
}

export type BeanstalkSession = Session<typeof inputs, typeof calls>
/** A job whose look-up is still to be done. */
export type NewBeanstalkJob = Job<typeof inputs, typeof calls, undefined>
export type BeanstalkJob = Job<typeof inputs, typeof calls, BeanstalkFacts>
