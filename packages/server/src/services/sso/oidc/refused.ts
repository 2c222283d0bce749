import type { Refusal } from '../flow/types.ts'

/** Somebody is not signed in, for a reason that is known. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly refusal: Refusal
  /** What was received, as far as it could be read: for the log of the connection. */
  readonly received: unknown

  constructor(refusal: Refusal, received?: unknown) {
    super(refusal.message)
    this.refusal = refusal
    this.received = received
  }
}

/** Refuses for a reason that only the log tells: the application learns that it did not work. */
export const refused = (code: string, message: string, received?: unknown) =>
  new Refused({ error: 'server_error', code, message }, received)
