// Picks the stage, runs it, and turns its end into the step's end. `on-error` is decided here and nowhere else.
import { realHost } from './host.ts'
import { commonInputs } from './inputs/common.ts'
import { run } from './main.ts'
import { readSaved } from './saved.ts'

// The runner does not say which stage it runs. The state of main tells; but a main stage that was killed at its first
// moment leaves none, and its post stage must not deploy in its place, so dist/post.js (scripts/build.ts) says it too.
const host = realHost()
const stage = process.argv[2] === 'post' || readSaved(host) ? 'post' : 'main'
const { fails, title = 'record-deploy', isSoft } = await run(host, stage)
const onError = commonInputs['on-error'].read((host.env['INPUT_ON-ERROR'] ?? '').trim())
if (fails && isSoft && 'value' in onError && onError.value === 'warn') host.warning(title, fails)
else if (fails) host.fail(title, fails)
