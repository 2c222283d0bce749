// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../models/portico/client-secrets.ts'
export type * from '../../portico/client-secrets.ts'
export { PorticoClientSecrets } from '../../portico/client-secrets.ts'
