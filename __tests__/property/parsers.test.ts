// What reads foreign text gives a value or a clear message, and never throws anything else.
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { InputError } from '../../src/errors.ts'
import { parseBody } from '../../src/http/failure.ts'
import { allInputs } from '../../src/inputs/given.ts'
import { checkLimit } from '../../src/inputs/limits.ts'
import { maskSecrets, readInputs } from '../../src/inputs/read.ts'
import { providers } from '../../src/providers/index.ts'
import { claimOf, hostsOf } from '../../src/providers/sentry/token.ts'
import { secretForms } from '../../src/secrets.ts'

const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.webUrl(), fc.json())
const names = Object.keys(allInputs())
const someInputs = fc.dictionary(fc.constantFrom(...names), anything)

describe('the inputs', () => {
  it('whatever they hold, give values or name every problem in one message', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(providers)), someInputs, (provider, inputs) => {
        const env = Object.fromEntries(
          Object.entries({ ...inputs, provider }).map(([name, value]) => [
            `INPUT_${name.toUpperCase()}`,
            value,
          ]),
        )
        try {
          readInputs(env)
        } catch (error) {
          expect(error).toBeInstanceOf(InputError)
          const { problems, message } = error as InputError
          expect(problems.length).toBeGreaterThan(0)
          for (const problem of problems) {
            expect(problem).toMatch(/\S/)
            expect(problem).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]|##\[/u)
          }
          expect(message.split('\n')).toHaveLength(problems.length + 1)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('have each secret masked, whatever the rest holds', () => {
    const token = fc.stringMatching(/^[!-~]{8,40}$/)
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(providers)),
        token,
        token,
        someInputs,
        (provider, one, two, inputs) => {
          const all = { ...inputs, provider, token: one, 'github-token': two }
          const env = Object.fromEntries(
            Object.entries(all).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
          )
          const masked: string[] = []
          maskSecrets(env, (secret) => masked.push(secret))
          expect(masked).toEqual(expect.arrayContaining([one, two]))
        },
      ),
    )
  })
})

describe('a limit', () => {
  it('takes or refuses any name of any length by its own words', () => {
    const limits = Object.values(providers).flatMap((each) => Object.values(each.limits ?? {}))
    fc.assert(
      fc.property(anything, fc.constantFrom(...limits), (name, limit) => {
        for (const problem of checkLimit('version', name, limit, 'Vendor'))
          expect(problem).toMatch(/^version ".*" .*\.$/)
      }),
    )
  })
})

describe('a token of Sentry', () => {
  it('gives its claim or nothing, and hosts that are https', () => {
    const claims = fc.oneof(anything, fc.record({ org: anything, url: anything, region_url: anything }))
    fc.assert(
      fc.property(claims, anything, (claim, rest) => {
        const part = Buffer.from(typeof claim === 'string' ? claim : JSON.stringify(claim)).toString('base64')
        for (const token of [`sntrys_${part}_${rest}`, `sntrys_${rest}_x`, rest]) {
          const { api, web } = hostsOf(claimOf(token), '')
          for (const host of [api, web]) expect(host).toMatch(/^(https:|http:\/\/(127\.|localhost|\[::1\]))/)
        }
      }),
    )
  })
})

it('any body is JSON or the text that it is', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const body = parseBody(text)
      // What a number cannot hold stays the text that it was.
      const isExact = !/\d{16}/.test(text)
      expect(body === text || !isExact || JSON.stringify(body) === JSON.stringify(JSON.parse(text))).toBe(
        true,
      )
    }),
  )
})

it('the forms of a secret are never empty, and the longest comes first', () => {
  fc.assert(
    fc.property(anything, (secret) => {
      const lengths = secretForms(secret).map(({ length }) => length)
      expect(lengths).toEqual([...lengths].sort((a, b) => b - a))
      expect(lengths).not.toContain(0)
    }),
  )
})
