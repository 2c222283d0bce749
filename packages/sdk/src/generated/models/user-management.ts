// Generated from the contract by packages/sdk/generator: edits are overwritten.

/** A web origin whose pages may call Portico from the browser. */
export interface CorsOrigin {
  object: 'cors_origin'
  id: string
  /** Scheme, host and port. */
  origin: string
  createdAt: string
  updatedAt: string
}

/** An address to which sign-in may send people back. */
export interface RedirectUri {
  object: 'redirect_uri'
  id: string
  /** The address itself. */
  uri: string
  /** Whether sign-in returns here when the request names no address. */
  default: boolean
  createdAt: string
  updatedAt: string
}
