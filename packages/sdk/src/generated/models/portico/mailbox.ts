// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { OpenEnum } from '../../../types.ts'

/** A mail that was kept instead of being sent. */
export interface MailboxMessage {
  /** What kind of object this is. */
  object: 'mailbox_message'
  /** Its identifier. */
  id: string
  /** What the mail is about. */
  kind: OpenEnum<
    | 'email_change'
    | 'email_verification'
    | 'invitation'
    | 'magic_auth'
    | 'organization_domain'
    | 'password_reset'
    | 'passwordless'
    | 'portal_link'
    | 'radar_challenge'
    | 'radar_notice'
    | 'saml_certificate'
    | 'webhook_endpoint_disabled'
  >
  /** The address it was meant for. */
  to: string
  /** The address it was sent from. */
  from: string
  /** Its subject line. */
  subject: string
  /** Its body as plain text. */
  text: string
  /** Its body as HTML. */
  html: string | null
  /** When it was created. */
  createdAt: string
}
