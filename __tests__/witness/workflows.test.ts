// The workflows of docs/workflows are true: Redocly Respect carries them out against the stand-ins, and what the
// stand-ins hold afterwards is what the workflows say.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'
import * as v from 'valibot'
import { parse } from 'yaml'
import { type Running, serve } from '../../sandbox/server.ts'
import { type Flow, flows } from './flows.ts'
import { describedIds, folder } from './openapi.ts'
import { respect, type Verdict } from './respect.ts'

const Workflows = v.object({ workflows: v.array(v.object({ workflowId: v.string() })) })

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

async function carryOut(flow: Flow, inputs: Flow['inputs'] = {}) {
  const stand = flow.make()
  running = await serve(stand.service)
  const verdict = await respect(flow, running.url, { ...flow.inputs, ...inputs })
  return { ...stand, verdict, requests: running.requests }
}

it('every workflow has a run here, and every document a description', () => {
  const documents = readdirSync(folder).filter((name) => name.endsWith('.arazzo.yaml'))
  const workflows = documents.flatMap((name) => {
    const found = v.parse(Workflows, parse(readFileSync(join(folder, name), 'utf8')))
    return found.workflows.map(({ workflowId }) => `${name.split('.')[0]} ${workflowId}`)
  })
  expect(flows.map(({ id, workflow }) => `${id} ${workflow}`).sort()).toEqual(workflows.sort())
  expect(documents.map((name) => name.replace('.arazzo.yaml', ''))).toEqual(describedIds)
})

describe.each(flows)('the workflow $workflow of $id', (flow) => {
  it('goes through, with every check', async () => {
    const { verdict, requests, service, held } = await carryOut(flow)
    expect(failed(verdict)).toEqual([])
    expect(verdict.steps.map(({ stepId }) => stepId)).toEqual(flow.steps)
    // Redocly's own are more: status, content type and schema of each answer.
    for (const { checks } of verdict.steps) expect(checks.length).toBeGreaterThanOrEqual(2)
    expect(verdict.code).toBe(0)
    expect(requests).toHaveLength(flow.steps.length)
    expect(service.surprises).toEqual([])
    expect(held()).toMatchObject(flow.expected)
  })

  it('fails where it should, when something is wrong', async () => {
    const { verdict } = await carryOut(flow, flow.spoilt.inputs)
    expect(verdict.code).toBe(1)
    expect(failed(verdict)[0]).toMatch(new RegExp(`^${flow.spoilt.step}: `))
  })
})
