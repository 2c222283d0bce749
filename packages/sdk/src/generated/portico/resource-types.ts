// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { List } from '../../page.ts'
import { path } from '../../path.ts'
import type { RequestOptions } from '../../request.ts'
import { Resource } from '../../resource.ts'
import type { ResourceType } from '../models/portico/resource-types.ts'

/** Parameters of `createResourceType`. */
export interface CreateResourceTypeParams {
  /** The name that code shall know it by: lower-case letters, digits, `-` and `_`. */
  slug: string
  /** What people call it. */
  name: string
  /** What such a resource is. */
  description?: string | null | undefined
  /** Slugs of the types that a resource of this one may lie in. */
  parentResourceTypeSlugs?: readonly string[] | undefined
}

/** Parameters of `updateResourceType`. */
export interface UpdateResourceTypeParams {
  /** What people call it. */
  name?: string | undefined
  /** What such a resource is. */
  description?: string | null | undefined
  /** Slugs of the types that a resource of this one may lie in. */
  parentResourceTypeSlugs?: readonly string[] | undefined
}

/**
 * Operations of `client.portico.resourceTypes`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class PorticoResourceTypes extends Resource {
  /**
   * List resource types, parents first.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @example
   * const answer = await client.portico.resourceTypes.listResourceTypes()
   */
  listResourceTypes(options?: RequestOptions): Promise<List<ResourceType>> {
    return this.client.request('GET', path`/portico/authorization/resource_types`, {}, options)
  }

  /**
   * Create a resource type.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Resource type not found.
   * @throws {ConflictError} `resource_type_slug_conflict`: Another resource type in this environment has that
   * slug.
   * @throws {ConflictError} `resource_type_update_in_progress`: The resource types are being changed. Try
   * again.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @throws {UnprocessableEntityError} `invalid_resource_type_hierarchy`: The resource types would form a
   * circle, or be more than 5 levels deep.
   * @example
   * const resourceType = await client.portico.resourceTypes.createResourceType({
   *   slug: 'project',
   *   name: 'Acme',
   * })
   */
  createResourceType(params: CreateResourceTypeParams, options?: RequestOptions): Promise<ResourceType> {
    return this.client.request('POST', path`/portico/authorization/resource_types`, { body: params }, options)
  }

  /**
   * Get a resource type.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Resource type not found.
   * @example
   * const resourceType = await client.portico.resourceTypes.getResourceType('billing-admin')
   */
  getResourceType(slug: string, options?: RequestOptions): Promise<ResourceType> {
    return this.client.request('GET', path`/portico/authorization/resource_types/${slug}`, {}, options)
  }

  /**
   * Update a resource type.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This resource type is defined by Portico and cannot be changed.
   * @throws {NotFoundError} Resource type not found.
   * @throws {ConflictError} `resource_type_in_use`: The resource type still has resources, roles, permissions
   * or child types.
   * @throws {ConflictError} `resource_type_update_in_progress`: The resource types are being changed. Try
   * again.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @throws {UnprocessableEntityError} `invalid_resource_type_hierarchy`: The resource types would form a
   * circle, or be more than 5 levels deep.
   * @example
   * const resourceType = await client.portico.resourceTypes.updateResourceType('billing-admin', {
   *   name: 'text',
   * })
   */
  updateResourceType(
    slug: string,
    params?: UpdateResourceTypeParams,
    options?: RequestOptions,
  ): Promise<ResourceType> {
    return this.client.request(
      'PATCH',
      path`/portico/authorization/resource_types/${slug}`,
      { body: params },
      options,
    )
  }

  /**
   * Delete a resource type that nothing uses.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This resource type is defined by Portico and cannot be changed.
   * @throws {NotFoundError} Resource type not found.
   * @throws {ConflictError} `resource_type_in_use`: The resource type still has resources, roles, permissions
   * or child types.
   * @throws {ConflictError} `resource_type_update_in_progress`: The resource types are being changed. Try
   * again.
   * @example
   * await client.portico.resourceTypes.deleteResourceType('billing-admin')
   */
  deleteResourceType(slug: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/portico/authorization/resource_types/${slug}`, {}, options)
  }
}
