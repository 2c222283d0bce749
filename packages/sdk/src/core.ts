import { environmentVariable } from './environment.ts'
import { APIError, ConfigurationError, NetworkError, PorticoError, TimeoutError } from './errors.ts'
import { type PageBody, type PageParams, PagePromise } from './page.ts'
import type { Path } from './path.ts'
import {
  type Call,
  describeCall,
  type Method,
  type RequestOptions,
  requestBody,
  requestUrl,
} from './request.ts'
import { type Answer, readError, readJson } from './response.ts'
import { isPassing, retryDelayMs, sleep } from './retry.ts'
import { expose, type Secret } from './secret.ts'
import { fetchTransport, type Transport } from './transport.ts'
import { version } from './version.ts'
import { fromWire } from './wire.ts'

/** What a client is made with. What is left out comes from the environment, or has the default named. */
export type ClientOptions = {
  /** `sk_…`. Default: `WORKOS_API_KEY`. With `null` there is none, whatever the environment holds. */
  apiKey?: string | null | undefined
  /** `client_…`. Default: `WORKOS_CLIENT_ID`. */
  clientId?: string | undefined
  /** Where the API is. Default: `WORKOS_BASE_URL`, else `https://api.workos.com`. */
  baseUrl?: string | undefined
  /** Milliseconds for each attempt, its body included. Default: 30,000. */
  timeout?: number | undefined
  /** How often to try again after a passing fault. Default: 3. */
  maxRetries?: number | undefined
  /** Carries the requests. Default: `fetch`. */
  transport?: Transport | undefined
  /** Names the caller, after this package, in `User-Agent`. */
  userAgent?: string | undefined
}

type Settings = {
  apiKey: string | undefined
  clientId: string | undefined
  baseUrl: string
  timeout: number
  maxRetries: number
  transport: Transport
  userAgent: string
}

/** Makes requests, and knows no service: those are generated on top of it. */
export class Core {
  // Private, so that printing a client shows no key.
  readonly #settings: Settings

  constructor(options: ClientOptions = {}) {
    this.#settings = settingsFrom(options)
  }

  /** The application that the client speaks for. */
  get clientId(): string | undefined {
    return this.#settings.clientId
  }

  get baseUrl(): string {
    return this.#settings.baseUrl
  }

  /** Refuses what cannot be done without an API key. @throws {ConfigurationError} */
  requireApiKey(): void {
    if (this.#settings.apiKey === undefined) {
      throw new ConfigurationError('apiKey', 'this call needs an API key. Pass one, or set WORKOS_API_KEY.')
    }
  }

  /** Calls an operation and reads the JSON that it answers. */
  async request<T>(method: Method, path: Path, call: Call = {}, options: RequestOptions = {}): Promise<T> {
    const answer = await this.#exchange(method, path, call, options)
    if (call.mayBeEmpty && answer.text === '') return undefined as T
    return fromWire(readJson(answer, describeCall(method, path)), call.wire) as T
  }

  /** Calls an operation that answers nothing. */
  async send(method: Method, path: Path, call: Call = {}, options: RequestOptions = {}): Promise<void> {
    await this.#exchange(method, path, call, options)
  }

  /** Calls an operation that answers text other than JSON. */
  async requestText(
    method: Method,
    path: Path,
    call: Call = {},
    options: RequestOptions = {},
  ): Promise<string> {
    return (await this.#exchange(method, path, call, options)).text
  }

  /** Calls an operation that answers a list in pages. No request is made before the result is used. */
  list<T>(path: Path, call: Call = {}, options: RequestOptions = {}): PagePromise<T> {
    const params: PageParams = call.query ?? {}
    return new PagePromise<T>(params, (cursor) =>
      this.request<PageBody<T>>('GET', path, { ...call, query: { ...params, ...cursor } }, options),
    )
  }

  async #exchange(method: Method, path: Path, call: Call, options: RequestOptions): Promise<Answer> {
    const { maxRetries = this.#settings.maxRetries, signal } = options
    const name = describeCall(method, path)
    const carry = this.#prepare(method, path, call, options)
    // A write without a key might happen twice.
    const repeatable = method === 'GET' || options.idempotencyKey !== undefined
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.#attempt(carry, name, options)
      if (!(outcome instanceof PorticoError)) return outcome
      if (!repeatable || attempt > maxRetries || !isPassing(outcome)) throw outcome
      const retryAfter = outcome instanceof APIError ? outcome.retryAfter : undefined
      await sleep(retryDelayMs(attempt, retryAfter), signal)
    }
  }

  /** Checks and encodes everything once, for all attempts. */
  #prepare(
    method: Method,
    path: Path,
    call: Call,
    options: RequestOptions,
  ): (signal: AbortSignal) => Promise<Response> {
    const url = requestUrl(this.#settings.baseUrl, path, call)
    const body = requestBody(this.#identify(call))
    const headers: Record<string, string> = {
      accept: 'application/json',
      'user-agent': this.#settings.userAgent,
    }
    const bearer = this.#bearer(call)
    if (bearer !== undefined) headers.authorization = `Bearer ${bearer}`
    if (body !== undefined) headers['content-type'] = 'application/json'
    const { idempotencyKey } = options
    if (idempotencyKey !== undefined) headers['idempotency-key'] = sendable('idempotencyKey', idempotencyKey)
    for (const [name, value] of Object.entries(options.headers ?? {})) {
      headers[name.toLowerCase()] = sendable(name, value)
    }
    const init = { method, headers, ...(body !== undefined && { body }), redirect: 'manual' } as const
    return (signal) => this.#settings.transport(url, { ...init, signal })
  }

  #bearer({ credential = 'apiKey' }: Call): string | undefined {
    if (typeof credential === 'object') return expose(credential.accessToken)
    if (credential !== 'apiKey') return undefined
    this.requireApiKey()
    return this.#settings.apiKey
  }

  /** Says who the client is, where the operation wants to read it in the body and the caller has not said it. */
  #identify(call: Call): Call {
    if (call.credential !== 'clientId' && call.credential !== 'clientSecret') return call
    const { apiKey } = this.#settings
    const given = call.body as { clientId?: string; clientSecret?: Secret } | undefined
    const clientId = given?.clientId ?? this.#settings.clientId
    if (clientId === undefined) {
      throw new ConfigurationError(
        'clientId',
        'this call needs a client ID. Pass one, or set WORKOS_CLIENT_ID.',
      )
    }
    if (call.credential === 'clientId') return { ...call, body: { ...given, clientId } }
    return { ...call, body: { ...given, clientId, clientSecret: given?.clientSecret ?? apiKey } }
  }

  /** Makes one attempt. Returns what a further attempt may mend; throws what it cannot. */
  async #attempt(
    carry: (signal: AbortSignal) => Promise<Response>,
    name: string,
    { timeout = this.#settings.timeout, signal }: RequestOptions,
  ): Promise<Answer | PorticoError> {
    signal?.throwIfAborted()
    const aborter = new AbortController()
    const timer = setTimeout(() => {
      aborter.abort(new TimeoutError(`${name} was not answered within ${timeout} ms.`))
    }, timeout)
    const abort = () => aborter.abort(signal?.reason)
    signal?.addEventListener('abort', abort, { once: true })
    try {
      const answer = await untilAborted(receive(carry(aborter.signal)), aborter.signal)
      return answer.status >= 200 && answer.status < 300 ? answer : readError(answer, name)
    } catch (error) {
      if (signal?.aborted) throw signal.reason
      if (aborter.signal.aborted) return aborter.signal.reason
      // A transport may say in our own words what went wrong: one for tests does.
      if (error instanceof PorticoError) return error
      return new NetworkError(`${name} was not answered: ${messageOf(error)}`, { cause: error })
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    }
  }
}

async function receive(carried: Promise<Response>): Promise<Answer> {
  const response = await carried
  return { status: response.status, headers: response.headers, text: await response.text() }
}

/** A transport need not heed the signal; the caller is let go all the same. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    work.then(resolve, reject)
  })
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // `fetch` says no more than "fetch failed"; what failed is its cause.
  return error.cause instanceof Error && error.cause.message ? error.cause.message : error.message
}

function settingsFrom(options: ClientOptions): Settings {
  const { timeout = 30_000, maxRetries = 3, transport = fetchTransport, userAgent } = options
  if (!(timeout > 0 && timeout < 2 ** 31))
    throw new ConfigurationError('timeout', 'must be a number of milliseconds.')
  if (!(Number.isInteger(maxRetries) && maxRetries >= 0)) {
    throw new ConfigurationError('maxRetries', 'must be a whole number, zero or more.')
  }
  if (typeof transport !== 'function') throw new ConfigurationError('transport', 'must be a function.')
  return {
    apiKey:
      options.apiKey === null
        ? undefined
        : headerSafe('apiKey', options.apiKey ?? environmentVariable('WORKOS_API_KEY')),
    clientId: headerSafe('clientId', options.clientId ?? environmentVariable('WORKOS_CLIENT_ID')),
    baseUrl: baseUrlFrom(
      options.baseUrl ?? environmentVariable('WORKOS_BASE_URL') ?? 'https://api.workos.com',
    ),
    timeout,
    maxRetries,
    transport,
    userAgent: [`portico-sdk/${version}`, headerSafe('userAgent', userAgent)].filter(Boolean).join(' '),
  }
}

/** A line break would begin another header. */
function sendable(name: string, value: string): string {
  if (/[\r\n\0]/.test(value)) throw new TypeError(`The value of '${name}' cannot be sent in a header.`)
  return value
}

function headerSafe(option: string, value: string | undefined): string | undefined {
  // Visible ASCII and spaces: a line break would begin another header. The value itself may be a secret.
  if (value !== undefined && !/^[\x20-\x7e]+$/.test(value)) {
    throw new ConfigurationError(option, 'must be visible ASCII characters, at least one.')
  }
  return value
}

function baseUrlFrom(value: string): string {
  const url = URL.parse(value)
  if (url === null || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
    throw new ConfigurationError('baseUrl', 'must be an http or https address without query or fragment.')
  }
  return url.href.replace(/\/+$/, '')
}
