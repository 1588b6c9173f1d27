// What is known of Akkeris without its code.
import { choice, flag, text } from '../../inputs/kinds.ts'
import { defineManifest } from '../../provider/provider.ts'
import { problemsOf } from './check.ts'
import { imageSecrets } from './image.ts'

export const inputs = {
  'akkeris-app': text('App to deploy to: `name-space`, or its id.', { required: true }),
  'akkeris-slug': text('Build to release: its id, or `latest` for the newest build that succeeded.'),
  'akkeris-image': text(
    'Image to build first and then release: `docker://HOST/IMAGE:TAG`, or with a digest.',
  ),
  'akkeris-status': flag('Attach a release status with the URL of the run to the release.', false),
  'akkeris-unknown': choice(
    'What a release means that ends as `unknown`, because no dyno reported within 10 minutes.',
    ['success', 'warn', 'fail'],
    'warn',
  ),
}

export const manifest = defineManifest({
  id: 'akkeris',
  name: 'Akkeris',
  effect: 'deploys',
  operations: ['deploy', 'start', 'finish', 'rollback'],
  where: "at the app's releases (aka releases)",
  tokenEnv: 'AKKERIS_TOKEN',
  inputs,
  // The version goes to a build only, which keeps 128 characters of it; the environment is our own word for the app.
  limits: {},

  check: problemsOf,

  connect(own, { token, apiUrl }) {
    return {
      baseUrl: apiUrl,
      headers: { authorization: `Bearer ${token}` },
      secrets: [token, ...imageSecrets(own.akkerisImage)],
    }
  },

  leaveOut: ({ akkerisImage }) => (akkerisImage ? [] : ['build']),
  defaultEnvironment: ({ akkerisApp }) => akkerisApp,
})
