// Generated from the contract by packages/sdk/generator: edits are overwritten.

import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'
import { Resource } from '../resource.ts'
import type { PasswordlessSession, PasswordlessSessionSent } from './models/passwordless.ts'

/** Parameters of `createSession`. */
export interface CreateSessionParams {
  /** The only type there is. */
  type: 'MagicLink'
  /** The address that the link signs in. */
  email: string
  /** Where the link leads. Default: the default redirect URI. */
  redirectUri?: string | undefined
  /** Handed back to the redirect URI as it is. */
  state?: string | undefined
  /** The Magic Link connection to sign in with. */
  connection?: string | undefined
  /**
   * How long the link works, in seconds.
   *
   * Default: `900`.
   */
  expiresIn?: number | undefined
}

/** Where names are not mapped as everywhere else. */
const wire = {
  createSession: { secrets: ['link'] },
}

/**
 * Operations of `client.passwordless`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class Passwordless extends Resource {
  /**
   * Create a link that signs somebody in.
   *
   * The link leads to the redirect URI with a code, to be exchanged as after single sign-on.
   *
   * @throws {APIError} The address may not be registered.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Connection not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const passwordlessSession = await client.passwordless.createSession({
   *   type: 'MagicLink',
   *   email: 'ada@example.com',
   * })
   * @deprecated
   */
  createSession(params: CreateSessionParams, options?: RequestOptions): Promise<PasswordlessSession> {
    return this.client.request(
      'POST',
      path`/passwordless/sessions`,
      { body: params, wire: wire.createSession },
      options,
    )
  }

  /**
   * Send the link of a passwordless session by e-mail.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Passwordless session not found.
   * @example
   * const passwordlessSessionSent = await client.passwordless.sendSession('agent_instance_session_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   * @deprecated
   */
  sendSession(id: string, options?: RequestOptions): Promise<PasswordlessSessionSent> {
    return this.client.request('POST', path`/passwordless/sessions/${id}/send`, {}, options)
  }
}
