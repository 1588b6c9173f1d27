// GITHUB_* variables and the event file → RunContext. What differs by event is in events.ts.
import { withoutSlashes } from '../address.ts'
import { InputError } from '../errors.ts'
import { type Json, recordAt, textAt } from '../json.ts'
import { oneLine } from '../text.ts'
import { type Repository, type RunContext, repositoryUrl } from './context.ts'
import { readEvent } from './events.ts'

/**
 * What this run knows about itself.
 * @param env the runner's variables
 * @param event the parsed event file
 * @throws InputError when it does not run inside GitHub Actions, or no commit is known
 */
export function readContext(env: NodeJS.ProcessEnv, event: unknown): RunContext {
  const payload = recordAt(event)
  const repository = readRepository(env, payload)
  const name = env['GITHUB_EVENT_NAME'] ?? ''
  const serverUrl = withoutSlashes(env['GITHUB_SERVER_URL'] || 'https://github.com')
  const runId = env['GITHUB_RUN_ID'] ?? ''
  const fromEvent = readEvent({
    event: name,
    sha: env['GITHUB_SHA'] ?? '',
    ref: env['GITHUB_REF'] ?? '',
    payload,
    repository: repository.full,
  })
  if (fromEvent.headSha === '' && !fromEvent.stop) {
    throw new InputError([
      `no commit is known: neither GITHUB_SHA nor the event "${oneLine(name, 60)}" names one.`,
    ])
  }
  return {
    event: name,
    repository,
    serverUrl,
    githubApiUrl: readApiUrl(env),
    runId,
    runNumber: env['GITHUB_RUN_NUMBER'] ?? '',
    runAttempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? '1') || 1,
    runUrl: `${repositoryUrl({ serverUrl, repository })}/actions/runs/${runId}`,
    workflow: env['GITHUB_WORKFLOW'] ?? '',
    job: env['GITHUB_JOB'] ?? '',
    step: env['GITHUB_ACTION'] ?? '',
    actor: env['GITHUB_TRIGGERING_ACTOR'] || env['GITHUB_ACTOR'] || '',
    defaultBranch: textAt(payload, 'repository', 'default_branch'),
    ...fromEvent,
  }
}

function readApiUrl(env: NodeJS.ProcessEnv): string {
  const given = env['GITHUB_API_URL'] || 'https://api.github.com'
  if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) return withoutSlashes(given)
  throw new InputError([
    `GITHUB_API_URL "${oneLine(given, 80)}" is not the address of GitHub's API: the runner sets it, so no step may change it.`,
  ])
}

function readRepository(env: NodeJS.ProcessEnv, payload: Json): Repository {
  const full = env['GITHUB_REPOSITORY'] || textAt(payload, 'repository', 'full_name')
  const [owner = '', name = ''] = full.split('/')
  if (!owner || !name) {
    throw new InputError(['this must run inside GitHub Actions: GITHUB_REPOSITORY is not set to owner/name.'])
  }
  return { owner, name, full }
}
