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

/** Where names are not mapped as everywhere else. */
const wire = {
  createOrganizationDomain: { secrets: ['verification_token'] },
  getOrganizationDomain: { secrets: ['verification_token'] },
  verifyOrganizationDomain: { secrets: ['verification_token'] },
}

/** Operations of `client.organizationDomains`. */
export class OrganizationDomains extends Resource {
  /**
   * Add a domain to an organization and begin its verification.
   *
   * Events: `organization_domain.created`.
   *
   * @throws {ConflictError} `domain_already_exists`: This domain already belongs to an organization in this
   * environment.
   */
  createOrganizationDomain(
    params: CreateOrganizationDomainParams,
    options?: RequestOptions,
  ): Promise<OrganizationDomain> {
    return this.client.request(
      'POST',
      path`/organization_domains`,
      { body: params, wire: wire.createOrganizationDomain },
      options,
    )
  }

  /**
   * Get an organization domain.
   *
   * @throws {NotFoundError} Organization domain not found.
   */
  getOrganizationDomain(id: string, options?: RequestOptions): Promise<OrganizationDomain> {
    return this.client.request(
      'GET',
      path`/organization_domains/${id}`,
      { wire: wire.getOrganizationDomain },
      options,
    )
  }

  /**
   * Remove a domain from its organization.
   *
   * Events: `organization_domain.deleted`.
   *
   * @throws {NotFoundError} Organization domain not found.
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
   * @throws {NotFoundError} Organization domain not found.
   */
  verifyOrganizationDomain(id: string, options?: RequestOptions): Promise<OrganizationDomain> {
    return this.client.request(
      'POST',
      path`/organization_domains/${id}/verify`,
      { wire: wire.verifyOrganizationDomain },
      options,
    )
  }
}
