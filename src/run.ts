// The whole story of a stage, top to bottom: read this first. Everything before the plan only reads; only acts write.
import { carryOut, neverStarted } from './deploy/carry-out.ts'
import { fromSaved, look } from './deploy/look.ts'
import { makePlan, type Stage } from './deploy/plan.ts'
import {
  hasToClose,
  idle,
  readSaved,
  type SavedState,
  save,
  savedProblem,
  stillOpen,
  withGiven,
} from './deploy/saved.ts'
import { atCommit, openSession } from './deploy/session.ts'
import { readContext } from './event/read.ts'
import type { Host } from './host.ts'
import { isOfEvent } from './inputs/checks.ts'
import { maskSecrets, readInputs } from './inputs/read.ts'
import { type ErrorMeaning, meaningOf, type StageEnding, unknownState } from './report/ending.ts'
import { describePlan } from './report/log.ts'
import { nothingToDo, report, reportStopped } from './report/tell.ts'

/** Runs one stage of the action and never throws for anything that can be told to the user. */
export async function run(host: Host, stage: Stage): Promise<StageEnding> {
  const saved = stage === 'post' ? readSaved(host) : idle
  if (!saved) return stateLost(host)
  if (stage === 'post' && !hasToClose(saved)) return {}
  maskSecrets(host.env, host.mask)
  if (stage === 'main') save(host, idle)
  let open: SavedState | undefined
  let own = host
  try {
    own = { ...host, env: withGiven(host.env, saved) }
    open = saved
    return await story(own, stage, saved)
  } catch (error) {
    return reportStopped(stage, leftOpen(meaningOf(error, own), open), own)
  }
}

async function story(host: Host, stage: Stage, saved: SavedState): Promise<StageEnding> {
  const isPost = stage === 'post'
  const event = await host.readEvent()
  const context = readContext(host.env, event)
  // What main was allowed to open is closed, whatever the event is.
  const refusal = isPost ? undefined : context.refusal
  const inputs = readInputs(host.env, { event, refusal })
  if (!isPost) for (const warning of inputs.warnings) host.warning('Input', warning)
  if (!isPost) for (const notice of inputs.notices) host.notice('Input', notice)
  if (context.stop && !isPost && isOfEvent(inputs.common)) return nothingToDo(host, context.stop)

  const startedAt = isPost ? saved.startedAt : host.now()
  const opened = openSession(inputs, context, saved, host)
  try {
    const session = await atCommit(opened, saved)
    const found = isPost ? fromSaved(saved, session.base.context) : await look(session)
    const plan = makePlan({ stage, session, startedAt, saved, ...found })
    for (const line of describePlan(plan)) host.info(line)
    if (!plan.version.isNew && plan.operation !== 'finish' && isOfEvent(inputs.common))
      host.notice('Version', `Nothing to release: ${plan.version.reason}.`)
    for (const warning of plan.warnings) host.warning('Commits', warning)

    const done = await carryOut(plan, session, host)
    if (neverStarted(plan, saved, done.failure)) return nothingToClose(host, plan.provider.name)
    return await report(plan, done, session, host)
  } finally {
    opened.close()
  }
}

/** A post stage that cannot know what main began. */
function stateLost(host: Host): StageEnding {
  const problem = savedProblem(host)
  return problem ? reportStopped('post', unknownState(problem, host), host) : {}
}

/** A post stage that stops before it closes anything says which deploy is left open. */
function leftOpen(failed: ErrorMeaning, saved: SavedState | undefined): ErrorMeaning {
  if (!hasToClose(saved)) return failed
  return { ...failed, problem: `${failed.problem}\n${stillOpen(saved)}` }
}

function nothingToClose(host: Host, provider: string): StageEnding {
  host.notice(provider, 'The start of the deploy was never taken, so there is nothing to close.')
  return {}
}
