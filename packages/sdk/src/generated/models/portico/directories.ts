// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { SecretString } from '../../../secret.ts'

/** A bearer token with which an identity provider writes to a SCIM directory. */
export interface ScimToken {
  /** What kind of object this is. */
  object: 'directory_token'
  /** Its identifier. */
  id: string
  /** The last characters of the token. */
  tokenSuffix: string
  /** When the identity provider last used it. */
  lastUsedAt: string | null
  /** When it stops to work; null if it never does. */
  expiresAt: string | null
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** A directory token at the one moment its value can be read. */
export interface ScimTokenWithValue {
  /** What kind of object this is. */
  object: 'directory_token'
  /** Its identifier. */
  id: string
  /** The last characters of the token. */
  tokenSuffix: string
  /** When the identity provider last used it. */
  lastUsedAt: string | null
  /** When it stops to work; null if it never does. */
  expiresAt: string | null
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /** The token itself. Shown this once. */
  token: SecretString
}
