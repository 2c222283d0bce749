/** What every error of this package is an instance of. */
export class PorticoError extends Error {
  override readonly name: string = 'PorticoError'
}

/** One thing that was wrong with a request, however the wire spelled it. */
export type ErrorDetail = {
  /** The member of the request that was refused. */
  field?: string
  code?: string
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
  headers?: Headers
  retryAfter?: number | undefined
}

/** The server answered, and the answer is a refusal. Match on `code` where there is one, else on the class. */
export class APIError extends PorticoError {
  override readonly name: string = 'APIError'
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
  declare readonly rawBody: string
  declare readonly headers: Headers

  constructor(details: APIErrorDetails) {
    super(details.message)
    this.status = details.status
    this.code = details.code
    this.requestId = details.requestId
    this.errors = details.errors ?? []
    this.retryAfter = details.retryAfter
    Object.defineProperty(this, 'rawBody', { value: details.rawBody ?? '' })
    Object.defineProperty(this, 'headers', { value: details.headers ?? new Headers() })
  }
}

/** 401: the credential is missing, unknown or expired. */
export class AuthenticationError extends APIError {
  override readonly name = 'AuthenticationError'
}

/** 403: the credential is good, and not for this. */
export class AuthorizationError extends APIError {
  override readonly name = 'AuthorizationError'
}

/** 404: nothing of that ID in this environment. */
export class NotFoundError extends APIError {
  override readonly name = 'NotFoundError'
}

/** 409: what was asked for contradicts what is there. */
export class ConflictError extends APIError {
  override readonly name = 'ConflictError'
}

/** 422: the request does not fit; `errors` says where. */
export class UnprocessableEntityError extends APIError {
  override readonly name = 'UnprocessableEntityError'
}

/** 429: too many requests. `retryAfter` says how long to wait. */
export class RateLimitExceededError extends APIError {
  override readonly name = 'RateLimitExceededError'
}

/** 5xx: the server failed. */
export class ServerError extends APIError {
  override readonly name = 'ServerError'
}

/** An OAuth refusal (RFC 6749, section 5.2): `code` is its `error`, the message its `error_description`. */
export class OAuthError extends APIError {
  override readonly name = 'OAuthError'
}

/** No answer arrived: no connection, or one that broke. */
export class NetworkError extends PorticoError {
  override readonly name = 'NetworkError'
}

/** No complete answer arrived within the time given. */
export class TimeoutError extends PorticoError {
  override readonly name = 'TimeoutError'
}

/** The answer was a success that could not be read. */
export class DecodeError extends PorticoError {
  override readonly name = 'DecodeError'
  readonly status: number
  readonly requestId: string | undefined
  declare readonly rawBody: string

  constructor(message: string, answer: { status: number; requestId?: string | undefined; rawBody: string }) {
    super(message)
    this.status = answer.status
    this.requestId = answer.requestId
    Object.defineProperty(this, 'rawBody', { value: answer.rawBody })
  }
}

/** The client was given an option it cannot work with, or lacks one that the call needs. */
export class ConfigurationError extends PorticoError {
  override readonly name = 'ConfigurationError'
  /** The option at fault. */
  readonly option: string

  constructor(option: string, message: string) {
    super(`${option}: ${message}`)
    this.option = option
  }
}

/** A webhook or action request was not signed by the holder of the secret, or not recently. */
export class SignatureVerificationError extends PorticoError {
  override readonly name = 'SignatureVerificationError'
}
