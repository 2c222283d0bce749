// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { SecretString } from '../../secret.ts'

/** What a page needs to call Portico in the name of a member. */
export interface ClientToken {
  /** A JWT for the browser, good for a short time. */
  token: SecretString
}
