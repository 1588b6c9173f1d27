// The token: where it comes from, and what is wrong with it. No message repeats any of it but the mark of its kind.
import { isRecord, recordAt, textAt } from '../json.ts'
import type { AnyProvider } from '../provider/provider.ts'

/** What a token begins with → whose it is. */
const KINDS: readonly (readonly [string, string])[] = [
  ...['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'].map((start) => [start, 'GitHub'] as const),
  ...['sntrys_', 'sntryu_', 'sntrya_', 'sntryi_'].map((start) => [start, 'Sentry'] as const),
  ['glpat-', 'GitLab'],
  ['xoxb-', 'Slack'],
  ['npm_', 'npm'],
]

const OWN_STARTS: Readonly<Record<string, string>> = {
  sentry: "; Sentry's begin with sntrys_ or sntryu_",
  github: "; GitHub's begin with ghs_, ghp_ or github_pat_",
}

/** What is wrong with a token that is there, as whole sentences; empty when nothing is. */
export function tokenProblems(token: string, { id, name }: Pick<AnyProvider, 'id' | 'name'>): string[] {
  const problem = shapeProblem(token) ?? kindProblem(token, id, name)
  return problem === undefined ? [] : [`token ${problem}.`]
}

function kindProblem(token: string, id: string, name: string): string | undefined {
  const [start, owner] = KINDS.find(([each]) => token.startsWith(each)) ?? []
  if (start === undefined || owner === name) return undefined
  return `begins with ${start}: that is a token of ${owner}, and provider is ${id}${OWN_STARTS[id] ?? ''}`
}

/** An HTTP header takes visible Latin-1 signs and spaces; a token pasted with a line break in it is no token. */
function shapeProblem(token: string): string | undefined {
  if (!/^[\x20-\x7e\xa0-\xff]*$/.test(token))
    return 'holds a line break or a sign that cannot be sent: copy it into the secret again'
  if (/^\$?\{\{?.*\}$/.test(token) || /^\$?(secrets|vars|env)\.\w+$/.test(token))
    return 'is an expression that was not evaluated: write ${'.concat('{ secrets.NAME }}, with two braces')
  if (/^\$\w+$/.test(token)) return 'is the name of a variable: expressions are written ${'.concat('{ … }}')
  const [word] = /^(bearer|token|basic|apikey)(?= )/i.exec(token) ?? []
  if (word) return `begins with the word ${word}: leave it out, it is added where it belongs`
  if (/^https?:\/\/[^/]*@[^/]*\/\d+$/.test(token))
    return 'is a DSN, which only sends events: make an auth token under Settings, Auth Tokens'
  return /^(["'`]).*\1$/.test(token) ? 'stands in quotation marks: take them off the secret' : undefined
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
