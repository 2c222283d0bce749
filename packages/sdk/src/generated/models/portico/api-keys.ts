// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { SecretString } from '../../../secret.ts'

/**
 * A key that your own backend calls the API with. It opens the whole environment. Your customers' keys are
 * `ApiKey`.
 */
export interface EnvironmentApiKey {
  /** What kind of object this is. */
  object: 'environment_api_key'
  /** Its identifier. */
  id: string
  /** What the key is for. */
  name: string
  /** The beginning and the end of the key, to tell it from others. */
  obfuscatedValue: string
  /** When a request last came with the key; kept to the minute. */
  lastUsedAt: string | null
  /** When the key stops to work; null if it never does. */
  expiresAt: string | null
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** An environment API key at the one moment its value can be read. */
export interface EnvironmentApiKeyWithValue {
  /** What kind of object this is. */
  object: 'environment_api_key'
  /** Its identifier. */
  id: string
  /** What the key is for. */
  name: string
  /** The beginning and the end of the key, to tell it from others. */
  obfuscatedValue: string
  /** When a request last came with the key; kept to the minute. */
  lastUsedAt: string | null
  /** When the key stops to work; null if it never does. */
  expiresAt: string | null
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /** The key itself. Shown this once. */
  value: SecretString
}
