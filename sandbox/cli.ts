// npm run sandbox -- SERVICE [--port N] [--fault "429 POST /releases/ x2"] [--switch name=value]
import { parseArgs } from 'node:util'
import { parseFault } from './faults.ts'
import { guideTo, overview, reachLines, USAGE } from './guide.ts'
import { standIns } from './index.ts'
import { makeClock, serve } from './server.ts'

interface Asked {
  /** One service; left out: all of them. */
  readonly id: string | undefined
  readonly port: number
  readonly faults: readonly string[]
  readonly switches: Readonly<Record<string, string>>
}

/** What was asked for; undefined when the answer was printed instead. */
function readArguments(): Asked | undefined {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '9000' },
      fault: { type: 'string', multiple: true, default: [] },
      switch: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const [id, ...more] = positionals
  if (id !== undefined && !standIns[id])
    throw new Error(`there is no service ${id}; services: ${Object.keys(standIns).join(', ')}`)
  if (more.length > 0) throw new Error(`one service at a time, not also ${more.join(' ')}`)
  if (values.help) {
    console.log(id === undefined ? overview() : guideTo(id))
    return undefined
  }
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port: a number up to 65535, not "${values.port}"`)
  if (id === undefined && values.fault.length + values.switch.length > 0)
    throw new Error('--fault and --switch go with one service')
  for (const fault of values.fault) parseFault(fault)
  const switches = Object.fromEntries(values.switch.map(readSwitch))
  return { id, port, faults: values.fault, switches }
}

function readSwitch(text: string): [string, string] {
  const [name = '', ...value] = text.split('=')
  if (name === '' || value.length === 0) throw new Error(`--switch "${text}": write NAME=VALUE`)
  return [name, value.join('=')]
}

async function start(asked: Asked): Promise<void> {
  if (asked.id !== undefined) {
    await startOne({ ...asked, id: asked.id })
    return
  }
  for (const [index, id] of Object.keys(standIns).entries()) {
    const port = asked.port === 0 ? 0 : asked.port + index
    const url = await startOne({ ...asked, id, port })
    for (const line of reachLines(id, url)) console.log(line)
  }
}

/** Starts one service and tells where it is. */
async function startOne({ id, port, faults, switches }: Asked & { readonly id: string }): Promise<string> {
  const clock = makeClock()
  const service = standIns[id]?.make({ clock, switches })
  if (!service) throw new Error(USAGE)
  const running = await serve(service, {
    port,
    clock,
    faults,
    hook: (phase, { method, path }) => {
      if (phase === 'before') console.log(`${method} ${path}`)
    },
  })
  console.log(`${id} sandbox on ${running.url} (Ctrl-C ends it)`)
  return running.url
}

try {
  const asked = readArguments()
  if (asked) await start(asked)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
