import type { Agent, Dispatcher } from 'undici'
import { createAgent, type Route, withRoute } from './agent.ts'
import { type ConnectorOptions, createConnector } from './connector.ts'
import { describeFailure, OutboundError } from './error.ts'
import { hostOf, readUrl, type UrlPolicy } from './url.ts'

export { OutboundError, type OutboundErrorCode } from './error.ts'
export { checkUrl, type UrlPolicy } from './url.ts'

const REDIRECT_BODY_BYTES = 16 * 1024

export interface OutboundOptions extends UrlPolicy, ConnectorOptions {
  /** The `User-Agent` of requests that set none. */
  readonly userAgent: string
  /** How many connections one origin (scheme, host and port) may have; more requests wait their turn. Default 16. */
  readonly connectionsPerOrigin?: number
  /** How long an unused connection is kept, unless the receiver asks for less. Default 10 000 ms. */
  readonly keepAliveMs?: number
  /** Milliseconds of a clock that never goes back, for `durationMs`. Default `performance.now`. */
  readonly now?: () => number
}

export interface OutboundRequest {
  /** Default `GET`. */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** `Host` and the headers that frame the message (`Content-Length`, `Transfer-Encoding`, ...) are not the caller's. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** For everything together: waiting for a connection, DNS, connect, TLS, headers, body, redirects. Default 10 000 ms. */
  readonly timeoutMs?: number
  /** The most bytes of the answer's body to keep, as sent: no content coding is undone. Default 1 MiB. */
  readonly maxBytes?: number
  /** Whether a longer answer fails (the default) or is cut after `maxBytes`. Either way the rest is not read. */
  readonly onTooLarge?: 'fail' | 'truncate'
  readonly signal?: AbortSignal
  /** How many redirects to follow. With 0, the default, a redirect is an answer like any other. */
  readonly redirects?: number
}

export interface OutboundResponse {
  readonly status: number
  /** By lower-case name; repeated headers are joined with a comma and a space. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** Whether the body was longer than `maxBytes`. */
  readonly truncated: boolean
  readonly durationMs: number
  /** The IP address that answered. */
  readonly remoteAddress: string | undefined
}

export interface Outbound {
  /**
   * Makes one request.
   *
   * @throws {OutboundError} when there is no usable answer; any status, 500 too, is an answer
   * @throws {TypeError} when a header is not the caller's to set, or is malformed
   */
  fetch(url: string | URL, request?: OutboundRequest): Promise<OutboundResponse>
  /** Waits for the requests under way, then closes all connections. What comes later fails as `aborted`. */
  close(): Promise<void>
}

/**
 * Makes the client for requests to addresses that a customer typed in (webhooks, metadata, key sets, discovery), safe
 * against server-side request forgery (OWASP API7:2023).
 *
 * The address is checked where the connection is made, not before: a name is resolved once, every address it has is
 * checked (one forbidden address refuses them all), and the socket goes to exactly those addresses. A name that answers
 * differently the second time gains nothing, and a pooled connection is one that passed. What the socket reports as its
 * peer is checked once more. Redirects are an answer unless asked for, and every hop is judged like the first URL.
 */
export function createOutbound(options: OutboundOptions): Outbound {
  const { now = () => performance.now() } = options
  const agent = createAgent({
    connect: createConnector(options),
    connectionsPerOrigin: options.connectionsPerOrigin ?? 16,
    keepAliveMs: options.keepAliveMs ?? 10_000,
  })

  return {
    async fetch(url, request = {}) {
      const started = now()
      const first = requireUrl(String(url), options)
      const headers = requestHeaders(request.headers, options.userAgent)
      const response = await withDeadline(request, (context) =>
        follow(agent, options, first, headers, request, context),
      )
      return { ...response, durationMs: now() - started }
    },
    close: () => agent.close(),
  }
}

type Answer = Omit<OutboundResponse, 'durationMs'>

/** What a request shares with its deadline: the signal that ends it, and how far it came. */
interface Context {
  readonly signal: AbortSignal
  host: string
  route: Route
  isReading: boolean
}

/**
 * Runs an attempt until it ends, time is up or the caller gives up. The attempt is raced rather than only signalled: undici
 * hears an abort no sooner than the connection is made.
 */
async function withDeadline(
  request: OutboundRequest,
  attempt: (context: Context) => Promise<Answer>,
): Promise<Answer> {
  const { timeoutMs = 10_000, signal } = request
  const controller = new AbortController()
  const context: Context = { signal: controller.signal, host: '', route: {}, isReading: false }
  const abort = () =>
    controller.abort(new OutboundError('aborted', 'The request was aborted.', { cause: signal?.reason }))
  const expire = () => controller.abort(timeoutError(context, timeoutMs))
  if (signal?.aborted) abort()
  controller.signal.throwIfAborted()

  const timer = setTimeout(expire, timeoutMs)
  signal?.addEventListener('abort', abort, { once: true })
  const interrupted = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true })
  })
  try {
    return await Promise.race([attempt(context), interrupted])
  } catch (error) {
    if (error instanceof TypeError) throw error
    throw describeFailure(controller.signal.aborted ? controller.signal.reason : error, context.host)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}

function timeoutError({ host, route, isReading }: Context, timeoutMs: number): OutboundError {
  const what = isReading
    ? 'did not finish its answer'
    : route.client?.isConnected
      ? 'was connected but did not answer'
      : 'could not be connected to'
  return new OutboundError('timeout', `${host} ${what} within ${timeoutMs} ms.`)
}

async function follow(
  agent: Agent,
  policy: UrlPolicy,
  first: URL,
  headers: Record<string, string>,
  request: OutboundRequest,
  context: Context,
): Promise<Answer> {
  const { redirects = 0, maxBytes = 1024 * 1024, onTooLarge = 'fail' } = request
  let hop: Hop = { url: first, method: request.method ?? 'GET', headers, body: request.body }
  for (let followed = 0; ; followed++) {
    const answer = await exchange(agent, hop, context, async (response) => {
      const next = redirects > 0 ? redirectTarget(response) : undefined
      if (next === undefined) return { next, ...(await readBody(response, maxBytes, onTooLarge, context)) }
      return { next, ...(await readBody(response, REDIRECT_BODY_BYTES, 'truncate', context)) }
    })
    const { next, ...result } = answer
    if (next === undefined) return result
    if (followed === redirects) {
      throw new OutboundError('redirect_refused', `${context.host} redirected more than ${redirects} times.`)
    }
    hop = nextHop(hop, result.status, next, policy)
  }
}

interface Hop {
  readonly url: URL
  readonly method: string
  readonly headers: Record<string, string>
  readonly body: string | Uint8Array | undefined
}

/** Sends one request and lets `read` take what it wants from the response. */
async function exchange<T extends { body: Buffer; truncated: boolean }>(
  agent: Agent,
  { url, method, headers, body }: Hop,
  context: Context,
  read: (response: Dispatcher.ResponseData) => Promise<T>,
): Promise<T & Answer> {
  context.signal.throwIfAborted()
  context.host = hostOf(url)
  context.isReading = false
  const route: Route = {}
  context.route = route
  const response = await agent
    .request(
      withRoute(
        {
          origin: url.origin,
          path: url.pathname + url.search,
          method: method as Dispatcher.HttpMethod,
          headers,
          body: body ?? null,
          signal: context.signal,
        },
        route,
      ),
    )
    .catch((error) => {
      if (error?.code === 'UND_ERR_INVALID_ARG') throw new TypeError(error.message, { cause: error })
      throw error
    })
  context.isReading = true
  const remoteAddress = route.client?.remoteAddress
  const taken = await read(response)
  return { ...taken, status: response.statusCode, headers: responseHeaders(response.headers), remoteAddress }
}

async function readBody(
  response: Dispatcher.ResponseData,
  maxBytes: number,
  onTooLarge: 'fail' | 'truncate',
  { host }: Context,
): Promise<{ body: Buffer; truncated: boolean }> {
  const tooLarge = () =>
    new OutboundError('response_too_large', `The answer of ${host} is longer than ${maxBytes} bytes.`)
  const chunks: Buffer[] = []
  let size = 0
  // Leaving the loop early destroys the stream, and with it the connection: the rest is never read.
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size > maxBytes) break
  }
  if (size > maxBytes && onTooLarge === 'fail') throw tooLarge()
  return { body: Buffer.concat(chunks).subarray(0, maxBytes), truncated: size > maxBytes }
}

function redirectTarget({ statusCode, headers }: Dispatcher.ResponseData): string | undefined {
  const location = headers.location
  return [301, 302, 303, 307, 308].includes(statusCode) && typeof location === 'string' ? location : undefined
}

/** What a redirect asks for: RFC 9110, 15.4, with the Fetch Standard's method changes and a stricter view of headers. */
function nextHop(
  { url, method, headers, body }: Hop,
  status: number,
  location: string,
  policy: UrlPolicy,
): Hop {
  const refused = (why: string) => new OutboundError('redirect_refused', `${hostOf(url)} redirected ${why}.`)
  if (!URL.canParse(location, url.href)) throw refused('to something that is not a URL')
  const target = requireUrl(new URL(location, url.href).href, policy)
  if (url.protocol === 'https:' && target.protocol === 'http:') throw refused('from https to http')

  const becomesGet = (status === 303 && method !== 'HEAD') || (status < 303 && method === 'POST')
  const next = becomesGet
    ? { method: 'GET', headers: pick(headers, (name) => !name.startsWith('content-')), body: undefined }
    : { method, headers, body }
  if (target.origin === url.origin) return { ...next, url: target }
  if (next.body !== undefined) throw refused('a request with a body to another origin')
  // Any header may be a secret meant for the first origin; these cannot be.
  const harmless = new Set(['accept', 'accept-language', 'user-agent'])
  return { ...next, url: target, headers: pick(next.headers, (name) => harmless.has(name)) }
}

const pick = (headers: Record<string, string>, wanted: (name: string) => boolean) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => wanted(name)))

function requireUrl(text: string, policy: UrlPolicy): URL {
  const url = readUrl(text, policy)
  if (url instanceof URL) return url
  throw new OutboundError(url.code, url.reason)
}

/** Those that name the receiver (undici would also verify the certificate against `Host`) or frame the message. */
const reservedHeaders = new Set(
  'host connection content-length expect keep-alive proxy-connection te trailer transfer-encoding upgrade'.split(
    ' ',
  ),
)

function requestHeaders(given: OutboundRequest['headers'] = {}, userAgent: string): Record<string, string> {
  const headers: Record<string, string> = { 'user-agent': userAgent }
  for (const [name, value] of Object.entries(given)) {
    const lower = name.toLowerCase()
    if (reservedHeaders.has(lower)) throw new TypeError(`The header ${name} cannot be set.`)
    headers[lower] = value
  }
  return headers
}

function responseHeaders(received: Dispatcher.ResponseData['headers']): Record<string, string> {
  // Without a prototype, since the receiver chooses the names.
  const headers: Record<string, string> = Object.create(null)
  for (const [name, value] of Object.entries(received)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '')
  }
  return headers
}
