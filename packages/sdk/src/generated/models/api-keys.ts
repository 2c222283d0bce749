// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { SecretString } from '../../secret.ts'
import type { UserOwner } from './user-management.ts'

/** A key that a customer of yours calls your API with. It opens nothing in this one. */
export interface ApiKey {
  object: 'api_key'
  id: string
  owner: OrganizationOwner | UserOwner
  /** What people call it. */
  name: string
  /** Its last characters, to tell it from others. */
  obfuscatedValue: string
  /** When it was last used. */
  lastUsedAt: string | null
  /** Until when it is good; null means for ever. */
  expiresAt: string | null
  /** Slugs of the permissions it has. */
  permissions: string[]
  createdAt: string
  updatedAt: string
}

/** The key that a value belongs to; null when it is not good. */
export interface ApiKeyValidation {
  apiKey: ApiKey | null
  /** The agent that the key was issued to, if to one. */
  agentRegistrationId?: string
}

/** An API key that an organization owns. */
export interface OrganizationApiKey {
  object: 'api_key'
  id: string
  owner: OrganizationOwner
  /** What people call it. */
  name: string
  /** Its last characters, to tell it from others. */
  obfuscatedValue: string
  /** When it was last used. */
  lastUsedAt: string | null
  /** Until when it is good; null means for ever. */
  expiresAt: string | null
  /** Slugs of the permissions it has. */
  permissions: string[]
  createdAt: string
  updatedAt: string
}

/** An API key that an organization owns, with its value. */
export interface OrganizationApiKeyWithValue {
  object: 'api_key'
  id: string
  owner: OrganizationOwner
  /** What people call it. */
  name: string
  /** Its last characters, to tell it from others. */
  obfuscatedValue: string
  /** When it was last used. */
  lastUsedAt: string | null
  /** Until when it is good; null means for ever. */
  expiresAt: string | null
  /** Slugs of the permissions it has. */
  permissions: string[]
  createdAt: string
  updatedAt: string
  /** The key itself, shown this once. */
  value: SecretString
}

/** An organization that owns an API key. */
export interface OrganizationOwner {
  type: 'organization'
  id: string
}
