// Inputs that are set and do nothing: of another provider, misspelt, or named as another tool names them. The runner only
// warns about unknown ones, without saying which one was meant.
import { entryAt } from '../json.ts'
import type { AnyProvider } from '../provider/provider.ts'
import { listed, nearest, oneLine } from '../text.ts'
import type { Input } from './kinds.ts'

/**
 * What another action or tool calls it, without hyphens → what is meant here; the first that the provider has. What only lacks
 * the provider's name (`org`, `draft`, `guid`) needs no line.
 */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  // getsentry/action-release and sentry-cli
  organization: ['sentry-org', 'beanstalk-account'],
  organisation: ['sentry-org', 'beanstalk-account'],
  org: ['beanstalk-account'],
  projects: ['beanstalk-repository', 'retrace-app'],
  project: ['sentry-projects', 'beanstalk-repository', 'retrace-app'],
  release: ['version'],
  releasename: ['version'],
  releaseversion: ['version'],
  releaseprefix: ['version-prefix'],
  setcommits: ['commits'],
  // softprops/action-gh-release, ncipollo/release-action, chrnorm/deployment-action
  tag: ['version'],
  tagname: ['version'],
  makelatest: ['github-latest'],
  generatereleasenotes: ['github-notes'],
  releasenotes: ['github-notes'],
  body: ['description'],
  repotoken: ['github-token'],
  state: ['status'],
  deploymentid: ['deploy-id'],
  deploymentstatus: ['status'],
  environmenturl: ['url'],
  logurl: ['url'],
  deployurl: ['url'],
  targetcommitish: ['ref'],
  // newrelic/deployment-marker-action
  entityguid: ['newrelic-guid'],
  entity: ['newrelic-entity', 'newrelic-guid'],
  deploymenttype: ['newrelic-type'],
  deeplink: ['url'],
  // datadog-ci, rollbar/github-deploy-action, Grafana's own names
  applicationkey: ['datadog-app-key'],
  codeversion: ['version'],
  comment: ['description'],
  text: ['description'],
  dashboarduid: ['grafana-dashboard'],
  dashboardid: ['grafana-dashboard'],
  panelid: ['grafana-panel'],
  // the rest of the world
  env: ['environment'],
  stage: ['environment'],
  target: ['environment'],
  environmentname: ['environment'],
  targetenvironment: ['environment'],
  deployenvironment: ['environment'],
  deployenv: ['environment'],
  deploymentenvironment: ['environment'],
  apikey: ['token'],
  apitoken: ['token'],
  authtoken: ['token'],
  accesstoken: ['token'],
  key: ['token'],
  password: ['token'],
  secret: ['token'],
  host: ['api-url'],
  server: ['api-url'],
  baseurl: ['api-url'],
  endpoint: ['api-url'],
  apihost: ['api-url'],
  url: ['api-url'],
  app: ['retrace-app', 'datadog-service'],
  appname: ['akkeris-app', 'retrace-app', 'datadog-service'],
  application: ['akkeris-app', 'retrace-app', 'datadog-service'],
  account: ['sentry-org'],
  user: ['beanstalk-username'],
  repo: ['beanstalk-repository', 'sentry-repository'],
  dockerimage: ['akkeris-image'],
  imageurl: ['akkeris-image'],
  slugid: ['akkeris-slug'],
  name: ['deploy-name'],
  action: ['operation'],
  mode: ['operation'],
  command: ['operation'],
  service: ['provider'],
  versionnumber: ['version'],
  revision: ['ref'],
  commit: ['ref'],
  commitsha: ['ref'],
  sha: ['ref'],
  gitsha: ['ref'],
  branch: ['ref'],
  id: ['deploy-id'],
  start: ['started-at'],
  end: ['finished-at'],
  path: ['paths'],
}

export interface GivenInputs {
  /** What the names of the chosen provider's inputs and variables begin with: `datadog`, `dd`; none while there is none. */
  readonly prefixes: readonly string[]
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

function meaningOf(name: string, { prefixes, usable }: GivenInputs): { meant?: string; isSure: boolean } {
  const word = bare(name.slice(0, MAX_NAME))
  const sure = [word, withoutPrefix(word, prefixes)].flatMap((each) => [
    ...usable.filter((input) => ['', ...prefixes].some((prefix) => prefix + each === bare(input))),
    ...(entryAt(ALIASES, each) ?? []).filter((input) => usable.includes(input)),
  ])[0]
  if (sure) return { meant: sure, isSure: true }
  const [meant] = nearest(name.replaceAll('_', '-').slice(0, MAX_NAME), usable, 1, ({ length }) => length / 3)
  return meant === undefined ? { isSure: false } : { meant, isSure: isSlip(name.replaceAll('_', '-'), meant) }
}

const MAX_NAME = 60

/** `tag_name`, `tag-name` and `tagName` are one name: the runner makes all of it upper case. */
function bare(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, '')
}

/** `sentry-token`, `DD_API_KEY`: what the name of the provider stands before. */
function withoutPrefix(word: string, prefixes: readonly string[]): string {
  const prefix = prefixes.find((each) => word.startsWith(each)) ?? ''
  return word.slice(prefix.length)
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
