// Commit messages are read by patterns of our own; on what people write they agree with the parser that the field uses.
import { describe, expect, it } from '@jest/globals'
import { CommitParser } from 'conventional-commits-parser'
import { hasBreakingFooter, mergedPull, readHeader, withoutPull } from '../../src/message.ts'
import { bumpOf } from '../../src/version/conventional.ts'

// `type(scope)!: subject`; the parser's default pattern does not know the `!`.
const parser = new CommitParser({
  headerPattern: /^(\w+)(?:\(([^()]*)\))?!?: (.*)$/,
  breakingHeaderPattern: /^(\w+)(?:\(([^()]*)\))?!: (.*)$/,
  headerCorrespondence: ['type', 'scope', 'subject'],
  noteKeywords: ['BREAKING CHANGE', 'BREAKING-CHANGE'],
  notesPattern: (keywords) => new RegExp(`^(${keywords}): (.*)`),
})

const MESSAGES = [
  'feat: add the cart',
  'feat(cart): add the cart',
  'feat(cart)!: drop the old one',
  'fix!: refuse empty names',
  'FIX: shout',
  'Feat: capital',
  'chore(deps): bump undici from 8.12.3 to 8.12.4 (#123)',
  'chore(deps-dev): bump @types/node from 24.1.0 to 24.2.0\n\nBumps [@types/node](https://github.com/x/y).\n\n---\nupdated-dependencies:\n- dependency-name: "@types/node"\n...\n\nSigned-off-by: dependabot[bot] <support@github.com>',
  'feat: x\n\nBREAKING CHANGE: the format of ids',
  'fix: x\n\nBREAKING-CHANGE: the format of ids\nReviewed-by: Z',
  'fix: x\n\nbreaking change: prose',
  'fix: x\n\nThis is no BREAKING CHANGE: it only looks so',
  'fix: x\n\nBREAKING CHANGE without a colon',
  'fix: x\n\nBREAKING CHANGE:no blank',
  'BREAKING CHANGE: as a header',
  'Merge pull request #12 from acme/feat\n\nfeat: the cart',
  "Merge branch 'main' into feat",
  'Revert "feat: add the cart"\n\nThis reverts commit 0123456789abcdef0123456789abcdef01234567.',
  'revert: feat: add the cart\n\nRefs: 676104e, a215868',
  'fix: prevent racing of requests\n\nIntroduce a request id.\n\nReviewed-by: Z\nRefs: #123',
  'fix: a\r\n\r\nbody\r\n\r\nBREAKING CHANGE: b\r\n',
  '\n\nfeat: after blank lines\n\nbody\n\n',
  ' feat: after a blank',
  'feat:no blank',
  'feat : blank before the colon',
  'feat(a)(b): two scopes',
  'feat(): empty scope',
  'feat(a(b)): nested scope',
  'wip',
  'v1.2.3',
  'feat_x: an underscore',
  'my-type: a hyphen',
  'fix(#12): a number\n\nCloses #12, #13 and acme/web#14',
  'docs: mention @octocat and a@b.example',
  'feat: añadir 🚀',
  'fix: x\n\nCo-authored-by: A <a@b.example>\nBREAKING CHANGE: last line',
]

describe('a real message', () => {
  it.each(MESSAGES)('%j is read as the parser reads it', (message) => {
    const { type, scope, notes } = parser.parse(message)
    const { header } = parser.parse(message)
    const own = readHeader(header ?? '')
    expect([own.type, own.scope]).toEqual([type?.toLowerCase() ?? '', scope ?? ''])
    expect(own.isBreaking || hasBreakingFooter(message)).toBe(notes.length > 0)
    const bump = notes.length > 0 ? 'major' : type?.toLowerCase() === 'feat' ? 'minor' : 'patch'
    expect(bumpOf(message)).toBe(bump)
  })
})

describe('the number of a pull request', () => {
  it.each([
    ['Fix it (#12)', 'Fix it', 12],
    ['Fix it  (#12) ', 'Fix it  (#12) ', undefined],
    ['Fix (#1) it (#12)', 'Fix (#1) it', 12],
    ['(#12)', '(#12)', undefined],
    ['Fix it (#12x)', 'Fix it (#12x)', undefined],
    ['Fix it #12)', 'Fix it #12)', undefined],
    ['Fix it (#1234567890)', 'Fix it (#1234567890)', undefined],
  ])('in %j', (line, subject, pull) => {
    expect(withoutPull(line)).toEqual(pull === undefined ? { subject } : { subject, pull })
  })

  it('stands in the first line of a merge', () => {
    expect(mergedPull('Merge pull request #12 from acme/fix')).toEqual({ pull: 12, rest: 'from acme/fix' })
    expect(mergedPull('Merge pull request #12')).toEqual({ pull: 12, rest: '' })
    expect(mergedPull('Merge pull request #x from y')).toBeUndefined()
    expect(mergedPull('Merge branch main')).toBeUndefined()
  })
})
