// Generated from the contract by packages/sdk/generator: edits are overwritten.

/** The server's clock, which all environments of the installation share. */
export interface Clock {
  /** What kind of object this is. */
  object: 'clock'
  /** What the server takes for the present. */
  now: string
  /** How far that lies ahead of the real time; negative if behind. */
  offsetSeconds: number
}
