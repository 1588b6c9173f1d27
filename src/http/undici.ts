// The parts of undici that are used, and the only importer of it. Its index would load everything else too (WebSocket,
// fetch, mocks, caches: 0.7 MB), and no process here lives long enough to be worth that.
import { setFlagsFromString } from 'node:v8'
import Agent from 'undici/lib/dispatcher/agent.js'

// undici parses answers with WebAssembly. After some thousand bytes V8 would optimise the parser in the background:
// 90 ms of a core and 40 MB, longer than most runs last, and a process cannot end before it is done. Set here, when Node's
// own modules are loaded: with another flag V8 no longer takes the compiled code that Node brings along for them.
setFlagsFromString('--wasm-tiering-budget=1000000000')

/** For the few that are behind a proxy. */
export async function loadProxyAgent() {
  const [{ default: EnvHttpProxyAgent }, { default: Dispatcher }, { default: connect }] = await Promise.all([
    import('undici/lib/dispatcher/env-http-proxy-agent.js'),
    import('undici/lib/dispatcher/dispatcher.js'),
    import('undici/lib/api/api-connect.js'),
  ])
  // As undici's index does; the proxy agent calls `connect` on its own clients to open a tunnel.
  Object.assign(Dispatcher.prototype, { connect })
  return EnvHttpProxyAgent
}

export { Agent }
