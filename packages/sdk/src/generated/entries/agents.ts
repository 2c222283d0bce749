// Generated from the contract by packages/sdk/generator: edits are overwritten.

export type * from '../../services/agents.ts'
export { Agents } from '../../services/agents.ts'
export type * from '../agents.ts'
export type * from '../models/agents.ts'
