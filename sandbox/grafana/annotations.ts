// The annotations of an organization: what is made of a body, and which ones a query finds.
import type { Texts } from '../kit/stand-in.ts'

export interface Annotation {
  readonly id: number
  readonly dashboardUID: string | null
  readonly panelId: number
  readonly userId: number
  readonly login: string
  time: number
  timeEnd: number
  text: string
  tags: readonly string[]
  data: unknown
  readonly created: number
  updated: number
}

export type Body = Readonly<Record<string, unknown>>

/** [S] `tag.ParseTagPairs`: a name and what stands between its first two colons; trimmed, without twins. */
function storedTags(tags: readonly string[]): string[] {
  const pairs = tags.map((tag) => {
    const [name = '', value = ''] = tag.split(':').map((part) => part.trim())
    return value === '' ? name : `${name}:${value}`
  })
  return [...new Set(pairs.filter((pair) => pair !== '' && !pair.startsWith(':')))]
}

/** [S] `validateTagsLength`, in the server's words. */
export function tooLongTags(tags: readonly string[], most: number): string | undefined {
  const length = Buffer.byteLength(JSON.stringify(tags))
  if (length <= most) return undefined
  return `tags length (${length}) exceeds the maximum allowed (${most}): modify the configuration to increase it`
}

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  tags: (value) => Array.isArray(value) && value.every((each) => typeof each === 'string'),
  time: Number.isInteger,
  timeEnd: Number.isInteger,
  dashboardUID: (value) => typeof value === 'string',
  panelId: Number.isInteger,
  data: (value) => typeof value === 'object',
}

/** What may be changed; the rest is fixed when it is made. */
export const CHANGEABLE: readonly string[] = ['text', 'tags', 'time', 'timeEnd', 'data']
export const FIELDS: readonly string[] = Object.keys(TYPES)

/** A field of the wrong type. */
export function wrongField(body: Body): string | undefined {
  return Object.keys(body).find((name) => TYPES[name]?.(body[name]) === false)
}

/** The values of the body that are there, as they are held; the fields were looked at by `wrongField`. */
export function valuesOf({ text, tags, time, timeEnd, data }: Body) {
  return {
    ...(typeof text === 'string' ? { text } : {}),
    ...(Array.isArray(tags) ? { tags: storedTags(tags.map(String)) } : {}),
    ...(typeof time === 'number' && time > 0 ? { time } : {}),
    ...(typeof timeEnd === 'number' && timeEnd > 0 ? { timeEnd } : {}),
    ...(data === undefined ? {} : { data }),
  }
}

/** [S] `validateTimeRange`: the end before the beginning is the beginning. */
export function inOrder(annotation: Annotation): Annotation {
  const { time, timeEnd } = annotation
  if (timeEnd < time) Object.assign(annotation, { time: timeEnd, timeEnd: time })
  return annotation
}

/** [S] What fits the query: all of its tags or, with matchAny, one of them; the time only where both ends are given. */
export function matches(annotation: Annotation, query: URLSearchParams): boolean {
  const wanted = storedTags(query.getAll('tags'))
  const has = (tag: string) => annotation.tags.some((each) => isTag(each, tag))
  const isTagged =
    wanted.length === 0 || (query.get('matchAny') === 'true' ? wanted.some(has) : wanted.every(has))
  const [from, to] = [Number(query.get('from') ?? 0), Number(query.get('to') ?? 0)]
  const isInTime = from === 0 || to === 0 || (annotation.time <= to && annotation.timeEnd >= from)
  const own: Texts = {
    dashboardUID: annotation.dashboardUID ?? '',
    panelId: String(annotation.panelId),
    userId: String(annotation.userId),
  }
  const isPlaced = Object.entries(own).every(([name, value]) => [value, null].includes(query.get(name)))
  return isTagged && isInTime && isPlaced && query.get('type') !== 'alert'
}

/** A name alone stands for every value of it [A]. */
function isTag(held: string, wanted: string): boolean {
  return held === wanted || (!wanted.includes(':') && held.startsWith(`${wanted}:`))
}

/** [S] By end, then by beginning, the latest first. */
export function latestFirst(annotations: readonly Annotation[]): readonly Annotation[] {
  return annotations.toSorted((a, b) => b.timeEnd - a.timeEnd || b.time - a.time || b.id - a.id)
}
