// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../portico/redirect-uris.ts'
export { PorticoRedirectUris } from '../../portico/redirect-uris.ts'
