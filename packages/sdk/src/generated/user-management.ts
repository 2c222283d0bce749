// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { ListParams, PagePromise } from '../page.ts'
import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'
import { Resource } from '../resource.ts'
import type { CorsOrigin, RedirectUri } from './models/user-management.ts'

/** Parameters of `createRedirectUri`. */
export interface CreateRedirectUriParams {
  /** The address: HTTPS, or loopback. Its first label may hold one `*`. */
  uri: string
}

/** Parameters of `createCorsOrigin`. */
export interface CreateCorsOriginParams {
  /** Scheme, host and port, without a path. */
  origin: string
}

/** Operations of `client.userManagement`. */
export class UserManagement extends Resource {
  /** List redirect URIs. */
  listRedirectUris(params?: ListParams, options?: RequestOptions): PagePromise<RedirectUri> {
    return this.client.list(path`/user_management/redirect_uris`, { query: params }, options)
  }

  /**
   * Register a redirect URI.
   *
   * @throws {ApiError} The address may not be registered.
   */
  createRedirectUri(params: CreateRedirectUriParams, options?: RequestOptions): Promise<RedirectUri> {
    return this.client.request('POST', path`/user_management/redirect_uris`, { body: params }, options)
  }

  /**
   * Delete a redirect URI.
   *
   * @throws {NotFoundError} Redirect URI not found.
   * @throws {ConflictError} The default redirect URI, or the last one, cannot be deleted.
   */
  deleteRedirectUri(id: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/user_management/redirect_uris/${id}`, {}, options)
  }

  /** List the origins that browsers may call from. */
  listCorsOrigins(params?: ListParams, options?: RequestOptions): PagePromise<CorsOrigin> {
    return this.client.list(path`/user_management/cors_origins`, { query: params }, options)
  }

  /**
   * Allow an origin to call from the browser.
   *
   * @throws {ConflictError} `duplicate_cors_origin`: This origin is allowed already.
   */
  createCorsOrigin(params: CreateCorsOriginParams, options?: RequestOptions): Promise<CorsOrigin> {
    return this.client.request('POST', path`/user_management/cors_origins`, { body: params }, options)
  }
}
