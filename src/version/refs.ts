// Refs as GitHub, git and the runner write them.

/** `refs/heads/` and `refs/tags/` are GitHub's way to write a ref, never part of a version. */
export function withoutRefs(version: string): string {
  return version.replace(/^refs\/(heads|tags)\//, '')
}

// `12/merge` is github.ref_name of a pull request; `heads/main` is what git describe --all says, `origin/main` git branch -r.
const MOVING = /^refs\/(?!tags\/.)|^(heads|tags|remotes|origin)\/|^(pull\/)?\d+\/(head|merge)$|^HEAD$/

/** Is it the name of a branch, or of another ref that moves, in one of the ways in which nothing else is written? */
export function isMovingRef(version: string): boolean {
  return MOVING.test(version)
}
