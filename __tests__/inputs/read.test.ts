// Reading all inputs at once: one message for everything that is wrong, and no secret in it.
import { describe, expect, it } from '@jest/globals'
import { InputError } from '../../src/errors.ts'
import { maskSecrets, readInputs } from '../../src/inputs/read.ts'
import { providers } from '../../src/providers/index.ts'
import { GOOD, type Texts } from './good.ts'

function read(inputs: Texts, env: Texts = {}) {
  const masked: string[] = []
  const variables = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])
  const all = { ...env, ...Object.fromEntries(variables) }
  maskSecrets(all, (secret) => masked.push(secret))
  const result = () => readInputs(all)
  return { result, masked }
}

function problemsOf(inputs: Texts, env: Texts = {}): readonly string[] {
  try {
    read({ ...GOOD, ...inputs }, env).result()
  } catch (error) {
    if (error instanceof InputError) return error.problems
    throw error
  }
  return []
}

describe('good inputs', () => {
  it('become values under camelCase names, with defaults', () => {
    const { common, own, provider, token, warnings } = read(GOOD).result()
    expect(common).toMatchObject({
      operation: 'deploy',
      versionFrom: 'auto',
      timeout: 1_200_000,
      onError: 'fail',
      wait: true,
      dryRun: false,
      status: '',
    })
    expect(own).toMatchObject({ sentryOrg: 'acme', sentryProjects: ['web'], sentryFinalize: true })
    expect([provider.id, token, warnings]).toEqual(['sentry', GOOD['token'], []])
  })

  it('lose the white space around them', () => {
    const { common, token } = read({ ...GOOD, token: ' tok-1234 \n', environment: ' production\n' }).result()
    expect([token, common.environment]).toEqual(['tok-1234', 'production'])
  })

  it('come from the environment where they are empty, and the input wins', () => {
    const env = { SENTRY_AUTH_TOKEN: 'from-env', SENTRY_ORG: 'env-org', SENTRY_PROJECT: 'a b' }
    const { own, token } = read({ provider: 'sentry', environment: 'x' }, env).result()
    expect([token, own['sentryOrg'], own['sentryProjects']]).toEqual(['from-env', 'env-org', ['a', 'b']])
    const given = read({ ...GOOD }, env).result()
    expect([given.token, given.own['sentryOrg']]).toEqual([GOOD['token'], 'acme'])
  })

  it('never take a host from the environment', () => {
    const { common } = read(GOOD, {
      SENTRY_URL: 'https://evil.example',
      API_URL: 'https://evil.example',
    }).result()
    expect(common.apiUrl).toBe('')
  })
})

describe('wrong inputs', () => {
  it('are all named in one message, each with its cure', () => {
    const { result } = read({
      provider: 'sentry',
      operation: 'undeploy',
      'started-at': 'yesterday',
      timeout: 'soon',
      wait: 'perhaps',
      'api-url': 'http://example.com',
      version: 'a/b',
      environment: 'none',
      'sentry-status': 'closed',
    })
    expect(result).toThrow(InputError)
    try {
      result()
    } catch (error) {
      const lines = String(error).split('\n')
      expect(lines[0]).toBe('InputError: 11 inputs need attention:')
      expect(lines.slice(1)).toEqual([
        expect.stringMatching(
          /^- operation must be one of deploy, .*retry, deactivate; got "undeploy"; did you mean deploy\?$/,
        ),
        expect.stringMatching(/^- api-url must start with https:\/\/ .*; got "http:\/\/example\.com"\.$/),
        '- started-at must be ISO 8601 or Unix seconds; got "yesterday".',
        '- wait must be true or false; got "perhaps".',
        '- timeout must be a time such as 90s, 20m or 1h, at most 24h; got "soon".',
        '- sentry-status must be one of open, archived; got "closed"; did you mean archived?',
        expect.stringMatching(
          /^- token is required: set the input, or SENTRY_AUTH_TOKEN in the step's env\. If it comes from a secret, /,
        ),
        expect.stringContaining('- version "a/b" holds "/", which Sentry refuses'),
        expect.stringContaining('- environment "none" is a reserved word at Sentry'),
        expect.stringContaining('- sentry-org is required'),
        expect.stringContaining('- sentry-projects is required'),
      ])
    }
  })

  it('are counted in words', () => {
    expect(() => read({ ...GOOD, wait: 'x' }).result()).toThrow('1 input needs attention:\n- wait must be')
  })

  it('do not raise problems that nobody has', () => {
    expect(problemsOf({ operation: 'deply' })).toHaveLength(1)
    expect(problemsOf({ status: 'skipped' })).toHaveLength(1)
    expect(problemsOf({ 'sentry-finalize': 'yes' })).toHaveLength(1)
  })

  it('include an empty status where the outcome of a deploy must be told', () => {
    const retrace = {
      ...GOOD,
      token: 'tok-1234',
      provider: 'retrace',
      'retrace-app': 'Shop',
      operation: 'finish',
      version: '1',
    }
    expect(problemsOf({ ...retrace, status: '' })).toEqual([
      'status is empty, so it is not known how the deploy ended: give success, failure or cancelled, or leave the input out for the status of the job.',
    ])
    expect(problemsOf({ ...retrace, status: 'skipped' })).toHaveLength(1)
    // Read anew when the job ends; the expression may speak of a step that is still to come.
    expect(problemsOf({ ...retrace, operation: 'track', status: '' })).toEqual([])
  })

  it('without a provider say which there are', () => {
    expect(problemsOf({ provider: '' })).toEqual([
      expect.stringMatching(/^provider is required: one of .*sentry/),
    ])
    expect(problemsOf({ provider: 'jenkins' })).toEqual([
      `provider must be one of ${Object.keys(providers).join(', ')}; got "jenkins".`,
    ])
    expect(problemsOf({ provider: 'toString' })).toHaveLength(1)
  })

  it('include a combination that the provider does not support', () => {
    expect(problemsOf({ operation: 'retry', 'deploy-id': '1' })).toEqual([
      'operation retry is not possible with Sentry; it supports deploy, release, track, start, finish, rollback.',
    ])
  })

  it.each(['track', 'start', 'finish', 'rollback'])('include a missing environment for %s', (operation) => {
    expect(problemsOf({ operation, environment: '', version: '1', status: 'success' })).toEqual([
      expect.stringContaining(`environment is required for operation ${operation} with Sentry`),
    ])
  })

  it.each(['deploy', 'release'])('do not include a missing environment for %s', (operation) => {
    expect(problemsOf({ operation, environment: '' })).toEqual([])
  })

  it('take refs/tags/ off a version before it is checked', () => {
    expect(problemsOf({ version: 'refs/tags/v1.0.0' })).toEqual([])
    expect(problemsOf({ version: 'refs/tags/a/b' })).toHaveLength(1)
  })

  it('keep foreign text short and harmless', () => {
    const [problem = ''] = problemsOf({ timeout: `::error::x\n##[error]${'y'.repeat(500)}` })
    expect(problem).not.toMatch(/\n|##\[|"::/)
    expect(problem.length).toBeLessThan(200)
  })
})

describe('secrets', () => {
  it('are masked before anything else, those of every provider, even when the inputs are wrong', () => {
    const { result, masked } = read(
      { ...GOOD, provider: 'jenkins', 'github-token': 'ghs_input' },
      { SENTRY_AUTH_TOKEN: 'from-env', GITHUB_TOKEN: 'unused' },
    )
    expect(result).toThrow(InputError)
    expect(masked).toEqual(expect.arrayContaining([GOOD['token'], 'ghs_input', 'from-env']))
  })

  it('are masked as they are sent, without white space', () => {
    const { result, masked } = read({ ...GOOD, token: '  tok-1234\n' })
    result()
    expect(masked).toContain('tok-1234')
  })

  it('are never part of a problem', () => {
    const secret = 'se\ncret-value'
    const problems = problemsOf({ token: secret, 'github-token': secret, wait: 'x' })
    expect(problems).toHaveLength(3)
    expect(problems.join('\n')).not.toContain('cret-value')
    expect(problems[1]).toContain('token holds a line break')
  })

  it.each([
    'a\u0000b',
    'a\nb',
    'a\r\nb',
    'tä\u2028g',
    '🚀rocket',
  ])('that cannot be sent are refused: %j', (token) => {
    expect(problemsOf({ token })).toEqual([expect.stringContaining('token holds')])
  })

  it.each(['abc def', 'tök', '!"§$%&/()=?'])('that can be sent are taken: %j', (token) => {
    expect(problemsOf({ token })).toEqual([])
  })
})

describe('inputs that do nothing', () => {
  it('get a warning when they are misspelt, with the one that was meant', () => {
    const { warnings } = read({
      ...GOOD,
      'sentry-project': 'web',
      enviroment: 'x',
      zzzzzzzzzzzzzzzzzzz: '1',
    }).result()
    expect(warnings).toEqual([
      'there is no input sentry-project; did you mean sentry-projects?',
      'there is no input enviroment; did you mean environment?',
      'there is no input zzzzzzzzzzzzzzzzzzz.',
    ])
  })

  it('stand in the one message when something else is wrong, because they are often the cause', () => {
    const given = { ...GOOD, 'sentry-projects': '', 'sentry-project': 'web' }
    expect(problemsOf(given)).toEqual([
      expect.stringMatching(/^sentry-projects is required/),
      'there is no input sentry-project; sentry-projects is meant, and is not set.',
    ])
    expect(problemsOf({ provider: '', provder: 'sentry' })).toEqual([
      expect.stringMatching(/^provider is required/),
      'there is no input provder; provider is meant, and is not set.',
    ])
  })

  it('get a warning when they belong to another provider and differ from their default', () => {
    for (const other of Object.values(providers).filter(({ id }) => id !== 'sentry')) {
      for (const [name, input] of Object.entries(other.inputs)) {
        const atDefault = read({ ...GOOD, [name]: input.default ?? '' }).result()
        expect(atDefault.warnings).toEqual([])
        const { warnings } = read({ ...GOOD, [name]: 'other' }).result()
        expect(warnings).toEqual([
          `${name} is an input of ${other.name} and does nothing with provider sentry.`,
        ])
      }
    }
  })

  it('get one warning a provider, since a step shows ten at most', () => {
    const { warnings } = read({
      ...GOOD,
      'beanstalk-account': 'a',
      'beanstalk-username': 'b',
      'beanstalk-repository': 'c',
      'retrace-app': 'd',
    }).result()
    expect(warnings.toSorted()).toEqual([
      'beanstalk-account, beanstalk-username and beanstalk-repository are inputs of Beanstalk and do nothing with provider sentry.',
      'retrace-app is an input of Retrace and does nothing with provider sentry.',
    ])
  })

  it('get no warning for a variable that is no input', () => {
    expect(read(GOOD, { INPUTRC: '/etc/inputrc', MY_INPUT_X: '1' }).result().warnings).toEqual([])
  })
})
