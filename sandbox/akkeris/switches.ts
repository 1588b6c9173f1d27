// The switches of the Akkeris sandbox, as they are written on the command line, and what they mean.
import { parseTimeline } from './timeline.ts'

export interface Settings {
  readonly face: 'gateway' | 'controller'
  /** The bearer token at the gateway; the whole `Authorization` value at the controller. */
  readonly token: string
  readonly autoRelease: boolean
  readonly autoReleaseDelay: AutoReleaseDelay
  readonly release: string
  readonly build: string
  readonly compliance: string
  readonly elevated: boolean
  readonly buildServiceDown: boolean
  readonly older: boolean
  readonly history: string
  readonly dynos: readonly string[]
  readonly versionRace: boolean
  readonly commit: string
  readonly olderCommit: string
}

type AutoReleaseDelay =
  | { readonly kind: 'ms' | 'requests'; readonly count: number }
  | { readonly kind: 'never' }

const DEFAULTS = {
  face: 'gateway',
  token: 'akkeris-token',
  // On in a new app of the real platform; off here so that a test asks for it.
  'auto-release': 'off',
  // Seconds by the clock after the build succeeded, `3r` for three requests, or `never`.
  'auto-release-delay': '15',
  // Timelines (timeline.ts). A refused release is answered with 500 and recorded as failed: one of two types of
  // dyno may have been taken all the same, and its report makes the release succeeded (`refused,succeeded@3`).
  release: 'pending,succeeded',
  build: 'pending,succeeded',
  // `socs` or `prod`: builds are for administrators only.
  compliance: '',
  elevated: 'off',
  'build-service': 'up',
  older: 'off',
  // `none`: the app has neither builds nor releases.
  history: 'two',
  // The types of dyno that the app has.
  dynos: 'web',
  // Releases made within a second get the same version, as those of simultaneous requests do.
  'version-race': 'off',
  commit: '2222222222222222222222222222222222222222',
  'older-commit': '1111111111111111111111111111111111111111',
}

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  face: ['gateway', 'controller'],
  'auto-release': ['on', 'off'],
  compliance: ['', 'socs', 'prod'],
  elevated: ['on', 'off'],
  'build-service': ['up', 'down'],
  older: ['on', 'off'],
  history: ['two', 'none'],
  dynos: ['web', 'web,worker'],
  'version-race': ['on', 'off'],
}

/** Reads the switches; an unknown name or value is an error, so that no test relies on a typo. */
export function readSwitches(given: Readonly<Record<string, string>>): Settings {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(DEFAULTS, name)) {
      throw new Error(`akkeris switch "${name}": known are ${Object.keys(DEFAULTS).join(', ')}`)
    }
    const choices = CHOICES[name]
    if (choices && !choices.includes(value)) {
      throw new Error(`akkeris switch ${name}="${value}": write ${choices.join(', ')}`)
    }
  }
  const all = { ...DEFAULTS, ...given }
  parseTimeline(all.build)
  parseTimeline(all.release)
  return {
    face: all.face === 'controller' ? 'controller' : 'gateway',
    token: all.token,
    autoRelease: all['auto-release'] === 'on',
    autoReleaseDelay: readDelay(all['auto-release-delay']),
    release: all.release,
    build: all.build,
    compliance: all.compliance,
    elevated: all.elevated === 'on',
    buildServiceDown: all['build-service'] === 'down',
    older: all.older === 'on',
    history: all.history,
    dynos: all.dynos.split(','),
    versionRace: all['version-race'] === 'on',
    commit: all.commit,
    olderCommit: all['older-commit'],
  }
}

function readDelay(text: string): AutoReleaseDelay {
  if (text === 'never') return { kind: 'never' }
  const [, count, requests] = /^(\d+(?:\.\d+)?)(r?)$/.exec(text) ?? []
  if (!count) throw new Error(`akkeris switch auto-release-delay="${text}": write seconds, 3r or never`)
  return requests ? { kind: 'requests', count: Number(count) } : { kind: 'ms', count: Number(count) * 1000 }
}

const TIMELINE = 'states separated by commas, each perhaps with @SECONDS; perhaps refused in front'
const FORMS: Readonly<Record<string, string>> = {
  build: TIMELINE,
  release: TIMELINE,
  'auto-release-delay': 'seconds, 3r (requests), or never',
}

/** Every switch with its default and what it takes, for the command line's help. */
export function listSwitches(): readonly (readonly [name: string, initial: string, takes: string])[] {
  return Object.entries(DEFAULTS).map(([name, initial]) => [
    name,
    initial,
    FORMS[name] ?? CHOICES[name]?.map((each) => each || '(empty)').join(', ') ?? 'a text',
  ])
}
