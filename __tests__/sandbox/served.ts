// Serves a stand-in for one test, and asks it by plain fetch.
import { afterEach } from '@jest/globals'
import { type Running, type ServeOptions, type Service, serve } from '../../sandbox/server.ts'

const open: Running[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()))
})

/** A running stand-in, which is closed after the test. */
export async function served(service: Service, options: ServeOptions): Promise<Running> {
  const running = await serve(service, options)
  open.push(running)
  return running
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Undefined for what is no JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: answers are read loosely; the assertions are the check
  readonly json: any
}

/** Asks once; a body that is no text goes as JSON. */
export async function ask(
  url: string,
  method: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const sent = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body: sent }) })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: parsed(text) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // no JSON: the test looks at the text
  }
}
