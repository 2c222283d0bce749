// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { ListParams, PagePromise } from '../page.ts'
import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'
import { Resource } from '../resource.ts'
import type {
  AuditLogConfiguration,
  ItContact,
  Organization,
  OrganizationAuthorizedApplication,
  OrganizationDomainData,
} from './models/organizations.ts'

/** Parameters of `listOrganizations`. */
export interface ListOrganizationsParams extends ListParams {
  /** Only organizations that claim one of these domains. */
  domains?: readonly string[] | undefined
  /** Only organizations whose name or domain holds this text. */
  search?: string | undefined
}

/** Parameters of `createOrganization`. */
export interface CreateOrganizationParams {
  /** What people call it. */
  name: string
  /** Let people sign in whose e-mail domain is not verified. */
  allowProfilesOutsideOrganization?: boolean | undefined
  /**
   * Domain names, taken as verified. Superseded by `domainData`.
   *
   * @deprecated
   */
  domains?: readonly string[] | undefined
  /** The domains, each with its state. */
  domainData?: readonly OrganizationDomainData[] | undefined
  /** Key-value pairs of your own, at most 50. Merged into what is stored; null removes a key. */
  metadata?: Record<string, string | null> | null | undefined
  /** The object's identifier in your own system. */
  externalId?: string | null | undefined
}

/** Parameters of `updateOrganization`. */
export interface UpdateOrganizationParams {
  /** What people call it. */
  name?: string | undefined
  /** Let people sign in whose e-mail domain is not verified. */
  allowProfilesOutsideOrganization?: boolean | undefined
  /**
   * Domain names, taken as verified. Superseded by `domainData`.
   *
   * @deprecated
   */
  domains?: readonly string[] | undefined
  /** The domains, each with its state. */
  domainData?: readonly OrganizationDomainData[] | undefined
  /** Key-value pairs of your own, at most 50. Merged into what is stored; null removes a key. */
  metadata?: Record<string, string | null> | null | undefined
  /** The object's identifier in your own system. */
  externalId?: string | null | undefined
  /** Its customer ID at Stripe; null removes it. */
  stripeCustomerId?: string | null | undefined
}

/** Parameters of `createItContact`. */
export interface CreateItContactParams {
  /** The address of the person. */
  email: string
}

/** Parameters of `inviteItContact`. */
export interface InviteItContactParams {
  /** What the contact may set up. */
  intents: readonly (
    | 'sso'
    | 'directory_sync'
    | 'log_streams'
    | 'domain_verification'
    | 'bring_your_own_key'
  )[]
}

/**
 * Operations of `client.organizations`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class Organizations extends Resource {
  /**
   * List organizations.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.organizations.listOrganizations()
   * for await (const item of pages) console.log(item)
   */
  listOrganizations(params?: ListOrganizationsParams, options?: RequestOptions): PagePromise<Organization> {
    return this.client.list(path`/organizations`, { query: params }, options)
  }

  /**
   * Create an organization.
   *
   * Events: `organization.created`, `organization_domain.created`, `organization_domain.verified`.
   *
   * @throws {APIError} `external_id_already_used`: Another organization in this environment has that external
   * ID.
   * @throws {APIError} `invalid_metadata`: The metadata breaks a limit.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {ConflictError} One of the domains belongs to another organization in this environment.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const organization = await client.organizations.createOrganization({
   *   name: 'Acme',
   * })
   */
  createOrganization(params: CreateOrganizationParams, options?: RequestOptions): Promise<Organization> {
    return this.client.request('POST', path`/organizations`, { body: params }, options)
  }

  /**
   * Get an organization.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization not found.
   * @example
   * const organization = await client.organizations.getOrganization('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getOrganization(id: string, options?: RequestOptions): Promise<Organization> {
    return this.client.request('GET', path`/organizations/${id}`, {}, options)
  }

  /**
   * Get an organization by its external ID.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization not found.
   * @example
   * const organization = await client.organizations.getOrganizationByExternalId('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getOrganizationByExternalId(externalId: string, options?: RequestOptions): Promise<Organization> {
    return this.client.request('GET', path`/organizations/external_id/${externalId}`, {}, options)
  }

  /**
   * Update an organization.
   *
   * Changes only the members given. `domainData` replaces the whole set of domains.
   *
   * Events: `organization.updated`, `organization_domain.created`, `organization_domain.updated`,
   * `organization_domain.verified`, `organization_domain.deleted`.
   *
   * @throws {APIError} `external_id_already_used`: Another organization in this environment has that external
   * ID.
   * @throws {APIError} `invalid_metadata`: The metadata breaks a limit.
   * @throws {APIError} `stripe_customer_id_already_used`: Another organization in this environment has that
   * Stripe customer ID.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization not found.
   * @throws {ConflictError} One of the domains belongs to another organization in this environment.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const organization = await client.organizations.updateOrganization('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   name: 'text',
   * })
   */
  updateOrganization(
    id: string,
    params?: UpdateOrganizationParams,
    options?: RequestOptions,
  ): Promise<Organization> {
    return this.client.request('PUT', path`/organizations/${id}`, { body: params }, options)
  }

  /**
   * Delete an organization and everything in it.
   *
   * Events: `organization.deleted`.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization not found.
   * @example
   * await client.organizations.deleteOrganization('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  deleteOrganization(id: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/organizations/${id}`, {}, options)
  }

  /**
   * Get how the audit log of an organization is set up.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization not found.
   * @example
   * const auditLogConfiguration = await client.organizations.getAuditLogConfiguration('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getAuditLogConfiguration(id: string, options?: RequestOptions): Promise<AuditLogConfiguration> {
    return this.client.request('GET', path`/organizations/${id}/audit_log_configuration`, {}, options)
  }

  /**
   * List the applications to which members of an organization have agreed.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Organization not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.organizations.listAuthorizedApplications('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   * for await (const item of pages) console.log(item)
   */
  listAuthorizedApplications(
    organizationId: string,
    params?: ListParams,
    options?: RequestOptions,
  ): PagePromise<OrganizationAuthorizedApplication> {
    return this.client.list(
      path`/organizations/${organizationId}/authorized_applications`,
      { query: params },
      options,
    )
  }

  /**
   * List the IT contacts of an organization.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.organizations.listItContacts('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   * for await (const item of pages) console.log(item)
   */
  listItContacts(
    organizationId: string,
    params?: ListParams,
    options?: RequestOptions,
  ): PagePromise<ItContact> {
    return this.client.list(path`/organizations/${organizationId}/it_contacts`, { query: params }, options)
  }

  /**
   * Add an IT contact to an organization.
   *
   * Sends nothing. From now on, the contact is told when a certificate is about to expire.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} Organization not found.
   * @throws {ConflictError} `it_contact_already_exists`: The organization has this IT contact already.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const itContact = await client.organizations.createItContact('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   email: 'ada@example.com',
   * })
   */
  createItContact(
    organizationId: string,
    params: CreateItContactParams,
    options?: RequestOptions,
  ): Promise<ItContact> {
    return this.client.request(
      'POST',
      path`/organizations/${organizationId}/it_contacts`,
      { body: params },
      options,
    )
  }

  /**
   * Remove an IT contact and the setup links sent to it.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} IT contact not found.
   * @throws {NotFoundError} Organization not found.
   * @example
   * await client.organizations.deleteItContact('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'text')
   */
  deleteItContact(organizationId: string, contactId: string, options?: RequestOptions): Promise<void> {
    return this.client.send(
      'DELETE',
      path`/organizations/${organizationId}/it_contacts/${contactId}`,
      {},
      options,
    )
  }

  /**
   * Send an IT contact a link to the Admin Portal.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} IT contact not found.
   * @throws {NotFoundError} Organization not found.
   * @throws {ConflictError} `active_invitation_exists`: The organization has an open invitation already.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * await client.organizations.inviteItContact('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'text', {
   *   intents: ['sso'],
   * })
   */
  inviteItContact(
    organizationId: string,
    contactId: string,
    params: InviteItContactParams,
    options?: RequestOptions,
  ): Promise<void> {
    return this.client.send(
      'POST',
      path`/organizations/${organizationId}/it_contacts/${contactId}/invite`,
      { body: params },
      options,
    )
  }

  /**
   * Revoke the link sent to an IT contact.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {AuthorizationError} This API key may not do that.
   * @throws {NotFoundError} IT contact not found.
   * @throws {NotFoundError} Organization not found.
   * @example
   * await client.organizations.revokeItContact('org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'text')
   */
  revokeItContact(organizationId: string, contactId: string, options?: RequestOptions): Promise<void> {
    return this.client.send(
      'POST',
      path`/organizations/${organizationId}/it_contacts/${contactId}/revoke`,
      {},
      options,
    )
  }
}
