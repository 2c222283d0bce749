/** Frameworks on Node's own requests and responses. Their types are described here, so that none are needed. */
import { ConfigurationError } from '../errors.ts'
import type { AuthRequest } from './request.ts'
import { notStored } from './session-cookie.ts'
import { readBytes, type WebhookOptions } from './webhook.ts'

/** What is read of Node's `IncomingMessage`, and of what frameworks add to it. */
export type NodeRequest = {
  readonly method?: string | undefined
  readonly url?: string | undefined
  /** The address before a router took its part away. */
  readonly originalUrl?: string | undefined
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** What is used of Node's `ServerResponse`. */
export type NodeResponse = {
  statusCode: number
  getHeader(name: string): number | string | readonly string[] | undefined
  setHeader(name: string, value: string | readonly string[]): unknown
  writeHead(status: number, ...more: never[]): unknown
  end(body?: string | Uint8Array): unknown
}

/** The request as the adapters read it. */
export function authRequest({
  method = 'GET',
  url = '/',
  originalUrl = url,
  headers,
}: NodeRequest): AuthRequest {
  // Not from the header `Host`, which the caller chooses. What is no path (`OPTIONS *`) is none of ours.
  const path = originalUrl.startsWith('/') ? originalUrl : '/'
  return {
    method,
    url: `http://application.invalid${path}`,
    headers: {
      get(name) {
        const value = headers[name.toLowerCase()]
        return (Array.isArray(value) ? value.join(', ') : value) ?? null
      },
    },
  }
}

/** Sets headers, and adds to those that may come several times. */
export function setHeaders(
  response: Pick<NodeResponse, 'getHeader' | 'setHeader'>,
  headers: Iterable<readonly [string, string]>,
): void {
  for (const [name, value] of headers) {
    const before = /^(set-cookie|vary)$/i.test(name) ? response.getHeader(name) : undefined
    response.setHeader(name, before === undefined ? value : [...[before].flat().map(String), value])
  }
}

/** A page may say for itself how it is stored, but not one that sets a cookie: this is said last. */
export function keepUnstored(response: NodeResponse): void {
  const writeHead = response.writeHead.bind(response)
  response.writeHead = (...head) => {
    response.setHeader('Cache-Control', notStored)
    return writeHead(...head)
  }
}

/** Sends a response. */
export async function sendResponse(response: NodeResponse, answer: Response): Promise<void> {
  const body = new Uint8Array(await answer.arrayBuffer())
  response.statusCode = answer.status
  setHeaders(response, answer.headers)
  response.end(body)
}

/** What is read of a request whose body is wanted as it came. */
export type NodeBody = AsyncIterable<unknown> & {
  readonly body?: unknown
  /** Where some platforms keep the body as it came. */
  readonly rawBody?: unknown
}

/**
 * The body as it came, or nothing where it is too long.
 *
 * @throws {ConfigurationError} something has parsed it already: its bytes are gone
 */
export async function rawBody(request: NodeBody, maxBytes?: number): Promise<Uint8Array | undefined> {
  const kept = request.rawBody ?? request.body
  if (kept === undefined) return readBytes(request, maxBytes)
  if (typeof kept === 'string' || ArrayBuffer.isView(kept)) return readBytes(once(kept), maxBytes)
  throw new ConfigurationError(
    'body',
    'was parsed before the webhook got it. Mount the webhook ahead of what parses bodies, such as express.json().',
  )
}

async function* once(chunk: unknown) {
  yield chunk
}

/** Said when the server starts, not when the first webhook comes. @throws {ConfigurationError} */
export function requireSecret({ secret }: WebhookOptions): void {
  if (!secret) throw new ConfigurationError('secret', "is required: the endpoint's, whsec_….")
}
