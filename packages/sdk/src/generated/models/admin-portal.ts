// Generated from the contract by packages/sdk/generator: edits are overwritten.

/** The way into the Admin Portal. */
export interface PortalLink {
  /** Where to send the administrator, within five minutes. */
  link: string
}
