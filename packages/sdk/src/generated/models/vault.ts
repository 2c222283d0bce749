// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { SecretString } from '../../secret.ts'

/** A key to encrypt data with, and its encrypted form to keep. */
export interface DataKey {
  /** A UUID. */
  id: string
  /** The key itself, in base64: encrypt with it, then forget it. */
  dataKey: SecretString
  /** The key, encrypted: keep it with the data. */
  encryptedKeys: SecretString
  /** What the key belongs to. Each pair has a key of its own above it. */
  context: Record<string, string>
}

/** A key to decrypt data with. */
export interface DecryptedDataKey {
  /** A UUID. */
  id: string
  /** The key itself, in base64: encrypt with it, then forget it. */
  dataKey: SecretString
}

/** Who wrote a value. */
export interface VaultActor {
  /** The API key or member of your team. */
  id: string
  /** What people call it. */
  name: string
}

/** Cursors of a page of vault objects. */
export interface VaultListMetadata {
  /** ID to pass as `before` for the previous page. */
  before?: string | null
  /** ID to pass as `after` for the next page. */
  after?: string | null
}

/** A secret value that is kept encrypted, under a name. */
export interface VaultObject {
  /** A UUID. */
  id: string
  /** What it is called by. No two have the same. */
  name: string
  /** What it holds. */
  value: SecretString
  /** What is known of an object besides its value. */
  metadata: VaultObjectMetadata
}

/** That an object was deleted. */
export interface VaultObjectDeletion {
  /** What it is called by. No two have the same. */
  name: string
  /** Whether it was deleted. */
  success: boolean
}

/** An object without its value. */
export interface VaultObjectDescription {
  /** A UUID. */
  id: string
  /** What it is called by. No two have the same. */
  name: string
  /** What is known of an object besides its value. */
  metadata: VaultObjectMetadata
}

/** What is known of an object besides its value. */
export interface VaultObjectMetadata {
  /** A UUID. */
  id: string
  /** What the key belongs to. Each pair has a key of its own above it. */
  context: Record<string, string>
  /** The environment it is in. */
  environmentId: string
  /** The key that encrypts it. */
  keyId: string
  /** When it last changed. */
  updatedAt: string
  /** Who wrote a value. */
  updatedBy: VaultActor
  /** The version it is at. */
  versionId?: string | null
}

/** An object, as the list shows it. */
export interface VaultObjectSummary {
  /** A UUID. */
  id: string
  /** What it is called by. No two have the same. */
  name: string
  /** When it last changed. */
  updatedAt?: string | null
}

/** One of the values that an object has had. */
export interface VaultObjectVersion {
  /** A UUID. */
  id: string
  /** Whether it is what the object holds now. */
  currentVersion: boolean
  /** A checksum of what is stored. */
  etag: string
  /** How many bytes it takes. */
  size: number
  /** When it was created. */
  createdAt: string
}

/** The versions of an object, newest first. */
export interface VaultObjectVersionList {
  /** What the list holds. */
  data: VaultObjectVersion[]
  /** Cursors of a page of vault objects. */
  listMetadata: VaultListMetadata
}
