// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { SecretString } from '../../secret.ts'

/** What widgets need to call Portico from the browser. */
export interface WidgetToken {
  /** A JWT for the widgets in the page, good for one hour. */
  token: SecretString
}
