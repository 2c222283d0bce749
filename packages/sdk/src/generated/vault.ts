// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { ListParams, PagePromise } from '../page.ts'
import { path } from '../path.ts'
import type { RequestOptions } from '../request.ts'
import { Resource } from '../resource.ts'
import type { Secret } from '../secret.ts'
import type {
  DataKey,
  DecryptedDataKey,
  VaultObject,
  VaultObjectDeletion,
  VaultObjectDescription,
  VaultObjectMetadata,
  VaultObjectSummary,
  VaultObjectVersionList,
} from './models/vault.ts'

/** Parameters of `listObjects`. */
export interface ListObjectsParams extends ListParams {
  /** Only objects whose name holds this text. */
  search?: string | undefined
  /** Only objects written after this instant. */
  updatedAfter?: string | undefined
}

/** Parameters of `createObject`. */
export interface CreateObjectParams {
  /** What it is called by. No two have the same. */
  name: string
  /** What it holds. */
  value: Secret
  /** What the key shall belong to: 10 pairs at most. Cannot be changed later. */
  keyContext: Record<string, string>
}

/** Parameters of `updateObject`. */
export interface UpdateObjectParams {
  /** What it holds. */
  value: Secret
  /** The version it must be at; otherwise nothing happens. */
  versionCheck?: string | null | undefined
}

/** Parameters of `deleteObject`. */
export interface DeleteObjectParams {
  /** The version it must be at; otherwise nothing happens. */
  versionCheck?: string | undefined
}

/** Parameters of `createDataKey`. */
export interface CreateDataKeyParams {
  /** What the key shall belong to: 10 pairs at most. Cannot be changed later. */
  context: Record<string, string>
}

/** Parameters of `decryptDataKey`. */
export interface DecryptDataKeyParams {
  /** The key, encrypted: keep it with the data. */
  keys: Secret
}

/** Parameters of `createRekey`. */
export interface CreateRekeyParams {
  /** The key, encrypted: keep it with the data. */
  encryptedKeys: Secret
  /** What the key shall belong to: 10 pairs at most. Cannot be changed later. */
  context: Record<string, string>
}

/** Where names are not mapped as everywhere else. */
const wire = {
  listObjects: { names: { updatedAfter: 'updatedAfter' } },
  createObject: { response: ['context'] },
  readObject: { response: ['metadata.context'], secrets: ['value'] },
  readObjectByName: { response: ['metadata.context'], secrets: ['value'] },
  describeObject: { response: ['metadata.context'] },
  updateObject: { response: ['metadata.context'] },
  createDataKey: { request: ['context'], response: ['context'] },
  createRekey: { request: ['context'], response: ['context'] },
}

/**
 * Operations of `client.vault`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class GeneratedVault extends Resource {
  /**
   * List objects, without their values.
   *
   * Events: `vault.names.listed`.
   *
   * @throws {APIError} The request cannot be carried out.
   * @throws {APIError} A parameter does not fit.
   * @throws {AuthenticationError} The API key is not valid.
   * @example
   * const pages = client.vault.listObjects()
   * for await (const item of pages) console.log(item)
   */
  listObjects(params?: ListObjectsParams, options?: RequestOptions): PagePromise<VaultObjectSummary> {
    return this.client.list(path`/vault/v1/kv`, { query: params, wire: wire.listObjects }, options)
  }

  /**
   * Keep a value under a name.
   *
   * Events: `vault.data.created`, `vault.kek.created`.
   *
   * @throws {APIError} The request cannot be carried out.
   * @throws {APIError} A parameter does not fit.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {ConflictError} Another object has that name.
   * @throws {UnprocessableEntityError} The key context is not usable.
   * @example
   * const vaultObjectMetadata = await client.vault.createObject({
   *   name: 'stripe-key',
   *   value: '…',
   *   keyContext: { organization_id: 'org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C' },
   * })
   */
  createObject(params: CreateObjectParams, options?: RequestOptions): Promise<VaultObjectMetadata> {
    return this.client.request('POST', path`/vault/v1/kv`, { body: params, wire: wire.createObject }, options)
  }

  /**
   * Read an object and its value.
   *
   * Events: `vault.data.read`.
   *
   * @throws {APIError} The request cannot be carried out.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Object not found.
   * @example
   * const vaultObject = await client.vault.readObject('0b9f4a9e-2f5c-4c6a-9d0e-3f1a7c5b8d21')
   */
  readObject(id: string, options?: RequestOptions): Promise<VaultObject> {
    return this.client.request('GET', path`/vault/v1/kv/${id}`, { wire: wire.readObject }, options)
  }

  /**
   * Read an object and its value, by its name.
   *
   * Events: `vault.data.read`.
   *
   * @throws {APIError} The request cannot be carried out.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Object not found.
   * @example
   * const vaultObject = await client.vault.readObjectByName('Acme')
   */
  readObjectByName(name: string, options?: RequestOptions): Promise<VaultObject> {
    return this.client.request(
      'GET',
      path`/vault/v1/kv/name/${name}`,
      { wire: wire.readObjectByName },
      options,
    )
  }

  /**
   * Get an object without its value.
   *
   * Events: `vault.metadata.read`.
   *
   * @throws {APIError} The request cannot be carried out.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Object not found.
   * @example
   * const vaultObjectDescription = await client.vault.describeObject('0b9f4a9e-2f5c-4c6a-9d0e-3f1a7c5b8d21')
   */
  describeObject(id: string, options?: RequestOptions): Promise<VaultObjectDescription> {
    return this.client.request(
      'GET',
      path`/vault/v1/kv/${id}/metadata`,
      { wire: wire.describeObject },
      options,
    )
  }

  /**
   * Write a new value to an object.
   *
   * Events: `vault.data.updated`.
   *
   * @throws {APIError} The request cannot be carried out.
   * @throws {APIError} A parameter does not fit.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Object not found.
   * @throws {ConflictError} The object is no longer at the version that you name.
   * @example
   * const vaultObjectDescription = await client.vault.updateObject('0b9f4a9e-2f5c-4c6a-9d0e-3f1a7c5b8d21', {
   *   value: '…',
   * })
   */
  updateObject(
    id: string,
    params: UpdateObjectParams,
    options?: RequestOptions,
  ): Promise<VaultObjectDescription> {
    return this.client.request(
      'PUT',
      path`/vault/v1/kv/${id}`,
      { body: params, wire: wire.updateObject },
      options,
    )
  }

  /**
   * Delete an object.
   *
   * Events: `vault.data.deleted`.
   *
   * @throws {APIError} A parameter does not fit.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Object not found.
   * @throws {ConflictError} The object is no longer at the version that you name.
   * @throws {ServerError} Something went wrong.
   * @example
   * const vaultObjectDeletion = await client.vault.deleteObject('0b9f4a9e-2f5c-4c6a-9d0e-3f1a7c5b8d21')
   */
  deleteObject(
    id: string,
    params?: DeleteObjectParams,
    options?: RequestOptions,
  ): Promise<VaultObjectDeletion> {
    return this.client.request('DELETE', path`/vault/v1/kv/${id}`, { query: params }, options)
  }

  /**
   * List the versions of an object.
   *
   * @throws {APIError} The request cannot be carried out.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Object not found.
   * @example
   * const vaultObjectVersionList = await client.vault.listObjectVersions('0b9f4a9e-2f5c-4c6a-9d0e-3f1a7c5b8d21')
   */
  listObjectVersions(id: string, options?: RequestOptions): Promise<VaultObjectVersionList> {
    return this.client.request('GET', path`/vault/v1/kv/${id}/versions`, {}, options)
  }

  /**
   * Make a key to encrypt data with.
   *
   * Events: `vault.dek.read`, `vault.kek.created`.
   *
   * @throws {APIError} The request cannot be carried out.
   * @throws {APIError} A parameter does not fit.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} The key context is not usable.
   * @example
   * const dataKey = await client.vault.createDataKey({
   *   context: { organization_id: 'org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C' },
   * })
   */
  createDataKey(params: CreateDataKeyParams, options?: RequestOptions): Promise<DataKey> {
    return this.client.request(
      'POST',
      path`/vault/v1/keys/data-key`,
      { body: params, wire: wire.createDataKey },
      options,
    )
  }

  /**
   * Decrypt a key that was kept with data.
   *
   * Events: `vault.dek.decrypted`.
   *
   * @throws {APIError} A parameter does not fit.
   * @throws {APIError} The key cannot be decrypted.
   * @throws {AuthenticationError} The API key is not valid.
   * @example
   * const decryptedDataKey = await client.vault.decryptDataKey({
   *   keys: '…',
   * })
   */
  decryptDataKey(params: DecryptDataKeyParams, options?: RequestOptions): Promise<DecryptedDataKey> {
    return this.client.request('POST', path`/vault/v1/keys/decrypt`, { body: params }, options)
  }

  /**
   * Encrypt a key anew, for another context.
   *
   * Events: `vault.dek.decrypted`, `vault.dek.read`, `vault.kek.created`.
   *
   * @throws {APIError} A parameter does not fit.
   * @throws {APIError} The key cannot be decrypted.
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} The key context is not usable.
   * @example
   * const dataKey = await client.vault.createRekey({
   *   encryptedKeys: '…',
   *   context: { organization_id: 'org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C' },
   * })
   */
  createRekey(params: CreateRekeyParams, options?: RequestOptions): Promise<DataKey> {
    return this.client.request(
      'POST',
      path`/vault/v1/keys/rekey`,
      { body: params, wire: wire.createRekey },
      options,
    )
  }
}
