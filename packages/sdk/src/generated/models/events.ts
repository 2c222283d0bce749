// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { OpenEnum } from '../../types.ts'
import type { OrganizationDomain } from './organization-domains.ts'

export interface AnalyticsSession {
  /** The tag container. */
  containerId: string
  /** The session as the container counts it. */
  sessionId?: string
  /** How many sessions the visitor had by then. */
  sessionNumber?: string
}

/** Who or what caused an event. */
export interface EventActor {
  /** The API key, user or process. */
  id: string
  /** Where the change was made. */
  source: OpenEnum<'api' | 'dashboard' | 'admin_portal' | 'system'>
  /** What people call the actor. */
  name: string | null
}

/** The circumstances of an event, as far as they are known. */
export interface EventContext {
  /** The application in which it happened. */
  clientId?: string
  /** Who or what caused an event. */
  actor?: EventActor
  /** What changed, as it was before. */
  previousAttributes?: Record<string, unknown>
  /** The visitor's Google Analytics ID. */
  googleAnalyticsClientId?: string
  googleAnalyticsSessions?: AnalyticsSession[]
  /** The visitor's anonymous Segment ID. */
  ajsAnonymousId?: string
}

export interface OrganizationDomainVerificationFailed {
  reason: OpenEnum<'domain_verification_period_expired' | 'domain_verified_by_other_organization'>
  /** A domain name that an organization claims as its own. */
  organizationDomain: OrganizationDomain
}

export interface OrganizationEventData {
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
}

/** A role that one organization alone knows, as its events store it. */
export interface OrganizationRoleEventData {
  object: 'organization_role'
  /** The organization whose role it is. */
  organizationId: string
  /** The name that code knows it by. */
  slug: string
  /** What people call it. */
  name: string
  /** Who should have it. */
  description: string | null
  /** The type of resource on which it is given. */
  resourceTypeSlug: string
  /** Slugs of the permissions it grants. */
  permissions: string[]
  createdAt: string
  updatedAt: string
}

export interface RoleEventData {
  object: 'role'
  /** The name that code knows it by. Never changes. */
  slug: string
  /** The type of resource on which it is given. */
  resourceTypeSlug: string
  /** Slugs of the permissions it grants. */
  permissions?: string[]
  createdAt: string
  updatedAt: string
}
