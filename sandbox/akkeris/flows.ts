// The workflows of docs/workflows/akkeris.arazzo.yaml.
import type { Flow } from '../kit/stand-in.ts'
import { seed } from './state.ts'

const description = 'Deploy [0123abcd]'
const page = 'https://acme.example/'
const attached = ['record-deploy: success']

const common = {
  inputs: { app: 'web-acme', description },
  switches: { build: 'succeeded', release: 'succeeded' },
}

/** The app's releases: the two from the start, and a new one. */
function withRelease(made: object): object {
  return [{ releases: [{}, {}, made] }]
}

function noSuchApp(step: string): Flow['spoilt'] {
  return { inputs: { app: 'none' }, step }
}

export const flows: readonly Flow[] = [
  {
    ...common,
    workflow: 'deploy-build',
    inputs: { ...common.inputs, build: seed.olderBuild, page },
    expected: withRelease({ slug: seed.olderBuild, description, statuses: attached }),
    spoilt: noSuchApp('show-app'),
  },
  {
    ...common,
    workflow: 'build-and-deploy',
    inputs: { ...common.inputs, image: 'docker://registry.example/web:2', commit: 'c'.repeat(40), page },
    expected: withRelease({ description, status: 'succeeded' }),
    spoilt: noSuchApp('list-builds'),
  },
  {
    ...common,
    workflow: 'roll-back',
    expected: withRelease({ slug: seed.olderBuild, status: 'succeeded' }),
    spoilt: noSuchApp('list-releases'),
  },
  {
    ...common,
    workflow: 'correct-status',
    inputs: { ...common.inputs, release: seed.newerRelease },
    expected: [{ releases: [{}, { id: seed.newerRelease, statuses: attached }] }],
    spoilt: noSuchApp('attach-status'),
  },
]
