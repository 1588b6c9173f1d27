// The inputs of Sentry.
import { choice, flag, list, text } from '../../inputs/kinds.ts'

export const inputs = {
  'sentry-org': text('Organization slug or id.', {
    env: 'SENTRY_ORG',
    defaultText: '`SENTRY_ORG`, else from an organization token',
    also: 'organization organisation account',
  }),
  'sentry-projects': list('Project slugs or ids.', {
    env: 'SENTRY_PROJECT',
    defaultText: '`SENTRY_PROJECT`',
    also: 'project',
  }),
  'sentry-finalize': flag(
    'Set the date of the release when its deploy is recorded (`operation: release`: at once).',
    true,
  ),
  'sentry-status': choice("Also set the release's status.", ['open', 'archived']),
  'sentry-repository': text('Repository name as Sentry knows it.', {
    defaultText: '`owner/name`',
    also: 'repo',
  }),
}
