// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { OpenEnum } from '../../types.ts'
import type { M2MApplication, OAuthApplication } from './connect.ts'
import type { OrganizationDomain } from './organization-domains.ts'

/** How the audit log of an organization is set up. */
export interface AuditLogConfiguration {
  /** The organization whose log it is. */
  organizationId: string
  /** For how many days events are kept. */
  retentionPeriodInDays: number
  /** Whether events are taken in. */
  state: OpenEnum<'active' | 'inactive' | 'disabled'>
  /** A stream that sends audit log events to a system of the customer. */
  logStream?: AuditLogStream
}

/** A stream that sends audit log events to a system of the customer. */
export interface AuditLogStream {
  /** Its identifier. */
  id: string
  /** Where it sends events. */
  type: OpenEnum<
    'AzureSentinel' | 'Datadog' | 'GenericHttps' | 'GoogleCloudStorage' | 'S3' | 'Snowflake' | 'Splunk'
  >
  /** Whether it works. */
  state: OpenEnum<'active' | 'inactive' | 'error' | 'invalid'>
  /** When it last sent events. */
  lastSyncedAt: string | null
  /** When it was created. */
  createdAt: string
}

/** An address to which an OAuth application may have people sent back. */
export interface ConnectRedirectUri {
  /** The address itself. */
  uri: string
  /** Whether it is taken when a request names no address. */
  default: boolean
}

/** A person in an organization's IT department, who sets up its connections. */
export interface ItContact {
  /** What kind of object this is. */
  object: 'it_contact'
  /** Its identifier. */
  id: string
  /** The address of the person. */
  email: string
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** A customer of yours: the company whose people sign in. */
export interface Organization {
  /** What kind of object this is. */
  object: 'organization'
  /** Its identifier. */
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
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /**
   * Whether people whose e-mail domain the organization has not verified may sign in to it.
   *
   * @deprecated
   */
  allowProfilesOutsideOrganization?: boolean
}

/** An application to which a member of an organization has agreed. */
export interface OrganizationAuthorizedApplication {
  /** What kind of object this is. */
  object: 'authorized_connect_application'
  /** Its identifier. */
  id: string
  /** What they allowed. */
  grantedScopes: string[]
  /** The resource they allowed it for (RFC 8707). */
  oauthResource?: string
  /** An application in which people sign in with their account in yours. */
  application: OAuthApplication | M2MApplication
  /** Who agreed. */
  userId: string
}

/** A domain that an organization shall claim. */
export interface OrganizationDomainData {
  /** The domain name. */
  domain: string
  /** `verified` when you vouch for the domain yourself; `pending` to prove it by DNS. */
  state: 'verified' | 'pending'
}
