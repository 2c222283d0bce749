import { describePath, type Path, renderPath } from './path.ts'
import { clearJson, expose, isSecret, type Secret } from './secret.ts'
import { toWire, type WireNotes } from './wire.ts'

/** How one call differs from the client's defaults. Every method takes it last. */
export type RequestOptions = {
  /** The same key and request give the same answer, and happen once. With a key, a write is retried. */
  idempotencyKey?: string | undefined
  /** Further headers. They supersede the client's. */
  headers?: Readonly<Record<string, string>> | undefined
  /** Milliseconds for each attempt, its body included. */
  timeout?: number | undefined
  signal?: AbortSignal | undefined
  /** How often to try again after a passing fault. */
  maxRetries?: number | undefined
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
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries((toWire(query, wire) ?? {}) as Record<string, unknown>)) {
    if (value !== undefined && value !== null) search.set(name, queryValue(value))
  }
  return baseUrl + renderPath(path) + (search.size > 0 ? `?${search}` : '')
}

/** Lists are joined by commas, as the specification has it. */
function queryValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(queryValue).join(',')
  if (isSecret(value)) return expose(value)
  return value instanceof Date ? value.toISOString() : String(value)
}

/** The body of a call as JSON, if it has one: with its secrets in clear, wherever they are. */
export function requestBody({ body, wire }: Call): string | undefined {
  return body === undefined ? undefined : clearJson(toWire(body, wire))
}

/** Names a call in messages, without the IDs in it. */
export function describeCall(method: Method, path: Path): string {
  return `${method} ${describePath(path)}`
}
