// The bundle as a file: one undici, small enough, and readable.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { manifests } from '../../src/providers/index.ts'

const dist = join(import.meta.dirname, '../../dist')
const scripts = readdirSync(dist).filter((file) => file.endsWith('.js'))
const source = scripts.map((file) => readFileSync(join(dist, file), 'utf8')).join('\n')

describe('the bundle', () => {
  it('holds exactly one undici', () => {
    expect(source.split("this.code = 'UND_ERR_INVALID_ARG'")).toHaveLength(2)
  })

  it('leaves out the parts of undici and @actions/core that are not used', () => {
    // WebSocket, undici's mocks, the OIDC client and the proxy client of the toolkit.
    const names = ['class WebSocketStream', 'class MockAgent', 'class OidcClient', 'class HttpClient ']
    expect(names.filter((name) => source.includes(name))).toEqual([])
  })

  it('has the calls and the schemas of a provider only where that provider is loaded', () => {
    const index = readFileSync(join(dist, 'index.js'), 'utf8')
    const [call, schemas] = ["repeat: 'safe'", 'vendor: "valibot"']
    expect([call, schemas].filter((sign) => index.includes(sign))).toEqual([])
    expect(source.split(schemas)).toHaveLength(2)
    for (const { id } of Object.values(manifests)) {
      const route = `./lib/providers/${id}-calls.js`
      const parts = scripts.filter((file) => readFileSync(join(dist, file), 'utf8').includes(route))
      expect([id, parts.length]).toEqual([id, 1])
    }
  })

  it('is at most 1.9 MB', () => {
    expect(Buffer.byteLength(source)).toBeLessThanOrEqual(1_900_000)
  })

  it('comes with the licence of each package in it, once', () => {
    const licences = readFileSync(join(dist, 'licenses.txt'), 'utf8')
    const names = [...licences.matchAll(/^(@[\w.-]+\/)?[\w.-]+(?=\n[A-Z][\w.-]+\n)/gm)].map(([name]) => name)
    expect(names).toEqual([...new Set(names)])
    const main = ['@actions/core', '@octokit/rest', 'p-map', 'semver', 'undici', 'valibot']
    expect(main.filter((name) => !names.includes(name))).toEqual([])
  })

  it('is written in ASCII, which loads faster', () => {
    expect(/[^\0-\x7f]/.test(source)).toBe(false)
  })

  it('is not minified', () => {
    expect(source.includes('async function* carryOut(work) {')).toBe(true)
    const lines = source.split('\n')
    // WebAssembly stands in it as Base64, in lines of its own.
    const code = lines.filter((line) => !/[\w+/]{1000}/.test(line))
    expect(code.reduce((sum, line) => sum + line.length, 0) / code.length).toBeLessThan(60)
    expect(Math.max(...code.map((line) => line.length))).toBeLessThan(2_000)
  })
})
