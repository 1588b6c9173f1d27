// What was measured, as Markdown with ratios and as charts.
import type { EChartsOption } from 'echarts'
import { bars, lines } from './chart.ts'
import type { Compared, ContenderName, Measured } from './compare.ts'
import type { Grown } from './growth.ts'
import type { Loaded } from './load.ts'
import type { Simulated } from './simulate.ts'

export interface Section {
  readonly markdown: string
  readonly charts: readonly EChartsOption[]
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const ratio = (value: number, to: number): string => (value / to).toFixed(2)
const mib = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(0))
const seconds = (ms: number): string => (ms / 1000).toFixed(1)

const NAMES: readonly ContenderName[] = ['record-deploy', 'Node + sentry-cli', 'four sentry-cli', 'floor']

/** Targets as ratios of wall time: to Node with sentry-cli, and to the floor. */
const TARGETS: Readonly<Record<number, readonly [number, number]>> = { 0: [1.0, 1.8], 40: [0.6, 1.25] }

export function compareSection(all: readonly Compared[]): Section {
  const parts = all.map(({ roundTripMs, results }) => {
    const rows = NAMES.map((name) => rowOf(name, results[name], results))
    const [toCli = 1, toFloor = 1] = TARGETS[roundTripMs] ?? []
    const head = [
      '',
      'to Node + sentry-cli',
      'to the floor',
      'ms',
      'requests',
      'connections',
      'bytes up',
      'bytes down',
      'peak MiB',
    ]
    const title = roundTripMs === 0 ? 'Without added latency' : `At a round trip of ${roundTripMs} ms`
    return `### ${title}\n\nAim: record-deploy at most ${toCli.toFixed(2)} of Node + sentry-cli and ${toFloor.toFixed(2)} of the floor.\n\n${table(head, rows)}`
  })
  const ratios = (name: ContenderName) =>
    all.map(({ results }) => results[name].ms / results['Node + sentry-cli'].ms)
  const markdown = `## Beside sentry-cli

The same job against the same sandbox over TLS: release with three commits, deploy, finalize. record-deploy also confirms the release and verifies the deploy; sentry-cli does not. \`Node + sentry-cli\` is what getsentry/action-release does (four calls of @sentry/cli's JavaScript API), \`four sentry-cli\` the bare processes, \`the floor\` an otherwise empty Node process with the four requests of record-deploy on one connection. Bytes are those on the wire, TLS included. Peak memory is the process and its largest child.

${parts.join('\n\n')}`
  const categories = all.map(({ roundTripMs }) => (roundTripMs === 0 ? 'no latency' : `${roundTripMs} ms`))
  const series = NAMES.map((name) => ({ name, values: ratios(name) }))
  return { markdown, charts: [bars('Wall time, Node + sentry-cli = 1', categories, series)] }
}

function rowOf(name: ContenderName, own: Measured, results: Compared['results']): string[] {
  return [
    name,
    ratio(own.ms, results['Node + sentry-cli'].ms),
    ratio(own.ms, results.floor.ms),
    own.ms.toFixed(0),
    String(own.requests),
    String(own.connections),
    String(own.bytesUp),
    String(own.bytesDown),
    mib(own.peak),
  ]
}

export function growthSection(all: readonly Grown[]): Section {
  const parts = (['payload', 'compare'] as const).map((source) => {
    const grown = all.filter((each) => each.source === source)
    const first = grown[0]
    const rows = grown.map(({ commits, ms, peak, payload, gitHubRequests }) => {
      const bound = first?.peak === undefined ? undefined : 1.5 * first.peak + 5 * payload
      return [
        commits.toLocaleString('en'),
        ratio(ms, first?.ms ?? ms),
        payload.toFixed(2),
        mib(peak),
        mib(bound),
        String(gitHubRequests),
      ]
    })
    const head = [
      'commits',
      'time, 1 commit = 1',
      'payload MiB',
      'peak MiB',
      'may be MiB',
      'requests to GitHub',
    ]
    return `### From the ${source === 'payload' ? 'push payload' : 'compare pages'}\n\n${table(head, rows)}`
  })
  const series = (['payload', 'compare'] as const).map((source) => ({
    name: source,
    values: all
      .filter((each) => each.source === source)
      .map(({ commits, ms }): [number, number] => [commits, ms]),
  }))
  return {
    markdown: `## Growth\n\nAim: time no worse than linear; peak memory at most 1.5 times that of one commit plus five times the payload; one request to GitHub per 100 commits.\n\n${parts.join('\n\n')}`,
    charts: [lines('Wall time by commits', { x: 'commits', y: 'ms', logarithmic: true }, series)],
  }
}

export function loadSection(load: Loaded): Section {
  const rows = [
    ['runs, at most at once', `${load.runs}, ${load.pool}`],
    ['seconds from one wave of them to the next', seconds(load.waveMs)],
    ['succeeded', String(load.succeeded)],
    ['releases and deploys held', `${load.releases} and ${load.deploys}`],
    ['requests, least possible', `${load.requests}, ${load.leastRequests}`],
    ['ratio (aim: at most 1.30)', ratio(load.requests, load.leastRequests)],
    ['refused with 429', String(load.refused)],
    ['seconds in all', seconds(load.totalMs)],
  ]
  return {
    markdown: `## Load\n\nReal processes against one sandbox with Sentry's limits (40 requests a second and 25 at once on creating and listing releases, 429 without \`Retry-After\`), while another client of the same token sends ${load.othersPerSecond} of the 40.\n\n${table(['', ''], rows)}`,
    charts: [],
  }
}

interface SimulationResults {
  readonly load: Loaded
  /** The same runs as the real ones. */
  readonly replay: Simulated
  /** Many runs in the waves of the real ones. */
  readonly waves: Simulated
  /** As many that start in the same moment. */
  readonly fleet: Simulated
}

export function simulationSection({ load, replay, waves, fleet }: SimulationResults): Section {
  const runs = fleet.doneAt.length
  const rows = [
    ['seconds in all', seconds(replay.doneAt.at(-1) ?? 0), seconds(load.totalMs)],
    ['refused with 429', String(replay.refused), String(load.refused)],
  ]
  const last = fleet.doneAt.at(-1) ?? 0
  const through = Array.from({ length: Math.ceil(last / 1000) + 1 }, (_, second): [number, number] => [
    second,
    fleet.doneAt.filter((at) => at <= second * 1000).length,
  ])
  const calmSecond = fleet.triesPerSecond.findIndex((tries) => tries < runs / 10)
  const markdown = `## Many at once, by simulation

A model with the real retry rules (\`src/http/retry.ts\`), with runs as long as the real ones that were not refused. First the ${load.runs} runs above, to see how far it can be trusted:

${table(['', 'model', 'real'], rows)}

In such waves ${runs.toLocaleString('en')} runs send ${ratio(waves.requests, runs * 4)} times the least possible requests (aim: at most 1.30).

Then ${runs.toLocaleString('en')} runs that start in the same moment, each on a machine of its own (as long as the fastest quarter): all are through after ${seconds(last)} s, where ${seconds((runs / 40) * 1000)} s is the least possible; ${ratio(fleet.requests, runs * 4)} times the least possible requests. ${fleet.triesPerSecond[0] ?? 0} limited requests are tried in the first second; from second ${calmSecond} on fewer than a tenth of them do, and the median of all seconds is ${medianOf(fleet.triesPerSecond)}: the waves spread out.`
  return {
    markdown,
    charts: [
      lines(`${runs} runs at once: through`, { x: 'seconds', y: 'runs' }, [
        { name: 'model', values: through },
        {
          name: 'least possible',
          values: [
            [0, 0],
            [runs / 40, runs],
          ],
        },
      ]),
      lines(`${runs} runs at once: tries`, { x: 'seconds', y: 'a second' }, [
        {
          name: 'tries after the first second',
          values: fleet.triesPerSecond.map((tries, second): [number, number] => [second, tries]).slice(1),
        },
      ]),
    ],
  }
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
