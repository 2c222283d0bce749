import { AuthenticateError, isAuthenticateCode } from './authenticate-error.ts'
import {
  APIError,
  type APIErrorDetails,
  AuthenticationError,
  AuthorizationError,
  ConflictError,
  DecodeError,
  type ErrorDetail,
  NotFoundError,
  OAuthError,
  RateLimitExceededError,
  RedirectError,
  ServerError,
  UnprocessableEntityError,
} from './errors.ts'
import type { Path } from './path.ts'
import { redact } from './redact.ts'
import { describeCall, type Method } from './request.ts'
import { readRetryAfter } from './retry.ts'
import { fromAnswer, NestingError, type WireNotes } from './wire.ts'

/** An answer that has arrived whole. */
export type Answer = { status: number; headers: Headers; text: string }

/**
 * Reads the JSON of a success, in our names.
 *
 * @throws {DecodeError} where it is empty, is no JSON, or is nested beyond reading
 */
export function readJson(answer: Answer, method: Method, path: Path, wire?: WireNotes): unknown {
  let json: unknown
  try {
    json = JSON.parse(answer.text)
  } catch {
    const type = answer.headers.get('content-type')?.slice(0, 100) ?? 'no content type'
    throw undecodable(answer, describeCall(method, path), answer.text ? `is not JSON (${type})` : 'is empty')
  }
  try {
    // Each operation has a path of its own, written down once.
    return fromAnswer(json, wire, path.literals)
  } catch (error) {
    if (error instanceof NestingError)
      throw undecodable(answer, describeCall(method, path), 'is nested too deeply')
    throw error
  }
}

function undecodable({ status, headers, text }: Answer, call: string, why: string): DecodeError {
  return new DecodeError(`The answer to ${call} ${why}.`, {
    status,
    requestId: requestId(headers),
    rawBody: text,
  })
}

const errorClasses: Readonly<Record<number, new (details: APIErrorDetails) => APIError>> = {
  401: AuthenticationError,
  403: AuthorizationError,
  404: NotFoundError,
  409: ConflictError,
  422: UnprocessableEntityError,
  429: RateLimitExceededError,
}

/**
 * Makes the error that an answer stands for, whichever of the wire's shapes it has.
 *
 * @param credentials what must not be read in it but in its `rawBody`, though the server may repeat it
 * @param sent what must not be read in its messages either. Its body may hold them: a pending token is sent, and
 * answered again by the next step
 */
export function readError(
  answer: Answer,
  call: string,
  credentials: readonly string[] = [],
  sent: readonly string[] = [],
): APIError {
  const { status, headers, text } = answer
  const body = errorBody(text, credentials)
  const said = errorMessage(body) ?? `${call} was answered (${status}).`
  const message = isRedirect(status) ? `${call} was redirected (${status}), which is not followed.` : said
  const details: APIErrorDetails = {
    status,
    code: errorCode(body),
    message: redact(message, sent).slice(0, longestMessage),
    errors: errorDetails(body).map(({ message, ...rest }) =>
      message === undefined ? rest : { ...rest, message: redact(message, sent) },
    ),
    requestId: requestId(headers),
    retryAfter: readRetryAfter(headers),
    headers,
    rawBody: text,
    body,
  }
  return new (errorClass(details))(details)
}

/** What is longer was not written to be read. */
const longestMessage = 2_000

/** A step of a sign-in is told by its code: the status of one and the same differs. */
function errorClass({ status, code, body }: APIErrorDetails): new (details: APIErrorDetails) => APIError {
  if (isRedirect(status)) return RedirectError
  if (isAuthenticateCode(code)) return AuthenticateError
  if (status === 400 && isOAuth(body ?? {})) return OAuthError
  return errorClasses[status] ?? (status >= 500 ? ServerError : APIError)
}

/** Browsers hide a redirect that is not followed behind status 0. */
const isRedirect = (status: number) => status < 400 && status !== notModified

/** It leads nowhere: who asked whether anything is new is told that nothing is. */
const notModified = 304

type ErrorBody = Readonly<Record<string, unknown>>

/** The body's members, without the secrets that they repeat; none where a proxy answered with a page of its own. */
function errorBody(text: string, secrets: readonly string[]): ErrorBody {
  const clean = (_: string, value: unknown) => (typeof value === 'string' ? redact(value, secrets) : value)
  try {
    const body: unknown = JSON.parse(text, clean)
    return typeof body === 'object' && body !== null ? (body as ErrorBody) : {}
  } catch {
    return {}
  }
}

const isCode = (value: unknown): value is string => typeof value === 'string' && /^[a-z0-9_]+$/.test(value)

function isOAuth({ error, error_description, message }: ErrorBody): boolean {
  return typeof error_description === 'string' || (isCode(error) && message === undefined)
}

/** `error` is a code in some shapes and the sentence itself in others. */
function errorCode({ code, error }: ErrorBody): string | undefined {
  return text(code) ?? (isCode(error) ? error : undefined)
}

function errorMessage({ message, error_description, error, errors }: ErrorBody): string | undefined {
  const said = text(message) ?? text(error_description)
  const listed = [message, errors].find(Array.isArray)?.filter((entry) => typeof entry === 'string')
  return said ?? (listed?.length ? listed.join('; ') : text(error))
}

function errorDetails({ message, errors }: ErrorBody): ErrorDetail[] {
  const listed = [errors, message].find(Array.isArray) ?? []
  return listed.flatMap((entry: unknown): ErrorDetail[] => {
    if (typeof entry === 'string') return [{ message: entry }]
    if (typeof entry !== 'object' || entry === null) return []
    const { field, property, code, message, constraints } = entry as ErrorBody
    const where = text(field) ?? text(property)
    const named = where === undefined ? {} : { field: where }
    if (typeof constraints === 'object' && constraints !== null) {
      return Object.entries(constraints).map(([code, message]) => ({
        ...named,
        code,
        message: String(message),
      }))
    }
    const reason = text(code)
    const sentence = text(message)
    return [
      {
        ...named,
        ...(reason !== undefined && { code: reason }),
        ...(sentence !== undefined && { message: sentence }),
      },
    ]
  })
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function requestId(headers: Headers): string | undefined {
  return headers.get('x-request-id') ?? undefined
}
