// What every stand-in is made of, and what each declares.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { standIns } from '../../sandbox/index.ts'
import { parseObject, unknownFields } from '../../sandbox/kit/body.ts'
import { matchPath } from '../../sandbox/kit/path.ts'
import { count, flag, oneOf, readSwitches, switchWords, text } from '../../sandbox/kit/switches.ts'
import { makeClock } from '../../sandbox/server.ts'

const SWITCHES = {
  answer: oneOf('', 'loud'),
  strict: flag(true),
  lag: count(0),
  prefix: text('/api', 'a path', /^\//),
}

describe('switches', () => {
  it('are read from text, with their defaults', () => {
    expect(readSwitches(SWITCHES)).toEqual({ answer: '', strict: true, lag: 0, prefix: '/api' })
    const given = { answer: 'loud', strict: 'false', lag: '3', prefix: '/v3' }
    expect(readSwitches(SWITCHES, given)).toEqual({ answer: 'loud', strict: false, lag: 3, prefix: '/v3' })
  })

  it.each([
    [{ answr: 'loud' }, 'no switch "answr"; there are answer, strict, lag, prefix'],
    [{ toString: 'x' }, 'no switch "toString"'],
    [{ answer: 'low' }, 'switch answer: (empty), loud, not "low"'],
    [{ strict: 'yes' }, 'switch strict: true, false, not "yes"'],
    [{ lag: '-1' }, 'switch lag: a whole number, not "-1"'],
    [{ prefix: 'v3' }, 'switch prefix: a path, not "v3"'],
  ])('are refused when they are misspelt: %j', (given, reason) => {
    expect(() => readSwitches(SWITCHES, given)).toThrow(reason)
  })

  it('may be none', () => {
    expect(() => readSwitches({}, { lag: '1' })).toThrow('no switch "lag"; there are none')
    expect(switchWords({})).toEqual([])
  })
})

it.each(['', 'null', '[]', '"x"', '7', '{'])('takes %j for no JSON object', (body) => {
  expect(parseObject(body)).toBeUndefined()
})

it('names the fields that nobody knows', () => {
  expect(unknownFields({ id: 1, nmae: 'x' }, ['id', 'name'])).toEqual(['nmae'])
})

it('matches whole paths, each part decoded once', () => {
  expect(matchPath('/things/:id/', '/things/a%252Fb/')).toEqual({ id: 'a%2Fb' })
  for (const path of ['/things/', '/things//', '/things/a', '/things/%/', '/thing/a/'])
    expect(matchPath('/things/:id/', path)).toBeUndefined()
})

it.each(Object.entries(standIns))('%s is quick, fails and races by switches that it has', (id, standIn) => {
  const { quick, failing, race, further = [] } = standIn
  for (const switches of [quick, failing, race?.switches, ...further.map((each) => each.switches)]) {
    const service = standIn.make({ clock: makeClock(), ...(switches && { switches }) })
    expect([service.id, service.deploys(), service.releases()]).toEqual([id, [], 0])
  }
})

it.each(Object.entries(standIns))('%s has a token that is no word of our own messages', (_, { token }) => {
  const src = join(import.meta.dirname, '../../src')
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  expect(files.filter((name) => readFileSync(join(src, name), 'utf8').includes(token))).toEqual([])
})
