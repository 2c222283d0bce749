/** By the registry of symbols, so that an error made by one copy of the package is known to another. */
export const kind = Symbol.for('portico.error')

/** What an error is, for the predicates. */
export type ErrorKind = 'api' | 'configuration' | 'decode' | 'network' | 'other' | 'signature' | 'timeout'

/** What every error of this package is an instance of. */
export class PorticoError extends Error {
  // Names are getters, since a field would be printed with every error.
  override get name(): string {
    return 'PorticoError'
  }

  get [kind](): ErrorKind {
    return 'other'
  }

  /** What a log may hold: the name, the message and the fields; no body, no header, no secret. */
  toJSON(): object {
    return Object.assign({ name: this.name, message: this.message }, this)
  }
}

/** One thing that was wrong with a request, however the wire spelled it. */
export type ErrorDetail = {
  /** The member of the request that was refused. */
  field?: string
  /** The machine-readable reason. */
  code?: string
  /** The reason in words. */
  message?: string
}

/** What is known about an answer that refuses a request. */
export type APIErrorDetails = {
  status: number
  message: string
  code?: string | undefined
  requestId?: string | undefined
  errors?: ErrorDetail[]
  rawBody?: string
  body?: Readonly<Record<string, unknown>>
  headers?: Headers
  retryAfter?: number | undefined
}

/** The server answered, and the answer is a refusal. Match on `code` where there is one, else on the class. */
export class APIError extends PorticoError {
  /** The HTTP status. Browsers hide that of a redirect and say 0. */
  readonly status: number
  /** The machine-readable reason, such as `external_id_already_used`. Old routes give none. */
  readonly code: string | undefined
  /** Names the request in the server's logs. */
  readonly requestId: string | undefined
  /** The single complaints, where the answer lists them. */
  readonly errors: readonly ErrorDetail[]
  /** Seconds to wait before another try, where the server says so. */
  readonly retryAfter: number | undefined
  // Not enumerable, because they may hold tokens and errors get printed.
  /** The text of the answer, its first MiB at most. Not printed: it may hold secrets. */
  declare readonly rawBody: string
  /** Every member of the answer, in the wire's names; empty where it was no JSON object. Not printed. */
  declare readonly body: Readonly<Record<string, unknown>>
  /** The headers of the answer. Not printed. */
  declare readonly headers: Headers

  constructor(details: APIErrorDetails) {
    super(details.message)
    this.status = details.status
    this.code = details.code
    this.requestId = details.requestId
    this.errors = details.errors ?? []
    this.retryAfter = details.retryAfter
    const { rawBody = '', body = {}, headers = new Headers() } = details
    Object.defineProperties(this, { rawBody: { value: rawBody }, body: { value: body } })
    Object.defineProperty(this, 'headers', { value: headers })
  }

  override get name(): string {
    return 'APIError'
  }

  override get [kind](): ErrorKind {
    return 'api'
  }
}

/** 401: the credential is missing, unknown or expired. */
export class AuthenticationError extends APIError {
  override get name() {
    return 'AuthenticationError'
  }
}

/** 403: the credential is good, and not for this. */
export class AuthorizationError extends APIError {
  override get name() {
    return 'AuthorizationError'
  }
}

/** 404: nothing of that ID in this environment. */
export class NotFoundError extends APIError {
  override get name() {
    return 'NotFoundError'
  }
}

/** 409: what was asked for contradicts what is there. */
export class ConflictError extends APIError {
  override get name() {
    return 'ConflictError'
  }
}

/** 422: the request does not fit; `errors` says where. */
export class UnprocessableEntityError extends APIError {
  override get name() {
    return 'UnprocessableEntityError'
  }
}

/** 429: too many requests. `retryAfter` says how long to wait. */
export class RateLimitExceededError extends APIError {
  override get name() {
    return 'RateLimitExceededError'
  }
}

/** 5xx: the server failed. */
export class ServerError extends APIError {
  override get name() {
    return 'ServerError'
  }
}

/** The answer leads elsewhere. It was not followed, since the credential must not reach another host. */
export class RedirectError extends APIError {
  override get name() {
    return 'RedirectError'
  }
}

/** An OAuth refusal (RFC 6749, section 5.2): `code` is its `error`, the message its `error_description`. */
export class OAuthError extends APIError {
  override get name() {
    return 'OAuthError'
  }
}

/** No answer arrived: no connection, or one that broke. */
export class NetworkError extends PorticoError {
  override get name() {
    return 'NetworkError'
  }

  override get [kind](): ErrorKind {
    return 'network'
  }
}

/** No complete answer arrived within the time given. */
export class TimeoutError extends PorticoError {
  override get name() {
    return 'TimeoutError'
  }

  override get [kind](): ErrorKind {
    return 'timeout'
  }
}

/** The answer was a success that could not be read. */
export class DecodeError extends PorticoError {
  /** Of the answer; absent where it was a webhook that could not be read. */
  readonly status: number | undefined
  readonly requestId: string | undefined
  /** The text of the answer; empty where it was too long. Not printed: it may hold secrets. */
  declare readonly rawBody: string

  constructor(
    message: string,
    answer: { status?: number | undefined; requestId?: string | undefined; rawBody: string },
  ) {
    super(message)
    this.status = answer.status
    this.requestId = answer.requestId
    Object.defineProperty(this, 'rawBody', { value: answer.rawBody })
  }

  override get name() {
    return 'DecodeError'
  }

  override get [kind](): ErrorKind {
    return 'decode'
  }
}

/** The client was given an option it cannot work with, or lacks one that the call needs. */
export class ConfigurationError extends PorticoError {
  /** The option at fault, or the environment variable that stands in its place. */
  readonly option: string

  constructor(option: string, message: string) {
    super(`${option}: ${message}`)
    this.option = option
  }

  override get name() {
    return 'ConfigurationError'
  }

  override get [kind](): ErrorKind {
    return 'configuration'
  }
}

/** A webhook or action request was not signed by the holder of the secret, or not recently. */
export class SignatureVerificationError extends PorticoError {
  override get name() {
    return 'SignatureVerificationError'
  }

  override get [kind](): ErrorKind {
    return 'signature'
  }
}
