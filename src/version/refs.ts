// Refs as GitHub writes them.

/** `refs/tags/` is GitHub's way to write a tag, never part of a version. */
export function withoutRefs(version: string): string {
  return version.replace(/^refs\/tags\//, '')
}
