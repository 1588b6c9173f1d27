// What is wrong with a version as the tag of a release: before any request where it is given, before any write where it was
// found by reading.
import parse from 'semver/functions/parse.js'
import type { Values } from '../../inputs/kinds.ts'
import { oneLine } from '../../text.ts'
import type { inputs } from './inputs.ts'

/** How a version is given that can be a tag. */
export const OTHER_TAG =
  'set version, or version-from to conventional, tag, short-sha or calendar, or github-release: false to record only the deployment.'

/** Every problem, each with its cure. */
export function tagProblems(version: string, own: Values<typeof inputs>): string[] {
  return [...shaProblem(version), ...latestProblem(version, own)]
}

/** A tag must be told from commits: GitHub refuses such names at a push (GH002). */
function shaProblem(version: string): string[] {
  return /^[0-9a-f]{40}$/i.test(version)
    ? [
        `version is the sha ${version.slice(0, 12)}…, and GitHub takes no tag that looks like a commit: ${OTHER_TAG}`,
      ]
    : []
}

function latestProblem(version: string, { githubPrerelease, githubLatest }: Values<typeof inputs>): string[] {
  if (githubPrerelease !== 'auto' || githubLatest !== 'true' || !namesPrerelease(version)) return []
  return [
    `github-latest is true, but ${oneLine(version, 80)} is a pre-release by its version, which cannot be the latest: set github-prerelease to false, or leave github-latest out.`,
  ]
}

/** Does the tag end with a pre-release by semantic versioning, whatever stands before it: `web@1.2.0-rc.1`? */
export function namesPrerelease(tag: string): boolean {
  const version = /(?<!\d)(?<!\d\.)\d+\.\d+\.\d+-.*$/.exec(tag)?.[0] ?? ''
  return (parse(version)?.prerelease.length ?? 0) > 0
}
