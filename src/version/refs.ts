// Refs as GitHub writes them.

/** `refs/heads/` and `refs/tags/` are GitHub's way to write a ref, never part of a version. */
export function withoutRefs(version: string): string {
  return version.replace(/^refs\/(heads|tags)\//, '')
}
