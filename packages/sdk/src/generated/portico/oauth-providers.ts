// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { List } from '../../page.ts'
import { path } from '../../path.ts'
import type { RequestOptions } from '../../request.ts'
import { Resource } from '../../resource.ts'
import type { Secret } from '../../secret.ts'
import type { OAuthProvider } from '../models/portico/oauth-providers.ts'

/** Parameters of `setOAuthProvider`. */
export interface SetOAuthProviderParams {
  /** What the provider calls your application. */
  clientId: string
  /**
   * Its secret. Never read back; without one the present secret stays. It has to be given when
   * `tokenEndpoint` leads to another host than before.
   */
  clientSecret?: Secret | undefined
  /** The team. Apple only. */
  appleTeamId?: string | undefined
  /** The key. Apple only. */
  appleKeyId?: string | undefined
  /**
   * The key itself, as PEM: Apple takes a signature in place of a secret. It has to be given when
   * `tokenEndpoint` leads to another host than before.
   */
  applePrivateKey?: Secret | undefined
  /** Scopes to ask for beside those that a profile takes. */
  scopes?: readonly string[] | undefined
  /** Whether the provider's own tokens are handed to your application. */
  oauthTokensReturned?: boolean | undefined
  /** Where people sign in; null for the provider's own. */
  authorizationEndpoint?: string | null | undefined
  /** Where the code is redeemed; null for the provider's own. */
  tokenEndpoint?: string | null | undefined
  /** Where the profile is read; null for the provider's own. */
  userinfoEndpoint?: string | null | undefined
  /** Where the keys of ID tokens are; null for the provider's own. */
  jwksUri?: string | null | undefined
  /** Who issues ID tokens; null for the provider's own name. */
  issuer?: string | null | undefined
}

/**
 * Operations of `client.portico.oauthProviders`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class PorticoOauthProviders extends Resource {
  /**
   * List the social providers of the environment.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @example
   * const answer = await client.portico.oauthProviders.listOAuthProviders()
   */
  listOAuthProviders(options?: RequestOptions): Promise<List<OAuthProvider>> {
    return this.client.request('GET', path`/portico/oauth_providers`, {}, options)
  }

  /**
   * Get a social provider.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} OAuth provider not found.
   * @example
   * const oAuthProvider = await client.portico.oauthProviders.getOAuthProvider('text')
   */
  getOAuthProvider(provider: string, options?: RequestOptions): Promise<OAuthProvider> {
    return this.client.request('GET', path`/portico/oauth_providers/${provider}`, {}, options)
  }

  /**
   * Set up a social provider, or change it.
   *
   * People can sign in through it at once. What is not given goes back to its default.
   *
   * Events: `connection.activated`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} OAuth provider not found.
   * @throws {UnprocessableEntityError} `invalid_oauth_provider`: The provider cannot be set up like that. The
   * message says why.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const oAuthProvider = await client.portico.oauthProviders.setOAuthProvider('text', {
   *   clientId: 'client_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   * })
   */
  setOAuthProvider(
    provider: string,
    params: SetOAuthProviderParams,
    options?: RequestOptions,
  ): Promise<OAuthProvider> {
    return this.client.request('PUT', path`/portico/oauth_providers/${provider}`, { body: params }, options)
  }

  /**
   * Remove a social provider and its connection.
   *
   * Events: `connection.deleted`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} OAuth provider not found.
   * @throws {ConflictError} `conflict`: This environment protects active connections: deactivate it first.
   * @example
   * await client.portico.oauthProviders.deleteOAuthProvider('text')
   */
  deleteOAuthProvider(provider: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/portico/oauth_providers/${provider}`, {}, options)
  }
}
