// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { List } from '../../page.ts'
import { path } from '../../path.ts'
import type { RequestOptions } from '../../request.ts'
import { Resource } from '../../resource.ts'
import type { Directory } from '../models/directory-sync.ts'
import type { ScimToken, ScimTokenWithValue } from '../models/portico/directories.ts'

/** Parameters of `createDirectory`. */
export interface CreateDirectoryParams {
  /** The organization whose people it lists. */
  organizationId: string
  /** Where its people come from. */
  type:
    | 'azure scim v2.0'
    | 'bamboohr'
    | 'breathe hr'
    | 'cezanne hr'
    | 'cyberark scim v2.0'
    | 'fourth hr'
    | 'generic scim v2.0'
    | 'gsuite directory'
    | 'hibob'
    | 'sailpoint scim v2.0'
    | 'jump cloud scim v2.0'
    | 'okta scim v2.0'
    | 'onelogin scim v2.0'
    | 'people hr'
    | 'personio'
    | 'pingfederate scim v2.0'
    | 'rippling scim v2.0'
    | 's3'
    | 'sftp'
    | 'sftp workday'
    | 'workday'
  /** What people call it. */
  name?: string | undefined
}

/** Parameters of `updateDirectory`. */
export interface UpdateDirectoryParams {
  /** What people call it. */
  name?: string | undefined
}

/** Parameters of `createDirectoryToken`. */
export interface CreateDirectoryTokenParams {
  /** When it stops to work. Without it, never. */
  expiresAt?: string | null | undefined
}

/**
 * Operations of `client.portico.directories`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class PorticoDirectories extends Resource {
  /**
   * Create a directory of an organization.
   *
   * It becomes linked with the first request of its identity provider. A SCIM directory still needs a token.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const directory = await client.portico.directories.createDirectory({
   *   organizationId: 'org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   *   type: 'azure scim v2.0',
   * })
   */
  createDirectory(params: CreateDirectoryParams, options?: RequestOptions): Promise<Directory> {
    return this.client.request('POST', path`/portico/directories`, { body: params }, options)
  }

  /**
   * Rename a directory.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Directory not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const directory = await client.portico.directories.updateDirectory('directory_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   name: 'text',
   * })
   */
  updateDirectory(id: string, params?: UpdateDirectoryParams, options?: RequestOptions): Promise<Directory> {
    return this.client.request('PATCH', path`/portico/directories/${id}`, { body: params }, options)
  }

  /**
   * Activate a directory.
   *
   * Events: `dsync.activated`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Directory not found.
   * @example
   * const directory = await client.portico.directories.activateDirectory('directory_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  activateDirectory(id: string, options?: RequestOptions): Promise<Directory> {
    return this.client.request('POST', path`/portico/directories/${id}/activate`, {}, options)
  }

  /**
   * Deactivate a directory.
   *
   * What its identity provider sends is refused until it is activated again.
   *
   * Events: `dsync.deleted`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Directory not found.
   * @example
   * const directory = await client.portico.directories.deactivateDirectory('directory_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  deactivateDirectory(id: string, options?: RequestOptions): Promise<Directory> {
    return this.client.request('POST', path`/portico/directories/${id}/deactivate`, {}, options)
  }

  /**
   * List the tokens of a directory.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Directory not found.
   * @example
   * const answer = await client.portico.directories.listDirectoryTokens('directory_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  listDirectoryTokens(id: string, options?: RequestOptions): Promise<List<ScimToken>> {
    return this.client.request('GET', path`/portico/directories/${id}/tokens`, {}, options)
  }

  /**
   * Create a token of a directory.
   *
   * To rotate, create the new token, hand it to the identity provider, and revoke the old one.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Directory not found.
   * @throws {ConflictError} `directory_token_limit_reached`: A directory has at most 2 tokens. Revoke one
   * first.
   * @throws {ConflictError} `not_scim_directory`: Only SCIM directories have tokens.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const scimTokenWithValue = await client.portico.directories.createDirectoryToken('directory_token_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   expiresAt: '2026-01-15T12:00:00.000Z',
   * })
   */
  createDirectoryToken(
    id: string,
    params?: CreateDirectoryTokenParams,
    options?: RequestOptions,
  ): Promise<ScimTokenWithValue> {
    return this.client.request('POST', path`/portico/directories/${id}/tokens`, { body: params }, options)
  }

  /**
   * Revoke a token of a directory.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Directory token not found.
   * @example
   * await client.portico.directories.revokeDirectoryToken('text')
   */
  revokeDirectoryToken(id: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/portico/directory_tokens/${id}`, {}, options)
  }
}
