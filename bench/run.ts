// npm run bench: measures, and writes results.md and results.svg. `-- --help` tells how to measure less.
// Only ratios mean anything: every number is from one machine at one moment.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readOptions } from '../scripts/options.ts'
import { makeCertificate } from './certificate.ts'
import { renderCharts } from './chart.ts'
import { compare } from './compare.ts'
import { compareSection } from './report.ts'

const USAGE = `usage: npm run bench [-- [--rounds N]]

  --rounds N  interleaved runs; 15 by default

Writes bench/results.md and bench/results.svg. Takes a minute or two; nothing else should run on the machine.`

const values = readOptions(USAGE, { rounds: { type: 'string', default: '15' } }, ['rounds'])
const folder = mkdtempSync(join(tmpdir(), 'record-deploy-bench-'))
const certificate = makeCertificate()
const certificateFile = join(folder, 'certificate.pem')
writeFileSync(certificateFile, certificate.cert)
const setting = { rounds: Number(values.rounds), certificate, certificateFile, folder }
const measured = await compare(setting).finally(() => rmSync(folder, { recursive: true, force: true }))
const { markdown, charts } = compareSection(measured)
const dist = join(import.meta.dirname, '../dist')
const scripts = readdirSync(dist).filter((file) => file.endsWith('.js'))
const megabytes = (files: readonly string[]) =>
  (files.reduce((sum, file) => sum + statSync(join(dist, file)).size, 0) / 1e6).toFixed(2)
const text = [
  '# Measured',
  `Written by \`npm run bench\` with Node ${process.versions.node} on ${process.platform}. Times are medians of ${values.rounds} interleaved runs and only good for the ratios between them.`,
  `\`dist/\`: ${megabytes(scripts)} MB of JavaScript in ${scripts.length} files, of which \`index.js\` has ${megabytes(['index.js'])} MB; not minified.`,
  '![The plots](results.svg)',
  markdown,
].join('\n\n')
const file = (name: string) => join(import.meta.dirname, name)
writeFileSync(file('results.md'), `${text}\n`)
writeFileSync(file('results.svg'), renderCharts(charts))
console.log(readFileSync(file('results.md'), 'utf8'))
