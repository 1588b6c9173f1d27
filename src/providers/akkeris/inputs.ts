// The inputs of Akkeris.
import { choice, flag, text } from '../../inputs/kinds.ts'

export const inputs = {
  'akkeris-app': text('App to deploy to: `name-space`, or its id.', {
    required: true,
    also: 'app-name application',
  }),
  'akkeris-slug': text('Build to release: its id, or `latest` for the newest build that succeeded.', {
    also: 'slug-id',
  }),
  'akkeris-image': text(
    'Image to build first and then release: `docker://HOST/IMAGE:TAG`, or with a digest.',
    { also: 'docker-image image-url' },
  ),
  'akkeris-status': flag('Attach a release status with the URL of the run to the release.', false),
  'akkeris-unknown': choice(
    'What a release that ends as `unknown` means: no dyno reported within 10 minutes.',
    ['success', 'warn', 'fail'],
    'warn',
  ),
}
