// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { SecretString } from '../../../secret.ts'

/** A link by which an operator signs in as a user, for 60 minutes at most. */
export interface Impersonation {
  /** What kind of object this is. */
  object: 'impersonation'
  /** The user who is impersonated. */
  userId: string
  /** The organization of the session. */
  organizationId: string | null
  /** Who is signed in as somebody else. */
  impersonator: ImpersonationActor
  /** Open it in a browser to begin the session. Works once. */
  url: SecretString
  /** When the address stops to work. */
  expiresAt: string
}

/** Who is signed in as somebody else. */
export interface ImpersonationActor {
  /** Who impersonates. */
  email: string
  /** Why. */
  reason: string
}
