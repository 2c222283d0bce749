import { ApiError, error, type InvalidShape, messageError } from '@portico/contract'
import type { FastifyError } from 'fastify'
import { databaseErrorOf, isEnvironmentGone, unavailability } from '../database/errors.ts'

/** One complaint about one member of a request. */
export type FieldError = { field: string; code: string; message: string }

/** A request that does not fit the contract. The body's shape is the operation's. */
export class InvalidRequestError extends Error {
  override readonly name = 'InvalidRequestError'
  readonly errors: FieldError[]
  constructor(errors: FieldError[]) {
    super('Validation failed.')
    this.errors = errors
  }
}

/** Refuses one member of a request for a reason that the schema cannot state. */
export function invalidField(field: string, code: string, message: string): InvalidRequestError {
  return new InvalidRequestError([{ field, code, message }])
}

export const unauthorized = messageError(401, 'unauthorized', 'Unauthorized')
export const routeNotFound = error(404, 'route_not_found', 'There is nothing at this path. See /reference.')
export const notImplemented = error(501, 'not_implemented', 'This operation is not served yet.')
export const rateLimitExceeded = error(
  429,
  'rate_limit_exceeded',
  'Too many requests. Try again after the number of seconds in Retry-After.',
)
export const idempotencyError = error(
  409,
  'idempotency_error',
  'This idempotency key was used with another request. Use a new key for a new request.',
)
export const requestInProgress = error(
  503,
  'request_in_progress',
  'A request with this idempotency key is still running. Try again shortly.',
)
export const malformedBody = error(400, 'malformed_body', 'The body is not valid JSON.')
export const bodyTooLarge = error(413, 'body_too_large', 'The body is larger than this route accepts.')
export const unsupportedMediaType = error(
  415,
  'unsupported_media_type',
  'Send the body as application/json, or as a form where the route takes one.',
)
const pathTooLong = error(414, 'path_too_long', 'A part of the path is longer than any ID.')
const badRequest = error(400, 'bad_request', 'The request is malformed.')
const unavailable = {
  database_unavailable: error(
    503,
    'database_unavailable',
    'The database cannot be reached. Try again shortly.',
  ),
  database_busy: error(503, 'database_busy', 'Too many requests wait for the database. Try again shortly.'),
  database_full: error(503, 'database_full', 'The database has no space left. Nothing was changed.'),
  database_timeout: error(503, 'database_timeout', 'The database took too long. Nothing was changed.'),
}

/** What goes out for an error. */
export type ErrorAnswer = { status: number; body: Record<string, unknown> | string; unexpected: boolean }

/** Turns whatever was thrown into the documented body. The only place that does. */
export function answerFor(thrown: unknown, invalid: InvalidShape, requestId: string): ErrorAnswer {
  if (thrown instanceof ApiError) return answer(thrown)
  if (thrown instanceof InvalidRequestError) return invalidAnswer(thrown.errors, invalid)
  const reason = unavailability(thrown)
  if (reason) {
    const { status, code, message } = unavailable[reason]
    return { status, body: { code, message, request_id: requestId }, unexpected: true }
  }
  if (isEnvironmentGone(thrown)) return answer(unauthorized())
  // 22021: a NUL, which JSON can spell and PostgreSQL cannot store. 22P05: the same in an escape.
  const databaseCode = databaseErrorOf(thrown)?.code
  if (databaseCode === '22021' || databaseCode === '22P05') {
    return invalidAnswer(
      [{ field: '', code: 'invalid', message: 'Text must not hold the NUL character.' }],
      invalid,
    )
  }
  const known = fromFastify(thrown as FastifyError)
  if (known) return answer(known)
  return {
    status: 500,
    body: { code: 'internal_error', message: 'Something went wrong on the server.', request_id: requestId },
    unexpected: true,
  }
}

function answer(error: ApiError): ErrorAnswer {
  return { status: error.status, body: error.body(), unexpected: false }
}

function fromFastify(thrown: FastifyError): ApiError | undefined {
  switch (thrown?.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return bodyTooLarge()
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return unsupportedMediaType()
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return pathTooLong()
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return malformedBody()
  }
  if (thrown instanceof SyntaxError && thrown.statusCode === 400) return malformedBody()
  return thrown?.statusCode !== undefined && thrown.statusCode >= 400 && thrown.statusCode < 500
    ? badRequest()
    : undefined
}

function invalidAnswer(errors: FieldError[], shape: InvalidShape): ErrorAnswer {
  const sentence = errors
    .map((error) => (error.field ? `${error.field}: ${error.message}` : error.message))
    .join(' ')
  const [status, body] = invalidBodies[shape](errors, sentence)
  return { status, body, unexpected: false }
}

const message = 'Validation failed.'

/** `action_type must be a string`. What is missing is no string either: those routes ask for nothing else. */
function inOneSentence({ field, code, message }: FieldError): string {
  const predicate = code === 'required' ? 'must be a string' : message.replace(/\.$/, '')
  return `${field || 'body'} ${predicate.charAt(0).toLowerCase()}${predicate.slice(1)}`
}

const invalidBodies: Record<
  InvalidShape,
  (errors: FieldError[], sentence: string) => [number, Record<string, unknown>]
> = {
  fields: (errors) => [422, { message, errors }],
  parameters: (errors) => [422, { code: 'invalid_request_parameters', message, errors }],
  constraints: (errors) => [
    422,
    {
      message,
      errors: errors.map(({ field, code, message }) => ({
        property: field,
        constraints: { [code]: message },
      })),
    },
  ],
  // Without the full stop that the others have: clients of that time put what follows behind it.
  sentences: (errors) => [
    422,
    {
      message: 'Validation failed',
      errors: errors.map((error) => ({ field: error.field, code: inOneSentence(error) })),
    },
  ],
  bad_request: (errors) => [
    400,
    {
      message: errors.map((error) => `${error.field} ${error.message}`.trim()),
      error: 'Bad Request',
      statusCode: 400,
    },
  ],
  // RFC 6749, 5.2: a grant type that is not offered has a code of its own.
  oauth: (errors, error_description) => {
    const unsupported = errors.some(({ field, code }) => field === 'grant_type' && code === 'invalid')
    return [400, { error: unsupported ? 'unsupported_grant_type' : 'invalid_request', error_description }]
  },
  error: (_, sentence) => [400, { error: sentence }],
  code: (_, sentence) => [400, { code: 'invalid_request', message: sentence }],
  message: (_, sentence) => [400, { message: sentence }],
}
