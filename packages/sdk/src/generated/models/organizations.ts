// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { OrganizationDomain } from './organization-domains.ts'

/** A customer of yours: the company whose people sign in. */
export interface Organization {
  object: 'organization'
  id: string
  /** What people call it. Need not be unique. */
  name: string
  /** The domains it claims, verified or not. */
  domains: OrganizationDomain[]
  /** The customer's own key-value pairs. */
  metadata: Record<string, string>
  /** The object's identifier in your own system. */
  externalId: string | null
  /** Its customer ID at Stripe. */
  stripeCustomerId?: string
  createdAt: string
  updatedAt: string
  /**
   * Whether people whose e-mail domain the organization has not verified may sign in to it.
   *
   * @deprecated
   */
  allowProfilesOutsideOrganization?: boolean
}

export interface OrganizationDomainData {
  /** The domain name. */
  domain: string
  /** `verified` when you vouch for the domain yourself; `pending` to prove it by DNS. */
  state: 'verified' | 'pending'
}
