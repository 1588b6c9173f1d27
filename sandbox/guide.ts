// What the command line of the stand-ins tells about them: what each holds, its token, its switches, and the faults.
import { listSwitches as akkeris } from './akkeris/switches.ts'
import { listSwitches as beanstalk } from './beanstalk/switches.ts'
import { FAULTS } from './fault-words.ts'
import { SWITCHES } from './github/options.ts'
import { listSwitches as retrace } from './retrace/switches.ts'
import { USER_TOKEN } from './sentry/index.ts'
import { listSwitches as sentry } from './sentry/switches.ts'

interface Guide {
  /** The token, or the tokens, that it knows. */
  readonly token: string
  /** What it holds at the start. */
  readonly holds: string
  /** `with:` of a step that works with it. */
  readonly inputs: Readonly<Record<string, string>>
  readonly switches: readonly (readonly [name: string, initial: string, takes: string])[]
}

const guides: Readonly<Record<string, Guide>> = {
  sentry: {
    token: USER_TOKEN,
    holds: 'organization acme with the projects web and api',
    inputs: { 'sentry-org': 'acme', 'sentry-projects': 'web', environment: 'production' },
    switches: sentry(),
  },
  retrace: {
    token: 'retrace-key',
    holds: 'app Shop with the environments Prod and QA, app Billing with Prod',
    inputs: { 'retrace-app': 'Shop', environment: 'Prod' },
    switches: retrace(),
  },
  beanstalk: {
    token: 'beanstalk-token, of the user deployer',
    holds:
      'account acme; git repository shop with Production (live: release 400) and Staging; Subversion legacy with Live',
    inputs: {
      'beanstalk-account': 'acme',
      'beanstalk-username': 'deployer',
      'beanstalk-repository': 'shop',
      environment: 'Production',
    },
    switches: beanstalk(),
  },
  akkeris: {
    token: 'akkeris-token',
    holds: 'app web-acme with two builds and their releases v1 and v2',
    inputs: { 'akkeris-app': 'web-acme', 'akkeris-slug': 'latest' },
    switches: akkeris(),
  },
  github: {
    token: 'github-token (as in Actions), personal-token (with every permission)',
    holds: 'repository acme/shop with a month of commits and the tags v1.0.0, v1.1.0 and web@2.0.0',
    inputs: { 'version-from': 'conventional', 'version-prefix': 'v', environment: 'production' },
    switches: [['prefix', '', 'a path, such as /api/v3'], ...Object.entries(SWITCHES).map(inOptions)],
  },
}

/** What each of its values means stands beside it in its own file. */
function inOptions([name, initial]: [string, string]): readonly [string, string, string] {
  return [name, initial, '']
}

export const USAGE = 'usage: npm run sandbox -- SERVICE [--port N] [--fault TEXT]… [--switch NAME=VALUE]…'

/** What there is, for somebody who named no service. */
export function overview(): string {
  const services = Object.entries(guides).flatMap(([id, { token, holds, switches }]) => [
    `  ${id.padEnd(10)} ${holds}`,
    `  ${''.padEnd(10)} token: ${token}`,
    `  ${''.padEnd(10)} switches: ${switches.map(([name]) => name).join(', ')}`,
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
  ...FAULTS.map(([words, does]) => `  ${words.padEnd(39)}  ${does}`),
  '  e.g. --fault "429 retry-after=2 POST /releases/ x2" --fault "504-late=3000 POST /deploys/" --fault "lag=1000 GET / x*"',
]

/** Everything about one service. */
export function guideTo(id: string): string {
  const guide = guides[id]
  if (!guide) return overview()
  const { token, holds, inputs, switches } = guide
  const width = Math.max(...switches.map(([name]) => name.length))
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
    '--switch NAME=VALUE, with the default in brackets:',
    ...switches.map(
      ([name, initial, takes]) => `  ${name.padEnd(width)}  ${takes || 'see below'} [${initial}]`,
    ),
    ...(switches.some(([, , takes]) => takes === '')
      ? [`What they take stands in sandbox/${id}/options.ts.`]
      : []),
    '',
    ...faultLines,
  ].join('\n')
}
