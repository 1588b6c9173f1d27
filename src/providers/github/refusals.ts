// Which of the causes that GitHub refuses a release for, in the same words, it is: a probe tells.
import { ApiError, isExpected } from '../../errors.ts'
import { WORKFLOWS } from '../../github/refused.ts'
import { FORBIDDEN_RELEASE, type GitHubJob, lacks, NOT_FOUND_RELEASE } from './calls.ts'
import { generated } from './release-body.ts'

/**
 * The same error with the one cure that helps. Writing notes needs the same permission as a release, stores nothing, and is
 * not held against the workflow files: where it is granted, it is they that stand in the way.
 */
export async function toldApart(job: GitHubJob, error: ApiError): Promise<ApiError> {
  const causes = [FORBIDDEN_RELEASE, NOT_FOUND_RELEASE].find((each) => error.message.includes(each))
  const cause = causes === undefined ? undefined : await probe(job)
  if (causes === undefined || cause === undefined) return error
  return new ApiError(
    error.message.replace(causes, () => cause),
    error,
    error,
  )
}

async function probe(job: GitHubJob): Promise<string | undefined> {
  try {
    await generated(job, undefined)
    return WORKFLOWS
  } catch (error) {
    if (!isExpected(error)) throw error
    return error instanceof ApiError && error.status === 403 ? lacks('contents: write') : undefined
  }
}
