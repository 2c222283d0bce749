// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { SecretString } from '../../secret.ts'
import type { UserOwner } from './user-management.ts'

/** A key that a customer of yours calls your API with. It opens nothing in this one. */
export interface ApiKey {
  /** What kind of object this is. */
  object: 'api_key'
  /** Its identifier. */
  id: string
  /** An organization that owns an API key. */
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
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** The key that a value belongs to; null when it is not good. */
export interface ApiKeyValidation {
  /** A key that a customer of yours calls your API with. It opens nothing in this one. */
  apiKey: ApiKey | null
  /** The agent that the key was issued to, if to one. */
  agentRegistrationId?: string
}

/** An API key that an organization owns. */
export interface OrganizationApiKey {
  /** What kind of object this is. */
  object: 'api_key'
  /** Its identifier. */
  id: string
  /** An organization that owns an API key. */
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
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** An API key that an organization owns, with its value. */
export interface OrganizationApiKeyWithValue {
  /** What kind of object this is. */
  object: 'api_key'
  /** Its identifier. */
  id: string
  /** An organization that owns an API key. */
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
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /** The key itself, shown this once. */
  value: SecretString
}

/** An organization that owns an API key. */
export interface OrganizationOwner {
  /** Which kind it is. */
  type: 'organization'
  /** Its identifier. */
  id: string
}
