// The first half of a run, up to the connection to the provider. Read this first, then src/story.ts, which goes on while
// that connection is being set up. Everything before the plan only reads; only the steps write.

import type { Stage } from './deploy/plan.ts'
import { hasToClose, idle, readSaved, type Saved, save } from './deploy/saved.ts'
import { InputError } from './errors.ts'
import { readContext } from './event/read.ts'
import type { Host } from './host.ts'
import { openEarly } from './http/early.ts'
import { type ReadInputs, readInputs } from './inputs/read.ts'
import type { Connection } from './provider/provider.ts'
import { type Ending, endingOf, failureOf } from './report/ending.ts'
import { nothingToDo, publishStopped } from './report/publish.ts'

/** Runs one stage of the action and never throws for anything that can be told to the user. */
export async function run(host: Host, stage: Stage): Promise<Ending> {
  const saved = readSaved(host)
  if (stage === 'post' && !hasToClose(saved)) return {}
  if (stage === 'main') save(host, idle)
  try {
    return await begin(host, stage, saved ?? idle)
  } catch (error) {
    const failed = failureOf(error, host)
    publishStopped(stage, failed, host)
    return endingOf(failed)
  }
}

async function begin(host: Host, stage: Stage, saved: Saved): Promise<Ending> {
  const startedAt = stage === 'post' ? saved.startedAt : host.now()
  const inputs = readInputs(host.env, host.mask)
  if (stage === 'main') for (const warning of inputs.warnings) host.warning('Input', warning)
  const context = readContext(host.env, host.readEvent())
  if (context.stop) return nothingToDo(host, context.stop)
  if (context.refusal && inputs.common.operation !== 'release') throw new InputError([context.refusal])

  const connection = connectionOf(inputs, host)
  const early = await openEarly(connection.baseUrl, host.env)
  try {
    const { story } = await import('./story.ts')
    return await story({ stage, saved, startedAt, inputs, context, connection, early }, host)
  } finally {
    early?.close()
  }
}

/** Where the provider is; what must never be seen of it is hidden from here on. */
function connectionOf({ manifest, own, token, common }: ReadInputs, host: Host): Connection {
  const connection = manifest.connect(own, { token, apiUrl: common.apiUrl, env: host.env })
  for (const secret of connection.secrets) host.mask(secret)
  return connection
}
