// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { SecretString } from '../../secret.ts'
import type { OpenEnum } from '../../types.ts'

/** A domain name that an organization claims as its own. */
export interface OrganizationDomain {
  /** What kind of object this is. */
  object: 'organization_domain'
  /** Its identifier. */
  id: string
  /** The organization that claims the domain. */
  organizationId: string
  /** The domain name, in lower case. */
  domain: string
  /** How far the proof of ownership has come. */
  state?: OpenEnum<'failed' | 'legacy_verified' | 'pending' | 'unverified' | 'verified'>
  /** Label of the DNS record that proves ownership. */
  verificationPrefix?: string
  /** Value of the DNS TXT record that proves ownership. */
  verificationToken?: SecretString
  /** Whether DNS or an administrator vouches for the domain. */
  verificationStrategy?: OpenEnum<'dns' | 'manual'>
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}
