// Picks the stage and runs it. A post stage with nothing to close, which is the usual one, ends without loading the rest.
import { hasToClose, readSaved } from './deploy/saved.ts'

// The runner does not say which stage it runs. The state of main tells; but a main stage that was killed at its first
// moment leaves none, and its post stage must not deploy in its place, so dist/post.js (scripts/build.ts) says it too.
const saved = readSaved({ readState: (name) => process.env[`STATE_${name}`] ?? '' })
const stage = process.argv[2] === 'post' || saved !== undefined ? 'post' : 'main'
if (stage === 'main' || hasToClose(saved)) {
  // "eager": in the same file, but run only when it is reached (webpack).
  const { runStage } = await import(/* webpackMode: "eager" */ './stage.ts')
  await runStage(stage)
}
