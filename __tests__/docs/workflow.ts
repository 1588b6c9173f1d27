// Runs an example workflow the way GitHub would: its jobs in order, our steps with their outputs and post stages, its
// own commands as a success (or as told), and a GITHUB_TOKEN with the permissions that the workflow names.
import { parse } from 'yaml'
import { recordAt, textAt } from '../../src/json.ts'
import { type RunOptions, runStep, type StepResult } from '../support/step.ts'
import { isOurs, type Step, stepsOf } from './examples.ts'
import { type Contexts, fillIn, isMet } from './expressions.ts'

type Status = 'success' | 'failure' | 'cancelled' | 'skipped'

/** What stands around the workflow. */
export interface Surroundings {
  readonly secrets: Readonly<Record<string, string>>
  /** Inputs of a workflow_dispatch. */
  readonly inputs: Readonly<Record<string, string>>
  readonly github: Readonly<Record<string, string>>
  /** Where each provider is; GitHub is the server of the run. */
  readonly urls: Readonly<Record<string, string>>
  /** Options of every step: the event, the clock, … */
  readonly options: Pick<RunOptions, 'event' | 'github' | 'token' | 'clock'>
  /** Outputs of the workflow's own commands, by the step's id. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** How the commands of a job end, by the job's id; success when left out. */
  readonly ends: Readonly<Record<string, Exclude<Status, 'skipped'>>>
}

/** One step of ours that was run. */
interface Ran {
  readonly job: string
  readonly main: StepResult
  readonly post: StepResult
}

export interface Finished {
  readonly jobs: Readonly<Record<string, Status>>
  readonly steps: readonly Ran[]
}

export async function runWorkflow(yaml: string, around: Surroundings): Promise<Finished> {
  const workflow: unknown = parse(yaml)
  const jobs = Object.entries(recordAt(workflow, 'jobs'))
  const needs: Record<string, { result: Status; outputs: Record<string, string> }> = {}
  const steps: Ran[] = []
  for (const [id, job] of jobs) {
    const contexts = { secrets: around.secrets, inputs: around.inputs, github: around.github, needs }
    const before = needed(job).every((each) => needs[each]?.result === 'success') ? 'success' : 'failure'
    if (!isMet(textAt(job, 'if'), contexts, before)) {
      needs[id] = { result: 'skipped', outputs: {} }
      continue
    }
    for (const [jobIndex, matrix] of matrices(job).entries()) {
      const done = await runJob(id, job, { ...contexts, matrix }, jobIndex, around)
      steps.push(...done.steps)
      needs[id] = { result: done.status, outputs: done.outputs }
    }
  }
  return { jobs: Object.fromEntries(Object.entries(needs).map(([id, { result }]) => [id, result])), steps }
}

async function runJob(id: string, job: unknown, base: Contexts, jobIndex: number, around: Surroundings) {
  let status: Exclude<Status, 'skipped'> = 'success'
  const outputs: Record<string, { outputs: Readonly<Record<string, string>> }> = {}
  const contexts = () => ({ ...base, steps: outputs, job: { status } })
  const begun: { step: Step; main: StepResult }[] = []
  const run = (step: Step, more: Partial<RunOptions>) =>
    runStep({
      ...around.options,
      ...inputsOf(step, contexts(), around),
      jobIndex,
      jobStatus: status,
      ...more,
    })
  for (const step of stepsOf({ steps: Object(job).steps })) {
    if (!isMet(step.if, contexts(), status)) continue
    if (!isOurs(step.uses)) {
      const ending = around.ends[id] ?? 'success'
      if (step.run.includes(' here') && ending !== 'success') status = ending
      if (step.id) outputs[step.id] = { outputs: around.outputs[step.id] ?? {} }
      continue
    }
    const main = await run(step, { github: { ...around.options.github, JOB: id } })
    if (main.ending.fails) status = 'failure'
    if (step.id) outputs[step.id] = { outputs: main.outputs }
    begun.push({ step, main })
  }
  const steps: Ran[] = []
  for (const { step, main } of begun.reverse()) {
    const post = await run(step, { state: main.state, github: { ...around.options.github, JOB: id } })
    if (post.ending.fails) status = 'failure'
    steps.unshift({ job: id, main, post })
  }
  const given = Object.entries(recordAt(job, 'outputs'))
  return {
    status,
    steps,
    outputs: Object.fromEntries(given.map(([name, text]) => [name, fillIn(String(text), contexts())])),
  }
}

/** `with:` and `env:` as the runner evaluates them at this moment, with the server in the place of the real one. */
function inputsOf(step: Step, contexts: Contexts, { urls }: Surroundings) {
  const filled = (texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, fillIn(text, contexts)]))
  const url = urls[step.with['provider'] ?? '']
  return { with: { ...filled(step.with), ...(url ? { 'api-url': url } : {}) }, env: filled(step.env) }
}

/** The values of a matrix with one list, or one job without a matrix. */
function matrices(job: unknown): Readonly<Record<string, string>>[] {
  const [axis] = Object.entries(recordAt(recordAt(job, 'strategy'), 'matrix'))
  if (!axis) return [{}]
  const [name, values] = axis
  if (!Array.isArray(values)) throw new Error('the docs use a matrix that this runner does not know')
  return values.map((each) => ({ [name]: String(each) }))
}

function needed(job: unknown): string[] {
  const names: unknown = Object(job).needs
  return Array.isArray(names) ? names.map(String) : names === undefined ? [] : [String(names)]
}

/** `permissions:` of the workflow, or of its job; where none are named, to read is what the docs ask for. */
export function permissionsOf(yaml: string): Readonly<Record<string, string>> {
  const workflow: unknown = parse(yaml)
  const [job] = Object.values(recordAt(workflow, 'jobs'))
  const named = [workflow, job]
    .map((each) => recordAt(each, 'permissions'))
    .find((each) => Object.keys(each).length > 0)
  return Object.fromEntries(
    Object.entries(named ?? { contents: 'read' }).map(([name, level]) => [name, String(level)]),
  )
}

/** The first event that starts the workflow; a reusable one has the event of its caller. */
export function eventOf(yaml: string): string {
  const on: unknown = Object(parse(yaml)).on
  const event = typeof on === 'string' ? on : (Object.keys(Object(on))[0] ?? '')
  return event === 'workflow_call' ? 'push' : event
}
