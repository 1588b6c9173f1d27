// Picks the stage, runs it, and turns its end into the step's end.
import { realHost } from './host.ts'
import { entryAt } from './json.ts'
import { providers } from './providers/index.ts'
import { run } from './run.ts'

// A cancelled step is to be gone within 2 s; the runner kills it after 10.
const LEAVE_MS = 1_000

// The runner does not say which stage it runs; dist/post.js (scripts/build.ts) does.
const host = realHost(entryAt(providers, (process.env['INPUT_PROVIDER'] ?? '').trim())?.name)
const {
  fails,
  title = 'record-deploy',
  isSoftened,
} = await run(host, process.argv[2] === 'post' ? 'post' : 'main')
if (fails && isSoftened) host.warning(title, fails)
else if (fails) host.fail(title, fails)
// All is said and saved, so nothing is worth waiting for: not the connection, nor what a cancellation cannot call off.
// A name look-up is waited for even by an exit, so after a cancellation a timer makes an end of that.
if (host.signal.aborted) setTimeout(() => process.kill(process.pid, 'SIGKILL'), LEAVE_MS).unref()
// Once the log is written: on Windows a pipe is written to in the background.
else process.stdout.write('', () => process.exit())
