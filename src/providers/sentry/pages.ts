// The pages of Sentry's lists: each answer names the cursor of the next in its Link header.
import * as v from 'valibot'
import type { Answer } from '../../provider/provider.ts'
import { DeployItem, type SentrySession } from './calls.ts'

// It has 100; so many pages of far more would fill the memory.
const MOST_A_PAGE = 1_000

/** The pages of a list, one request each, until there are no more or nobody wants the next. */
export async function* pagesOf<T>(
  ask: (cursor: string | undefined) => Promise<Answer<T[]>>,
  most: number,
): AsyncGenerator<T[]> {
  let cursor: string | undefined
  let count = 0
  for (let page = 0; page < most && count < most * MOST_A_PAGE; page++) {
    const { body = [], headers } = await ask(cursor)
    count += body.length
    yield body
    const next = nextCursor(headers['link'] ?? '')
    // A server that names the same page again would be asked for ever.
    if (next === undefined || next === cursor) return
    cursor = next
  }
}

/** All items of those pages. */
export async function allOf<T>(pages: AsyncGenerator<T[]>): Promise<T[]> {
  const all: T[] = []
  for await (const page of pages) all.push(...page)
  return all
}

/** The last deploys of a release to each environment, of these projects or of all. */
export function listDeploys(
  { api, own }: SentrySession,
  version: string,
  project: readonly string[],
  most: number,
): AsyncGenerator<DeployItem[]> {
  const params = { org: own.sentryOrg, version }
  const schema = v.array(DeployItem)
  return pagesOf((cursor) => api.send('listDeploys', params, { query: { project, cursor }, schema }), most)
}

/** `<…>; rel="next"; results="true"; cursor="0:100:0"`; both relations are always there, so `results` tells. */
function nextCursor(link: string): string | undefined {
  const next = link.split(/,\s*(?=<)/).find((each) => /;\s*rel="next"/.test(each)) ?? ''
  return /;\s*results="true"/.test(next) ? /;\s*cursor="([^"]+)"/.exec(next)?.[1] : undefined
}
