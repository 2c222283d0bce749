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

/** Operations of `client.portico.redirectUris`. */
export class PorticoRedirectUris extends Resource {
  /**
   * List the redirect URIs of an application.
   *
   * @throws {NotFoundError} Application not found.
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
   * @throws {NotFoundError} Application not found.
   * @throws {ConflictError} `wildcard_redirect_uri`: A redirect URI with a wildcard cannot be the default.
   * @throws {UnprocessableEntityError} The application has this redirect URI already.
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
   * @throws {NotFoundError} Application not found.
   * @throws {NotFoundError} Redirect URI not found.
   * @throws {ConflictError} `wildcard_redirect_uri`: A redirect URI with a wildcard cannot be the default.
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
   * @throws {NotFoundError} Application not found.
   * @throws {NotFoundError} Redirect URI not found.
   * @throws {ConflictError} The default redirect URI, or the last one, cannot be deleted.
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
