// Builds dist/ from src/: tsc, then ncc on its JavaScript (ncc's own TypeScript loader does not work with TypeScript 7).
// With --check it builds beside it and compares, so that a dist that does not belong to the source is found.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const isCheck = process.argv.includes('--check')
const target = isCheck ? join(root, '.cache', 'dist') : join(root, 'dist')

function run(script: string, ...args: string[]): void {
  execFileSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/**
 * A copy of a package beside our JavaScript, where the bundler finds it first, that says that loading it changes nothing but
 * what it exports. It is true and the package does not say so; without it, unused parts come along with all they need: an
 * OIDC client in @actions/core and a GitHub client in @actions/github, each with another undici.
 */
function withoutSideEffects(name: string): void {
  const copy = join(root, 'lib', 'node_modules', name)
  cpSync(join(root, 'node_modules', name), copy, { recursive: true })
  const file = join(copy, 'package.json')
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), sideEffects: false }))
}

rmSync(join(root, 'lib'), { recursive: true, force: true })
rmSync(target, { recursive: true, force: true })
run('typescript/bin/tsc', '-p', 'src')
for (const name of ['@actions/core', '@actions/github', 'valibot']) withoutSideEffects(name)
run('@vercel/ncc/dist/ncc/cli.js', 'build', 'lib/index.js', '-o', target, '--license', 'licenses.txt')
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
