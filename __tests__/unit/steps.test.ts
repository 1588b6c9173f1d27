// Exactly once, step by step, with providers that are made of a few answers.
import { describe, expect, it } from '@jest/globals'
import { takeSteps } from '../../src/deploy/steps.ts'
import { ApiError, InputError, mayHaveHappened, NetworkError } from '../../src/errors.ts'
import type { Deploy, DeployState, LookResult, Operation, Receipt } from '../../src/provider/provider.ts'
import {
  type ActFunctions,
  actsOf,
  context,
  fakeProvider,
  type PlanOverrides,
  planOf,
  receipt,
  workOf,
} from '../support/plans.ts'

const lost = new NetworkError('no answer.', true, undefined, 'cut')
const refused = new ApiError('answered 403.', { status: 403, mayHaveHappened: false })
const badGateway = new ApiError('answered 502.', { status: 502, mayHaveHappened: true })
const secondAttempt: PlanOverrides = { context: { ...context, runAttempt: 2 } }

/** Gives these one after the other, the last for ever; an error is thrown. Keeps what it was called with. */
function answers<T>(...list: readonly (T | Error)[]) {
  const called: unknown[][] = []
  const next = async (...all: unknown[]): Promise<T> => {
    const answer = list[Math.min(called.length, list.length - 1)]
    called.push(all)
    if (answer instanceof Error || answer === undefined) throw answer
    return answer
  }
  return Object.assign(next, { called })
}

interface Did {
  readonly receipts: readonly Receipt[]
  readonly error: unknown
  readonly lines: readonly string[]
  readonly waits: readonly number[]
}

interface Doing {
  readonly operation?: Operation
  readonly parts?: PlanOverrides
  readonly deployId?: string
  readonly wait?: boolean
  readonly deadline?: number
}

async function carry(functions: ActFunctions, doing: Doing = {}): Promise<Did> {
  const { operation = 'deploy', parts = {}, wait = true, deployId = '', ...known } = doing
  const provider = fakeProvider(actsOf(functions))
  const work = workOf(provider, planOf(provider, { operation, wait, deployId }, parts), known)
  const receipts: Receipt[] = []
  let error: unknown
  try {
    for await (const each of takeSteps(work)) receipts.push(each)
  } catch (thrown) {
    error = thrown
  }
  return { receipts, error, lines: work.lines, waits: work.waits }
}

describe('a write', () => {
  it('that is answered is sent once and looked for never', async () => {
    const createDeploy = answers(receipt())
    const findDeploy = answers<LookResult>('absent')
    const { receipts, error } = await carry({ createDeploy, findDeploy })
    expect([receipts, error]).toEqual([[receipt()], undefined])
    expect([createDeploy.called.length, findDeploy.called.length]).toEqual([1, 0])
  })

  it.each([
    ['cut', lost],
    ['502', badGateway],
  ])('whose answer got lost (%s) is found and not sent again', async (_, error) => {
    const createDeploy = answers<Receipt>(error)
    const findDeploy = answers<LookResult>(receipt({ id: '8' }))
    const did = await carry({ createDeploy, findDeploy })
    expect(did.receipts).toEqual([receipt({ id: '8' })])
    expect([createDeploy.called.length, findDeploy.called.length]).toEqual([1, 1])
    // The server gets a moment to finish what it may have begun.
    expect(did.waits).toEqual([750])
  })

  it('that is certainly not there is sent again, three times in all', async () => {
    const createDeploy = answers<Receipt>(lost, lost, receipt())
    const { receipts, lines } = await carry({ createDeploy, findDeploy: answers<LookResult>('absent') })
    expect(receipts).toEqual([receipt()])
    expect(createDeploy.called).toHaveLength(3)
    const told = [
      'Fake gave no answer; looking for up to 5 s whether it was done',
      'Fake shows no trace of it after 5 s: sending it again',
    ]
    expect(lines).toEqual([...told, ...told])
    const never = answers<Receipt>(lost)
    const did = await carry({ createDeploy: never, findDeploy: answers<LookResult>('absent') })
    expect(never.called).toHaveLength(3)
    expect(mayHaveHappened(did.error)).toBe(true)
  })

  it.each<[string, ActFunctions]>([
    ['cannot be told', { findDeploy: answers<LookResult>('undecided') }],
    ['cannot be looked for', {}],
    ['cannot be looked for now', { findDeploy: answers<LookResult>(refused) }],
  ])('of which it %s whether it happened is never sent again', async (_, functions) => {
    for (const error of [lost, badGateway]) {
      const createDeploy = answers<Receipt>(error)
      const did = await carry({ createDeploy, ...functions })
      expect(createDeploy.called).toHaveLength(1)
      expect(did.receipts).toEqual([])
      expect(mayHaveHappened(did.error)).toBe(true)
      expect(did.error).toMatchObject({
        name: error.name,
        message: expect.stringMatching(/^no answer|^answered 502/),
        cause: error,
      })
      expect(String(did.error)).toContain('Look in Fake under Deploys before you run it again.')
      expect(did.waits.reduce((sum, each) => sum + each, 0)).toBe(
        functions.findDeploy ? (error === lost ? 5_000 : 20_000) : 0,
      )
    }
  })

  it('that is refused is neither sent again nor looked for', async () => {
    const createDeploy = answers<Receipt>(refused)
    const findDeploy = answers<LookResult>('absent')
    const { error } = await carry({ createDeploy, findDeploy })
    expect(error).toBe(refused)
    expect([createDeploy.called.length, findDeploy.called.length]).toEqual([1, 0])
  })

  it('that fails by a bug, or whose look does, is not called anything else', async () => {
    const bug = new TypeError('x is not a function')
    expect((await carry({ createDeploy: answers<Receipt>(bug) })).error).toBe(bug)
    const did = await carry({ createDeploy: answers<Receipt>(lost), findDeploy: answers<LookResult>(bug) })
    expect(did.error).toBe(bug)
  })
})

describe('the steps before the deploy', () => {
  it('go in order, and what they gave is there for the deploy', async () => {
    const release = receipt({ step: 'release', outcome: 'created', id: 'r' })
    const createDeploy = answers(receipt())
    const { receipts } = await carry({
      createRelease: answers(release),
      arrives: answers<DeployState>({ state: 'absent' }, { state: 'there', outcome: 'succeeded' }),
      createBuild: answers(receipt({ step: 'build', outcome: 'started', id: 'b', facts: { image: 'x' } })),
      readBuild: answers<DeployState>({ state: 'succeeded', outcome: 'succeeded', facts: { slug: 's' } }),
      createDeploy,
    })
    expect(receipts.map(({ step, outcome }) => [step, outcome])).toEqual([
      ['release', 'created'],
      ['revision', 'succeeded'],
      ['build', 'succeeded'],
      ['deploy', 'recorded'],
    ])
    expect(createDeploy.called[0]?.[0]).toMatchObject({
      release: { id: 'r' },
      build: { id: 'b', facts: { image: 'x', slug: 's' } },
    })
  })

  it('that fail by an error leave what was done before', async () => {
    const createDeploy = answers<Receipt>(refused)
    const release = receipt({ step: 'release', outcome: 'created' })
    const { receipts, error } = await carry({ createRelease: answers(release), createDeploy })
    expect([receipts, error]).toEqual([[release], refused])
  })

  it('that the provider itself let fail are the last', async () => {
    const createDeploy = answers(receipt())
    const { receipts } = await carry({
      createBuild: answers(receipt({ step: 'build', outcome: 'started', id: 'b' })),
      readBuild: answers<DeployState>({ state: 'failed', outcome: 'failed', note: 'no Dockerfile' }),
      createDeploy,
    })
    expect(receipts).toEqual([
      expect.objectContaining({ step: 'build', outcome: 'failed', fails: 'build b failed: no Dockerfile.' }),
    ])
    expect(createDeploy.called).toEqual([])
  })

  it('confirm a release instead of making it, for a rollback', async () => {
    const createRelease = answers<Receipt>(new Error('never'))
    const { receipts } = await carry(
      {
        createRelease,
        confirmRelease: answers(receipt({ step: 'confirm', outcome: 'existing' })),
        createDeploy: answers(receipt()),
      },
      { operation: 'rollback' },
    )
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['existing', 'recorded'])
    expect(createRelease.called).toEqual([])
  })
})

describe('a re-run', () => {
  it('reuses what an earlier attempt recorded, and is done', async () => {
    const createDeploy = answers<Receipt>(new Error('never'))
    const finishDeploy = answers<Receipt>(new Error('never'))
    const { receipts } = await carry(
      { createDeploy, finishDeploy, findDeploy: answers<LookResult>(receipt({ outcome: 'succeeded' })) },
      { parts: secondAttempt },
    )
    expect(receipts).toEqual([
      receipt({ outcome: 'existing', note: 'made by an earlier attempt of this run' }),
    ])
    expect([createDeploy.called, finishDeploy.called]).toEqual([[], []])
  })

  it('follows what an earlier attempt started to its end', async () => {
    const { receipts } = await carry(
      {
        createDeploy: answers<Receipt>(new Error('never')),
        findDeploy: answers<LookResult>(receipt({ outcome: 'started', id: '5' })),
        readDeploy: answers<DeployState>({ state: 'pending' }, { state: 'success', outcome: 'succeeded' }),
      },
      { parts: secondAttempt },
    )
    expect(receipts.map(({ step, outcome, id }) => [step, outcome, id])).toEqual([
      ['deploy', 'started', '5'],
      ['wait', 'existing', '5'],
    ])
  })

  it('finishes what an earlier attempt started', async () => {
    const finishDeploy = answers(receipt({ step: 'finish', outcome: 'succeeded', id: '5' }))
    const { receipts } = await carry(
      {
        createDeploy: answers<Receipt>(new Error('never')),
        findDeploy: answers<LookResult>(receipt({ outcome: 'started', id: '5' })),
        finishDeploy,
      },
      { parts: secondAttempt },
    )
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['started', 'existing'])
    expect(finishDeploy.called[0]?.[1]).toMatchObject({ id: '5' })
  })

  it('does not say "existing" of one that then fails', async () => {
    const { receipts } = await carry(
      {
        createDeploy: answers<Receipt>(new Error('never')),
        findDeploy: answers<LookResult>(receipt({ outcome: 'started', id: '5' })),
        readDeploy: answers<DeployState>({ state: 'failed', outcome: 'failed' }),
      },
      { parts: secondAttempt },
    )
    expect(receipts.at(-1)).toMatchObject({
      outcome: 'failed',
      fails: 'Fake carried out deploy 5 and it failed. Look in Fake under Deploys for the reason.',
    })
  })

  it.each([
    'failed',
    'cancelled',
    'error',
    'skipped',
    'unknown',
  ] as const)('makes another after one that ended %s, and never takes an old one for it', async (outcome) => {
    const createDeploy = answers<Receipt>(lost)
    const old = [receipt({ outcome, id: '5' }), receipt({ outcome, id: '4' })]
    const findDeploy = answers<LookResult>(...old, 'absent', receipt({ id: '6' }))
    const { receipts } = await carry({ createDeploy, findDeploy }, { parts: secondAttempt })
    expect(receipts).toEqual([receipt({ id: '6' })])
    expect(createDeploy.called[0]?.[1]).toMatchObject({ ignore: ['5', '4'] })
    expect((findDeploy.called.at(-1)?.[1] as Deploy).ignore).toEqual(['5', '4'])
  })

  it('does not go back to an older one that went well, since a newer one of this run failed', async () => {
    const createDeploy = answers(receipt({ id: '6' }))
    const old = [receipt({ outcome: 'failed', id: '5' }), receipt({ outcome: 'succeeded', id: '4' })]
    const findDeploy = answers<LookResult>(...old, 'absent')
    const { receipts } = await carry({ createDeploy, findDeploy }, { parts: secondAttempt })
    expect(receipts).toEqual([receipt({ id: '6' })])
  })

  it('makes one when there is no earlier one, and none when that cannot be told', async () => {
    const absent = answers<LookResult>('absent')
    const did = await carry(
      { createDeploy: answers(receipt()), findDeploy: absent },
      { parts: secondAttempt },
    )
    expect(did.receipts).toEqual([receipt()])
    const createDeploy = answers(receipt())
    const findDeploy = answers<LookResult>('undecided')
    const { error } = await carry({ createDeploy, findDeploy }, { parts: secondAttempt })
    expect(String(error)).toContain('does not tell whether an earlier attempt of this run made it already')
    expect(createDeploy.called).toEqual([])
  })

  it('makes none when it cannot look', async () => {
    const createDeploy = answers(receipt())
    const { error } = await carry(
      { createDeploy, findDeploy: answers<LookResult>(refused) },
      { parts: secondAttempt },
    )
    expect(error).toBe(refused)
    expect(createDeploy.called).toEqual([])
  })

  it('is only one when the attempt says so', async () => {
    const findDeploy = answers<LookResult>(receipt())
    await carry({ createDeploy: answers(receipt()), findDeploy })
    expect(findDeploy.called).toEqual([])
  })
})

describe('a deploy that the service starts by itself', () => {
  it('is taken over instead of making a second, when it appears in time', async () => {
    const createDeploy = answers<Receipt>(new Error('never'))
    let looks = 0
    const did = await carry({
      createDeploy,
      adoptDeploy: async () => (++looks === 3 ? receipt({ outcome: 'started', id: '9' }) : undefined),
      adoptWithinMs: () => 30_000,
      readDeploy: answers<DeployState>({ state: 'success', outcome: 'succeeded' }),
    })
    expect(did.receipts.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['9', 'started'],
      ['9', 'succeeded'],
    ])
    expect(createDeploy.called).toEqual([])
  })

  it('is not waited for longer than said', async () => {
    const did = await carry({
      createDeploy: answers(receipt()),
      adoptDeploy: async () => undefined,
      adoptWithinMs: () => 10_000,
    })
    expect(did.receipts).toEqual([receipt()])
    expect(did.waits.reduce((sum, each) => sum + each, 0)).toBeLessThan(10_000)
  })
})

describe('waiting', () => {
  const started = receipt({ outcome: 'started' })

  it('fails the step when the provider says failed, with its reason', async () => {
    const { receipts } = await carry({
      createDeploy: answers(started),
      readDeploy: answers<DeployState>({ state: 'failed', outcome: 'failed', note: 'disk\n::error::full' }),
    })
    expect(receipts.at(-1)).toMatchObject({
      step: 'wait',
      id: '7',
      outcome: 'failed',
      fails:
        'Fake carried out deploy 7 and it failed: disk ::error::full. Look in Fake under Deploys for the reason.',
    })
  })

  it('keeps what the state says about time and page, but not its word, which the outcome says again, and not what only a later step needs', async () => {
    const { receipts } = await carry({
      createDeploy: answers(started),
      readDeploy: answers<DeployState>({
        state: 'success',
        outcome: 'succeeded',
        url: 'https://x.example',
        finishedAt: 5,
        facts: { secret: 'x' },
      }),
    })
    expect(receipts.at(-1)).toEqual({
      step: 'wait',
      id: '7',
      outcome: 'succeeded',
      url: 'https://x.example',
      finishedAt: 5,
    })
  })

  it('ends with an error that names the last state when the deadline comes first', async () => {
    const { receipts, error } = await carry(
      { createDeploy: answers(started), readDeploy: answers<DeployState>({ state: 'pending' }) },
      { deadline: 20_000 },
    )
    expect(receipts).toEqual([started])
    expect(error).toBeInstanceOf(NetworkError)
    expect(String(error)).toContain('the last state seen was "pending"')
  })

  it('is left out with wait: false', async () => {
    const readDeploy = answers<DeployState>(new Error('never'))
    const { receipts } = await carry({ createDeploy: answers(started), readDeploy }, { wait: false })
    expect(receipts).toEqual([started])
  })
})

describe('finishing', () => {
  const closed = receipt({ step: 'finish', outcome: 'succeeded' })

  it('takes the deploy that was named', async () => {
    const finishDeploy = answers(closed)
    const findDeploy = answers<LookResult>(new Error('never'))
    await carry({ finishDeploy, findDeploy }, { operation: 'finish', deployId: '33' })
    expect(finishDeploy.called[0]?.[1]).toMatchObject({ id: '33' })
  })

  it('looks for its own when none was named, then for one that is open', async () => {
    const finishDeploy = answers(closed)
    const findDeploy = answers<LookResult>('absent')
    await carry(
      { finishDeploy, findDeploy, findOpen: answers<LookResult>(receipt({ id: '44' })) },
      { operation: 'finish' },
    )
    expect(finishDeploy.called[0]?.[1]).toMatchObject({ id: '44' })
    expect(findDeploy.called).toHaveLength(1)
  })

  it('of nothing is an input error in main', async () => {
    const finishDeploy = answers(closed)
    const { error } = await carry(
      { finishDeploy, findOpen: answers<LookResult>('absent') },
      { operation: 'finish' },
    )
    expect(error).toBeInstanceOf(InputError)
    expect(String(error)).toContain('there is no open deploy of production at Fake for this commit')
    expect(finishDeploy.called).toEqual([])
  })

  it('of nothing has nothing to do in post, where only its own deploy counts', async () => {
    const finishDeploy = answers(closed)
    const { receipts, error } = await carry(
      {
        finishDeploy,
        findDeploy: answers<LookResult>('absent'),
        findOpen: answers<LookResult>(receipt({ id: 'other' })),
      },
      { operation: 'track', parts: { stage: 'post' } },
    )
    expect(error).toBeUndefined()
    expect(receipts).toEqual([expect.objectContaining({ step: 'finish', outcome: 'none' })])
    expect(finishDeploy.called).toEqual([])
  })

  it('whose answer got lost is looked up by its own function', async () => {
    const finishDeploy = answers<Receipt>(lost)
    const findFinish = answers<LookResult>(closed)
    const { receipts } = await carry({ finishDeploy, findFinish }, { operation: 'finish', deployId: '33' })
    expect(receipts).toEqual([closed])
    expect(findFinish.called[0]?.[1]).toMatchObject({ id: '33' })
    expect(finishDeploy.called).toHaveLength(1)
  })
})

describe('retrying', () => {
  it('again in a re-run follows what the earlier attempt began, and sends nothing', async () => {
    const retryDeploy = answers(receipt({ step: 'retry', outcome: 'started', id: '12' }))
    const findRetry = answers<LookResult>(receipt({ step: 'retry', outcome: 'started', id: '12' }))
    const readDeploy = answers<DeployState>({ state: 'success', outcome: 'succeeded' })
    const parts = { ...secondAttempt }
    const { receipts } = await carry(
      { retryDeploy, findRetry, findDeploy: answers<LookResult>('absent'), readDeploy },
      { operation: 'retry', deployId: '12', parts },
    )
    expect(receipts.at(-1)).toMatchObject({ step: 'wait', outcome: 'existing' })
    expect(retryDeploy.called).toEqual([])
  })

  it('repeats the named deploy and follows it', async () => {
    const retryDeploy = answers(receipt({ step: 'retry', outcome: 'started', id: '12' }))
    const readDeploy = answers<DeployState>({ state: 'success', outcome: 'succeeded' })
    const { receipts } = await carry({ retryDeploy, readDeploy }, { operation: 'retry', deployId: '12' })
    expect(receipts.map(({ step, outcome }) => [step, outcome])).toEqual([
      ['retry', 'started'],
      ['wait', 'succeeded'],
    ])
    expect(retryDeploy.called[0]?.[1]).toMatchObject({ id: '12' })
    expect(readDeploy.called[0]?.[1]).toBe('12')
  })

  it('whose answer got lost is looked up, and never sent blindly again', async () => {
    const retryDeploy = answers<Receipt>(lost)
    const found = receipt({ step: 'retry', outcome: 'started', id: '12' })
    const did = await carry(
      { retryDeploy, findRetry: answers<LookResult>(found) },
      { operation: 'retry', deployId: '12' },
    )
    expect(did.receipts).toEqual([found])
    const blind = await carry({ retryDeploy: answers<Receipt>(lost) }, { operation: 'retry', deployId: '12' })
    expect(mayHaveHappened(blind.error)).toBe(true)
    expect(retryDeploy.called).toHaveLength(1)
  })
})

it('says that it is our bug when a planned step has no act', async () => {
  const provider = fakeProvider(actsOf({ createBuild: () => Promise.reject(new Error('never')) }))
  const work = workOf(fakeProvider(actsOf({})), planOf(provider))
  const error = await takeSteps(work)
    .next()
    .catch((thrown: unknown) => thrown)
  expect(String(error)).toContain('a planned step has no act build')
  expect(error).not.toBeInstanceOf(NetworkError)
})
