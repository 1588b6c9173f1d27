// Events that tell how something ended for a commit: a workflow run, checks, a status. Their GITHUB_SHA is the tip of the
// default branch, which may be another commit (docs: Events that trigger workflows).
import { payloadCommit } from '../github/wire.ts'
import { type Json, listAt, recordAt, textAt } from '../json.ts'
import { oneLine } from '../text.ts'
import type { Commit } from './context.ts'

interface Verdict {
  /** `the workflow run CI` */
  readonly what: string
  readonly headSha: string
  /** A branch of this repository that has the commit; empty where none is named, as for that of a fork. */
  readonly branch: string
  /** Where a run was of a release, `branch` is its tag. */
  readonly isTag?: boolean
  /** `success`, `failure`, …; empty while it has not ended. */
  readonly end: string
  readonly commit?: Commit
}

/** Undefined where the payload is about something else. */
export function verdictOf(payload: Json): Verdict | undefined {
  // A deployment tells of the run and the check that made it.
  if ('deployment' in payload) return undefined
  return ofRun(payload) ?? ofChecks(payload) ?? ofStatus(payload)
}

function ofRun(payload: Json): Verdict | undefined {
  if (!('workflow_run' in payload)) return undefined
  const run = recordAt(payload, 'workflow_run')
  return {
    what: workflowRunName(run),
    branch: textAt(run, 'head_branch'),
    isTag: textAt(run, 'event') === 'release',
    end: run['conclusion'] === undefined ? 'success' : textAt(run, 'conclusion'),
    ...headOf(run),
  }
}

/** `the workflow run CI` */
export function workflowRunName(run: Json): string {
  return `the workflow run ${oneLine(textAt(run, 'name'), 60)}`.trim()
}

function headOf(about: Json): Pick<Verdict, 'headSha' | 'commit'> {
  const headSha = textAt(about, 'head_sha')
  const commit = payloadCommit(about['head_commit'])
  return { headSha, ...(commit?.sha === headSha ? { commit } : {}) }
}

function ofChecks(payload: Json): Verdict | undefined {
  const key = ['check_suite', 'check_run'].find((each) => each in payload)
  if (key === undefined) return undefined
  const check = recordAt(payload, key)
  const suite = key === 'check_suite' ? check : recordAt(check, 'check_suite')
  const name = textAt(check, 'name') || textAt(check, 'app', 'name')
  return {
    what: `the ${key.replace('_', ' ')} ${oneLine(name, 60)}`.trim(),
    branch: textAt(suite, 'head_branch'),
    // One that is asked for again still has its old conclusion.
    end: textAt(payload, 'action') === 'completed' ? textAt(check, 'conclusion') : '',
    ...headOf(check),
  }
}

function ofStatus(payload: Json): Verdict | undefined {
  if (!('branches' in payload && 'state' in payload)) return undefined
  const state = textAt(payload, 'state')
  const names = listAt(payload, 'branches').map((branch) => textAt(branch, 'name'))
  const main = textAt(payload, 'repository', 'default_branch')
  return {
    what: `the status ${oneLine(textAt(payload, 'context'), 60)}`.trim(),
    headSha: textAt(payload, 'sha'),
    branch: names.find((name) => name === main) ?? names[0] ?? '',
    end: state === 'pending' ? '' : state,
  }
}
