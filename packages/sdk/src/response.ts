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
  ServerError,
  UnprocessableEntityError,
} from './errors.ts'
import { parseRetryAfter } from './retry.ts'

/** An answer that has arrived whole. */
export type Answer = { status: number; headers: Headers; text: string }

/** Reads the JSON of a success. */
export function readJson(answer: Answer, call: string): unknown {
  try {
    return JSON.parse(answer.text)
  } catch {
    const type = answer.headers.get('content-type') ?? 'no content type'
    const what = answer.text === '' ? 'is empty' : `is not JSON (${type})`
    throw new DecodeError(`The answer to ${call} ${what}.`, {
      status: answer.status,
      requestId: requestId(answer.headers),
      rawBody: answer.text,
    })
  }
}

const errorClasses: Readonly<Record<number, new (details: APIErrorDetails) => APIError>> = {
  401: AuthenticationError,
  403: AuthorizationError,
  404: NotFoundError,
  409: ConflictError,
  422: UnprocessableEntityError,
  429: RateLimitExceededError,
}

/** Makes the error that an answer stands for, whichever of the wire's shapes it has. */
export function readError(answer: Answer, call: string): APIError {
  const { status, headers, text } = answer
  const body = errorBody(text)
  const details: APIErrorDetails = {
    status,
    code: errorCode(body),
    message:
      errorMessage(body) ?? `${call} was ${isRedirect(status) ? 'redirected' : 'answered'} (${status}).`,
    errors: errorDetails(body),
    requestId: requestId(headers),
    retryAfter: parseRetryAfter(headers.get('retry-after')),
    headers,
    rawBody: text,
  }
  if (status === 400 && isOAuth(body)) return new OAuthError(details)
  return new (errorClasses[status] ?? (status >= 500 ? ServerError : APIError))(details)
}

/** Browsers hide a redirect that is not followed behind status 0. */
const isRedirect = (status: number) => status < 400

type ErrorBody = Readonly<Record<string, unknown>>

/** The body's members; none where a proxy answered with a page of its own. */
function errorBody(text: string): ErrorBody {
  try {
    const body: unknown = JSON.parse(text)
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
