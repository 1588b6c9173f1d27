// What is wrong with inputs that are right one by one: for the operation, for the provider, or together.
import { globProblem } from '../globs.ts'
import { type AnyProvider, effectOf, operationsOf } from '../provider/provider.ts'
import { isMovingRef, withoutRefs } from '../version/refs.ts'
import { type CommonValues, NO_STATUS } from './common.ts'
import { checkLimit } from './limits.ts'
import { shown, told } from './slips.ts'

/** Every problem, as whole sentences with the cure. */
export function commonProblems(provider: AnyProvider, common: CommonValues, hasStatus: boolean): string[] {
  return [
    ...operationProblems(provider, common, hasStatus),
    ...nameProblems(provider, common),
    ...combinationProblems(common),
  ]
}

function operationProblems(provider: AnyProvider, common: CommonValues, hasStatus: boolean): string[] {
  const { name, defaultEnvironment } = provider
  const { operation, environment, deployId } = common
  const operations = operationsOf(provider)
  if (!operations.includes(operation))
    return [
      `operation ${operation} is not possible with ${name}${whyNot(operation)}; it supports ${operations.join(', ')}.`,
    ]
  const isEnd = operation === 'finish'
  const carriesOut = effectOf(provider) === 'deploys'
  const isReleaseEnough =
    operation === 'release' || (operation === 'deploy' && operations.includes('release'))
  const lacksPlace = environment === '' && !defaultEnvironment && !isReleaseEnough
  const lacksId = deployId === ''
  return told([
    // A provider that carries deploys out is asked for the end. An empty status comes from an expression about a step that
    // did not run, and must not count as a success.
    isEnd && !carriesOut && !hasStatus && NO_STATUS,
    lacksPlace &&
      `environment is required for operation ${operation} with ${name}: the name of the environment, e.g. production.`,
    lacksId && operation === 'retry' && `${ID_REQUIRED} retry: the deploy to repeat.`,
    lacksId &&
      isEnd &&
      carriesOut &&
      `${ID_REQUIRED} finish: the output deploy-id of the step that started the deploy.`,
  ])
}

const ID_REQUIRED = 'deploy-id is required for operation'

/** Does it end a deploy that is there, whatever the event is about? */
export function namesItsDeploy({ operation, deployId }: CommonValues): boolean {
  return operation === 'deactivate' || (operation === 'finish' && deployId !== '')
}

/** Does it speak of the event's own commit? A rollback on a run that failed, say, does not. */
export function isOfEvent(common: CommonValues): boolean {
  return !['rollback', 'retry'].includes(common.operation) && !namesItsDeploy(common)
}

function whyNot(operation: string): string {
  if (operation === 'release') return ', which has no releases'
  if (operation === 'track') return ': it carries the deploy out itself, and wait follows it'
  return ''
}

function nameProblems({ name, limits }: AnyProvider, common: CommonValues): string[] {
  const version = withoutRefs(common.version)
  const { environment } = common
  if (isMovingRef(common.version))
    return [
      `version "${shown(common.version, 80)}" is no version but a branch or another ref: leave version out, or give a name of its own.`,
    ]
  return [
    ...(version ? checkLimit('version', version, limits?.version, name) : []),
    ...(environment ? checkLimit('environment', environment, limits?.environment, name) : []),
  ]
}

/** What cannot be meant together, whatever the provider. */
export function combinationProblems({ startedAt, finishedAt, paths }: CommonValues): string[] {
  const globs = paths.map((glob) => {
    const problem = globProblem(glob)
    return problem && `paths: "${shown(glob, 60)}" ${problem}.`
  })
  const isBackwards = startedAt !== undefined && finishedAt !== undefined && finishedAt < startedAt
  const order = 'finished-at is before started-at: give both in the same time zone, or leave one out.'
  return told([...globs, isBackwards && order])
}

/** A base URL that goes on with what the routes begin with: it would be asked for twice. */
export function pathProblems({ calls }: AnyProvider, baseUrl: string): string[] {
  const { origin, pathname } = new URL(baseUrl)
  const parts = pathname.split('/').slice(1)
  const routes = Object.values(calls).map(({ route }) => (route.split(' ')[1] ?? '').split('/').slice(1))
  const at = parts.findIndex((part, start) =>
    routes.some((steps) => part !== '' && steps[0] === part && isStart(parts.slice(start), steps)),
  )
  if (at === -1) return []
  const path = (some: readonly string[]) => some.map((part) => `/${part}`).join('')
  return [
    `api-url must be ${origin}${path(parts.slice(0, at))}: ${path(parts.slice(at))} is added to it; got "${shown(baseUrl)}".`,
  ]
}

function isStart(parts: readonly string[], steps: readonly string[]): boolean {
  return parts.every((part, index) => steps[index] === part || steps[index]?.startsWith('{'))
}

/** Inputs that are set and do nothing with this operation. */
export function idleInputs({ operation, deployId, version }: CommonValues, provider: AnyProvider): string[] {
  if (deployId === '') return []
  const isUsed = ['finish', 'rollback', 'retry'].includes(operation)
  const isNamed = operation === 'rollback' && version !== '' && provider.history !== undefined
  return told([
    !isUsed && `deploy-id does nothing with operation ${operation}: it is for finish, rollback and retry.`,
    isNamed &&
      effectOf(provider) === 'records' &&
      'deploy-id does nothing beside version, which says what the rollback goes back to: leave one of them out.',
  ])
}

/** What is done although something else may have been meant. */
export function noticesOf(common: CommonValues, { defaultEnvironment }: AnyProvider): string[] {
  const { operation, environment, version, versionPrefix } = common
  const used = withoutRefs(version)
  const isReleaseOnly = operation === 'deploy' && environment === '' && !defaultEnvironment
  const isUnlike = version !== '' && !used.startsWith(versionPrefix)
  return told([
    isReleaseOnly &&
      'environment is not set: the release is made and no deploy is recorded. Set environment, or operation: release to say so.',
    isUnlike &&
      `version "${shown(version)}" is taken as it is: version-prefix "${shown(versionPrefix)}" is not put before it.`,
    used !== version && `version "${shown(version)}" is used as "${shown(used)}".`,
  ])
}
