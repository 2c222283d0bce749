import { PorticoError } from '../errors.ts'

/** Why a sign-in was not completed. */
export type SignInFailure =
  /** The callback was called without a state: nobody began this sign-in here. */
  | 'state_missing'
  /** It was begun in another browser, is completed already, or the state was made up. */
  | 'state_mismatch'
  /** It was begun more than ten minutes ago. */
  | 'state_expired'
  /** The provider says that there is no sign-in: `providerError` holds its word, such as `access_denied`. */
  | 'provider_error'
  /** There is neither a code nor an error in the callback. */
  | 'code_missing'
  /** The API refuses the code, or wants something else first: `cause` is its error. */
  | 'code_refused'
  /** The API is out of reach. The same address can be called again. */
  | 'unavailable'

const statuses: Partial<Record<SignInFailure, number>> = { unavailable: 503 }

/** A sign-in that was not completed. */
export class SignInError extends PorticoError {
  readonly code: SignInFailure
  /** The status of the answer: 400, or 503 where it can be tried again. */
  readonly status: number
  /** What the provider calls the reason: letters, digits and `_.-`, at most 64. */
  readonly providerError: string | undefined
  /**
   * What the provider says of it, at most 500 characters of printable text. Anybody can write it into a link: escape it
   * before it is shown.
   */
  readonly providerMessage: string | undefined

  constructor(code: SignInFailure, details: SignInErrorDetails = {}) {
    super(`The sign-in was not completed: ${code}.`, { cause: details.cause })
    this.code = code
    this.status = statuses[code] ?? 400
    this.providerError = details.providerError
    this.providerMessage = details.providerMessage
  }

  override get name() {
    return 'SignInError'
  }
}

type SignInErrorDetails = { cause?: unknown; providerError?: string; providerMessage?: string }

/**
 * A session that fits into no cookie: browsers drop those above 4,096 bytes without a word. It holds the user and both
 * tokens; shorten the user's metadata, or the template that adds claims to the access token.
 */
export class SessionTooBigError extends PorticoError {
  readonly code = 'token_too_big'
  /** Bytes of the cookie, its name and attributes included. */
  readonly bytes: number

  constructor(bytes: number) {
    super(`The session cookie would be ${bytes} bytes, and browsers keep 4096.`)
    this.bytes = bytes
  }

  override get name() {
    return 'SessionTooBigError'
  }
}
