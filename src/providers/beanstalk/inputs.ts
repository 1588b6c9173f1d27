// The inputs of Beanstalk.
import { choice, flag, text } from '../../inputs/kinds.ts'

export const inputs = {
  'beanstalk-account': text('The ACCOUNT in ACCOUNT.beanstalkapp.com.', {
    required: true,
    also: 'organization organisation org',
  }),
  'beanstalk-username': text('User name (not the e-mail address) that the token belongs to.', {
    required: true,
    also: 'user',
  }),
  'beanstalk-repository': text('Repository name or id.', { required: true, also: 'project projects repo' }),
  'beanstalk-revision': text('The revision to deploy: a full git sha, or a Subversion number.', {
    defaultText: 'the head sha; `rollback`: the previous one',
  }),
  'beanstalk-from-scratch': flag('Deploy all files instead of what changed (deploy_from_scratch).', false),
  'beanstalk-notify': flag('Let Beanstalk send its e-mail about the deploy.', true),
  'beanstalk-skipped': choice(
    'What a release that Beanstalk skipped means.',
    ['success', 'warn', 'fail'],
    'warn',
  ),
  'beanstalk-wait-for-revision': flag('Wait until the mirrored commit has arrived at Beanstalk.', true),
}
