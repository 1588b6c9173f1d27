// Runs an Arazzo document of docs/workflows by Redocly Respect against a stand-in: somebody else's reading of our
// documents sends the requests and judges the answers.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import * as v from 'valibot'
import { folder } from './openapi.ts'

const Check = v.object({ name: v.string(), passed: v.boolean(), condition: v.optional(v.string()) })
const Step = v.object({ stepId: v.string(), checks: v.array(Check) })
type Step = v.InferOutput<typeof Step>
/** A workflow, which may stand in the place of a step of another. */
interface Workflow {
  readonly executedSteps: readonly (Step | Workflow)[]
}
const Workflow: v.GenericSchema<Workflow> = v.object({
  executedSteps: v.array(v.union([Step, v.lazy(() => Workflow)])),
})
const Log = v.object({ files: v.record(v.string(), v.object({ executedWorkflows: v.array(Workflow) })) })

export interface Verdict {
  readonly code: number
  readonly steps: readonly Step[]
  /** What it printed. */
  readonly text: string
}

const cli = join(dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')), 'bin/cli.js')

/**
 * One workflow of `ID.arazzo.yaml`, with `url` in the place of the server of the source `ID`. Nothing else is asked:
 * no telemetry, no look for a newer version, and a dead proxy for whatever would go to another host.
 */
export async function respect(
  { id, workflow }: { readonly id: string; readonly workflow: string },
  url: string,
  inputs: Readonly<Record<string, string | number>>,
): Promise<Verdict> {
  const place = mkdtempSync(join(tmpdir(), 'respect-'))
  const log = join(place, 'log.json')
  const file = join(folder, `${id}.arazzo.yaml`)
  const told = ['-S', `${id}=${url}`, '-i', JSON.stringify(inputs)]
  const args = [cli, 'respect', file, '-w', workflow, ...told, '-J', log]
  const env = {
    HOME: place,
    SystemRoot: process.env['SystemRoot'],
    REDOCLY_TELEMETRY: 'off',
    REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
    HTTPS_PROXY: 'http://127.0.0.1:9',
    NO_PROXY: '127.0.0.1',
  }
  try {
    const { code, text } = await new Promise<{ code: number; text: string }>((resolve) => {
      execFile(process.execPath, args, { cwd: place, env }, (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, text: stdout + stderr })
      })
    })
    const { files } = v.parse(Log, JSON.parse(readFileSync(log, 'utf8')))
    const workflows = Object.values(files).flatMap(({ executedWorkflows }) => executedWorkflows)
    return { code, text, steps: workflows.flatMap(stepsOf) }
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

function stepsOf({ executedSteps }: Workflow): Step[] {
  return executedSteps.flatMap((each) => ('checks' in each ? [each] : stepsOf(each)))
}
