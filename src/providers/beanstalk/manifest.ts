// What is known of Beanstalk without its code.
import { choice, flag, text } from '../../inputs/kinds.ts'
import { defineManifest } from '../../provider/provider.ts'
import { problemsOf } from './check.ts'

export const inputs = {
  'beanstalk-account': text('The ACCOUNT in ACCOUNT.beanstalkapp.com.', { required: true }),
  'beanstalk-username': text('User name (not the e-mail address) that the token belongs to.', {
    required: true,
  }),
  'beanstalk-repository': text('Repository name or id.', { required: true }),
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

export const manifest = defineManifest({
  id: 'beanstalk',
  name: 'Beanstalk',
  effect: 'deploys',
  operations: ['deploy', 'start', 'finish', 'rollback', 'retry'],
  where: "in Beanstalk under the repository's Deployments",
  tokenEnv: 'BEANSTALK_TOKEN',
  inputs,
  limits: { environment: { maxLength: 20 } },

  check: problemsOf,

  connect(own, { token, apiUrl }) {
    const baseUrl = (apiUrl || `https://${own.beanstalkAccount}.beanstalkapp.com`).replace(/\/api$/, '')
    const pair = `${own.beanstalkUsername}:${token}`
    const basic = Buffer.from(pair, 'utf8').toString('base64')
    return { baseUrl, headers: { authorization: `Basic ${basic}` }, secrets: [token, pair, basic] }
  },

  leaveOut: (own) => (own.beanstalkWaitForRevision ? [] : ['revision']),

  rollbackTarget: ({ beanstalkRevision }) => beanstalkRevision.toLowerCase(),
})
