// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { ListParams, PagePromise } from '../../page.ts'
import { path } from '../../path.ts'
import type { RequestOptions } from '../../request.ts'
import { Resource } from '../../resource.ts'
import type {
  ConnectionGroupRole,
  ConnectionSettings,
  ConnectionTest,
  SsoSession,
  SsoSessionWithMessages,
  WeakAlgorithmsExceptionInput,
} from '../models/portico/connections.ts'
import type { Connection, ConnectionWithOptions } from '../models/sso.ts'

/** Parameters of `updateConnectionSettings`. */
export interface UpdateConnectionSettingsParams {
  /** Whether the identity provider may begin a sign-in by itself. SAML only. */
  idpInitiatedAllowed?: boolean | undefined
  /** Whether people confirm the first sign-in; null follows the environment. */
  signInConsent?: boolean | null | undefined
  /** Whether the response must be signed as well as the assertion in it. SAML only. */
  signedResponsesRequired?: boolean | undefined
  /** Whether the provider's own tokens are handed to the application. OAuth only. */
  oauthTokensReturned?: boolean | undefined
  /** How sign-in requests go to the identity provider: in its address, or as a form. SAML only. */
  requestBinding?: 'redirect' | 'post' | undefined
  /** The format of NameID to ask for; null leaves it to the identity provider. SAML only. */
  nameIdFormat?: string | null | undefined
  /** Where the identity provider takes logout requests, where its metadata do not say so. SAML only. */
  idpLogoutUrl?: string | null | undefined
  /** An exception for an identity provider that cannot do better yet. Every use is logged. */
  weakAlgorithms?: WeakAlgorithmsExceptionInput | null | undefined
  /** Scopes to ask for beside those that a profile takes. OpenID Connect only. */
  scopes?: readonly string[] | undefined
  /** Further parameters of the sign-in request, such as `acr_values`. OpenID Connect only. */
  authorizationParameters?: Record<string, string> | undefined
  /** Which groups give which roles. Who is in none of them gets the default role. */
  groupRoles?: readonly ConnectionGroupRole[] | undefined
}

/** Parameters of `listSsoSessions`. */
export interface ListSsoSessionsParams extends ListParams {
  /** Only sign-ins in these states. */
  states?:
    | readonly ('started' | 'authorized' | 'successful' | 'failed' | 'timed_out' | 'terminated')[]
    | undefined
}

/**
 * Operations of `client.portico.connections`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class PorticoConnections extends Resource {
  /**
   * Get a connection with its whole set-up.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Connection not found.
   * @example
   * const connectionWithOptions = await client.portico.connections.getConnectionWithOptions('conn_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getConnectionWithOptions(id: string, options?: RequestOptions): Promise<ConnectionWithOptions> {
    return this.client.request('GET', path`/portico/connections/${id}`, {}, options)
  }

  /**
   * Get the settings of a connection.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Connection not found.
   * @example
   * const connectionSettings = await client.portico.connections.getConnectionSettings('conn_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getConnectionSettings(id: string, options?: RequestOptions): Promise<ConnectionSettings> {
    return this.client.request('GET', path`/portico/connections/${id}/settings`, {}, options)
  }

  /**
   * Change settings of a connection.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Connection not found.
   * @throws {UnprocessableEntityError} `invalid_connection_settings`: One of the settings cannot be had. The
   * message says which, and why.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const connectionSettings = await client.portico.connections.updateConnectionSettings('conn_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   requestBinding: 'redirect',
   * })
   */
  updateConnectionSettings(
    id: string,
    params?: UpdateConnectionSettingsParams,
    options?: RequestOptions,
  ): Promise<ConnectionSettings> {
    return this.client.request('PATCH', path`/portico/connections/${id}/settings`, { body: params }, options)
  }

  /**
   * Activate a connection without waiting for a sign-in.
   *
   * Events: `connection.activated`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Connection not found.
   * @throws {ConflictError} `connection_incomplete`: The connection lacks what its identity provider must
   * tell. The message says what.
   * @example
   * const connection = await client.portico.connections.activateConnection('conn_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  activateConnection(id: string, options?: RequestOptions): Promise<Connection> {
    return this.client.request('POST', path`/portico/connections/${id}/activate`, {}, options)
  }

  /**
   * Deactivate a connection.
   *
   * Nobody signs in through it until it is activated again.
   *
   * Events: `connection.deactivated`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Connection not found.
   * @example
   * const connection = await client.portico.connections.deactivateConnection('conn_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  deactivateConnection(id: string, options?: RequestOptions): Promise<Connection> {
    return this.client.request('POST', path`/portico/connections/${id}/deactivate`, {}, options)
  }

  /**
   * Begin a sign-in that tests a connection.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Connection not found.
   * @throws {ConflictError} `connection_incomplete`: The connection lacks what its identity provider must
   * tell. The message says what.
   * @example
   * const connectionTest = await client.portico.connections.testConnection('conn_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  testConnection(id: string, options?: RequestOptions): Promise<ConnectionTest> {
    return this.client.request('POST', path`/portico/connections/${id}/test`, {}, options)
  }

  /**
   * List the sign-ins through a connection.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Connection not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.portico.connections.listSsoSessions('conn_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   * for await (const item of pages) console.log(item)
   */
  listSsoSessions(
    id: string,
    params?: ListSsoSessionsParams,
    options?: RequestOptions,
  ): PagePromise<SsoSession> {
    return this.client.list(path`/portico/connections/${id}/sso_sessions`, { query: params }, options)
  }

  /**
   * Get a sign-in through a connection, with all its messages.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} SSO session not found.
   * @example
   * const ssoSessionWithMessages = await client.portico.connections.getSsoSession('sso_session_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getSsoSession(id: string, options?: RequestOptions): Promise<SsoSessionWithMessages> {
    return this.client.request('GET', path`/portico/sso_sessions/${id}`, {}, options)
  }
}
