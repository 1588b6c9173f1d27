// Picks the stage and runs it. A post stage with nothing to close, which is the usual one, ends without loading the rest.
import { hasToClose, readSaved } from './saved.ts'

const saved = readSaved({ readState: (name) => process.env[`STATE_${name}`] ?? '' })
if (saved === undefined || hasToClose(saved)) {
  // "eager": in the same file, but run only when it is reached (webpack).
  const { runStage } = await import(/* webpackMode: "eager" */ './stage.ts')
  await runStage(saved === undefined ? 'main' : 'post')
}
