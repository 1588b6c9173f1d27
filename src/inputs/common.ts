// The inputs that every provider shares, and the outputs: the one place where they are declared.
import { type ProviderId, providers } from '../providers/index.ts'
import { choice, flag, link, list, secret, span, text, time, url, type Values, wordOr } from './kinds.ts'
import { OPERATIONS } from './operations.ts'

// The registry's own keys.
const providerIds = Object.keys(providers) as readonly ProviderId[]

export const commonInputs = {
  provider: choice('The service to record the deploy at.', providerIds, undefined, {
    required: true,
    also: 'service',
  }),
  operation: choice(
    'What to do. `deploy`: release with commits, deploy, verify. `release`: no deploy. `track`: the deploy starts here and is closed when the job ends. `start` and `finish`: the two halves of a deploy. `rollback`: deploy an earlier release again. `retry`: repeat a failed deploy. `deactivate`: take a preview down (GitHub).',
    OPERATIONS,
    'deploy',
    { also: 'action mode command' },
  ),
  token: secret('API token or key of the provider. Masked before anything is logged.', {
    defaultText: "the provider's environment variable; GitHub: `github-token`",
    also: 'api-key api-token auth-token access-token key password secret',
  }),
  'api-url': url(
    'Base URL of the API, for self-hosted installations: https, or http to loopback. Required where the provider has no public host.',
    {
      defaultText: "the provider's public host",
      also: 'host server base-url endpoint api-host',
    },
  ),
  version: text("The release's name, taken as it is.", {
    defaultText: 'from `version-from`',
    also: 'release release-name release-version tag tag-name code-version version-number',
  }),
  'version-from': choice(
    'Where the version comes from when it is not given: `tag` (of the event), `sha` (in full), `short-sha` (7 characters), `package` (package.json at the head commit), `conventional` (the next semantic version, by the conventional commits since the last tag), `calendar` (YYYY.MM.DD.N), or `auto`: the tag, else the full sha; for provider github without a tag, conventional.',
    ['auto', 'tag', 'sha', 'short-sha', 'package', 'conventional', 'calendar'],
    'auto',
  ),
  'version-prefix': text(
    'Put before a version that was not given literally (`web@`, `v`); also selects which tags count in a monorepo.',
    { also: 'release-prefix' },
  ),
  ref: text(
    "What is deployed, when it is another commit than the event's: a sha, tag or branch. Version, commits and `head-sha` follow it.",
    {
      defaultText: "the event's own commit",
      also: 'target-commitish revision commit commit-sha sha git-sha branch',
    },
  ),
  'version-skip': list(
    'Commit types that alone make no new version under `conventional`, e.g. `chore docs ci test`.',
  ),
  environment: text(
    'Where the deploy goes. Without it: the release only, for providers that have releases.',
    {
      defaultText: "none; Akkeris: the app's name",
      also: 'env stage target environment-name target-environment deploy-environment deploy-env deployment-environment',
    },
  ),
  url: link('A URL shown with the deploy.', {
    defaultText: 'the page of the workflow run',
    also: 'environment-url log-url deploy-url deep-link',
  }),
  'deploy-name': text('Name shown with the deploy.', {
    defaultText: '`<workflow> #<run number>`',
    also: 'name',
  }),
  description: text(
    'Text shown with the deploy, as its comment or description. When it is given, it also stands above the notes of the release.',
    {
      defaultText: 'first line of the head commit',
      also: 'body comment text',
    },
  ),
  'started-at': time('True start of the deploy: ISO 8601 or Unix seconds.', {
    defaultText: 'now',
    also: 'start',
  }),
  'finished-at': time('True end of the deploy: ISO 8601 or Unix seconds.', {
    defaultText: 'now',
    also: 'end',
  }),
  commits: choice(
    'Which commits go with the release: found by the action (`auto`), `none`, or `refs` (Sentry fetches them itself through its GitHub integration).',
    ['auto', 'none', 'refs'],
    'auto',
    { also: 'set-commits' },
  ),
  'commits-from': wordOr(
    ['auto', 'push', 'last-deploy', 'previous-tag'],
    text(
      'Where the commit range starts: `auto`, `push`, `last-deploy` (of this environment), `previous-tag`, or a sha, tag or branch.',
      { default: 'auto' },
    ),
  ),
  'patch-set': choice(
    'Send the changed files of each commit: for up to 100 commits (`auto`; with `paths` only where the whole range has at most 20), up to 1,000 (`true`), or not at all (`false`).',
    ['auto', 'true', 'false'],
    'auto',
  ),
  paths: list('Monorepo: only commits that touch one of these globs.', { also: 'path' }),
  'github-token': secret(
    'Token for reading commits from GitHub. A run that reads nothing works without it.',
    {
      default: '${{ github.token }}',
      env: 'GITHUB_TOKEN',
      also: 'repo-token',
    },
  ),
  'deploy-id': text(
    'The deploy to `finish`, `retry` or roll back to: the output `deploy-id` of an earlier step.',
    { also: 'deployment-id id' },
  ),
  status: choice(
    'Outcome for `finish` and for closing a tracked deploy.',
    ['success', 'failure', 'cancelled'],
    undefined,
    { default: '${{ job.status }}', also: 'state deployment-status' },
  ),
  'on-rerun': choice(
    'A re-run of the same workflow run: `reuse` its deploy if that was recorded or succeeded, or make a `new` one.',
    ['reuse', 'new'],
    'reuse',
  ),
  wait: flag('Where the provider deploys: follow the deploy to its end.', true),
  timeout: span('Time limit for everything this step does: `90s`, `20m`, `1h`.', '20m'),
  'on-error': choice(
    'What the step does when the provider is down or refuses: `fail`, or `warn` and let the job go on. Wrong inputs always fail.',
    ['fail', 'warn'],
    'fail',
  ),
  'dry-run': flag('Show the plan and send nothing but reads.', false),
  summary: flag('Write the job summary.', true),
  'matrix-key': text('Tells the jobs of a matrix apart; not meant to be set by hand.', {
    default: '${{ strategy.job-index }}',
  }),
} as const

export type CommonValues = Values<typeof commonInputs>

/** A deploy that is to be closed, by an expression that came out empty. */
export const NO_STATUS =
  'status is empty, so it is not known how the deploy ended: give success, failure or cancelled, or leave the input out for the status of the job.'

/** The outputs: name → meaning. All are set in the main stage, whatever happened. */
export const outputs = {
  version: "the release's version",
  'deploy-id': "the provider's id of the deploy; Retrace has none: `AppName/EnvironmentName/Version`",
  'release-id': "the provider's id of the release, where it has one",
  'release-url': 'page of the release, where known',
  'deploy-url': 'page of the deploy, where known',
  environment: 'the environment, as recorded',
  outcome:
    '`recorded`, `succeeded`, `accepted`, `existing`, `started`, `failed`, `cancelled`, `skipped`, `superseded`, `unknown`, `planned`, `error`, or `none` (release only)',
  created: '`true` when the release is new',
  kind: '`deploy`, `redeploy` or `rollback`',
  'commit-count': 'commits in the release',
  'base-sha': 'start of the commit range, excluded',
  'head-sha': 'end of the commit range, included',
  'range-source':
    'which rule chose the base: `push`, `last-deploy`, `previous-tag`, `given`, `pull-request`, `single-commit`',
  'started-at': 'when the deploy started, ISO 8601',
  'finished-at': 'when the deploy finished, ISO 8601',
  'lead-time': 'seconds from commit to deploy: the median of the commits',
  message:
    "what went out, for a chat: Slack's mrkdwn of at most 3,000 characters, with the commits' subjects and authors",
  result:
    'one JSON object with all of the above under the same names, `receipts`, and `schema: 1`; at most 64 KiB',
} as const

export type OutputName = keyof typeof outputs
