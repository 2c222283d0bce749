// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../models/portico/oauth-providers.ts'
export type * from '../../portico/oauth-providers.ts'
export { PorticoOauthProviders } from '../../portico/oauth-providers.ts'
