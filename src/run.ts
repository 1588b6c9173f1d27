// The whole story of a stage, top to bottom: read this first. Everything before the plan only reads; only acts write.
import { carryOut, neverStarted } from './deploy/carry-out.ts'
import { fromSaved, look } from './deploy/look.ts'
import { makePlan, type Stage } from './deploy/plan.ts'
import { hasToClose, idle, readSaved, type Saved, save } from './deploy/saved.ts'
import { openSession } from './deploy/session.ts'
import { readContext } from './event/read.ts'
import type { Host } from './host.ts'
import { readInputs } from './inputs/read.ts'
import { type Ending, endingOf, failureOf } from './report/ending.ts'
import { describePlan } from './report/log.ts'
import { nothingToDo, publishStopped } from './report/publish.ts'
import { report } from './report/tell.ts'

/** Runs one stage of the action and never throws for anything that can be told to the user. */
export async function run(host: Host, stage: Stage): Promise<Ending> {
  const saved = stage === 'post' ? readSaved(host) : undefined
  if (stage === 'post' && !hasToClose(saved)) return {}
  if (stage === 'main') save(host, idle)
  try {
    return await story(host, stage, saved ?? idle)
  } catch (error) {
    const failed = failureOf(error, host)
    publishStopped(stage, failed, host)
    return endingOf(failed)
  }
}

async function story(host: Host, stage: Stage, saved: Saved): Promise<Ending> {
  const context = readContext(host.env, host.readEvent())
  const inputs = readInputs(host.env, host.mask, context)
  if (stage === 'main') for (const warning of inputs.warnings) host.warning('Input', warning)
  if (context.stop) return nothingToDo(host, context.stop)

  const startedAt = stage === 'post' ? saved.startedAt : host.now()
  const session = openSession(inputs, context, saved, host)
  try {
    const found = stage === 'post' ? fromSaved(saved, context) : await look(session)
    const plan = makePlan({ stage, session, startedAt, saved, ...found })
    for (const line of describePlan(plan)) host.info(line)
    for (const warning of plan.warnings) host.warning('Commits', warning)

    const done = await carryOut(plan, session, host)
    if (neverStarted(plan, saved, done.failure)) return nothingToClose(host, plan.provider.name)
    return await report({ plan, done, session, host })
  } finally {
    session.close()
  }
}

function nothingToClose(host: Host, provider: string): Ending {
  host.notice(provider, 'The start of the deploy was never taken, so there is nothing to close.')
  return {}
}
