// What nobody outside the vendor knows about Rollbar's deploys, or what a project sets. [A] unless marked.
import { count, oneOf, type Values } from '../kit/switches.ts'

export const SWITCHES = {
  /** [S] the vendor's command line and its Ruby library read `data`; a third party's description says `result`. */
  'created-shape': oneOf('data', 'result'),
  /** [S] the Ruby library's test double says `result`. */
  'changed-shape': oneOf('result', 'data'),
  'bad-body': oneOf('400', '422'),
  /** A revision of more than 40 characters. */
  'long-revision': oneOf('kept', 'cut', 'refused'),
  /** [D] the deploy time-out of the project, in seconds; 0: a deploy stays started. */
  'deploy-timeout': count(0),
  'page-size': count(20),
}

export type Switches = Values<typeof SWITCHES>
