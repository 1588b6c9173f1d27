// Deploy, redeploy or rollback: by how the head stands to what was deployed before.
import { describe, expect, it } from '@jest/globals'
import { lastGood } from '../../src/deploy/past.ts'
import { kindOf } from '../../src/deploy/plan.ts'
import type { PastDeploy } from '../../src/provider/provider.ts'

const [A, B] = ['a'.repeat(40), 'b'.repeat(40)] as [string, string]
const past = (sha: string, outcome: PastDeploy['outcome'] = 'recorded'): PastDeploy => ({
  id: '1',
  sha,
  outcome,
})

describe('the kind of a deploy', () => {
  it.each([
    ['deploy', 'last-deploy', 'ahead', [], 'deploy'],
    ['deploy', 'last-deploy', 'identical', [], 'redeploy'],
    ['deploy', 'last-deploy', 'behind', [], 'rollback'],
    ['deploy', 'last-deploy', 'diverged', [], 'deploy'],
    ['deploy', 'push', 'behind', [], 'deploy'],
    ['deploy', 'push', 'ahead', [past(A)], 'redeploy'],
    ['deploy', 'push', 'ahead', [past(A, 'failed'), past(B)], 'deploy'],
    ['rollback', 'single-commit', 'unknown', [past(A)], 'rollback'],
  ] as const)('of %s with %s %s and %j before is %s', (operation, source, status, history, kind) => {
    expect(kindOf(operation, { source, status, head: A }, history)).toBe(kind)
  })
})

describe('the last good deploy', () => {
  it('skips what failed and what tells no commit, and takes a version that is a sha', () => {
    const unknown: PastDeploy = { id: '2', version: '1.0.0', outcome: 'recorded' }
    expect(lastGood([past(A, 'failed'), unknown, past(B)])).toMatchObject({ sha: B })
    expect(lastGood([{ id: '3', version: A, outcome: 'recorded' }])).toMatchObject({ sha: A })
    expect(lastGood([past(A, 'skipped'), past(A, 'superseded'), past(A, 'started')])).toBeUndefined()
  })
})
