// Generated from the contract by packages/sdk/generator: edits are overwritten.

import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'
import { Resource } from '../resource.ts'
import type { OrganizationDomain } from './models/organization-domains.ts'

/** Parameters of `createOrganizationDomain`. */
export interface CreateOrganizationDomainParams {
  /** The domain name to claim. */
  domain: string
  /** The organization that claims it. */
  organizationId: string
}

/**
 * Operations of `client.organizationDomains`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class OrganizationDomains extends Resource {
  /**
   * Add a domain to an organization and begin its verification.
   *
   * Events: `organization_domain.created`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {ConflictError} `domain_already_exists`: This domain already belongs to an organization in this
   * environment.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const organizationDomain = await client.organizationDomains.createOrganizationDomain({
   *   domain: 'acme.com',
   *   organizationId: 'org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
   * })
   */
  createOrganizationDomain(
    params: CreateOrganizationDomainParams,
    options?: RequestOptions,
  ): Promise<OrganizationDomain> {
    return this.client.request('POST', path`/organization_domains`, { body: params }, options)
  }

  /**
   * Get an organization domain.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization domain not found.
   * @example
   * const organizationDomain = await client.organizationDomains.getOrganizationDomain('org_domain_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getOrganizationDomain(id: string, options?: RequestOptions): Promise<OrganizationDomain> {
    return this.client.request('GET', path`/organization_domains/${id}`, {}, options)
  }

  /**
   * Remove a domain from its organization.
   *
   * Events: `organization_domain.deleted`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization domain not found.
   * @example
   * await client.organizationDomains.deleteOrganizationDomain('org_domain_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  deleteOrganizationDomain(id: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/organization_domains/${id}`, {}, options)
  }

  /**
   * Begin the verification of a domain again.
   *
   * Events: `organization_domain.updated`.
   *
   * @throws {APIError} `domain_already_verified`: This domain is verified already.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization domain not found.
   * @example
   * const organizationDomain = await client.organizationDomains.verifyOrganizationDomain('org_domain_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  verifyOrganizationDomain(id: string, options?: RequestOptions): Promise<OrganizationDomain> {
    return this.client.request('POST', path`/organization_domains/${id}/verify`, {}, options)
  }
}
