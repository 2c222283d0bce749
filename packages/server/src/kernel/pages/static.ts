import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Bytes that are the same for everyone, so that they can be compressed once and need not be sent twice. */
export type StaticContent = {
  type: string
  etag: string
  body: Buffer
  /** Compressed forms, made when first asked for. */
  compressed: Map<Encoding, Promise<Buffer>>
}

type Encoding = 'br' | 'gzip'

/**
 * Prepares content to be sent as often as it is asked for. Nothing secret: what an attacker can put beside a secret in
 * one compressed answer gives the secret away by the answer's length.
 */
export function staticContent(type: string, text: string | Buffer): StaticContent {
  const body = Buffer.from(text)
  return { type, etag: `W/"${hashOf(body)}"`, body, compressed: new Map() }
}

/** A short name for exactly these bytes. */
export function hashOf(body: Buffer): string {
  return createHash('sha256').update(body).digest('base64url').slice(0, 16)
}

/** Sends the content, compressed as the client likes it; or only says that what the client has is still good. */
export async function sendStatic(
  request: FastifyRequest,
  reply: FastifyReply,
  content: StaticContent,
  cacheControl: string,
): Promise<FastifyReply> {
  reply.headers({ 'Cache-Control': cacheControl, ETag: content.etag, Vary: 'Accept-Encoding' })
  if (hasCurrent(request.headers['if-none-match'], content.etag)) return reply.code(304).send()
  const encoding = encodingFor(request.headers['accept-encoding'])
  reply.type(content.type)
  if (!encoding || content.body.length < 500) return reply.send(content.body)
  let compressed = content.compressed.get(encoding)
  if (!compressed) {
    compressed = compress[encoding](content.body)
    content.compressed.set(encoding, compressed)
  }
  return reply.header('Content-Encoding', encoding).send(await compressed)
}

const compress: Record<Encoding, (body: Buffer) => Promise<Buffer>> = {
  br: (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
  gzip: promisify(gzip),
}

/** RFC 9110, 13.1.2: weak comparison with each of the tags that the client has. */
function hasCurrent(header: string | undefined, etag: string): boolean {
  return (header ?? '').split(',').some((tag) => tag.trim() === '*' || tag.trim() === etag)
}

/** The best encoding that a client takes (RFC 9110, 12.5.3). */
export function encodingFor(header: string | undefined): Encoding | undefined {
  const taken = (header ?? '').split(',').flatMap((part) => {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
    return parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)) ? [] : [name]
  })
  return taken.includes('br') ? 'br' : taken.includes('gzip') ? 'gzip' : undefined
}
