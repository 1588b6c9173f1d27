// The workflows of docs/workflows, each with the stand-in that it is carried out against and what that holds afterwards.
// A provider adds its documents there, and a row for each of its workflows here.
import { akkerisSeed, makeAkkeris } from '../../sandbox/akkeris/index.ts'
import { makeBeanstalk } from '../../sandbox/beanstalk/index.ts'
import { API_KEY, APP_KEY, standIn as datadogStandIn } from '../../sandbox/datadog/index.ts'
import { makeGitHub } from '../../sandbox/github/index.ts'
import { shopHistory } from '../../sandbox/github/shop.ts'
import { TOKEN as GRAFANA_TOKEN, makeGrafana } from '../../sandbox/grafana/index.ts'
import { makeRetrace } from '../../sandbox/retrace/index.ts'
import { makeRollbar, READ_TOKEN, WRITE_TOKEN } from '../../sandbox/rollbar/index.ts'
import { makeSentry, USER_TOKEN } from '../../sandbox/sentry/index.ts'
import { makeClock, type Service } from '../../sandbox/server.ts'

interface Stand {
  readonly service: Service & { readonly surprises: readonly string[] }
  /** What it holds of the workflow's deploy. */
  readonly held: () => unknown
}

export interface Flow {
  /** Of the provider. */
  readonly id: string
  readonly workflow: string
  readonly make: () => Stand
  readonly inputs: Readonly<Record<string, string | number>>
  /** Steps in the order of their requests; those of a workflow that it calls stand in its place. */
  readonly steps: readonly string[]
  readonly expected: object
  /** A wrong input with which the workflow must fail, and the step that finds out. */
  readonly spoilt: { readonly inputs: Flow['inputs']; readonly step: string }
}

const SHA = 'c'.repeat(40)
const MARKER = '0123abcd'

const sentry: Flow = {
  id: 'sentry',
  workflow: 'cut-release-deploy',
  make: () => {
    const service = makeSentry({ clock: makeClock() })
    return { service, held: () => service.release('2.0.0') }
  },
  inputs: {
    token: USER_TOKEN,
    org: 'acme',
    project: 'web',
    version: '2.0.0',
    environment: 'production',
    commit: SHA,
    time: '2026-11-20T10:00:00Z',
    marker: MARKER,
  },
  steps: ['create-release', 'confirm-release', 'record-deploy', 'list-deploys'],
  expected: {
    dateReleased: Date.parse('2026-11-20T10:00:00Z'),
    commits: [{ id: SHA }],
    deploys: [{ environment: 'production', name: `Deploy [${MARKER}]` }],
  },
  spoilt: { inputs: { environment: 'a/b' }, step: 'record-deploy' },
}

const retrace: Omit<Flow, 'workflow' | 'steps' | 'expected'> = {
  id: 'retrace',
  make: () => {
    const service = makeRetrace({ clock: makeClock() })
    return { service, held: () => service.state }
  },
  inputs: { key: 'retrace-key', app: 'Shop', environment: 'Prod', version: '2.0.0', commit: SHA },
  spoilt: { inputs: { key: 'another' }, step: 'start' },
}
const deployment = { fields: { AppName: 'Shop', EnvironmentName: 'Prod', Version: '2.0.0', Commit: SHA } }

const beanstalk: Flow = {
  id: 'beanstalk',
  workflow: 'deploy-revision',
  make: () => {
    const service = makeBeanstalk({ clock: makeClock(), switches: { states: 'new,success' } })
    return { service, held: () => service.state.releases.at(-1) }
  },
  inputs: {
    authorization: `Basic ${Buffer.from('deployer:beanstalk-token').toString('base64')}`,
    repository: 'shop',
    environment: 'Production',
    revision: SHA,
    marker: MARKER,
  },
  steps: ['find-repository', 'find-environment', 'find-revision', 'list-releases', 'create-release', 'wait'],
  expected: { id: 401, state: 'success', revision: SHA, comment: `Deploy [${MARKER}]` },
  spoilt: { inputs: { repository: 'none' }, step: 'find-repository' },
}

const akkeris: Omit<Flow, 'workflow' | 'steps' | 'expected'> = {
  id: 'akkeris',
  make: () => {
    const service = makeAkkeris({
      clock: makeClock(),
      switches: { build: 'succeeded', release: 'succeeded' },
    })
    return { service, held: () => service.state.releases.at(-1) }
  },
  inputs: { token: 'akkeris-token', app: 'web-acme', description: `Deploy [${MARKER}]` },
  spoilt: { inputs: { app: 'none' }, step: 'show-app' },
}

const DATADOG_ID = `rd-${MARKER}-4242424242`
const EARLIER_ID = `rd-${MARKER}-4242424241`

const datadog: Omit<Flow, 'workflow' | 'steps' | 'expected'> = {
  id: 'datadog',
  make: () => {
    const service = datadogStandIn.make({ clock: makeClock(), past: [] })
    service.addDeployment({ id: EARLIER_ID, version: '1.0.0' })
    return { service, held: () => service.deployments }
  },
  inputs: {
    key: API_KEY,
    applicationKey: APP_KEY,
    id: DATADOG_ID,
    service: 'shop',
    environment: 'production',
    version: '2.0.0',
    commit: SHA,
    time: Date.parse('2026-11-20T10:00:00Z'),
    replaced: EARLIER_ID,
  },
  spoilt: { inputs: { applicationKey: 'another' }, step: 'show' },
}
const recorded = { id: DATADOG_ID, attributes: { service: 'shop', env: 'production', version: '2.0.0' } }

const { refs: shop, tagObjects } = shopHistory()
const tip = shop.get('refs/heads/main') ?? ''
const tagged = tagObjects.get(shop.get('refs/tags/v1.1.0') ?? '')?.object.sha ?? ''

const github: Omit<Flow, 'workflow' | 'steps' | 'expected'> = {
  id: 'github',
  make: () => {
    const service = makeGitHub({ clock: makeClock() })
    return { service, held: () => service.describe() }
  },
  inputs: {
    token: 'github-token',
    owner: 'acme',
    repo: 'shop',
    version: 'v2.0.0',
    environment: 'production',
    commit: tip,
    run: 'https://github.com/acme/shop/actions/runs/1',
    marker: MARKER,
  },
  spoilt: { inputs: { token: 'another' }, step: 'find-tag' },
}

const rollbar: Flow = {
  id: 'rollbar',
  workflow: 'track-deploy',
  make: () => {
    const service = makeRollbar({ clock: makeClock() })
    return { service, held: () => service.records }
  },
  inputs: {
    token: WRITE_TOKEN,
    readToken: READ_TOKEN,
    environment: 'production',
    revision: SHA,
    user: 'octocat',
    marker: MARKER,
  },
  steps: ['start', 'find', 'close'],
  expected: [
    { environment: 'production', revision: SHA, status: 'succeeded', comment: `Deploy [${MARKER}]` },
  ],
  spoilt: { inputs: { readToken: WRITE_TOKEN }, step: 'find' },
}

const START = Date.parse('2026-11-20T10:00:00Z')
const grafanaTags = ['deploy', 'environment:production', 'version:2.0.0', `record-deploy:${MARKER}`]

const grafana: Flow = {
  id: 'grafana',
  workflow: 'track-deploy',
  make: () => {
    const service = makeGrafana({ clock: makeClock() })
    return { service, held: () => service.annotations }
  },
  inputs: {
    token: GRAFANA_TOKEN,
    environment: 'production',
    version: '2.0.0',
    start: START,
    end: START + 60_000,
    marker: MARKER,
  },
  steps: ['begin', 'find', 'end', 'read'],
  expected: [{ time: START, timeEnd: START + 60_000, tags: [...grafanaTags, 'status:success'] }],
  // The server puts the two into their order.
  spoilt: { inputs: { end: START - 60_000 }, step: 'read' },
}

export const flows: readonly Flow[] = [
  sentry,
  {
    ...retrace,
    workflow: 'start-complete',
    steps: ['start', 'complete'],
    expected: { completed: [deployment], pending: [], cancelled: [] },
  },
  {
    ...retrace,
    workflow: 'start-cancel',
    steps: ['start', 'cancel'],
    expected: { cancelled: [deployment], pending: [], completed: [] },
  },
  beanstalk,
  {
    ...github,
    workflow: 'release-and-deploy',
    steps: [
      ...['find-tag', 'find-release', 'create-release', 'confirm-tag', 'list-deployments'],
      ...['create-deployment', 'begin', 'succeed'],
    ],
    expected: {
      releases: [{ tag_name: 'v2.0.0', draft: false }],
      deployments: [{ sha: tip, state: 'success', payload: { record_deploy: MARKER, version: 'v2.0.0' } }],
    },
    // The tag is there, of another commit.
    spoilt: { inputs: { version: 'v1.0.0' }, step: 'find-tag' },
  },
  {
    ...github,
    workflow: 'roll-back',
    inputs: { ...github.inputs, version: 'v1.1.0' },
    steps: ['find-tag', 'show-tag', 'create-deployment', 'begin', 'succeed'],
    expected: {
      releases: [],
      deployments: [{ sha: tagged, state: 'success', payload: { record_deploy: MARKER, version: 'v1.1.0' } }],
    },
  },
  {
    ...akkeris,
    workflow: 'deploy-build',
    inputs: { ...akkeris.inputs, build: akkerisSeed.olderBuild, page: 'https://acme.example/' },
    steps: ['show-app', 'list-releases', 'create-release', 'wait-for-release', 'attach-status'],
    expected: {
      slug: akkerisSeed.olderBuild,
      description: `Deploy [${MARKER}]`,
      statuses: [{ context: 'record-deploy', state: 'success' }],
    },
  },
  {
    ...akkeris,
    workflow: 'build-and-deploy',
    inputs: {
      ...akkeris.inputs,
      image: 'docker://registry.example/web:2',
      commit: SHA,
      page: 'https://acme.example/',
    },
    steps: [
      ...['list-builds', 'list-features', 'create-build', 'wait-for-build'],
      ...['show-app', 'list-releases', 'create-release', 'wait-for-release', 'attach-status'],
    ],
    expected: { description: `Deploy [${MARKER}]`, status: 'succeeded' },
    spoilt: { inputs: { app: 'none' }, step: 'list-builds' },
  },
  {
    ...akkeris,
    workflow: 'roll-back',
    steps: ['list-releases', 'release-again', 'wait-for-release'],
    expected: { slug: akkerisSeed.olderBuild, status: 'succeeded' },
    spoilt: { inputs: { app: 'none' }, step: 'list-releases' },
  },
  {
    ...akkeris,
    workflow: 'correct-status',
    inputs: { ...akkeris.inputs, release: akkerisSeed.newerRelease },
    steps: ['attach-status', 'list-statuses', 'change-status'],
    expected: { id: akkerisSeed.newerRelease, statuses: [{ context: 'record-deploy', state: 'success' }] },
    spoilt: { inputs: { app: 'none' }, step: 'attach-status' },
  },
  {
    ...datadog,
    workflow: 'record-deployment',
    steps: ['create', 'show'],
    expected: [{ id: EARLIER_ID }, recorded],
  },
  {
    ...datadog,
    workflow: 'mark-replaced',
    steps: ['create', 'show', 'mark'],
    expected: [
      { id: EARLIER_ID, changeFailure: true, remediation: { type: 'rollback', id: DATADOG_ID } },
      recorded,
    ],
  },
  rollbar,
  grafana,
]
