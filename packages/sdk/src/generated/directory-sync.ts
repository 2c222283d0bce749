// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { ListParams, PagePromise } from '../page.ts'
import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'
import { Resource } from '../resource.ts'
import type { Directory, DirectoryGroup, DirectoryUserWithGroups } from './models/directory-sync.ts'

/** Parameters of `listDirectories`. */
export interface ListDirectoriesParams extends ListParams {
  /** Only directories of this organization. */
  organizationId?: string | undefined
  /** Only directories whose name holds this text. */
  search?: string | undefined
  /**
   * Only directories of organizations with this domain.
   *
   * @deprecated
   */
  domain?: string | undefined
}

/** Parameters of `listUsers`. */
export interface ListUsersParams extends ListParams {
  /** Only people of this directory. */
  directory?: string | undefined
  /** Only people in this group. */
  group?: string | undefined
  /** Only the one with this identifier in the directory. */
  idpId?: string | undefined
  /** Only those with this e-mail address. */
  email?: string | undefined
}

/** Parameters of `listGroups`. */
export interface ListGroupsParams extends ListParams {
  /** Only groups of this directory. */
  directory?: string | undefined
  /** Only groups that this person is in. */
  user?: string | undefined
}

/**
 * Operations of `client.directorySync`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class DirectorySync extends Resource {
  /**
   * List directories.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.directorySync.listDirectories()
   * for await (const item of pages) console.log(item)
   */
  listDirectories(params?: ListDirectoriesParams, options?: RequestOptions): PagePromise<Directory> {
    return this.client.list(path`/directories`, { query: params }, options)
  }

  /**
   * Get a directory.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Directory not found.
   * @example
   * const directory = await client.directorySync.getDirectory('directory_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getDirectory(id: string, options?: RequestOptions): Promise<Directory> {
    return this.client.request('GET', path`/directories/${id}`, {}, options)
  }

  /**
   * Delete a directory with its people and groups.
   *
   * Events: `dsync.deleted`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Directory not found.
   * @example
   * await client.directorySync.deleteDirectory('directory_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  deleteDirectory(id: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/directories/${id}`, {}, options)
  }

  /**
   * List the people of a directory or of a directory group.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Directory group not found.
   * @throws {NotFoundError} Directory not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @throws {RateLimitExceededError} `rate_limited`: Ratelimited
   * @example
   * const pages = client.directorySync.listUsers()
   * for await (const item of pages) console.log(item)
   */
  listUsers(params?: ListUsersParams, options?: RequestOptions): PagePromise<DirectoryUserWithGroups> {
    return this.client.list(path`/directory_users`, { query: params }, options)
  }

  /**
   * Get a person of a directory.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Directory user not found.
   * @example
   * const directoryUserWithGroups = await client.directorySync.getUser('directory_user_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getUser(id: string, options?: RequestOptions): Promise<DirectoryUserWithGroups> {
    return this.client.request('GET', path`/directory_users/${id}`, {}, options)
  }

  /**
   * List the groups of a directory, or of a person in it.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Directory not found.
   * @throws {NotFoundError} Directory user not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.directorySync.listGroups()
   * for await (const item of pages) console.log(item)
   */
  listGroups(params?: ListGroupsParams, options?: RequestOptions): PagePromise<DirectoryGroup> {
    return this.client.list(path`/directory_groups`, { query: params }, options)
  }

  /**
   * Get a group of a directory.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Directory group not found.
   * @example
   * const directoryGroup = await client.directorySync.getGroup('directory_group_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getGroup(id: string, options?: RequestOptions): Promise<DirectoryGroup> {
    return this.client.request('GET', path`/directory_groups/${id}`, {}, options)
  }
}
