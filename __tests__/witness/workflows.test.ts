// The workflows of docs/workflows are true: Redocly Respect carries them out against the stand-ins, and what the
// stand-ins hold afterwards is what the workflows say.
import { readdirSync } from 'node:fs'
import { afterEach, expect, it } from '@jest/globals'
import { makeSentry, USER_TOKEN } from '../../sandbox/sentry/index.ts'
import { makeClock, type Running, type Service, serve } from '../../sandbox/server.ts'
import { folder } from './openapi.ts'
import { respect, type Verdict } from './respect.ts'

const SHA = 'c'.repeat(40)

interface Flow {
  readonly id: string
  readonly make: () => { service: Service & { readonly surprises: readonly string[] }; holds: () => unknown }
  readonly inputs: Readonly<Record<string, string>>
  readonly steps: readonly string[]
  /** What the stand-in holds at the end. */
  readonly held: unknown
}

const flows: readonly Flow[] = [
  {
    id: 'sentry',
    make: () => {
      const service = makeSentry({ clock: makeClock() })
      return { service, holds: () => service.release('2.0.0') }
    },
    inputs: {
      token: USER_TOKEN,
      org: 'acme',
      project: 'web',
      version: '2.0.0',
      environment: 'production',
      commit: SHA,
      time: '2026-11-20T10:00:00Z',
      marker: '0123abcd',
    },
    steps: ['create-release', 'confirm-release', 'record-deploy', 'list-deploys'],
    held: {
      dateReleased: Date.parse('2026-11-20T10:00:00Z'),
      commits: [{ id: SHA }],
      deploys: [{ environment: 'production', name: 'Deploy [0123abcd]' }],
    },
  },
]

let running: Running | undefined
afterEach(async () => {
  await running?.close()
  running = undefined
})

const failed = ({ steps }: Verdict) =>
  steps.flatMap(({ stepId, checks }) =>
    checks
      .filter(({ passed }) => !passed)
      .map(({ name, condition = '' }) => `${stepId}: ${name} ${condition}`.trim()),
  )

it('has a run here for every workflow', () => {
  const documents = readdirSync(folder).filter((name) => name.endsWith('.arazzo.yaml'))
  expect(flows.map(({ id }) => `${id}.arazzo.yaml`).sort()).toEqual(documents.sort())
})

it.each(flows)('the workflow of $id goes through, with every check', async ({
  id,
  make,
  inputs,
  steps,
  held,
}) => {
  const { service, holds } = make()
  running = await serve(service)
  const verdict = await respect(id, running.url, inputs)
  expect(failed(verdict)).toEqual([])
  expect(verdict.steps.map(({ stepId }) => stepId)).toEqual(steps)
  // Its own: status, content type and schema of each answer.
  for (const { checks } of verdict.steps) expect(checks.length).toBeGreaterThanOrEqual(2)
  expect(verdict.code).toBe(0)
  expect(running.requests).toHaveLength(steps.length)
  expect(service.surprises).toEqual([])
  expect(holds()).toMatchObject(Object(held))
})
