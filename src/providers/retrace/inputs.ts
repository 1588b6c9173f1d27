// The inputs of Stackify Retrace.
import { flag, text } from '../../inputs/kinds.ts'

export const inputs = {
  'retrace-app': text('AppName exactly as in Retrace.', {
    required: true,
    also: 'app app-name application project projects',
  }),
  'retrace-check-names': flag(
    'Look the app and environment up first and fail with suggestions when they do not exist. Best effort: the look-up is unofficial, and where it does not answer that is a warning.',
    false,
  ),
}
