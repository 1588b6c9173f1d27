// Writes answers: as HTTP wants them, and as no server should.
import http from 'node:http'
import { gzipSync } from 'node:zlib'
import type { SandboxReply } from './service.ts'

/** How an answer goes out. */
export interface Outgoing {
  readonly status: number
  write(response: http.ServerResponse): void
}

function plainBody(reply: SandboxReply): string {
  return reply.json === undefined ? (reply.text ?? '') : JSON.stringify(reply.json)
}

/** A reply as it should be; a service that wants another content type for JSON says so in the headers. */
export function whole(reply: SandboxReply): Outgoing {
  const plain = plainBody(reply)
  const isPacked = reply.gzip === true && plain !== ''
  const body = isPacked ? gzipSync(plain) : Buffer.from(plain)
  const type = reply.json === undefined ? {} : { 'content-type': 'application/json' }
  const headers = {
    ...type,
    ...reply.headers,
    ...(isPacked ? { 'content-encoding': 'gzip' } : {}),
    'content-length': String(body.length),
  }
  return { status: reply.status, write: (response) => response.writeHead(reply.status, headers).end(body) }
}

/** Half of the body, as JSON that ends too early. */
export function truncated(reply: SandboxReply): Outgoing {
  const text = plainBody(reply)
  const headers = { 'content-type': 'application/json', ...reply.headers }
  return whole({ status: reply.status, headers, text: text.slice(0, Math.floor(text.length / 2)) })
}

/** What another service says that listens where an HTTP server should. */
export function junk(): Outgoing {
  return raw(0, 'SSH-2.0-OpenSSH_9.6\r\n')
}

/** The whole body in a chunk whose size is no number. */
export function badChunk(reply: SandboxReply): Outgoing {
  return raw(
    reply.status,
    `${headOf(reply, 'transfer-encoding: chunked')}size\r\n${plainBody(reply)}\r\n0\r\n\r\n`,
  )
}

/** A chunk that ends in the middle, with its connection. */
export function cutChunk(reply: SandboxReply): Outgoing {
  const text = plainBody(reply)
  const size = (Buffer.byteLength(text) + 1).toString(16)
  return raw(reply.status, `${headOf(reply, 'transfer-encoding: chunked')}${size}\r\n${text}`)
}

/** A body whose content-length is wrong; a shorter one than was said ends with its connection. */
export function wrongLength(reply: SandboxReply, by: number): Outgoing {
  const text = plainBody(reply)
  const length = Math.max(0, Buffer.byteLength(text) + by)
  return raw(reply.status, `${headOf(reply, `content-length: ${length}`)}${text}`)
}

function headOf({ status }: SandboxReply, framing: string): string {
  const reason = http.STATUS_CODES[status] ?? 'Unknown'
  return `HTTP/1.1 ${status} ${reason}\r\ncontent-type: application/json\r\n${framing}\r\n\r\n`
}

/** Bytes past Node's own HTTP, then the end of the connection. */
function raw(status: number, text: string): Outgoing {
  return { status, write: ({ socket }) => void socket?.end(text) }
}

const PIECE = 1024 * 1024

/** A body of so many bytes, or for ever: plain, or packed to a thousandth of that. */
export function flood(status: number, bytes: number, isPacked: boolean): Outgoing {
  const plain = Buffer.alloc(PIECE, 'x')
  // Packed pieces one behind the other are one packed whole (RFC 1952, 2.2).
  const pack = (piece: Buffer) => (isPacked ? gzipSync(piece) : piece)
  const piece = pack(plain)
  const headers = { 'content-type': 'application/json', ...(isPacked ? { 'content-encoding': 'gzip' } : {}) }
  return {
    status,
    write: (response) => {
      response.writeHead(status, headers)
      let left = bytes
      const more = () => {
        while (left >= PIECE && !response.destroyed) {
          left -= PIECE
          if (!response.write(piece)) return void response.once('drain', more)
        }
        if (left < PIECE) response.end(left === 0 ? undefined : pack(plain.subarray(0, left)))
      }
      more()
    },
  }
}
