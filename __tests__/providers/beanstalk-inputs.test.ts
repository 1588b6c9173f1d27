// Beanstalk: what is refused before anything is written, with the names that were meant; and its words.
import { describe, expect, it } from '@jest/globals'
import { slashTime } from '../../src/providers/beanstalk/shapes.ts'
import { commentOf, errorWords, isSameRevision } from '../../src/providers/beanstalk/words.ts'
import { onBeanstalk } from '../support/beanstalk.ts'

describe('inputs of the other Beanstalk, of AWS', () => {
  it.each([
    ['beanstalk-account', '123456789012'],
    ['beanstalk-account', 'eu-west-1'],
    ['beanstalk-account', 'us-gov-east-1'],
    ['beanstalk-account', 'shop.us-east-1.elasticbeanstalk.com'],
    ['beanstalk-repository', 'arn:aws:elasticbeanstalk:us-east-1:123456789012:application/shop'],
    ['environment', 'arn:aws-cn:x'],
    ['api-url', 'https://shop.eu-west-1.elasticbeanstalk.com'],
    ['api-url', 'https://elasticbeanstalk.us-east-1.amazonaws.com/api'],
  ])('%s %s is refused with a hint, before any request', (name, value) =>
    onBeanstalk(async ({ run, running }) => {
      const { ending } = await run({ [name]: value, 'on-error': 'warn' })
      expect(ending.fails).toContain(`${name} "${value}" cannot be right`)
      expect(ending.fails).toContain('AWS Elastic Beanstalk')
      expect(ending.isSoftened).not.toBe(true)
      expect(running.requests).toEqual([])
    }))

  it('an access key is refused and not shown', () =>
    onBeanstalk(async ({ run, running }) => {
      const key = `AKIA${'X'.repeat(16)}`
      const { ending, everything } = await run({ token: key })
      expect(ending.fails).toContain('token looks like an AWS access key')
      expect(everything).not.toContain(key)
      expect(running.requests).toEqual([])
    }))
})

describe('inputs that cannot be', () => {
  it.each([
    ['beanstalk-account', 'acme.beanstalkapp.com', 'ACCOUNT in ACCOUNT.beanstalkapp.com alone'],
    ['beanstalk-account', 'https://acme.beanstalkapp.com', 'ACCOUNT in ACCOUNT.beanstalkapp.com alone'],
    ['beanstalk-username', 'deploy:er', 'must not hold a colon'],
    ['beanstalk-revision', 'main', 'full git sha'],
    ['beanstalk-revision', 'abc1234', 'full git sha'],
    ['environment', 'A name of more than 20 characters', 'at most 20'],
  ])('%s %s is refused before any request', (name, value, words) =>
    onBeanstalk(async ({ run, running }) => {
      const { ending } = await run({ [name]: value, 'on-error': 'warn' })
      expect(ending.fails).toContain(words)
      expect(running.requests).toEqual([])
    }))

  it.each(['finish', 'retry', 'rollback'])('a deploy-id that is no number is refused for %s', (operation) =>
    onBeanstalk(async ({ run, running }) => {
      const { ending } = await run({ operation, 'deploy-id': 'v12' })
      expect(ending.fails).toContain('deploy-id must be the number of a Beanstalk release; got "v12"')
      expect(running.requests).toEqual([])
    }))

  it('all required ones are named in one message', () =>
    onBeanstalk(async ({ run }) => {
      const none = { 'beanstalk-account': '', 'beanstalk-username': '', 'beanstalk-repository': '' }
      const { ending } = await run({ ...none, environment: '' })
      for (const name of [...Object.keys(none), 'environment'])
        expect(ending.fails).toContain(`${name} is required`)
    }))

  it.each([
    'all',
    'documented',
  ])('an unknown environment is answered with the names there are (paging %s)', (paging) =>
    onBeanstalk(
      async ({ run, sent, requests }) => {
        const near = await run({ environment: 'production' })
        expect(near.ending.fails).toContain('did you mean Production?')
        const far = await run({ environment: 'x', 'on-error': 'warn' })
        expect(far.ending.fails).toContain('It has Production and Staging')
        expect(far.ending.isSoftened).not.toBe(true)
        expect(sent()).toEqual([])
        expect(requests().filter((each) => each.includes('server_environments')).length).toBeLessThanOrEqual(
          4,
        )
      },
      { switches: { paging } },
    ))

  it.each(['all', 'documented'])('an environment on a later page is found (paging %s)', (paging) =>
    onBeanstalk(
      async ({ run, beanstalk, world }) => {
        const [first] = beanstalk.state.environments
        if (!first) throw new Error('no environment')
        const many = Array.from({ length: 70 }, (_, index) => ({
          ...first,
          id: 100 + index,
          name: `Env ${index}`,
        }))
        beanstalk.state.environments.push(...many)
        expect((await run({ environment: 'Env 69' })).ending).toEqual({})
        expect(world.deploys()[0]?.environment).toBe('Env 69')
      },
      { switches: { paging } },
    ))

  it.each(['404', '410'])('an unknown repository is an input error (%s)', (status) =>
    onBeanstalk(
      async ({ run }) => {
        const { ending } = await run({ 'beanstalk-repository': 'shopp', 'on-error': 'warn' })
        expect(ending.fails).toContain('beanstalk-repository "shopp" is not a repository of account acme')
        expect(ending.isSoftened).not.toBe(true)
      },
      { switches: { 'missing-status': status } },
    ))
})

describe('words', () => {
  it.each([
    ['2013/01/17 05:04:08 +0800', '2013-01-16T21:04:08.000Z'],
    ['2013/01/17 05:04:08 -05:30', '2013-01-17T10:34:08.000Z'],
    ['2013-01-17T05:04:08Z', '2013-01-17T05:04:08.000Z'],
  ])('the time %s is %s', (text, iso) => {
    expect(new Date(slashTime(text) ?? 0).toISOString()).toBe(iso)
  })

  it.each([
    '',
    null,
    undefined,
    'soon',
    '2013/13/41 05:04:08 +0800',
    '17/01/2013',
  ])('%j is no time', (text) => {
    expect(slashTime(text)).toBeUndefined()
  })

  it.each([
    ['a'.repeat(40), 'A'.repeat(8), true],
    ['a'.repeat(40), 'a'.repeat(6), false],
    ['123', '12', false],
    ['12', '12', true],
    ['', '', false],
  ])('%s and %s are the same revision: %s', (one, other, isSame) => {
    expect(isSameRevision(one, other)).toBe(isSame)
  })

  const deploy = (description: string) => ({ description, marker: '[1a2b3c4d]' })
  it.each([
    ['1.4.0', 'Fix it', '1.4.0: Fix it [1a2b3c4d]'],
    ['1.4.0', '', '1.4.0 [1a2b3c4d]'],
    ['1.4.0', '1.4.0', '1.4.0 [1a2b3c4d]'],
    ['1.4.0', '1.4.0 with fixes', '1.4.0 with fixes [1a2b3c4d]'],
    ['abc', 'Fix it', 'Fix it [1a2b3c4d]'],
    ['abc', '', 'abc [1a2b3c4d]'],
  ])('the version %j and description %j make the comment %j', (label, description, comment) => {
    expect(commentOf({ label, revision: 'abc', deploy: deploy(description) })).toBe(comment)
  })

  it('a very long comment is cut before its marker', () => {
    const comment = commentOf({ label: '1', revision: 'abc', deploy: deploy('x'.repeat(5_000)) })
    expect(comment).toHaveLength(2_000)
    expect(comment).toMatch(/… \[1a2b3c4d\]$/)
  })

  it('errors of any shape become one harmless line', () => {
    expect(errorWords(['a', { b: 1 }, 'c\n::error::d'])).toBe('a; {"b":1}; c ::error::d')
    expect(errorWords('plain')).toBe('plain')
  })
})
