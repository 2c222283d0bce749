// Generated from the contract by packages/sdk/generator: edits are overwritten.

/** What widgets need to call Portico from the browser. */
export interface WidgetToken {
  /** A JWT for the widgets in the page, good for one hour. */
  token: string
}
