// A run that is started again and again: each attempt leaves as it ended what earlier ones did, and adds one deploy only.
import { describe, expect, it } from '@jest/globals'
import { cancellation } from '../../src/errors.ts'
import { attempt, onBeanstalk } from '../support/beanstalk.ts'
import { sha } from '../support/events.ts'
import { type GitHubStage, onGitHub } from '../support/github-stage.ts'
import type { RunOptions } from '../support/step.ts'

const track = { operation: 'track', environment: 'production' }
const number = (each: number) => ({ github: { RUN_ATTEMPT: String(each) } })

/** Main and post of one attempt at a tracked deploy. */
async function tracked(
  { run }: Pick<GitHubStage, 'run'>,
  each: number,
  jobStatus: NonNullable<RunOptions['jobStatus']>,
  over: Partial<RunOptions> = {},
) {
  const main = await run(track, { ...number(each), ...over })
  const post = await run(track, { ...number(each), state: main.state, jobStatus })
  return { main, post }
}

const ends = ({ github, states }: GitHubStage) =>
  github.state.deployments.map(({ id }) => states(id).join(' '))

describe('a tracked deploy at GitHub', () => {
  it('is made anew after attempts that failed and were cancelled, and reused once it succeeded', () =>
    onGitHub(async (stage) => {
      await tracked(stage, 1, 'failure')
      await tracked(stage, 2, 'cancelled')
      await tracked(stage, 3, 'success')
      const { main, post } = await tracked(stage, 4, 'failure')
      expect(main.outputs['outcome']).toBe('existing')
      expect([main.ending, post.ending]).toEqual([{}, {}])
      expect(ends(stage)).toEqual(['in_progress failure', 'in_progress error', 'in_progress success'])
    }))

  it('whose write got lost after two failed attempts is none of theirs', () =>
    onGitHub(async (stage) => {
      await tracked(stage, 1, 'failure')
      await tracked(stage, 2, 'failure')
      stage.running.faults.add('cut POST /deployments')
      await tracked(stage, 3, 'success')
      expect(ends(stage)).toEqual(['in_progress failure', 'in_progress failure', 'in_progress success'])
    }))

  it.each([
    'success',
    'failure',
  ] as const)('of an earlier attempt that ended in %s stays so when a later one is cancelled before it made its own', (status) =>
    onGitHub(async (stage) => {
      await tracked(stage, 1, status)
      const before = ends(stage)
      const cancel = new AbortController()
      // The last request before a deployment would be made: the look for an earlier one.
      const looks = stage.running.requests.filter(({ path }) => path.endsWith('/deployments')).length
      const onWire = () => {
        const now = stage.running.requests.filter(({ path }) => path.endsWith('/deployments')).length
        if (now > looks) cancel.abort(cancellation('The job was cancelled.', false))
      }
      // What a killed process leaves: the state as it was before the write.
      const store: Record<string, string> = {}
      let kept: Record<string, string> = {}
      cancel.signal.addEventListener('abort', () => {
        kept = { ...store }
      })
      await stage.run(track, { ...number(2), signal: cancel.signal, onWire, store })
      expect(cancel.signal.aborted).toBe(true)
      const post = await stage.run(track, { ...number(2), state: kept, jobStatus: 'cancelled' })
      expect(post.ending).toEqual({})
      expect(ends(stage)).toEqual(before)
    }))

  it("is each attempt's own with on-rerun: new", () =>
    onGitHub(async (stage) => {
      const fresh = { ...track, 'on-rerun': 'new' }
      for (const each of [1, 2, 3]) {
        const main = await stage.run(fresh, number(each))
        await stage.run(fresh, { ...number(each), state: main.state, jobStatus: 'success' })
      }
      expect(ends(stage)).toEqual(Array.from({ length: 3 }, () => 'in_progress success'))
    }))
})

describe('a deploy with Beanstalk', () => {
  it('whose write got lost after two failed attempts is none of theirs', () =>
    onBeanstalk(async ({ beanstalk, run, running }) => {
      const old = beanstalk.state.releases.length
      for (const each of [1, 2]) {
        beanstalk.plan(['failed'])
        await run({}, { github: attempt(each, sha(3)) })
      }
      running.faults.add('cut POST /releases.json')
      beanstalk.plan(['success'])
      const { outputs } = await run({}, { github: attempt(3, sha(3)) })
      expect(outputs['outcome']).toBe('succeeded')
      expect(beanstalk.state.releases.slice(old).map(({ state }) => state)).toEqual([
        'failed',
        'failed',
        'success',
      ])
    }))
})

describe('a deploy that is started in one job and finished in another', () => {
  const half = (operation: string) => ({ operation, environment: 'staging' })
  const JOB = { JOB: 'close', RUN_ID: '77' }

  it('is, without deploy-id, that of the same job of a matrix, whatever was started last', () =>
    onGitHub(async ({ run, github, states }) => {
      for (const jobIndex of [0, 1, 2]) await run(half('start'), { jobIndex })
      await run({ ...half('finish'), status: 'failure' }, { jobIndex: 1, github: JOB })
      await run({ ...half('finish'), status: 'success' }, { jobIndex: 0, github: JOB })
      expect(github.state.deployments.map(({ id }) => states(id).at(-1))).toEqual([
        'success',
        'failure',
        'in_progress',
      ])
    }))

  it('retires no sibling of the run that started both', () =>
    onGitHub(async ({ run, github, states }) => {
      for (const jobIndex of [0, 1]) await run(half('start'), { jobIndex })
      for (const jobIndex of [0, 1]) await run(half('finish'), { jobIndex, github: JOB })
      expect(github.state.deployments.map(({ id }) => states(id).at(-1))).toEqual(['success', 'success'])
    }))
})

describe('a status that came out empty', () => {
  it('is never taken for a success: post says so, and finish is refused before anything is sent', () =>
    onGitHub(async ({ run, running, states }) => {
      const main = await run({ ...track, status: '' })
      const post = await run({ ...track, status: '' }, { state: main.state, jobStatus: 'failure' })
      expect(main.ending).toEqual({})
      expect(post.ending.fails).toContain('status is empty')
      expect(states(main.outputs['deploy-id'])).toEqual(['in_progress'])
      const sent = running.requests.length
      const finish = await run({ operation: 'finish', environment: 'production', status: '' })
      expect(finish.ending.fails).toContain('status is empty')
      expect(running.requests).toHaveLength(sent)
    }))

  it('may be so in main, where the later step that gives it has not run', () =>
    onGitHub(async ({ run, states }) => {
      const main = await run({ ...track, status: '' })
      await run({ ...track, status: 'failure' }, { state: main.state })
      expect(states(main.outputs['deploy-id'])).toEqual(['in_progress', 'failure'])
    }))
})
