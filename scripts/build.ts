// Builds dist/ from src/: tsc, then ncc on its JavaScript (ncc's own TypeScript loader does not work with TypeScript 7).
// With --check it builds beside it and compares, so that a dist that does not belong to the source is found.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from '@swc/core'
import { ERROR, TYPE } from 'undici/lib/llhttp/constants.js'

const root = join(import.meta.dirname, '..')
const isCheck = process.argv.includes('--check')
const target = isCheck ? join(root, '.cache', 'dist') : join(root, 'dist')

function run(script: string, ...args: string[]): void {
  execFileSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** A copy of a package for the bundler, beside our JavaScript, which it finds first. */
function copyOf(name: string): string {
  const copy = join(root, 'lib', 'node_modules', name)
  cpSync(join(root, 'node_modules', name), copy, { recursive: true })
  return copy
}

/**
 * A copy that says that loading it changes nothing but what it
 * exports. It is true and the package does not say so; without it, unused parts come along with all they need: an OIDC
 * client in @actions/core, with the whole of undici.
 */
function withoutSideEffects(name: string): void {
  const copy = copyOf(name)
  const manifest = join(copy, 'package.json')
  writeFileSync(
    manifest,
    JSON.stringify({ ...JSON.parse(readFileSync(manifest, 'utf8')), sideEffects: false }),
  )
}

/**
 * A copy of valibot with no more in it than is used: it is one module, and ncc, which does not minify, leaves all of it
 * in. A name that is used in another way than `v.name` would stop the build.
 */
function withoutTheUnused(): void {
  const ours = readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js') && !file.includes('node_modules'))
    .map((file) => readFileSync(join(root, 'lib', file), 'utf8'))
    .filter((text) => text.includes("import * as v from 'valibot'"))
  const used = new Set(ours.flatMap((text) => [...text.matchAll(/\bv\.(\w+)/g)].map(([, name]) => name)))
  const module = join(copyOf('valibot'), 'dist', 'index.mjs')
  const all = readFileSync(module, 'utf8')
  const { code } = transformSync(
    all.replace(/^export \{.*\}/m, `export { ${[...used].sort().join(', ')} }`),
    {
      swcrc: false,
      configFile: false,
      isModule: true,
      jsc: {
        target: 'es2023',
        preserveAllComments: false,
        minify: {
          mangle: false,
          compress: { defaults: false, unused: true, toplevel: true, side_effects: true },
        },
      },
    },
  )
  writeFileSync(module, code)
}

/**
 * Files of undici that nothing here reaches, or that cost more than they give, and what stands in their place: half of undici's
 * code on the way to the first request. What asks for an unreached one after all gets an error that names it.
 */
const STAND_INS = {
  // HTTP/2 is off (src/http/early.ts). Loading node:http2 alone takes about 5 ms.
  'lib/dispatcher/client-h2.js': 'module.exports = () => fail()',
  // An experimental parser of HTTP/1, which an environment variable would switch on.
  'lib/dispatcher/parser-h1.js': 'module.exports = { getMiloEnabled: () => false }',
  // The parser of HTTP/1 once more, for processors with SIMD. When it cannot be loaded, undici takes the one for all.
  'lib/llhttp/llhttp_simd-wasm.js': 'fail()',
  // Only asked for when a request's body is a form; ours are texts.
  'lib/web/fetch/body.js': 'fail()',
  'lib/web/fetch/formdata.js': 'fail()',
  'lib/web/webidl/index.js': 'fail()',
  // Known names of headers and their lower case, so that thousands of answers are read faster. Making the tables takes 2 ms, and a
  // name that is not in them is put into lower case when it comes.
  'lib/core/constants.js':
    'module.exports = { wellknownHeaderNames: [], headerNameLowerCasedRecord: Object.create(null) }',
  // Of the parser's many tables, the two that are used.
  'lib/llhttp/constants.js': `module.exports = ${JSON.stringify({ ERROR, TYPE })}`,
}

/** A copy of undici with the stand-ins. */
function withStandIns(): void {
  const folder = copyOf('undici')
  for (const [file, code] of Object.entries(STAND_INS)) {
    if (!existsSync(join(folder, file)))
      throw new Error(`undici no longer has ${file}: look again what is reached`)
    const fail = `const fail = () => { throw new Error('undici/${file} is not in this bundle (scripts/build.ts)') }`
    writeFileSync(join(folder, file), `// Left out, see scripts/build.ts.\n${fail}\n${code}\n`)
  }
}

/** One file for all: the licences come file by file, and a package that is in two of them comes twice. */
function joinLicences(): void {
  const parts = readdirSync(target)
    .filter((file) => /^licenses-.*\.txt$/.test(file))
    .map((file) => join(target, file))
  // A licence begins with the package's name in one line and the licence's in the next.
  const licences = parts.flatMap((file) =>
    readFileSync(file, 'utf8').split(/\n+(?=(?:@[\w.-]+\/)?[\w.-]+\n[A-Z][\w.-]+\n)/),
  )
  writeFileSync(
    join(target, 'licenses.txt'),
    `${[...new Set(licences.map((text) => text.trim()))].sort().join('\n\n')}\n`,
  )
  for (const file of parts) rmSync(file)
}

/**
 * How the bundle gets Node's own modules. ncc makes a `require` for each, which takes longer than to load most of them; and
 * undici's assertions, which only speak when undici has a bug, would load node:assert and with it stderr for every run. Of
 * node:http, which takes 2 ms, undici only reads how long headers may be, 16 KiB, and knows its streams.
 */
function withLightBuiltins(code: string): string {
  if (/\bassert\.\w+\(/.test(code))
    throw new Error('more than assert(…) is used of node:assert: load it as it is')
  if (/\bhttp\.\w+\(/.test(code)) throw new Error('a function of node:http is used: load it as it is')
  return code
    .replace(/__WEBPACK_EXTERNAL_createRequire\(import\.meta\.url\)\(/g, 'process.getBuiltinModule(')
    .replace(
      'module.exports = process.getBuiltinModule("node:assert");',
      'module.exports = (ok, ...why) => ok || process.getBuiltinModule("node:assert")(ok, ...why);',
    )
    .replace(
      'module.exports = process.getBuiltinModule("node:http");',
      'module.exports = { maxHeaderSize: 16384 };',
    )
}

/** Written without signs beyond ASCII, code is decoded three times as fast and takes half of the memory. */
function toAscii(code: string): string {
  return code.replace(/[^\0-\x7f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

rmSync(join(root, 'lib'), { recursive: true, force: true })
rmSync(target, { recursive: true, force: true })
run('typescript/bin/tsc', '-p', 'src')
withoutSideEffects('@actions/core')
withoutTheUnused()
withStandIns()
run('@vercel/ncc/dist/ncc/cli.js', 'build', 'lib/index.js', '-o', target, '--license', 'licenses-[name].txt')
joinLicences()
for (const file of readdirSync(target).filter((each) => each.endsWith('.js'))) {
  const code = readFileSync(join(target, file), 'utf8')
  writeFileSync(join(target, file), toAscii(withLightBuiltins(code)))
}
writeFileSync(
  join(target, 'post.js'),
  `// The post stage: the same bundle, told which stage it is.
process.argv[2] = 'post'
await import('./index.js')
`,
)

if (isCheck) {
  const built = readdirSync(target).sort()
  const committed = existsSync(join(root, 'dist')) ? readdirSync(join(root, 'dist')).sort() : []
  // Line ends may differ where git checks out CRLF.
  const read = (folder: string, file: string) =>
    readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n')
  const differing = [...new Set([...built, ...committed])].filter(
    (file) =>
      !built.includes(file) ||
      !committed.includes(file) ||
      read(target, file) !== read(join(root, 'dist'), file),
  )
  if (differing.length > 0) {
    console.error(
      `dist does not belong to this source (${differing.join(', ')}): run "npm run build" and commit dist.`,
    )
    process.exit(1)
  }
  console.log('dist belongs to this source')
}
