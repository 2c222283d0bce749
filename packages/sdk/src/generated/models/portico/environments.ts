// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { OpenEnum } from '../../../types.ts'

/** A world of its own: nothing in it can be seen from another environment. */
export interface Environment {
  /** What kind of object this is. */
  object: 'environment'
  /** Its identifier. */
  id: string
  /** What people call it. */
  name: string
  /** Whether real people sign in to it. Decided when it is created. */
  kind: OpenEnum<'sandbox' | 'production'>
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}
