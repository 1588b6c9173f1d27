// What the command line of the stand-ins tells about them: what each holds, its token, its switches, and the faults.
import { FAULTS } from './fault-words.ts'
import { standIns } from './index.ts'

export const USAGE = 'usage: npm run sandbox [-- SERVICE [--port N] [--fault TEXT]… [--switch NAME=VALUE]…]'

/** What there is, for somebody who named no service. */
export function overview(): string {
  const services = Object.entries(standIns).flatMap(([id, { token, holds, switches }]) => [
    `  ${id.padEnd(10)} ${holds}`,
    `  ${''.padEnd(10)} token: ${token}`,
    `  ${''.padEnd(10)} switches: ${switches.map(({ name }) => name).join(', ') || 'none'}`,
  ])
  return [
    USAGE,
    '',
    'Stand-ins of the services, on 127.0.0.1 and port 9000, with state in memory. The token opens nothing else.',
    '',
    ...services,
    '',
    ...faultLines,
    '',
    'npm run sandbox -- SERVICE --help tells the values of its switches, and a step to use it with.',
  ].join('\n')
}

const faultLines = [
  `--fault "ACTION [header=value …] METHOD /PATHPART [xN] [after=K]": N times (x1 by default, x* for ever), not the first K`,
  `  actions: ${FAULTS}`,
  '  e.g. --fault "429 retry-after=2 POST /releases/ x2" --fault "cut-after POST /deploys/"',
]

/** How a service that runs at `url` is reached: its token, and a plain step, as a line that a shell takes as it stands. */
export function reachLines(id: string, url: string): string[] {
  const { token = '', with: inputs = {} } = standIns[id] ?? {}
  const words = Object.entries({ provider: id, 'api-url': url, token, ...inputs }).map(([name, value]) =>
    /^[\w.:/@-]*$/.test(value) ? `${name}=${value}` : `"${name}=${value}"`,
  )
  return [`  token: ${token}`, `  try:   npm run step -- ${words.join(' ')}`, '']
}

/** Everything about one service. */
export function guideTo(id: string): string {
  const standIn = standIns[id]
  if (!standIn) return overview()
  const { token, holds, with: inputs, switches } = standIn
  const width = Math.max(...switches.map(({ name }) => name.length))
  return [
    USAGE.replace('SERVICE', id),
    '',
    `Holds  ${holds}`,
    `Token  ${token}`,
    '',
    'A step that works with it (api-url as it is printed at the start):',
    `  provider: ${id}`,
    ...Object.entries(inputs).map(([name, value]) => `  ${name}: ${value}`),
    '',
    ...(switches.length > 0
      ? ['--switch NAME=VALUE, with the default in brackets:']
      : ['It has no switches.']),
    ...switches.map(({ name, takes, initial }) => `  ${name.padEnd(width)}  ${takes} [${initial}]`),
    '',
    ...faultLines,
  ].join('\n')
}
