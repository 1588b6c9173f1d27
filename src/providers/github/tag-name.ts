// What is wrong with a version as the tag of a release.
import parse from 'semver/functions/parse.js'
import type { Values } from '../../inputs/kinds.ts'
import { oneLine } from '../../text.ts'
import type { inputs } from './inputs.ts'

export const OTHER_TAG =
  'set version, or version-from to conventional, tag, short-sha or calendar, or github-release: false to record only the deployment.'

/** Every problem, each with its cure. A tag must be told from commits: GitHub refuses such names at a push (GH002). */
export function tagProblems(version: string, own: Values<typeof inputs>): string[] {
  const problems: string[] = []
  if (/^[0-9a-f]{40}$/i.test(version))
    problems.push(
      `version is the sha ${version.slice(0, 12)}…, and GitHub takes no tag that looks like a commit: ${OTHER_TAG}`,
    )
  if (own.githubPrerelease === 'auto' && own.githubLatest === 'true' && namesPrerelease(version))
    problems.push(
      `github-latest is true, but ${oneLine(version, 80)} is a pre-release by its version, which cannot be the latest: set github-prerelease to false, or leave github-latest out.`,
    )
  return problems
}

/** Does the tag end with a pre-release by semantic versioning, whatever stands before it: `web@1.2.0-rc.1`? */
export function namesPrerelease(tag: string): boolean {
  const version = /(?<!\d)(?<!\d\.)\d+\.\d+\.\d+-.*$/.exec(tag)?.[0] ?? ''
  return (parse(version)?.prerelease.length ?? 0) > 0
}
