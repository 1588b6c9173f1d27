// Picks the stage, runs it, and turns its end into the step's end. `on-error` is decided here and nowhere else.
import { realHost } from './host.ts'
import { commonInputs } from './inputs/common.ts'
import { run } from './main.ts'
import { readSaved } from './saved.ts'

const host = realHost()
const { fails, title = 'record-deploy', isSoft } = await run(host, readSaved(host) ? 'post' : 'main')
const onError = commonInputs['on-error'].read((host.env['INPUT_ON-ERROR'] ?? '').trim())
if (fails && isSoft && 'value' in onError && onError.value === 'warn') host.warning(title, fails)
else if (fails) host.fail(title, fails)
