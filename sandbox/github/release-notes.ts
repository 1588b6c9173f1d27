// Notes that GitHub writes ("Automatically generated release notes", docs.github.com), and how it fails to.
import { Refusal } from '../kit/refusal.ts'
import type { SandboxReply } from '../server.ts'
import { fail, invalid, ok } from './answers.ts'
import { type Call, find, text } from './call.ts'
import { ancestors, rangeOf } from './graph.ts'
import { tagRef } from './state.ts'

function previousTag({ state }: Call): string | undefined {
  return state.releases.findLast((each) => !each.draft && !each.prerelease)?.tag_name
}

/** One line for each pull request merged in the range, then the link, as GitHub's notes look. */
export function notesFor(call: Call, tag: string, commit: string, previous = previousTag(call)) {
  // [A] notes: neither the status nor the text is documented.
  if (call.on('notes') !== '')
    throw new Refusal(fail(Number(call.on('notes')), 'Failed to generate release notes'))
  const { history, pulls } = call.state
  const base = previous === undefined ? undefined : find(call, tagRef(previous))
  const inside = base
    ? new Set(rangeOf(history, base, commit).ahead.map((each) => each.sha))
    : ancestors(history, commit)
  const lines = pulls
    .filter((pull) => pull.merged_at !== null && inside.has(pull.merge_commit_sha))
    .map((pull) => `* ${pull.title} by @${pull.user} in ${call.web}/pull/${pull.number}`)
  const changed = lines.length > 0 ? `## What's Changed\n${lines.join('\n')}\n\n\n` : ''
  const link = previous === undefined ? `commits/${tag}` : `compare/${previous}...${tag}`
  const filler = '* a change\n'.repeat(Math.ceil(Number(call.on('notes-length')) / 11))
  return { name: tag, body: `${filler}${changed}**Full Changelog**: ${call.web}/${link}` }
}

/** `POST /releases/generate-notes`; it stores nothing. */
export function generateNotes(call: Call): SandboxReply {
  const tag = text(call, 'tag_name') ?? ''
  const previous = text(call, 'previous_tag_name')
  const target = text(call, 'target_commitish')
  const commit = find(call, tagRef(tag)) ?? (target === undefined ? undefined : find(call, target))
  if (!commit) return invalid('Release', 'target_commitish', 'invalid')
  if (previous !== undefined && !find(call, tagRef(previous))) {
    return fail(Number(call.on('unknown-previous-tag')), 'Invalid previous_tag parameter') // googleapis/release-please#1787
  }
  return ok(notesFor(call, tag, commit, previous))
}
