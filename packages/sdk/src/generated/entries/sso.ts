// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../services/sso.ts'
export { Sso } from '../../services/sso.ts'
export type * from '../models/sso.ts'
export type * from '../sso.ts'
