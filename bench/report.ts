// What was measured, as Markdown with ratios and as charts.
import type { EChartsOption } from 'echarts'
import { bars } from './chart.ts'
import type { Compared, ContenderName, Measured } from './compare.ts'

interface Section {
  readonly markdown: string
  readonly charts: readonly EChartsOption[]
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const ratio = (value: number, to: number): string => (value / to).toFixed(2)
const mib = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(0))

const NAMES: readonly ContenderName[] = ['record-deploy', 'Node + sentry-cli', 'four sentry-cli', 'floor']

/** Targets as ratios of wall time: to Node with sentry-cli, and to the floor. */
const TARGETS: Readonly<Record<number, readonly [number, number]>> = { 0: [1.4, 2.4], 40: [0.65, 1.35] }

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

The same job against the same sandbox over TLS: release with three commits, deploy, finalize. record-deploy also confirms the release and verifies the deploy; sentry-cli does not. \`Node + sentry-cli\` is what getsentry/action-release does (four calls of @sentry/cli's JavaScript API), \`four sentry-cli\` the bare processes, \`the floor\` an otherwise empty Node process with the requests of record-deploy on one connection. Bytes are those on the wire, TLS included. Peak memory is the process and its largest child.

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
