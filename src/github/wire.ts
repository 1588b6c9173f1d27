// Commits and files as GitHub writes them → ours. The shapes differ between payload and REST; authors may be null or empty
// objects. Nothing but the needed fields is kept, so a page can be dropped at once.

import type { Commit, PatchFile } from '../event/context.ts'
import { isRecord, type Json, listAt, textAt } from '../json.ts'
import { instant } from '../text.ts'

/** A commit as a webhook payload has it; undefined when there is none. */
export function payloadCommit(value: unknown): Commit | undefined {
  if (!isRecord(value) || textAt(value, 'id') === '') return undefined
  return {
    sha: textAt(value, 'id'),
    message: wordsAt(value, 'message'),
    ...optional('authorName', wordsAt(value, 'author', 'name')),
    ...optional('authorEmail', wordsAt(value, 'author', 'email')),
    ...optional('authorLogin', wordsAt(value, 'author', 'username')),
    ...optional('time', instant(textAt(value, 'timestamp'))),
  }
}

/** A commit as REST has it; undefined when it is none. */
export function restCommit(value: unknown): Commit | undefined {
  const sha = textAt(value, 'sha')
  if (sha === '') return undefined
  // The committer's date rises along the history, also after a rebase; the author's may be years older.
  const date = textAt(value, 'commit', 'committer', 'date') || textAt(value, 'commit', 'author', 'date')
  return {
    sha,
    message: wordsAt(value, 'commit', 'message'),
    ...optional('authorName', wordsAt(value, 'commit', 'author', 'name')),
    ...optional('authorEmail', wordsAt(value, 'commit', 'author', 'email')),
    ...optional('authorLogin', textAt(value, 'author', 'login')),
    ...optional('time', instant(date)),
    parents: listAt(value, 'parents').map((parent) => textAt(parent, 'sha')),
  }
}

/** Changed files in the three kinds that providers know: a rename is D plus A, a copy is A, a mode change is M. */
export function patchFiles(files: readonly unknown[]): PatchFile[] {
  return files.filter(isRecord).flatMap(patchFile)
}

function patchFile(file: Json): PatchFile[] {
  const path = textAt(file, 'filename')
  const previous = textAt(file, 'previous_filename')
  if (path === '') return []
  switch (file['status']) {
    case 'added':
    case 'copied':
      return [{ path, type: 'A' }]
    case 'removed':
      return [{ path, type: 'D' }]
    case 'renamed':
      return [...(previous ? [{ path: previous, type: 'D' } as const] : []), { path, type: 'A' }]
    case 'unchanged':
      return []
    default:
      return [{ path, type: 'M' }]
  }
}

/** A text that people wrote. Git takes no NUL, but a payload may bring one, and the databases of services take none. */
function wordsAt(value: unknown, ...keys: string[]): string {
  return textAt(value, ...keys).replaceAll('\0', '')
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  // An empty text is not a value; with exact optional types the key must then be left out.
  return (value === undefined || value === '' ? {} : { [key]: value }) as { readonly [P in K]?: V }
}
