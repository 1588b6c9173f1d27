// The mistakes that people really make, each with words that tell what to write instead.
import { describe, expect, it } from '@jest/globals'
import { InputError } from '../../src/errors.ts'
import { type EventChecks, maskSecrets, readInputs } from '../../src/inputs/read.ts'
import { providers } from '../../src/providers/index.ts'
import { GOOD, type Texts } from './good.ts'

function read(inputs: Texts, env: Texts = {}, from: EventChecks = {}) {
  const masked: string[] = []
  const variables = Object.entries({ ...GOOD, ...inputs }).map(([name, value]) => [
    `INPUT_${name.toUpperCase()}`,
    value,
  ])
  const all = { ...env, ...Object.fromEntries(variables) }
  maskSecrets(all, (secret) => masked.push(secret))
  try {
    return { ...readInputs(all, from), problems: [], masked }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { problems: error.problems, warnings: [], notices: [], masked }
  }
}

const problemsOf = (inputs: Texts, env: Texts = {}, from: EventChecks = {}) =>
  read(inputs, env, from).problems

const SECRET =
  "token is required: set the input, or SENTRY_AUTH_TOKEN in the step's env. If it comes from a secret, that secret is empty here: check its name, and the environment of the job."

describe('a token that is not there', () => {
  it('may be a secret that is empty', () => {
    expect(problemsOf({ token: '' })).toEqual([SECRET])
  })

  it.each([
    ['another repository', { full_name: 'mallory/web' }],
    ['a fork that was deleted', null],
  ])('is told to be withheld from a fork: %s', (_, repo) => {
    const event = { pull_request: { head: { repo, sha: 'x' } }, repository: { full_name: 'acme/web' } }
    const env = { GITHUB_EVENT_NAME: 'pull_request' }
    expect(problemsOf({ token: '' }, env, { event })).toEqual([
      `${SECRET} This run is from a fork, which gets no secrets: skip the step with if: github.event.pull_request.head.repo.full_name == github.repository.`,
    ])
    expect(problemsOf({ token: '' }, { GITHUB_EVENT_NAME: 'push' }, { event })).toEqual([SECRET])
  })

  it("is told to be withheld from Dependabot's runs", () => {
    expect(problemsOf({ token: '' }, { GITHUB_ACTOR: 'dependabot[bot]' })).toEqual([
      `${SECRET} This run is Dependabot's, which gets only Dependabot secrets: skip the step with if: github.actor != 'dependabot[bot]'.`,
    ])
  })

  it('is not explained by a pull request of the repository itself', () => {
    const repo = { full_name: 'acme/web' }
    const event = { pull_request: { head: { repo } }, repository: repo }
    expect(problemsOf({ token: '' }, { GITHUB_EVENT_NAME: 'pull_request' }, { event })).toEqual([SECRET])
  })
})

describe('a token of the wrong kind', () => {
  it.each([
    [
      'ghp_0123456789abcdef',
      "begins with ghp_: that is a token of GitHub, and not of Sentry; Sentry's begin with sntrys_ or sntryu_",
    ],
    ['github_pat_0123456789', 'begins with github_pat_: that is a token of GitHub'],
    ['glpat-0123456789', 'begins with glpat-: that is a token of GitLab'],
    ['glptt-0123456789', 'begins with glptt-: that is a token of GitLab'],
    ['xoxb-0123456789', 'begins with xoxb-: that is a token of Slack'],
    ['AKIA0123456789ABCDEF', 'begins with AKIA: that is a token of AWS'],
    ['NRAK-0123456789ABC', 'begins with NRAK-: that is a token of New Relic'],
    ['glsa_0123456789', 'begins with glsa_: that is a token of Grafana'],
    ['ddapp_0123456789', 'begins with ddapp_: that is a token of Datadog'],
    ['npm_0123456789', 'begins with npm_: that is a token of npm'],
    ['Authorization: Bearer 0123456789', 'begins with the word Authorization: leave it out'],
    ['SENTRY_AUTH_TOKEN=0123456789', 'begins with the name of a variable and "="'],
    ['{"token": "0123456789"}', 'is JSON'],
    ['%SENTRY_TOKEN%', 'is the name of a variable'],
    ['$env:SENTRY_TOKEN', 'is the name of a variable'],
    ['$(cat 0123456789)', 'is the name of a variable'],
    ['0123456789@acme.example', 'is an e-mail address'],
    ['https://acme.sentry.io/0123456789', 'is an address and no token'],
    ['-----BEGIN PRIVATE KEY-----', 'is a key file'],
    ['x\u00a00123456789', 'holds a line break or a sign that cannot be sent'],
    ['***', 'only holds the place of one'],
    ['<your-token>', 'only holds the place of one'],
    ['null', 'only holds the place of one'],
    ['Bearer sntryu_0123456789', 'begins with the word Bearer: leave it out'],
    ['token sntryu_0123456789', 'begins with the word token: leave it out'],
    ['https://0123456789abcdef@o1.ingest.sentry.io/4507', 'is a DSN, which only sends events'],
    ['${ secrets.SENTRY_AUTH_TOKEN }', 'is an expression that was not evaluated: write ${{ secrets.NAME }}'],
    ['{{ secrets.SENTRY_AUTH_TOKEN }}', 'is an expression that was not evaluated'],
    ['secrets.SENTRY_AUTH_TOKEN', 'is an expression that was not evaluated'],
    ['$SENTRY_AUTH_TOKEN', 'is the name of a variable'],
    ['"sntryu_0123456789"', 'stands in quotation marks'],
  ])('%s is told by its look, and not repeated', (token, words) => {
    const problems = problemsOf({ token })
    expect(problems).toEqual([expect.stringContaining(`token ${words}`)])
    expect(problems.join()).not.toContain('0123456789')
  })

  it('is told for GitHub, too', () => {
    const github = { provider: 'github', 'sentry-org': '', 'sentry-projects': '' }
    expect(problemsOf(github)).toEqual([
      "token begins with sntryu_: that is a token of Sentry, and not of GitHub; GitHub's begin with ghs_, ghp_ or github_pat_.",
    ])
    expect(problemsOf({ ...github, token: 'ghs_0123456789' })).toEqual([])
  })

  const OTHERS: Readonly<Record<string, Texts>> = {
    newrelic: { 'newrelic-guid': 'MXxBUE18QVBQTElDQVRJT058MQ' },
    datadog: { 'datadog-service': 'web' },
    grafana: { 'api-url': 'https://grafana.example' },
    rollbar: {},
    retrace: { 'retrace-app': 'Shop' },
    akkeris: { 'api-url': 'https://apps.example', 'akkeris-app': 'web-acme', 'akkeris-slug': 'latest' },
  }

  it.each(Object.keys(OTHERS))('is told for %s, too', (provider) => {
    const none = { 'sentry-org': '', 'sentry-projects': '' }
    const problems = problemsOf({ ...none, ...OTHERS[provider], provider, token: 'ghp_0123456789abcdef' })
    expect(problems).toEqual([expect.stringContaining('token begins with ghp_: that is a token of GitHub')])
  })

  it('is told for each other secret', () => {
    const none = { 'sentry-org': '', 'sentry-projects': '' }
    const datadog = { ...none, ...OTHERS['datadog'], provider: 'datadog', token: 'f'.repeat(32) }
    expect(problemsOf({ 'github-token': 'glpat-0123456789' })).toEqual([
      expect.stringContaining(
        'github-token begins with glpat-: that is a token of GitLab, and not of GitHub',
      ),
    ])
    expect(problemsOf({ ...datadog, 'datadog-app-key': 'ghs_0123456789' })).toEqual([
      'datadog-app-key begins with ghs_: that is a token of GitHub, and not of Datadog.',
    ])
    expect(problemsOf({ ...datadog, 'datadog-app-key': 'a'.repeat(32) })).toEqual([
      'datadog-app-key is an API key: that goes into token.',
    ])
    for (const token of ['a'.repeat(40), 'ddapp_0123456789'])
      expect(problemsOf({ ...datadog, token })).toEqual([
        'token is an application key: that goes into datadog-app-key.',
      ])
    const rollbar = { ...none, provider: 'rollbar', token: 'f'.repeat(32) }
    expect(problemsOf({ ...rollbar, 'rollbar-read-token': 'Bearer x' })).toEqual([
      'rollbar-read-token begins with the word Bearer: leave it out, it is added where it belongs.',
    ])
  })

  it('is not made of one that only looks odd', () => {
    for (const token of ['0123456789abcdef'.repeat(4), 'a{b}', 'sntrys_x_y', 'bearer'])
      expect(problemsOf({ token })).toEqual([])
  })
})

describe('a value', () => {
  it('that swallowed the next line is told by its lines', () => {
    expect(problemsOf({ environment: 'production\nsentry-org: acme' })).toEqual([
      'environment has more than one line ("production", "sentry-org: acme"): the second is probably indented too far.',
    ])
    expect(problemsOf({ operation: 'release\nwait: false' })).toHaveLength(1)
    expect(problemsOf({ version: 'v1\nv2' })).toEqual([
      'version has more than one line ("v1", "v2"): it must be one line.',
    ])
    expect(problemsOf({ description: 'two\nlines' })).toEqual([])
  })

  it.each([
    'version',
    'environment',
    'deploy-id',
    'version-prefix',
  ])('with a sign that nobody sees is refused: %s (A1)', (name) => {
    const signs = [
      '\u200b',
      '\u00a0',
      '\u00ad',
      '\u202e',
      '\u2066',
      '\u2060',
      '\ufeff',
      '\u3000',
      '\u{e0041}',
      '\u200d',
      '\u061c',
    ]
    for (const sign of signs) {
      const [problem] = problemsOf({ [name]: `web@${sign}1.2.0` })
      const code = sign.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')
      expect(problem).toBe(
        `${name} holds a sign that cannot be seen (U+${code} after "web@"), often a leftover of copying: type it anew.`,
      )
    }
  })

  it.each([
    '🚀',
    '❤️',
    '👩‍💻',
    '👍🏽',
    '1️⃣',
    'שלום',
    'Production EU',
    'naïve',
  ])('may hold what is seen: %s', (name) => {
    expect(problemsOf({ environment: name })).toEqual([])
  })

  it('of one of a few words has the one that was meant', () => {
    expect(problemsOf({ provider: 'sentri' })).toEqual([
      `provider must be one of ${Object.keys(providers).join(', ')}; got "sentri"; did you mean sentry?`,
    ])
    expect(problemsOf({ operation: 'rolback' })).toEqual([
      expect.stringMatching(/; got "rolback"; did you mean rollback\?$/),
    ])
    expect(problemsOf({ wait: 'yes' })).toEqual(['wait must be true or false; got "yes"; did you mean true?'])
    expect(problemsOf({ wait: 'flase' })).toEqual([expect.stringMatching(/did you mean false\?$/)])
    expect(problemsOf({ operation: 'x'.repeat(100_000) })).toHaveLength(1)
  })

  it('in milliseconds is told to be divided', () => {
    expect(problemsOf({ 'started-at': '1795854182000' })).toEqual([
      'started-at must be ISO 8601 or Unix seconds, and these are milliseconds: divide by 1000; got "1795854182000".',
    ])
  })

  it('that ends before it starts is refused (B7)', () => {
    expect(
      problemsOf({ 'started-at': '2026-01-02T00:00:00Z', 'finished-at': '2026-01-01T00:00:00Z' }),
    ).toEqual(['finished-at is before started-at: give both in the same time zone, or leave one out.'])
  })

  it.each([
    ['["web","api"]', 'sentry-projects must not hold quotation marks: write web api.'],
    ['"web","api"', 'sentry-projects must not hold quotation marks: write web api.'],
    ["'web'", 'sentry-projects must not hold quotation marks: write web.'],
    ['- web\n- api', 'sentry-projects must not hold the "-" of a YAML list: write web api.'],
    ['[web, api]', 'sentry-projects must not hold the brackets of a list: write web api.'],
    ['https://acme.sentry.io/projects/web/', 'sentry-projects must be slugs of projects: write web; got'],
    ['acme/web', 'sentry-projects must be slugs of projects: write web; got'],
    ['..', 'sentry-projects must be slugs of projects: letters,'],
  ])('that is a list in another notation is told how to be written: %j (B17)', (projects, words) => {
    expect(problemsOf({ 'sentry-projects': projects })[0]).toContain(words)
  })

  it.each([
    ['https://acme.sentry.io', 'write acme;'],
    ['acme.sentry.io', 'write acme;'],
    ['https://sentry.io/organizations/acme/issues/', 'write acme;'],
    ['acme/', 'write acme;'],
    ['..', 'letters, digits'],
    ['a b', 'letters, digits'],
  ])('of sentry-org that is an address is told its slug: %j (B2, F19)', (org, words) => {
    const given = [problemsOf({ 'sentry-org': org }), problemsOf({ 'sentry-org': '' }, { SENTRY_ORG: org })]
    for (const problems of given)
      expect(problems).toEqual([
        expect.stringContaining(`sentry-org must be the slug of the organization: ${words}`),
      ])
  })

  it('of api-url with the path of the API is told to go without (B2)', () => {
    for (const end of ['/api/0', '/api/0/'])
      expect(problemsOf({ 'api-url': `https://s.example${end}` })).toEqual([
        'api-url must be https://s.example: /api/0 is added to it; got "https://s.example/api/0".',
      ])
    expect(problemsOf({ 'api-url': 'https://s.example/sentry' })).toEqual([])
  })
})

describe('a value that is nearly right', () => {
  it.each([
    ['operation', 'stop', 'finish'],
    ['operation', 'create', 'deploy'],
    ['operation', 'deployment', 'deploy'],
    ['operation', 'begin', 'start'],
    ['status', 'ok', 'success'],
    ['status', 'error', 'failure'],
    ['status', 'succeeded', 'success'],
    ['status', 'canceled', 'cancelled'],
    ['on-error', 'ignore', 'warn'],
    ['on-error', 'true', 'warn'],
    ['version-from', 'semver', 'conventional'],
    ['version-from', 'package.json', 'package'],
    ['version-from', 'git-tag', 'tag'],
    ['patch-set', 'yes', 'true'],
    ['commits', 'all', 'auto'],
    ['provider', 'stackify', 'retrace'],
    ['provider', 'github-releases', 'github'],
    ['provider', 'new-relic', 'newrelic'],
    ['provider', 'sentry.io', 'sentry'],
    ['provider', '"grafana"', 'grafana'],
  ])('%s: %s is told with the word that is meant: %s', (name, value, meant) => {
    expect(problemsOf({ [name]: value })).toContainEqual(
      expect.stringMatching(new RegExp(`^${name} must be .* got ".*"; did you mean ${meant}\\?$`)),
    )
  })

  it.each(['constructor', '__proto__', 'toString'])('is not asked of the language: %s', (value) => {
    expect(problemsOf({ operation: value }).join()).not.toContain('did you mean')
  })

  it.each([
    ['us5', 'us5.datadoghq.com'],
    ['eu', 'datadoghq.eu'],
    ['https://app.datadoghq.eu', 'datadoghq.eu'],
  ])('is a site of Datadog, too: %s', (site, meant) => {
    const datadog = { provider: 'datadog', 'sentry-org': '', 'sentry-projects': '', token: 'f'.repeat(32) }
    expect(problemsOf({ ...datadog, 'datadog-service': 'web', 'datadog-site': site })).toEqual([
      expect.stringContaining(`did you mean ${meant}?`),
    ])
  })

  it.each([
    ["['web', 'api']", 'quotation marks: write web api.'],
    ['“web”, ‘api’', 'quotation marks: write web api.'],
    ['[web, api]', 'the brackets of a list: write web api.'],
  ])('is a list as another language writes it: %s (B17)', (value, words) => {
    expect(problemsOf({ 'sentry-projects': value })).toEqual([`sentry-projects must not hold ${words}`])
  })

  it.each([
    ['environment', '"production"', 'stands in quotation marks: take them off'],
    ['environment', '["production"]', 'stands in quotation marks: take them off'],
    ['environment', '${{ inputs.environment }}', 'is an expression that was not evaluated'],
    ['environment', '$ENVIRONMENT', 'is an expression that was not evaluated'],
    ['version', '${VERSION}', 'is an expression that was not evaluated'],
    ['version', '{{ version }}', 'is an expression that was not evaluated'],
    ['version', 'undefined', 'is what a script prints for a value that is not there'],
  ])('is no name: %s %s', (name, value, words) => {
    expect(problemsOf({ [name]: value })).toEqual([expect.stringContaining(`${name} ${words}`)])
  })

  it('is a moment in too small units', () => {
    expect(problemsOf({ 'started-at': '1795854182000000' }).join()).toContain(
      'these are microseconds: divide by 1000000',
    )
  })

  it.each([
    [
      'sentry',
      'https://s.example/api/0/organizations/acme',
      'https://s.example',
      '/api/0/organizations/acme',
    ],
    ['retrace', 'https://s.example/api/v1', 'https://s.example', '/api/v1'],
    ['akkeris', 'https://s.example/apps', 'https://s.example', '/apps'],
    ['datadog', 'https://s.example/api/v2', 'https://s.example', '/api/v2'],
    ['rollbar', 'https://s.example/api/1', 'https://s.example', '/api/1'],
    ['grafana', 'https://s.example/grafana/api', 'https://s.example/grafana', '/api'],
    ['github', 'https://s.example/api/v3/repos/acme/web', 'https://s.example/api/v3', '/repos/acme/web'],
  ])('is an address of %s with what is added to it: %s (B2)', (provider, given, base, path) => {
    expect(problemsOf({ provider, 'api-url': given })).toContain(
      `api-url must be ${base}: ${path} is added to it; got "${given}".`,
    )
  })

  it.each([
    ['beanstalk', 'https://acme.beanstalkapp.com/api'],
    ['newrelic', 'https://api.newrelic.com/graphql'],
    ['grafana', 'https://s.example/api/grafana'],
    ['github', 'https://s.example/api/v3'],
  ])('is an address of %s that is right: %s', (provider, given) => {
    expect(problemsOf({ provider, 'api-url': given }).join()).not.toContain('is added to it')
  })

  it.each([
    'https:/user:hunter2secret@s.example',
    'https:\\\\user:hunter2secret@s.example',
    '//user:hunter2secret@s.example',
    'user:hunter2secret@s.example',
    'https://user:hunter2secret@s.example:99999',
    'https://user:hunter2%73ecret@s.example/?x#y',
  ])('is an address with a password, which is hidden and left out: %s (F16, B16)', (value) => {
    const { problems, masked } = read({ 'api-url': value })
    expect(problems).toEqual([expect.stringContaining('***@s.example')])
    expect(problems.join()).not.toMatch(/hunter2|user:/)
    expect(masked).toContain('hunter2secret')
  })

  it("is an address whose query is nobody else's business", () => {
    expect(problemsOf({ 'api-url': 'https://s.example/?token=hunter2secret' })).toEqual([
      'api-url must not hold a query or fragment; got "https://s.example/?***".',
    ])
  })

  it('is an address with a port and an @, which is no password', () => {
    expect(read({ url: 'https://s.example:8443/@scope/x' }).masked).toEqual(['sntryu_0123456789'])
  })
})

describe('a name that does not exist', () => {
  it.each([
    ['env', 'environment'],
    ['target-environment', 'environment'],
    ['target_environment', 'environment'],
    ['environmnt', 'environment'],
    ['org', 'sentry-org'],
    ['organization', 'sentry-org'],
    ['project', 'sentry-projects'],
    ['projects', 'sentry-projects'],
    ['release', 'version'],
    ['tag_name', 'version'],
    ['timeot', 'timeout'],
    ['path', 'paths'],
  ])('is an input error where %s means %s, which is not set (A2)', (name, meant) => {
    expect(problemsOf({ [meant]: '', [name]: 'x' })).toContain(
      `there is no input ${name}; ${meant} is meant, and is not set.`,
    )
  })

  it('is a warning where the one that is meant is set, or its variable', () => {
    expect(read({ env: 'x' }).warnings).toEqual(['there is no input env; did you mean environment?'])
    expect(read({ org: 'acme', 'sentry-org': '' }, { SENTRY_ORG: 'acme' }).warnings).toEqual([
      'there is no input org; did you mean sentry-org?',
    ])
  })

  it('of another tool means the input of the chosen provider', () => {
    const akkeris = {
      provider: 'akkeris',
      token: 'tok-1234',
      'api-url': 'https://a.example',
      'akkeris-slug': 'latest',
    }
    expect(problemsOf({ ...akkeris, app: 'web-acme' })).toContain(
      'there is no input app; akkeris-app is meant, and is not set.',
    )
    expect(problemsOf({ provider: 'retrace', token: 'tok-1234', app: 'Shop' })).toContain(
      'there is no input app; retrace-app is meant, and is not set.',
    )
  })

  it.each([
    ['datadog', 'service', 'datadog-service'],
    ['datadog', 'datadog-api-key', 'token'],
    ['datadog', 'DD_API_KEY', 'token'],
    ['datadog', 'app-key', 'datadog-app-key'],
    ['datadog', 'tags', 'datadog-tags'],
    ['newrelic', 'newrelic-api-key', 'token'],
    ['newrelic', 'region', 'newrelic-region'],
    ['newrelic', 'entityGuid', 'newrelic-guid'],
    ['newrelic', 'deploymentType', 'newrelic-type'],
    ['rollbar', 'rollbar-access-token', 'token'],
    ['rollbar', 'code_version', 'version'],
    ['grafana', 'grafanaHost', 'api-url'],
    ['grafana', 'dashboardUID', 'grafana-dashboard'],
    ['retrace', 'appName', 'retrace-app'],
    ['akkeris', 'docker_image', 'akkeris-image'],
    ['beanstalk', 'account', 'beanstalk-account'],
    ['github', 'target_commitish', 'ref'],
    ['github', 'draft', 'github-draft'],
    ['sentry', 'sentry-token', 'token'],
    ['sentry', 'commit', 'ref'],
  ])('of %s means what its service calls so: %s', (provider, name, meant) => {
    const { problems } = read({ provider, token: '', [meant]: '', [name]: 'x' })
    expect(problems).toContain(`there is no input ${name.toLowerCase()}; ${meant} is meant, and is not set.`)
  })

  it.each([
    'repository',
    'domain',
    'sourcemaps',
    'files',
  ])('is not taken for an input of another provider: %s', (name) => {
    const github = { provider: 'github', token: 'ghs_0123456789', 'sentry-org': '', 'sentry-projects': '' }
    expect(read({ ...github, [name]: 'x' }).warnings).toEqual([`there is no input ${name}.`])
  })

  it('like no other is only a warning', () => {
    expect(read({ zzzzzzzzzzzzz: '1' }).warnings).toEqual(['there is no input zzzzzzzzzzzzz.'])
    expect(read({ constructor: '1' }).problems).toEqual([])
  })
})

describe('what is done and may not be meant', () => {
  it('is a notice: a deploy without an environment (A2)', () => {
    expect(read({ environment: '' }).notices).toEqual([
      'environment is not set: the release is made and no deploy is recorded. Set environment, or operation: release to say so.',
    ])
    expect(read({ environment: '', operation: 'release' }).notices).toEqual([])
    expect(read({}).notices).toEqual([])
  })

  it('is a notice: a version that loses its refs/ (B7)', () => {
    expect(read({ version: 'refs/tags/v1.2.3' }).notices).toEqual([
      'version "refs/tags/v1.2.3" is used as "v1.2.3".',
    ])
  })

  it('is a warning: a deploy-id that nothing reads (B7)', () => {
    expect(read({ 'deploy-id': '7' }).warnings).toEqual([
      'deploy-id does nothing with operation deploy: it is for finish, rollback and retry.',
    ])
  })

  it('is a warning: a deploy-id beside the version that a rollback goes back to', () => {
    const both = { operation: 'rollback', version: '1.0.0', 'deploy-id': '7' }
    expect(read(both).warnings).toEqual([
      'deploy-id does nothing beside version, which says what the rollback goes back to: leave one of them out.',
    ])
    expect(read({ ...both, version: '' }).warnings).toEqual([])
    expect(read({ ...both, operation: 'finish' }).warnings).toEqual([])
  })
})

describe('a password in a URL', () => {
  it.each([
    'api-url',
    'url',
    'commits-from',
    'sentry-org',
  ])('of %s is masked and no part of a message (F16, B16)', (name) => {
    for (const password of ['hunter2secret', 'pw', 'p%40ss/w@rd']) {
      const { problems, masked } = read({ [name]: `https://user:${password}@sentry.io/x`, wait: 'perhaps' })
      expect(masked).toContain(password)
      expect(problems.join('\n')).not.toContain(password)
      if (name.endsWith('url')) expect(problems).toHaveLength(2)
    }
  })

  it('is masked as it is sent, too', () => {
    expect(read({ url: 'https://u:p%40ss@x.example' }).masked).toContain('p@ss')
  })

  it('is none in a path', () => {
    expect(read({ url: 'https://x.example/@scope/pkg' }).masked).toEqual([GOOD['token']])
  })
})

describe("other providers' variables", () => {
  it('are masked only where they look like secrets (F17)', () => {
    const env = { AKKERIS_TOKEN: 'production', BEANSTALK_TOKEN: 'http', STACKIFY_API_KEY: '0123456789abcdef' }
    expect(read({}, env).masked).toEqual(['0123456789abcdef', GOOD['token']])
    expect(read({ token: '' }, { SENTRY_AUTH_TOKEN: 'weak' }).masked).toEqual(['weak'])
  })
})

it.each([
  [{ version: 'a'.repeat(40) }, 'version is the sha aaaaaaaaaaaa…, and GitHub takes no tag'],
  [
    { version: '1.0.0-rc.1', 'github-latest': 'true' },
    'github-latest is true, but 1.0.0-rc.1 is a pre-release',
  ],
])('what GitHub takes for no tag, or no latest release, stands in the same message: %j', (inputs, words) => {
  const github = { provider: 'github', token: 'ghs_0123456789', 'sentry-org': '', 'sentry-projects': '' }
  const wrong = problemsOf({ ...github, ...inputs, timeout: 'soon' })
  expect(wrong).toEqual([expect.stringContaining('timeout must be'), expect.stringContaining(words)])
  expect(problemsOf({ ...github, ...inputs, 'github-release': 'false' })).toEqual([])
})

it.each(['', 'https://api.github.com'])("the workflow's own token is for its own host: %j", (own) => {
  const github = { provider: 'github', token: '', 'sentry-org': '', 'sentry-projects': '' }
  const inputs = { ...github, 'github-token': 'ghs_0123456789', 'api-url': 'https://other.example' }
  expect(problemsOf(inputs, { GITHUB_API_URL: own })).toEqual([
    expect.stringContaining("the workflow's own token belongs to another host"),
  ])
})

it('without a provider, all is told that does not depend on it', () => {
  const refusal = 'pull request #7 is not merged.'
  const inputs = {
    provider: 'jenkins',
    paths: '/web',
    'started-at': '2026-10-02',
    'finished-at': '2026-10-01',
  }
  expect(problemsOf(inputs, {}, { refusal })).toEqual([
    expect.stringMatching(/^provider must be one of/),
    expect.stringMatching(/^paths: "\/web" is no plain path/),
    expect.stringMatching(/^finished-at is before started-at/),
    refusal,
  ])
})

it('what the event decides stands in the same message (B6)', () => {
  const refusal = 'pull request #7 is not merged.'
  expect(problemsOf({ token: '' }, {}, { refusal })).toEqual([SECRET, refusal])
  expect(problemsOf({ ref: 'v1.0.0' }, {}, { refusal })).toEqual([])
})

it('what the event decides is held against all but the end of a deploy that is there', () => {
  const refusal = 'pull request #7 is not merged.'
  for (const operation of ['deploy', 'release', 'track', 'start', 'finish', 'rollback'])
    expect(problemsOf({ operation, status: 'success' }, {}, { refusal })).toEqual([refusal])
  const finish = { operation: 'finish', status: 'success', 'deploy-id': '7' }
  expect(problemsOf(finish, {}, { refusal })).toEqual([])
})

describe('a name that another tool made wrongly', () => {
  const EXPRESSION = 'is an expression that was not evaluated: write ${{ … }}, with two braces.'
  const ABSENT = 'is what a script prints for a value that is not there.'
  it.each([
    ['version', 'null', ABSENT],
    ['environment', 'null', ABSENT],
    ['ref', '${{ github.head_ref }', EXPRESSION],
    ['deploy-id', '..', 'is no name.'],
    ['commits-from', '.', 'is no name.'],
    ['ref', '"v1.2.3"', 'stands in quotation marks: take them off.'],
    ['ref', 'v1.2\u200b.3', 'holds a sign that cannot be seen (U+200B after "v1.2")'],
    ['commits-from', '$BASE', EXPRESSION],
    ['sentry-repository', 'undefined', ABSENT],
    ['sentry-projects', 'null', ABSENT],
    ['version-skip', 'chore ${{ vars.TYPES }', EXPRESSION],
    ['version-skip', 'chore $TYPES', EXPRESSION],
    ['version-skip', 'chore\u200b docs', 'holds a sign that cannot be seen (U+200B after "chore")'],
  ])('is refused before any request: %s %j', (name, value, words) => {
    expect(problemsOf({ [name]: value })[0]).toContain(`${name} ${words}`)
  })

  it.each([
    ['deploy-name', 'null'],
    ['description', '"quoted"'],
    ['matrix-key', '"x"'],
    ['commits-from', 'a{b}c'],
    ['version', '1 . 2'],
    ['environment', 'shop . eu'],
    ['version-skip', '.'],
  ])('is no name in %s: %j', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([])
  })

  it('is refused at each provider', () => {
    const none = { 'sentry-org': '', 'sentry-projects': '' }
    const retrace = { ...none, provider: 'retrace', token: '0123456789abcdef' }
    expect(problemsOf({ ...retrace, 'retrace-app': '"Shop"' })).toEqual([
      'retrace-app stands in quotation marks: take them off.',
    ])
    expect(problemsOf({ ...retrace, 'retrace-app': 'My\u00a0Shop' })).toEqual([])
  })
})

it.each([
  ['/packages/web', 'is no plain path from the root of the repository'],
  ['../web', 'is no plain path from the root of the repository'],
  ['https://github.com/acme/shop/web', 'is no plain path from the root of the repository'],
  ['packages\\web\\**', 'has a backslash; write /'],
  ['packages/{web,api}/**', 'has half a bracket'],
])('a glob that would match no file is refused: %s', (glob, words) => {
  expect(problemsOf({ paths: glob })[0]).toContain(words)
})

it.each([
  // The whole repository, where a matrix names the folders.
  '.',
  './web',
  '!docs',
  'app/(group)/**',
  'app/[id]/*',
  'app/\\*',
])('a glob that may is not: %s', (glob) => {
  expect(problemsOf({ paths: glob })).toEqual([])
})

it('a glob that could take minutes is refused (F25)', () => {
  expect(problemsOf({ paths: 'a/** +(a|b)*c' })).toEqual([
    expect.stringMatching(/^paths: "\+\(a\|b\)\*c" joins parentheses or braces/),
  ])
})
