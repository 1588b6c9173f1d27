// The token: where it comes from, and what is wrong with it. No message repeats any of it but the mark of its kind.
import { isRecord, recordAt, textAt } from '../json.ts'
import type { AnyProvider } from '../provider/provider.ts'

/** What a token begins with, by whose it is; in words, too, where we ask for it. The publishers' own patterns for scanning. */
const KINDS: readonly (readonly [owner: string, start: RegExp, words?: string])[] = [
  ['GitHub', /^(gh[opsur]_|github_pat_)/, 'ghs_, ghp_ or github_pat_'],
  ['Sentry', /^sntry[suai]_/, 'sntrys_ or sntryu_'],
  ['New Relic', /^NR(AK|II|IQ|AA|JS|RA)-/, 'NRAK-'],
  ['Grafana Cloud', /^glc_/],
  ['Grafana', /^glsa_/, 'glsa_'],
  ['Datadog', /^ddapp_/],
  ['GitLab', /^gl(pat|dt|ptt|cbt|rt|ft|imt|agent|soat|oas|ffct)-/],
  ['Slack', /^(xox[abeoprs]-|xapp-)/],
  ['AWS', /^A(KIA|SIA)(?=[A-Z\d]{16})/],
  ['npm', /^npm_/],
  ['PyPI', /^pypi-/],
  ['Docker', /^dckr_[po]at_/],
  ['Google', /^(AIza|ya29\.)/],
  ['Stripe', /^[sr]k_(live|test)_/],
  ['OpenAI', /^sk-proj-/],
  ['Anthropic', /^sk-ant-/],
  ['Heroku', /^HRKU-/],
  ['SendGrid', /^SG\./],
]

/**
 * What is wrong with a token that is there, as whole sentences; empty when nothing is.
 * @param input the name of the input that holds it
 */
export function tokenProblems(token: string, owner: string, input = 'token'): string[] {
  const problem = shapeProblem(token) ?? kindProblem(token, owner)
  return problem === undefined ? [] : [`${input} ${problem}.`]
}

function kindProblem(token: string, wanted: string): string | undefined {
  const [owner, start] = KINDS.find(([, each]) => each.test(token)) ?? []
  if (owner === undefined || owner === wanted) return undefined
  const [, , words] = KINDS.find(([each]) => each === wanted) ?? []
  const cure = words ? `; ${wanted}'s begin with ${words}` : ''
  return `begins with ${start?.exec(token)?.[0]}: that is a token of ${owner}, and not of ${wanted}${cure}`
}

/** How something looks that is no token, and the end of a sentence about it. */
const SHAPES: readonly (readonly [look: RegExp, problem: string])[] = [
  // An HTTP header takes visible Latin-1 signs and spaces; a token pasted with a line break in it is no token.
  [
    /[^\x20-\x7e\xa1-\xac\xae-\xff]/,
    'holds a line break or a sign that cannot be sent: copy it into the secret again',
  ],
  [/^\{\s*"/, 'is JSON: take the token out of it'],
  [
    /^\$?\{\{?.*\}$|^\$?(secrets|vars|env|inputs|github)\.\w+$/,
    'is an expression that was not evaluated: write ${'.concat('{ secrets.NAME }}, with two braces'),
  ],
  [
    /^(\$\w+|\$env:\w+|%\w+%|\$\(.*\))$/,
    'is the name of a variable: expressions are written ${'.concat('{ … }}'),
  ],
  [/^(export )?[A-Z]+_[A-Z_]+=./, 'begins with the name of a variable and "=": leave them out'],
  [
    /^https?:\/\/[^/]*@[^/]*\/\d+$/,
    'is a DSN, which only sends events: make an auth token under Settings, Auth Tokens',
  ],
  [/^https?:\/\//, 'is an address and no token'],
  [/^(["'`]).*\1$/, 'stands in quotation marks: take them off the secret'],
  [/^-----BEGIN /, 'is a key file: a token is one line'],
  [/^[^@\s]+@[\w-]+(\.[\w-]+)+$/, 'is an e-mail address'],
  [
    /^([*.x•]{3,}|<.*>|null|undefined|none|changeme)$/i,
    'only holds the place of one: put the real one into the secret',
  ],
]

function shapeProblem(token: string): string | undefined {
  const [word] = /^(authorization|x-api-key|api-key|bearer|token|basic|apikey)(?=:? )/i.exec(token) ?? []
  if (word) return `begins with the word ${word}: leave it out, it is added where it belongs`
  return SHAPES.find(([look]) => look.test(token))?.[1]
}

/** Why there may be no token, as whole sentences. */
export function missingToken({ tokenEnv }: AnyProvider, env: NodeJS.ProcessEnv, event: unknown): string {
  const why =
    'If it comes from a secret, that secret is empty here: check its name, and the environment of the job.'
  return [
    `token is required: set the input, or ${tokenEnv} in the step's env.`,
    why,
    ...withheld(env, event),
  ].join(' ')
}

/**
 * Runs that GitHub gives no secrets (docs: Using secrets in GitHub Actions; Troubleshooting Dependabot on GitHub Actions).
 */
function withheld(env: NodeJS.ProcessEnv, event: unknown): string[] {
  if (
    env['GITHUB_ACTOR'] === 'dependabot[bot]' ||
    textAt(recordAt(event, 'sender'), 'login') === 'dependabot[bot]'
  )
    return [
      "This run is Dependabot's, which gets only Dependabot secrets: skip the step with if: github.actor != 'dependabot[bot]'.",
    ]
  if (!isFromFork(event) || !(env['GITHUB_EVENT_NAME'] ?? '').startsWith('pull_request')) return []
  return [
    'This run is from a fork, which gets no secrets: skip the step with if: github.event.pull_request.head.repo.full_name == github.repository.',
  ]
}

function isFromFork(event: unknown): boolean {
  const pull = recordAt(event, 'pull_request')
  const head = recordAt(pull, 'head')
  if (!isRecord(event) || Object.keys(head).length === 0) return false
  // A fork that was deleted is no repository any more.
  const from = textAt(recordAt(head, 'repo'), 'full_name')
  return from.toLowerCase() !== textAt(recordAt(event, 'repository'), 'full_name').toLowerCase()
}
