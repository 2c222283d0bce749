// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { ListParams, PagePromise } from '../../page.ts'
import { path } from '../../path.ts'
import type { RequestOptions } from '../../request.ts'
import { Resource } from '../../resource.ts'
import type { RedirectUri } from '../models/user-management.ts'

/** Parameters of `createApplicationRedirectUri`. */
export interface CreateApplicationRedirectUriParams {
  /** The address, written as browsers write it: HTTPS, loopback, or a scheme of your own. */
  uri: string
  /** Whether sign-in returns here when the request names no address. */
  default?: boolean | undefined
}

/**
 * Operations of `client.portico.redirectUris`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class PorticoRedirectUris extends Resource {
  /**
   * List the redirect URIs of an application.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Application not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.portico.redirectUris.listApplicationRedirectUris('app_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   * for await (const item of pages) console.log(item)
   */
  listApplicationRedirectUris(
    id: string,
    params?: ListParams,
    options?: RequestOptions,
  ): PagePromise<RedirectUri> {
    return this.client.list(path`/portico/applications/${id}/redirect_uris`, { query: params }, options)
  }

  /**
   * Register a redirect URI for an application.
   *
   * It becomes the default when there is none, unless it holds a wildcard. A `*` stands for letters, digits,
   * `-` and `_` in the first label of the host, or for the port of a loopback address.
   *
   * @throws {APIError} The address may not be registered.
   * @throws {APIError} An application has at most 1000 redirect URIs. Delete one first.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Application not found.
   * @throws {ConflictError} `wildcard_redirect_uri`: A redirect URI with a wildcard cannot be the default.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @throws {UnprocessableEntityError} The application has this redirect URI already.
   * @example
   * const redirectUri = await client.portico.redirectUris.createApplicationRedirectUri('redir_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   uri: 'https://app.example.com/callback',
   * })
   */
  createApplicationRedirectUri(
    id: string,
    params: CreateApplicationRedirectUriParams,
    options?: RequestOptions,
  ): Promise<RedirectUri> {
    return this.client.request(
      'POST',
      path`/portico/applications/${id}/redirect_uris`,
      { body: params },
      options,
    )
  }

  /**
   * Make a redirect URI the default of its application.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Application not found.
   * @throws {NotFoundError} Redirect URI not found.
   * @throws {ConflictError} `wildcard_redirect_uri`: A redirect URI with a wildcard cannot be the default.
   * @example
   * const redirectUri = await client.portico.redirectUris.setDefaultApplicationRedirectUri('redir_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'text')
   */
  setDefaultApplicationRedirectUri(
    id: string,
    redirectUriId: string,
    options?: RequestOptions,
  ): Promise<RedirectUri> {
    return this.client.request(
      'PUT',
      path`/portico/applications/${id}/redirect_uris/${redirectUriId}/default`,
      {},
      options,
    )
  }

  /**
   * Delete a redirect URI of an application.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Application not found.
   * @throws {NotFoundError} Redirect URI not found.
   * @throws {ConflictError} The default redirect URI, or the last one, cannot be deleted.
   * @example
   * await client.portico.redirectUris.deleteApplicationRedirectUri('app_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'text')
   */
  deleteApplicationRedirectUri(id: string, redirectUriId: string, options?: RequestOptions): Promise<void> {
    return this.client.send(
      'DELETE',
      path`/portico/applications/${id}/redirect_uris/${redirectUriId}`,
      {},
      options,
    )
  }
}
