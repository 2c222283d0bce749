import { ConfigurationError } from './errors.ts'
import { headerSafe, requireRetries, requireTimeout } from './options.ts'
import { describePath, type Path, renderPath } from './path.ts'
import { clearJson, expose, isSecret, type Secret } from './secret.ts'
import type { Strategy } from './strategy.ts'
import { toWire, type WireNotes } from './wire.ts'

/** How one call differs from the client's defaults. Every method takes it last. */
export type RequestOptions = {
  /** The same key and request give the same answer, and happen once. With a key, a write is tried again. */
  idempotencyKey?: string | undefined
  /**
   * Further headers, and others for the client's own. Not what has an option of its own or belongs to the request
   * itself: `Authorization` (another key: `client.withOptions({ apiKey })`), `Idempotency-Key`, `Content-Type` and
   * the like are refused.
   */
  headers?: Readonly<Record<string, string>> | undefined
  /** Milliseconds for each attempt, its body included. */
  timeout?: number | undefined
  /** Ends the call with the signal's reason, a wait before a retry included. */
  signal?: AbortSignal | undefined
  /** How often to try again after a passing fault. */
  maxRetries?: number | undefined
  /** How often to attempt it and how long to wait in between, in place of `maxRetries`. */
  strategy?: Strategy | undefined
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What an operation asks of the client, in our names. */
export type Call = {
  query?: object | undefined
  body?: unknown
  wire?: WireNotes | undefined
  /** The credential it takes. Default: the API key. */
  credential?: Credential
  /** Whether success may come without a body. */
  mayBeEmpty?: boolean
}

export type Credential =
  | 'apiKey'
  | 'none'
  /** The client's ID in the body. */
  | 'clientId'
  /** The client's ID in the body, and its API key as the secret where it has one. */
  | 'clientSecret'
  /** A token of the signed-in user's. */
  | { accessToken: Secret }

/** The address of a call. */
export function requestUrl(baseUrl: string, path: Path, { query, wire }: Call): string {
  const url = baseUrl + renderPath(path)
  return query === undefined ? url : url + search(toWire(query, wire) as Record<string, unknown>)
}

function search(query: Record<string, unknown>): string {
  let written = ''
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue
    written += `${written === '' ? '?' : '&'}${encode(name)}=${encode(queryValue(value))}`
  }
  return written
}

const encode = (text: string) => encodeURIComponent(text.toWellFormed())

/** Lists are joined by commas, as the specification has it. */
function queryValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(queryValue).join(',')
  if (isSecret(value)) return expose(value)
  return value instanceof Date ? value.toISOString() : String(value)
}

/** The body of a call as JSON, if it has one: with its secrets in clear, wherever they are. */
export function requestBody(body: unknown, wire: WireNotes | undefined): string | undefined {
  return body === undefined ? undefined : clearJson(toWire(body, wire))
}

/** Names a call in messages, without the IDs in it. */
export function describeCall(method: Method, path: Path): string {
  return `${method} ${describePath(path)}`
}

/** Checks what the caller asks for, which JavaScript does not. @throws {ConfigurationError} that names the option */
export function requireOptions({ timeout, maxRetries, signal }: RequestOptions): void {
  if (timeout !== undefined) requireTimeout(timeout)
  if (maxRetries !== undefined) requireRetries(maxRetries)
  if (signal !== undefined && typeof signal?.addEventListener !== 'function') {
    throw new ConfigurationError('signal', 'must be an AbortSignal.')
  }
}

/** What the client itself says in these is not to be replaced by accident. */
const ownHeaders =
  /^(authorization|idempotency-key|content-type|content-length|transfer-encoding|host|connection)$/

/** Adds the headers of one call. A line break in one would begin another. */
export function addHeaders(headers: Record<string, string>, added: RequestOptions['headers']): void {
  for (const [name, value] of Object.entries(added ?? {})) {
    const lower = name.toLowerCase()
    // RFC 9110, section 5.1
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
      throw new ConfigurationError('headers', 'has a name that no header can have.')
    }
    if (ownHeaders.test(lower)) {
      throw new ConfigurationError('headers', `cannot hold ${lower}: the client says that itself.`)
    }
    headers[lower] = headerSafe(`headers.${lower}`, value)
  }
}
