// What the job summary and the outputs tell of the earlier deploys, and what reading them costs.
import type { StepResult } from './step.ts'

/** What a read for the summary may meet, as faults of the stand-in without their route. */
export const TROUBLES = [
  '500',
  '401',
  '403',
  '404',
  '429 retry-after=60',
  'cut',
  'html',
  'empty',
  'truncated',
]

export const previous = ({ summary }: StepResult) => /^\| Previous deploy \| (.*) \|$/m.exec(summary)?.[1]

/** The versions in the timeline that went well, oldest first. */
export const bars = ({ summary }: StepResult) =>
  [...summary.matchAll(/^ +\w+ \d+ (\S+) :(?!crit)/gm)].map(([, version]) => version)

export const figures = ({ outputs }: StepResult) => JSON.parse(outputs['result'] ?? '').figures
