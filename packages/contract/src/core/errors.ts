import type { TProperties } from 'typebox'

/**
 * The shapes in which the wire says what went wrong. They differ by age of the route, and clients parse each:
 *
 * - `message`: `{message}`
 * - `code`: `{code, message}`, with further members where the error declares `fields`
 * - `oauth`: `{error, error_description}` (RFC 6749, section 5.2)
 * - `error`: `{error}`, where `error` is the sentence itself
 * - `error_message`: `{error, message}`
 * - `text`: the sentence itself, as a JSON string
 */
export type ErrorShape = 'message' | 'code' | 'oauth' | 'error' | 'error_message' | 'text'

/** An error that an operation may answer, as the contract declares it. */
export type ErrorDeclaration = {
  status: number
  code: string
  message: string
  shape: ErrorShape
  /** Members beside code and message, such as `pending_authentication_token`. */
  fields?: TProperties
}

/** What is known where the error is thrown. */
export type ErrorDetails = {
  /** Replaces the declared sentence. Clients match codes, people read this. */
  message?: string
  /** For the log only; never leaves the server. */
  cause?: unknown
  /** Values of the declared `fields`. */
  fields?: Record<string, unknown>
}

/** A refusal with a documented status and body. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: string
  readonly shape: ErrorShape
  readonly fields: Record<string, unknown>

  constructor(declaration: ErrorDeclaration, details: ErrorDetails = {}) {
    super(
      details.message ?? declaration.message,
      details.cause === undefined ? undefined : { cause: details.cause },
    )
    this.status = declaration.status
    this.code = declaration.code
    this.shape = declaration.shape
    this.fields = details.fields ?? {}
  }

  /** The body exactly as the wire shows it. */
  body(): Record<string, unknown> | string {
    switch (this.shape) {
      case 'message':
        return { message: this.message, ...this.fields }
      case 'code':
        return { code: this.code, message: this.message, ...this.fields }
      case 'oauth':
        return { error: this.code, error_description: this.message, ...this.fields }
      case 'error':
        return { error: this.message, ...this.fields }
      case 'error_message':
        return { error: this.code, message: this.message, ...this.fields }
      case 'text':
        return this.message
    }
  }
}

/** A declared error is a function that makes one to throw: `throw externalIdAlreadyUsed()`. */
export type DeclaredError = ErrorDeclaration & ((details?: ErrorDetails) => ApiError)

function declare(declaration: ErrorDeclaration): DeclaredError {
  return Object.assign((details?: ErrorDetails) => new ApiError(declaration, details), declaration)
}

/** Declares an error with a code: `{code, message}`. */
export function error(status: number, code: string, message: string, fields?: TProperties): DeclaredError {
  return declare({ status, code, message, shape: 'code', ...(fields && { fields }) })
}

/** Declares an error of the oldest shape, `{message}`. The code is for logs and documentation. */
export function messageError(status: number, code: string, message: string): DeclaredError {
  return declare({ status, code, message, shape: 'message' })
}

/** Declares an OAuth error: `{error, error_description}`. */
export function oauthError(
  status: number,
  code: string,
  message: string,
  fields?: TProperties,
): DeclaredError {
  return declare({ status, code, message, shape: 'oauth', ...(fields && { fields }) })
}

/** Declares an error in one of the rarer shapes. */
export function shapedError(
  shape: ErrorShape,
  status: number,
  code: string,
  message: string,
  fields?: TProperties,
): DeclaredError {
  return declare({ status, code, message, shape, ...(fields && { fields }) })
}

/** An unknown id, in the words every client knows: `Organization not found: 'org_1'.` */
export type NotFoundError = ErrorDeclaration & ((id: string) => ApiError)

/** Declares that an entity named in the path may not exist in this environment. */
export function notFound(entity: string, shape: ErrorShape = 'message'): NotFoundError {
  const declaration: ErrorDeclaration = {
    status: 404,
    code: 'entity_not_found',
    message: `${entity} not found.`,
    shape,
  }
  return Object.assign(
    (id: string) => new ApiError(declaration, { message: `${entity} not found: '${id.slice(0, 200)}'.` }),
    declaration,
  )
}

/** The API key is good, but does not reach this: a permission or a feature is missing. */
export const forbidden = messageError(403, 'forbidden', 'This API key may not do that.')

/** A rule was broken that has no code of its own. The message says which. */
export const badRequest = error(400, 'bad_request', 'The request cannot be carried out as it stands.')
