// The parts of undici that are used, and the only importer of it. Its index would load everything else too (WebSocket,
// fetch, mocks, caches: 0.7 MB), and no process here lives long enough to be worth that.
import { setFlagsFromString } from 'node:v8'
import connect from 'undici/lib/api/api-connect.js'
import request from 'undici/lib/api/api-request.js'
import Agent from 'undici/lib/dispatcher/agent.js'
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js'

// As undici's index does; its proxy agent calls `connect` on its own clients to open a tunnel.
Object.assign(Dispatcher.prototype, { connect })

// undici parses answers with WebAssembly. After some thousand bytes V8 would optimise the parser in the background:
// 90 ms of a core and 40 MB, longer than most runs last, and a process cannot end before it is done.
setFlagsFromString('--wasm-tiering-budget=1000000000')

/** For the few that are behind a proxy. */
export async function loadProxyAgent() {
  return (await import('undici/lib/dispatcher/env-http-proxy-agent.js')).default
}

export { Agent, request }
