import { APIError, type ErrorDetail, PorticoError } from '../errors.ts'
import { clearJson } from '../secret.ts'
import { toWire } from '../wire.ts'

/** A refusal for the fake to answer. */
export type Failure = {
  status: number
  /** What the error's `code` is to be. */
  code?: string | undefined
  message?: string | undefined
  errors?: readonly ErrorDetail[] | undefined
  /** Seconds. */
  retryAfter?: number | undefined
  /** Further members of the body, by our names: `pendingAuthenticationToken`, `error`, `errorDescription`. */
  members?: Readonly<Record<string, unknown>> | undefined
}

/** The test is at fault: an operation has no answer, or its answer could not be made. Never tried again. */
export class FakeError extends PorticoError {
  override get name() {
    return 'FakeError'
  }
}

/** The answer that makes the client throw this. */
export function refusal(failure: Failure | APIError): { status: number; text: string; retryAfter?: number } {
  const { status, code, message, errors = [], retryAfter } = failure
  const { members } = failure as Failure
  const said = errors.length > 0 ? { code, message, errors } : { code, message }
  const raw = failure instanceof APIError ? failure.rawBody : ''
  return {
    status,
    text: raw || (clearJson({ ...said, ...(toWire(members ?? {}) as object) }) ?? ''),
    ...(retryAfter !== undefined && { retryAfter }),
  }
}
