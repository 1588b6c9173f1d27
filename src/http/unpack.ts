// Unpacks an answer, and never to more than it may hold. zlib is loaded only where something came packed.
import { promisify } from 'node:util'
import { entryAt } from '../json.ts'
import { codeOf, tooLarge } from './fault.ts'

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Unpacked, whatever it was packed with. */
  readonly body: Buffer
}

/**
 * The answer with its body as it was before it was packed, whether or not that was asked for.
 * @throws an error with the code TOO_LARGE when it would be larger than `most`, else zlib's own
 */
export async function unpack(reply: Reply, most: number): Promise<Reply> {
  const { 'content-encoding': packing, ...headers } = reply.headers
  const packings = [packing ?? []].flat().join(',').toLowerCase().split(',')
  let { body } = reply
  // Packed twice, the last packing is the outer one (RFC 9110, 8.4).
  for (const each of packings.map((word) => word.trim()).reverse()) {
    if (body.length > 0) body = await unpackOnce(each, body, most, reply.status)
  }
  return packing === undefined ? reply : { ...reply, headers, body }
}

async function unpackOnce(packing: string, body: Buffer, most: number, status: number): Promise<Buffer> {
  const { brotliDecompress, gunzip, inflate, inflateRaw } = await import('node:zlib')
  // Some servers send "deflate" without its envelope, whose first byte ends in 8 (RFC 1950, 2.2).
  const deflate = ((body[0] ?? 0) & 0x0f) === 8 ? inflate : inflateRaw
  const ways = { gzip: gunzip, 'x-gzip': gunzip, deflate, br: brotliDecompress }
  const way = entryAt<typeof gunzip>(ways, packing)
  if (!way) return body
  try {
    return await promisify<Buffer, object, Buffer>(way)(body, { maxOutputLength: most })
  } catch (error) {
    // It stops at that size; so that is all the memory it takes.
    throw codeOf(error) === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(status) : error
  }
}
