// Runs a stage against the real runner and turns its end into the step's end. `on-error` is decided here and nowhere
// else.
import { realHost } from './host.ts'
import { commonInputs } from './inputs/common.ts'
import { run } from './main.ts'
import type { Stage } from './plan.ts'

export async function runStage(stage: Stage): Promise<void> {
  const host = realHost()
  const { fails, title = 'record-deploy', isSoft } = await run(host, stage)
  const onError = commonInputs['on-error'].read((host.env['INPUT_ON-ERROR'] ?? '').trim())
  if (fails && isSoft && 'value' in onError && onError.value === 'warn') host.warning(title, fails)
  else if (fails) host.fail(title, fails)
}
