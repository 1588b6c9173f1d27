// The floor: a process that does nothing but make the given requests on one connection. JavaScript, because loading
// TypeScript would take time that is not the floor's.
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:https'

const { origin, requests } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const agent = new Agent({ keepAlive: true, maxSockets: 1 })
for (const each of requests) {
  const { status, text } = await send(each)
  if (status >= 300) throw new Error(`${each.method} ${each.path} answered ${status}: ${text}`)
  JSON.parse(text)
}
agent.destroy()

function send({ method, path, headers, text }) {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${origin}${path}`, { agent, method, headers }, (answer) => {
      let body = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk) => {
        body += chunk
      })
      answer.on('end', () => resolve({ status: answer.statusCode, text: body }))
    })
    outgoing.on('error', reject)
    outgoing.end(text || undefined)
  })
}
