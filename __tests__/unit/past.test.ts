// What earlier deploys tell: which are earlier than a deploy, whether the list was read before it or holds it, and the last good one.
import { describe, expect, it } from '@jest/globals'
import { earlierThan, lastGood } from '../../src/deploy/past.ts'
import type { PastDeploy } from '../../src/provider/provider.ts'

const past = (id: string, at: number | undefined, marker?: string): PastDeploy => ({
  id,
  outcome: 'succeeded',
  ...(at === undefined ? {} : { at }),
  ...(marker === undefined ? {} : { marker }),
})
const OWN = { id: '7', marker: '[1a2b3c4d]', at: 70 }
const idsOf = (deploy: Parameters<typeof earlierThan>[0], history: readonly PastDeploy[]) =>
  earlierThan(deploy, history).map(({ id }) => id)

describe('earlier than a deploy', () => {
  it('is all of a list from before it', () =>
    expect(idsOf(OWN, [past('6', 60), past('5', undefined)])).toEqual(['6', '5']))

  it('is neither the deploy itself nor what came after it', () =>
    expect(idsOf(OWN, [past('8', 80), past('7', 69), past('6', 60)])).toEqual(['6']))

  it('is nothing that was made at the same moment', () =>
    expect(idsOf(OWN, [past('8', 70), past('7', 70), past('6', 60)])).toEqual(['6']))

  it('is nothing between the deploy and the re-run that found it', () =>
    expect(idsOf({ ...OWN, at: 900 }, [past('8', 80), past('7', 70), past('6', 60)])).toEqual(['6']))

  it('is what was live when an older one was tried again, whatever the order of the list', () =>
    expect(idsOf(OWN, [past('8', 60), past('7', 70), past('6', 50)])).toEqual(['8', '6']))

  it('is no deploy with the marker of the run', () =>
    expect(idsOf({ ...OWN, id: '' }, [past('6', 60, OWN.marker), past('5', 50, '[00000000]')])).toEqual([
      '5',
    ]))

  it('is all that is known when nothing was deployed', () =>
    expect(idsOf({ id: '', marker: OWN.marker }, [past('8', 80), past('', 70)])).toEqual(['8', '']))
})

describe('the last good deploy', () => {
  const deploy = (version: string, sha?: string): PastDeploy => ({
    ...past(version, 1),
    version,
    ...(sha ? { sha } : {}),
  })
  const [a, b] = ['a'.repeat(40), 'b'.repeat(40)]

  it('is a rollback that does not tell its commit, where another deploy of its version does', () =>
    expect(lastGood([deploy('1.0.0'), deploy('1.1.0', b), deploy('1.0.0', a)])).toMatchObject({
      version: '1.0.0',
      sha: a,
    }))

  it('has the commit that is told in full, where another deploy of its version only shortens it', () => {
    const history = [deploy('1.0.0', 'aaaaaaa'), deploy('1.1.0', b), deploy('1.0.0', a)]
    expect(lastGood(history)).toMatchObject({ version: '1.0.0', sha: a })
  })

  it('is the newest one whose commit is known', () =>
    expect(lastGood([deploy('2.0.0'), deploy('1.1.0', b)])).toMatchObject({ version: '1.1.0', sha: b }))
})
