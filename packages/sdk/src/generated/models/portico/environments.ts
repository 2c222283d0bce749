// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { OpenEnum } from '../../../types.ts'

/** A world of its own: nothing in it can be seen from another environment. */
export interface Environment {
  object: 'environment'
  id: string
  /** What people call it. */
  name: string
  /** Whether real people sign in to it. Decided when it is created. */
  kind: OpenEnum<'sandbox' | 'production'>
  createdAt: string
  updatedAt: string
}
