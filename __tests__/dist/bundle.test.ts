// The bundle as a file: one undici, small enough, and readable.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'

const dist = join(import.meta.dirname, '../../dist')
const scripts = readdirSync(dist).filter((file) => file.endsWith('.js'))
const source = scripts.map((file) => readFileSync(join(dist, file), 'utf8')).join('\n')

describe('the bundle', () => {
  it('holds exactly one undici', () => {
    expect(source.split("this.code = 'UND_ERR_INVALID_ARG'")).toHaveLength(2)
  })

  it('leaves out the clients of @actions/core and @actions/github that are not used', () => {
    const names = ['class OidcClient', 'class HttpClient ']
    expect(names.filter((name) => source.includes(name))).toEqual([])
  })

  // undici whole, from its index, is more than half of it.
  it('is at most 2.7 MB', () => {
    expect(Buffer.byteLength(source)).toBeLessThanOrEqual(2_700_000)
  })

  it('comes with the licence of each package in it, once', () => {
    const licences = readFileSync(join(dist, 'licenses.txt'), 'utf8')
    const names = [...licences.matchAll(/^(@[\w.-]+\/)?[\w.-]+(?=\n[A-Z][\w.-]+\n)/gm)].map(([name]) => name)
    expect(names).toEqual([...new Set(names)])
    const main = ['@actions/core', '@octokit/rest', 'p-map', 'semver', 'undici', 'valibot']
    expect(main.filter((name) => !names.includes(name))).toEqual([])
  })

  it('is not minified', () => {
    expect(source.includes('async function* takeSteps(work) {')).toBe(true)
    const lines = source.split('\n')
    // WebAssembly stands in it as Base64, in lines of its own.
    const code = lines.filter((line) => !/[\w+/]{1000}/.test(line))
    expect(code.reduce((sum, line) => sum + line.length, 0) / code.length).toBeLessThan(60)
    expect(Math.max(...code.map((line) => line.length))).toBeLessThan(4_000)
  })
})
