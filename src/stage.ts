// Runs a stage against the real runner and turns its end into the step's end. `on-error` is decided here and nowhere
// else.
import { realHost } from './host.ts'
import { commonInputs } from './inputs/common.ts'
import { run } from './main.ts'
import type { Stage } from './plan.ts'

// A cancelled step is to be gone within 2 s; the runner kills it after 10.
const LEAVE_MS = 1_000

export async function runStage(stage: Stage): Promise<void> {
  const host = realHost()
  const { fails, title = 'record-deploy', isSoft } = await run(host, stage)
  const onError = commonInputs['on-error'].read((host.env['INPUT_ON-ERROR'] ?? '').trim())
  if (fails && isSoft && 'value' in onError && onError.value === 'warn') host.warning(title, fails)
  else if (fails) host.fail(title, fails)
  // All is said and saved. The process ends by itself, unless something is under way that cannot be called off: a connect,
  // or a name look-up, for which even an exit waits.
  const leave = () => (host.signal.aborted ? process.kill(process.pid, 'SIGKILL') : process.exit())
  setTimeout(leave, LEAVE_MS).unref()
}
