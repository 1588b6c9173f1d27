// npm run bench: measures, and writes results.md and results.svg. `-- --help` tells how to measure less.
// Only ratios mean anything: every number is from one machine at one moment.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readOptions } from '../scripts/options.ts'
import { makeCertificate } from './certificate.ts'
import { renderCharts } from './chart.ts'
import { compare } from './compare.ts'
import { measureGrowth } from './growth.ts'
import { measureLoad } from './load.ts'
import { compareSection, growthSection, loadSection, type Section, simulationSection } from './report.ts'
import { apart, calibrate, replayOf, simulateFleet } from './simulate.ts'

const USAGE = `usage: npm run bench [-- [--rounds N] [--runs N] [--only PART,…]]

  --rounds N     interleaved runs of the comparison and the growth; 15 by default
  --runs N       runs under load; 200 by default
  --only PART,…  compare, growth, load, simulate (which needs load); all by default

Writes bench/results.md and bench/results.svg. Takes some minutes; nothing else should run on the machine.`

const MANY = 10_000
const PARTS = 'compare,growth,load,simulate'
const values = readOptions(
  USAGE,
  {
    rounds: { type: 'string', default: '15' },
    runs: { type: 'string', default: '200' },
    only: { type: 'string', default: PARTS },
  },
  ['rounds', 'runs'],
)
const parts = values.only.split(',')
const unknown = parts.filter((part) => !PARTS.split(',').includes(part))
if (unknown.length > 0) {
  console.error(`there is no part ${unknown.join(', ')}\n\n${USAGE}`)
  process.exit(2)
}
const folder = mkdtempSync(join(tmpdir(), 'record-deploy-bench-'))
const certificate = makeCertificate()
const certificateFile = join(folder, 'certificate.pem')
writeFileSync(certificateFile, certificate.cert)
const setting = { rounds: Number(values.rounds), certificate, certificateFile, folder }
const sections: Section[] = []
try {
  if (parts.includes('compare')) sections.push(compareSection(await compare(setting)))
  if (parts.includes('growth')) sections.push(growthSection(await measureGrowth(setting)))
  if (parts.includes('load')) {
    const load = await measureLoad({ ...setting, runs: Number(values.runs) })
    sections.push(loadSection(load))
    if (parts.includes('simulate')) {
      const model = calibrate(load)
      sections.push(
        simulationSection({
          load,
          replay: simulateFleet(model, replayOf(load)),
          waves: simulateFleet(model, { ...replayOf(load), runs: MANY }),
          fleet: simulateFleet(apart(model), { runs: MANY }),
        }),
      )
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
const dist = join(import.meta.dirname, '../dist')
const scripts = readdirSync(dist).filter((file) => file.endsWith('.js'))
const megabytes = (files: readonly string[]) =>
  (files.reduce((sum, file) => sum + statSync(join(dist, file)).size, 0) / 1e6).toFixed(2)
const text = [
  '# Measured',
  `Written by \`npm run bench\` with Node ${process.versions.node} on ${process.platform}. Times are medians of ${values.rounds} interleaved runs and only good for the ratios between them.`,
  `\`dist/\`: ${megabytes(scripts)} MB of JavaScript in ${scripts.length} files, of which \`index.js\` has ${megabytes(['index.js'])} MB; not minified.`,
  '![The plots](results.svg)',
  ...sections.map(({ markdown }) => markdown),
].join('\n\n')
const file = (name: string) => join(import.meta.dirname, name)
writeFileSync(file('results.md'), `${text}\n`)
writeFileSync(file('results.svg'), renderCharts(sections.flatMap(({ charts }) => charts)))
console.log(readFileSync(file('results.md'), 'utf8'))
