// Another client of the same token, which uses most of what is allowed.
import { request } from 'node:http'
import { TOKEN } from './service.ts'

export const OTHERS = 'another-client'

/** Lists releases at a steady rate, which counts against the same limit. */
export function keepBusy(url: string, perSecond: number): void {
  const started = performance.now()
  let sent = 0
  // Timers come late on a busy machine, so it is the clock that says how many are due.
  setInterval(() => {
    for (; sent < ((performance.now() - started) / 1000) * perSecond; sent++) list(url)
  }, 10)
}

function list(url: string): void {
  request(`${url}/api/0/organizations/acme/releases/`, {
    headers: { authorization: `Bearer ${TOKEN.value}`, 'user-agent': OTHERS },
  })
    .on('response', (answer) => answer.resume())
    .on('error', () => undefined) // The service was closed.
    .end()
}
