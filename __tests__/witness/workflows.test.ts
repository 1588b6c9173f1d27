// The workflows of docs/workflows are true: Redocly Respect carries them out against the stand-ins, and what the
// stand-ins hold afterwards is what the workflows say.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'
import * as v from 'valibot'
import { parse } from 'yaml'
import { standIns } from '../../sandbox/index.ts'
import type { Flow, StandIn } from '../../sandbox/kit/stand-in.ts'
import { makeClock, type Running, serve } from '../../sandbox/server.ts'
import { describedIds, folder } from './openapi.ts'
import { respect, type Verdict } from './respect.ts'

const Step = v.object({ stepId: v.string(), workflowId: v.optional(v.string()) })
const Workflow = v.object({ workflowId: v.string(), steps: v.array(Step) })
type Workflow = v.InferOutput<typeof Workflow>
const Document = v.object({ workflows: v.array(Workflow) })

const flows = Object.entries(standIns).flatMap(([id, standIn]) =>
  (standIn.flows ?? []).map((flow) => ({ ...flow, id, standIn })),
)

let running: Running | undefined
afterEach(async () => {
  await running?.close()
  running = undefined
})

/** Checks that failed, in words. */
function failed({ steps }: Verdict): string[] {
  return steps.flatMap(({ stepId, checks }) =>
    checks
      .filter(({ passed }) => !passed)
      .map(({ name, condition = '' }) => `${stepId}: ${name} ${condition}`.trim()),
  )
}

function workflowsOf(id: string): readonly Workflow[] {
  return v.parse(Document, parse(readFileSync(join(folder, `${id}.arazzo.yaml`), 'utf8'))).workflows
}

/** Steps in the order of their requests; those of a workflow that it calls stand in its place. */
function stepsOf(workflows: readonly Workflow[], sought: string): string[] {
  const { steps = [] } = workflows.find(({ workflowId }) => workflowId === sought) ?? {}
  return steps.flatMap(({ stepId, workflowId }) => (workflowId ? stepsOf(workflows, workflowId) : [stepId]))
}

interface Staged extends Flow {
  readonly id: string
  readonly standIn: StandIn
}

async function carryOut({ standIn, ...flow }: Staged, inputs: Flow['inputs'] = {}) {
  const service = standIn.make({ clock: makeClock(), ...(flow.switches && { switches: flow.switches }) })
  running = await serve(service)
  const given = { token: standIn.token, ...flow.inputs, ...inputs }
  return { service, verdict: await respect(flow, running.url, given), requests: running.requests }
}

it('every workflow has a run here, and every document a description', () => {
  const documents = readdirSync(folder).filter((name) => name.endsWith('.arazzo.yaml'))
  expect(documents.map((name) => name.replace('.arazzo.yaml', ''))).toEqual(describedIds)
  const workflows = describedIds.flatMap((id) =>
    workflowsOf(id).map(({ workflowId }) => `${id} ${workflowId}`),
  )
  expect(flows.map(({ id, workflow }) => `${id} ${workflow}`).sort()).toEqual(workflows.sort())
})

describe.each(flows)('the workflow $workflow of $id', (flow) => {
  it('goes through, with every check', async () => {
    const { verdict, requests, service } = await carryOut(flow)
    const steps = stepsOf(workflowsOf(flow.id), flow.workflow)
    expect(failed(verdict)).toEqual([])
    expect(verdict.steps.map(({ stepId }) => stepId)).toEqual(steps)
    // Redocly's own are more: status, content type and schema of each answer.
    for (const { checks } of verdict.steps) expect(checks.length).toBeGreaterThanOrEqual(2)
    expect(verdict.code).toBe(0)
    expect(requests).toHaveLength(steps.length)
    expect(service.surprises).toEqual([])
    expect(service.describe()).toMatchObject(flow.expected)
  })

  it('fails where it should, when something is wrong', async () => {
    const { verdict } = await carryOut(flow, flow.spoilt.inputs)
    expect(verdict.code).toBe(1)
    expect(failed(verdict)[0]).toMatch(new RegExp(`^${flow.spoilt.step}: `))
  })
})
