// undici publishes types for its index only.
declare module 'undici/lib/dispatcher/agent.js' {
  import { Agent } from 'undici'

  export = Agent
}

declare module 'undici/lib/dispatcher/env-http-proxy-agent.js' {
  import { EnvHttpProxyAgent } from 'undici'

  export = EnvHttpProxyAgent
}

declare module 'undici/lib/dispatcher/dispatcher.js' {
  import { Dispatcher } from 'undici'

  export = Dispatcher
}

declare module 'undici/lib/core/connect.js' {
  import type { Socket } from 'node:net'
  import { buildConnector } from 'undici'

  /** As undici's index declares it, and with the socket that it returns. */
  function build(
    options: buildConnector.BuildOptions,
  ): (...all: Parameters<buildConnector.connector>) => Socket | undefined
  export = build
}

declare module 'undici/lib/api/api-connect.js' {
  import type { Dispatcher } from 'undici'

  /** `Dispatcher.connect`, which undici's index puts on the prototype. */
  function connect(this: Dispatcher, options: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData>
  export = connect
}
