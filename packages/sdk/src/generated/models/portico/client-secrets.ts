// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { SecretString } from '../../../secret.ts'

/** A secret by which a confidential application proves who it is. */
export interface ClientSecret {
  object: 'client_secret'
  id: string
  /** The last characters of the secret. */
  secretHint: string
  /** When the application last identified itself with it. */
  lastUsedAt: string | null
  createdAt: string
  updatedAt: string
}

/** A client secret at the one moment its value can be read. */
export interface ClientSecretWithValue {
  object: 'client_secret'
  id: string
  /** The last characters of the secret. */
  secretHint: string
  /** When the application last identified itself with it. */
  lastUsedAt: string | null
  createdAt: string
  updatedAt: string
  /** The secret itself. Shown this once. */
  secret: SecretString
}
