// npm run sandbox -- SERVICE [--port N] [--fault "429 POST /releases/ x2"] [--switch name=value]
import { parseArgs } from 'node:util'
import { makeClock, serve } from './server.ts'
import { services } from './services.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: 'string', default: '9000' },
    fault: { type: 'string', multiple: true, default: [] },
    switch: { type: 'string', multiple: true, default: [] },
  },
})
const make = services[positionals[0] ?? '']
if (!make) {
  console.error(
    `usage: npm run sandbox -- SERVICE [--port N] [--fault TEXT]… [--switch NAME=VALUE]…\nservices: ${Object.keys(services).join(', ')}`,
  )
  process.exit(2)
}
const switches = Object.fromEntries(
  values.switch.map((text) => {
    const [name = '', ...value] = text.split('=')
    return [name, value.join('=')]
  }),
)
const clock = makeClock()
const running = await serve(make({ clock, switches }), {
  port: Number(values.port),
  clock,
  faults: values.fault,
  hook: (phase, request) => {
    if (phase === 'before') console.log(`${request.method} ${request.path}`)
  },
})
console.log(`${positionals[0]} sandbox on ${running.url} (Ctrl-C ends it)`)
