// The workflows of docs/workflows/retrace.arazzo.yaml.
import type { Flow } from '../kit/stand-in.ts'

const SHA = 'c'.repeat(40)
const common = {
  inputs: { app: 'Shop', environment: 'Prod', version: '2.0.0', commit: SHA },
  spoilt: { inputs: { token: 'another' }, step: 'start' },
}
const deployment = { fields: { AppName: 'Shop', EnvironmentName: 'Prod', Version: '2.0.0', Commit: SHA } }

export const flows: readonly Flow[] = [
  {
    ...common,
    workflow: 'start-complete',
    expected: { completed: [deployment], pending: [], cancelled: [] },
  },
  {
    ...common,
    workflow: 'start-cancel',
    expected: { cancelled: [deployment], pending: [], completed: [] },
  },
]
