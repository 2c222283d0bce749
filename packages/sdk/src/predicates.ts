/**
 * What an error is, whichever copy of the package made it: `instanceof` fails where a project holds the package twice.
 */
import type { AuthenticateFailure } from './authenticate-error.ts'
import { isAuthenticateCode } from './authenticate-error.ts'
import {
  type APIError,
  type ConfigurationError,
  type DecodeError,
  type ErrorKind,
  kind,
  type NetworkError,
  type OAuthError,
  type PorticoError,
  type RedirectError,
  type SignatureVerificationError,
  type TimeoutError,
} from './errors.ts'

const kindOf = (error: unknown): ErrorKind | undefined =>
  typeof error === 'object' && error !== null ? (error as { [kind]?: ErrorKind })[kind] : undefined

/** Whether the error is one of this package's. */
export const isPorticoError = (error: unknown): error is PorticoError => kindOf(error) !== undefined

/** Whether the server answered with a refusal. */
export const isAPIError = (error: unknown): error is APIError => kindOf(error) === 'api'

/** An answer of a certain status. */
type Refusal<Status extends number> = APIError & { readonly status: Status }

const hasStatus = <Status extends number>(error: unknown, status: Status): error is Refusal<Status> =>
  isAPIError(error) && error.status === status

/** Whether the credential is missing, unknown or expired (401). */
export const isUnauthorized = (error: unknown): error is Refusal<401> => hasStatus(error, 401)

/** Whether the credential is not good for this (403). */
export const isForbidden = (error: unknown): error is Refusal<403> => hasStatus(error, 403)

/** Whether there is no such thing (404). */
export const isNotFound = (error: unknown): error is Refusal<404> => hasStatus(error, 404)

/** Whether what was asked for contradicts what is there (409). */
export const isConflict = (error: unknown): error is Refusal<409> => hasStatus(error, 409)

/** Whether the request did not fit (422). `errors` says where. */
export const isUnprocessable = (error: unknown): error is Refusal<422> => hasStatus(error, 422)

/** Whether there were too many requests (429). `retryAfter` says how long to wait. */
export const isRateLimited = (error: unknown): error is Refusal<429> => hasStatus(error, 429)

/** Whether the server failed (5xx). */
export const isServerError = (error: unknown): error is APIError => isAPIError(error) && error.status >= 500

/** Whether the answer led elsewhere, and was not followed. */
export const isRedirect = (error: unknown): error is RedirectError =>
  isAPIError(error) && error.name === 'RedirectError'

/** Whether it is a refusal of the form that OAuth gives them, and no step of a sign-in. */
export const isOAuthError = (error: unknown): error is OAuthError =>
  isAPIError(error) && error.name === 'OAuthError'

/** Whether a sign-in asks for a further step. `code` says which, and tells what else is there. */
export const isAuthenticateError = (error: unknown): error is AuthenticateFailure =>
  isAPIError(error) && isAuthenticateCode(error.code)

/** Whether no answer arrived. */
export const isNetworkError = (error: unknown): error is NetworkError => kindOf(error) === 'network'

/** Whether no complete answer arrived in time. */
export const isTimeout = (error: unknown): error is TimeoutError => kindOf(error) === 'timeout'

/** Whether a success could not be read. */
export const isDecodeError = (error: unknown): error is DecodeError => kindOf(error) === 'decode'

/** Whether an option is bad or missing. */
export const isConfigurationError = (error: unknown): error is ConfigurationError =>
  kindOf(error) === 'configuration'

/** Whether a signature was not good. */
export const isSignatureVerificationError = (error: unknown): error is SignatureVerificationError =>
  kindOf(error) === 'signature'

/**
 * Whether the same request may do better a moment later: no answer arrived, or 408, 429 or 5xx did. It says nothing on
 * whether the request may be made twice.
 */
export function isRetryable(error: unknown): boolean {
  if (isNetworkError(error) || isTimeout(error)) return true
  if (!isAPIError(error)) return false
  const { status } = error
  // 501: the server will not have learned it by the next try.
  return status === 408 || status === 429 || (status >= 500 && status !== 501)
}
