// Commits and files as GitHub writes them → ours. The shapes differ between payload and REST; authors may be null or empty objects. Nothing but the needed fields is kept, so a page can be dropped at once.

import type { Commit, PatchFile } from '../event/context.ts'
import { isRecord, type Json, recordAt, textAt } from '../json.ts'
import { instant } from '../text.ts'

/** A commit as a webhook payload has it; undefined when there is none. */
export function payloadCommit(value: unknown): Commit | undefined {
  if (!isRecord(value) || textAt(value, 'id') === '') return undefined
  const author = recordAt(value, 'author')
  return {
    sha: textAt(value, 'id'),
    message: wordsAt(value, 'message'),
    ...optional('authorName', wordsAt(author, 'name')),
    ...optional('authorEmail', wordsAt(author, 'email')),
    ...optional('authorLogin', wordsAt(author, 'username')),
    ...timeOf(textAt(value, 'timestamp')),
  }
}

/** A commit as REST has it; undefined when it is none. */
export function restCommit(value: unknown): Commit | undefined {
  const sha = textAt(value, 'sha')
  if (sha === '') return undefined
  const commit = recordAt(value, 'commit')
  const author = recordAt(commit, 'author')
  // The committer's date rises along the history, also after a rebase; the author's may be years older.
  const date = textAt(recordAt(commit, 'committer'), 'date') || textAt(author, 'date')
  return {
    sha,
    message: wordsAt(commit, 'message'),
    ...optional('authorName', wordsAt(author, 'name')),
    ...optional('authorEmail', wordsAt(author, 'email')),
    ...optional('authorLogin', textAt(recordAt(value, 'author'), 'login')),
    ...timeOf(date),
    parents: listAt(value, 'parents').map((parent) => textAt(parent, 'sha')),
  }
}

/** The list at a key, or an empty one. */
export function listAt(value: unknown, key: string): readonly unknown[] {
  const found = isRecord(value) ? value[key] : undefined
  return Array.isArray(found) ? found : []
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
function wordsAt(value: unknown, key: string): string {
  return textAt(value, key).replaceAll('\0', '')
}

function timeOf(date: string): { readonly time?: number } {
  const time = instant(date)
  return time === undefined ? {} : { time }
}

function optional<K extends string>(key: K, value: string): { readonly [P in K]?: string } {
  // An empty text is not a value; with exact optional types the key must then be left out.
  return (value === '' ? {} : { [key]: value }) as { readonly [P in K]?: string }
}
