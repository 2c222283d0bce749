// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { SecretString } from '../../secret.ts'

/** The way into the Admin Portal. */
export interface PortalLink {
  /** Where to send the administrator, within five minutes. */
  link: SecretString
}
