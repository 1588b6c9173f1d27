// The operations: what a step can be asked to do.

export const OPERATIONS = [
  'deploy',
  'release',
  'track',
  'start',
  'finish',
  'rollback',
  'retry',
  'deactivate',
] as const
export type Operation = (typeof OPERATIONS)[number]
