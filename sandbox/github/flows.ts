// The workflows of docs/workflows/github.arazzo.yaml.
import type { Flow } from '../kit/stand-in.ts'
import { shopHistory } from './shop.ts'

const { refs, tagObjects } = shopHistory()
const tip = refs.get('refs/heads/main') ?? ''
const tagged = tagObjects.get(refs.get('refs/tags/v1.1.0') ?? '')?.object.sha ?? ''

const record = { record_deploy: '0123abcd' }
const inputs = {
  owner: 'acme',
  repo: 'shop',
  environment: 'production',
  commit: tip,
  run: 'https://github.com/acme/shop/actions/runs/1',
  marker: record.record_deploy,
}

export const flows: readonly Flow[] = [
  {
    workflow: 'release-and-deploy',
    inputs: { ...inputs, version: 'v2.0.0' },
    expected: {
      releases: [{ tag_name: 'v2.0.0', draft: false }],
      deployments: [{ sha: tip, state: 'success', payload: { ...record, version: 'v2.0.0' } }],
    },
    // The tag is there, of another commit.
    spoilt: { inputs: { version: 'v1.0.0' }, step: 'find-tag' },
  },
  {
    workflow: 'roll-back',
    inputs: { ...inputs, version: 'v1.1.0' },
    expected: {
      releases: [],
      deployments: [{ sha: tagged, state: 'success', payload: { ...record, version: 'v1.1.0' } }],
    },
    spoilt: { inputs: { token: 'another' }, step: 'find-tag' },
  },
]
