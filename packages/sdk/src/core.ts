import { ConfigurationError } from './errors.ts'
import { type Exchange, exchange } from './exchange.ts'
import { type ClientOptions, headerSafe, type Settings, settingsFrom } from './options.ts'
import { type PageBody, type PageParams, PagePromise } from './page.ts'
import type { Path } from './path.ts'
import {
  addHeaders,
  type Call,
  type Method,
  type RequestOptions,
  requestBody,
  requestUrl,
  requireOptions,
} from './request.ts'
import { type Answer, readJson } from './response.ts'
import { planOf } from './strategy.ts'

/** Makes requests, and knows no service: those are generated on top of it. */
export class Core {
  // Private, so that printing a client shows no key.
  readonly #options: ClientOptions
  readonly #settings: Settings

  /** @throws {ConfigurationError} that names the option, or the environment variable, that is bad */
  constructor(options: ClientOptions = {}) {
    this.#settings = settingsFrom(options)
    this.#options = options
  }

  /** The application that the client speaks for. */
  get clientId(): string | undefined {
    return this.#settings.clientId
  }

  /** Where the API is, without a slash at the end. */
  get baseUrl(): string {
    return this.#settings.baseUrl
  }

  /**
   * A client of the same kind with other options; those that are left out stay as they are. It costs no more than an
   * object, and shares the transport.
   *
   * @throws {ConfigurationError} that names the option that is bad
   */
  withOptions(options: ClientOptions): this {
    const { apiKey = null, clientId, baseUrl } = this.#settings
    const set = Object.entries(options).filter(([, value]) => value !== undefined)
    const Self = this.constructor as new (options: ClientOptions) => this
    return new Self({ ...this.#options, apiKey, clientId, baseUrl, ...Object.fromEntries(set) })
  }

  /** Refuses what cannot be done without an API key, before any request. @throws {ConfigurationError} */
  requireApiKey(): void {
    if (this.#settings.apiKey === undefined) {
      throw new ConfigurationError('apiKey', 'this call needs an API key. Pass one, or set WORKOS_API_KEY.')
    }
  }

  /** Calls an operation and reads the JSON that it answers, whatever content type that claims. */
  async request<T>(method: Method, path: Path, call: Call = {}, options: RequestOptions = {}): Promise<T> {
    const answer = await exchange(this.#prepare(method, path, call, options), this.#settings)
    if (call.mayBeEmpty && answer.text === '') return undefined as T
    return readJson(answer, method, path, call.wire) as T
  }

  /** Calls an operation that answers nothing. What comes all the same is not looked at. */
  async send(method: Method, path: Path, call: Call = {}, options: RequestOptions = {}): Promise<void> {
    await exchange(this.#prepare(method, path, call, options), this.#settings)
  }

  /** Calls an operation that answers text other than JSON. */
  async requestText(
    method: Method,
    path: Path,
    call: Call = {},
    options: RequestOptions = {},
  ): Promise<string> {
    return (await exchange(this.#prepare(method, path, call, options), this.#settings)).text
  }

  /** Calls an operation and returns the answer as it came, for what its headers say. */
  async requestAnswer(
    method: Method,
    path: Path,
    call: Call = {},
    options: RequestOptions = {},
  ): Promise<Answer> {
    return exchange(this.#prepare(method, path, call, options), this.#settings)
  }

  /** Calls an operation that answers a list in pages. No request is made before the result is used. */
  list<T>(path: Path, call: Call = {}, options: RequestOptions = {}): PagePromise<T> {
    const params: PageParams = call.query ?? {}
    return new PagePromise<T>(params, (cursor, signal) =>
      this.request<PageBody<T>>(
        'GET',
        path,
        { ...call, query: { ...params, ...noCursor, ...cursor } },
        signal ? { ...options, signal: either(options.signal, signal) } : options,
      ),
    )
  }

  /** Checks and encodes everything once, for all attempts. */
  #prepare(method: Method, path: Path, call: Call, options: RequestOptions): Exchange {
    requireOptions(options)
    const settings = this.#settings
    const plan = planOf(options, settings.maxRetries)
    const body = requestBody(this.#identify(call), call.wire)
    const headers: Record<string, string> = { ...settings.headers }
    const bearer = this.#bearer(call)
    if (bearer !== undefined) headers.authorization = `Bearer ${bearer}`
    if (body !== undefined) headers['content-type'] = 'application/json'
    if (options.headers !== undefined) addHeaders(headers, options.headers)
    if (plan.idempotencyKey !== undefined) {
      headers['idempotency-key'] = headerSafe('idempotencyKey', plan.idempotencyKey)
    }
    // A write without a key might happen twice.
    else if (method !== 'GET') plan.attempts = 1
    const { timeout = settings.timeout, signal } = options
    const url = requestUrl(settings.baseUrl, path, call)
    return { method, path, url, headers, body, plan, timeout, signal }
  }

  #bearer({ credential = 'apiKey' }: Call): string | undefined {
    if (typeof credential === 'object') return headerSafe('accessToken', credential.accessToken)
    if (credential !== 'apiKey') return undefined
    this.requireApiKey()
    return this.#settings.apiKey
  }

  /** The body, which says who the client is where the operation wants to read it and the caller has not said it. */
  #identify({ credential, body }: Call): unknown {
    if (credential !== 'clientId' && credential !== 'clientSecret') return body
    const given = (body ?? {}) as { clientId?: string; clientSecret?: string; grantType?: string }
    const { apiKey } = this.#settings
    const clientId = given.clientId ?? this.#settings.clientId
    if (clientId === undefined) {
      throw new ConfigurationError(
        'clientId',
        'this call needs a client ID. Pass one, or set WORKOS_CLIENT_ID.',
      )
    }
    // A device has no secret (RFC 8628, section 5.6), so the grant that speaks for one never carries it.
    if (credential === 'clientId' || given.grantType === deviceGrant) return { ...given, clientId }
    return { ...given, clientId, clientSecret: given.clientSecret ?? apiKey }
  }
}

/** A page is named by one cursor: what both would mean is not defined. */
const noCursor = { before: undefined, after: undefined }

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'

/** A signal that is aborted as soon as one of the two is. */
function either(one: AbortSignal | undefined, other: AbortSignal): AbortSignal {
  return one ? AbortSignal.any([one, other]) : other
}
