// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { SecretString } from '../../secret.ts'

/** A link that signs in whoever receives it. Superseded by Magic Auth. */
export interface PasswordlessSession {
  /** What kind of object this is. */
  object: 'passwordless_session'
  /** Its identifier. */
  id: string
  /** The address that the link signs in. */
  email: string
  /** The link. Whoever follows it is signed in. */
  link: SecretString
  /** When the link stops to work. */
  expiresAt: string
}

/** Whether the mail was sent. */
export interface PasswordlessSessionSent {
  /** Whether the mail is on its way. */
  success: boolean
}
