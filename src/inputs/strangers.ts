// Inputs that are set and do nothing: of another provider, misspelt, or named as another tool names them. The runner only
// warns about unknown ones, without saying which one was meant.
import type { AnyProvider } from '../provider/provider.ts'
import { listed, nearest, oneLine } from '../text.ts'
import type { Input } from './kinds.ts'

/** What another action or tool calls it → what may be meant here; the first that the provider has. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  // getsentry/action-release and sentry-cli
  org: ['sentry-org', 'beanstalk-account'],
  organization: ['sentry-org', 'beanstalk-account'],
  projects: ['sentry-projects', 'beanstalk-repository', 'retrace-app'],
  project: ['sentry-projects', 'beanstalk-repository', 'retrace-app'],
  release: ['version'],
  'release-name': ['version'],
  'release-version': ['version'],
  finalize: ['sentry-finalize'],
  'set-commits': ['commits'],
  'auth-token': ['token'],
  'sentry-url': ['api-url'],
  // softprops/action-gh-release, ncipollo/release-action, chrnorm/deployment-action
  tag: ['version'],
  'tag-name': ['version'],
  draft: ['github-draft'],
  prerelease: ['github-prerelease'],
  latest: ['github-latest'],
  'make-latest': ['github-latest'],
  'generate-release-notes': ['github-notes'],
  body: ['description'],
  'repo-token': ['github-token'],
  state: ['status'],
  'deployment-id': ['deploy-id'],
  'deployment-status': ['status'],
  'environment-url': ['url'],
  'log-url': ['url'],
  'deploy-url': ['url'],
  // the rest of the world
  env: ['environment'],
  stage: ['environment'],
  target: ['environment'],
  'environment-name': ['environment'],
  'target-environment': ['environment'],
  'deploy-environment': ['environment'],
  'api-key': ['token'],
  apikey: ['token'],
  key: ['token'],
  password: ['token'],
  'access-token': ['token'],
  host: ['api-url'],
  'base-url': ['api-url'],
  endpoint: ['api-url'],
  app: ['akkeris-app', 'retrace-app'],
  'app-name': ['akkeris-app', 'retrace-app'],
  application: ['akkeris-app', 'retrace-app'],
  account: ['beanstalk-account', 'sentry-org'],
  user: ['beanstalk-username'],
  username: ['beanstalk-username'],
  repository: ['beanstalk-repository', 'sentry-repository'],
  repo: ['beanstalk-repository', 'sentry-repository'],
  revision: ['beanstalk-revision'],
  image: ['akkeris-image'],
  slug: ['akkeris-slug'],
  name: ['deploy-name'],
  action: ['operation'],
  mode: ['operation'],
  command: ['operation'],
  service: ['provider'],
  id: ['deploy-id'],
  start: ['started-at'],
  end: ['finished-at'],
  path: ['paths'],
}

export interface GivenInputs {
  /** Every input that exists. */
  readonly known: Readonly<Record<string, Input>>
  /** The inputs of the chosen provider and the common ones; all while there is none. */
  readonly usable: readonly string[]
  /** The names of the inputs that were given and do not exist. */
  readonly unknown: readonly string[]
  /** Has this input a value of its own? */
  isSet(name: string): boolean
}

export interface Misspellings {
  /** The one that is meant was not set: then the step would do something else than what was asked for. */
  readonly problems: readonly string[]
  /** Worth a word, and nothing more. */
  readonly warnings: readonly string[]
}

/** What to say about the names that do not exist. */
export function misspelt(given: GivenInputs): Misspellings {
  const found = given.unknown.map((name) => {
    const { meant, isSure } = meaningOf(name, given)
    const isMissing = meant !== undefined && isSure && !given.isSet(meant)
    const hint = isMissing ? `; ${meant} is meant, and is not set.` : meant ? `; did you mean ${meant}?` : '.'
    return { isMissing, text: `there is no input ${oneLine(name, 60)}${hint}` }
  })
  return {
    problems: found.filter(({ isMissing }) => isMissing).map(({ text }) => text),
    warnings: found.filter(({ isMissing }) => !isMissing).map(({ text }) => text),
  }
}

function meaningOf(name: string, { known, usable }: GivenInputs): { meant?: string; isSure: boolean } {
  const word = name.replace(/_/g, '-').slice(0, 60)
  const aliases = Object.hasOwn(ALIASES, word) ? (ALIASES[word] ?? []) : []
  const alias = aliases.find((each) => usable.includes(each))
  if (alias) return { meant: alias, isSure: true }
  const [near] = nearest(word, usable, 1)
  if (near && isSlip(word, near)) return { meant: near, isSure: true }
  const [meant = near] = nearest(word, Object.keys(known), 1)
  return meant === undefined ? { isSure: false } : { meant, isSure: false }
}

/** One or two letters of a longer word: it cannot mean anything else. */
function isSlip(word: string, near: string): boolean {
  return nearest(word, [near], 1, ({ length }) => (length < 5 ? 1 : Math.max(2, length / 5))).length > 0
}

/**
 * Inputs that belong to another provider and are set to something else than their default. One sentence a provider, since a
 * step may show ten warnings, and others may follow.
 */
export function strangers(
  chosen: AnyProvider,
  all: readonly AnyProvider[],
  isSet: (name: string, input: Input) => boolean,
): string[] {
  return all.flatMap(({ name: owner, inputs }) => {
    const names = Object.entries(inputs)
      .filter(([name, input]) => !(name in chosen.inputs) && isSet(name, input))
      .map(([name]) => name)
    if (names.length === 0) return []
    const [is, does] = names.length === 1 ? ['is an input', 'does'] : ['are inputs', 'do']
    return [`${listed(names)} ${is} of ${owner} and ${does} nothing with provider ${chosen.id}.`]
  })
}
