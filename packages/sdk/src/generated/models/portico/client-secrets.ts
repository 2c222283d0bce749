// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { SecretString } from '../../../secret.ts'

/** A secret by which a confidential application proves who it is. */
export interface ClientSecret {
  /** What kind of object this is. */
  object: 'client_secret'
  /** Its identifier. */
  id: string
  /** The last characters of the secret. */
  secretHint: string
  /** When the application last identified itself with it. */
  lastUsedAt: string | null
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** A client secret at the one moment its value can be read. */
export interface ClientSecretWithValue {
  /** What kind of object this is. */
  object: 'client_secret'
  /** Its identifier. */
  id: string
  /** The last characters of the secret. */
  secretHint: string
  /** When the application last identified itself with it. */
  lastUsedAt: string | null
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /** The secret itself. Shown this once. */
  secret: SecretString
}
