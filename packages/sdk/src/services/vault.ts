import { APIError } from '../errors.ts'
import type { VaultObjectMetadata } from '../generated/models/vault.ts'
import { type CreateObjectParams, GeneratedVault } from '../generated/vault.ts'
import { encodeBase64 } from '../helpers/base64.ts'
import {
  envelopesOf,
  localEncrypt,
  localEncryptBytes,
  openEnvelope,
  textOf,
  VaultCryptoError,
} from '../helpers/vault.ts'
import type { VaultLayout } from '../helpers/vault-layout.ts'
import type { RequestOptions } from '../request.ts'
import type { Secret } from '../secret.ts'

export type { VaultCryptoError } from '../helpers/vault.ts'
export type { VaultLayout } from '../helpers/vault-layout.ts'

/** Parameters of `createObject` with the name that the other methods of the vault have for the key context. */
export interface NewVaultObject extends Omit<CreateObjectParams, 'keyContext'> {
  /** What the key shall belong to: 10 pairs at most. Cannot be changed later. */
  context: Record<string, string>
}

/** Options of the calls that encrypt and decrypt. */
export type VaultCryptoOptions = RequestOptions & {
  /** The binary form to write (default: `node`), or the only one to read (default: both). */
  layout?: VaultLayout | undefined
}

/** Operations of `client.vault`. */
export class Vault extends GeneratedVault {
  /**
   * Keep a value under a name.
   *
   * @throws {APIError} The request cannot be carried out.
   * @throws {ConflictError} Another object has that name.
   * @throws {UnprocessableEntityError} The key context is not usable.
   */
  override async createObject(
    params: CreateObjectParams | NewVaultObject,
    options?: RequestOptions,
  ): Promise<VaultObjectMetadata> {
    if (!('context' in params)) return super.createObject(params, options)
    const { context, ...rest } = params
    return super.createObject({ ...rest, keyContext: context }, options)
  }

  /**
   * Encrypts a text here, with a data key that is made for it: AES-256-GCM. The server sees the key, never the text,
   * and keeps neither. One request; nothing is cached. To encrypt many values with one key, call `createDataKey` and
   * `localEncrypt`.
   *
   * @param context what the key belongs to, such as `{ organization_id: 'org_…' }`: 10 pairs at most
   * @param associatedData bound to the text without being kept with it; empty is none. Give it again to decrypt
   * @returns base64, a third longer than the text and the encrypted key; the SDKs for Node, Python and Ruby read it,
   * with `layout: 'go'` those for Go and Rust
   * @throws {APIError} no key is made, for instance because the context is not usable
   * @throws {TypeError} the text has half a surrogate pair
   */
  async encrypt(
    data: Secret,
    context: Record<string, string>,
    associatedData?: string,
    { layout, ...options }: VaultCryptoOptions = {},
  ): Promise<string> {
    const dataKey = await this.createDataKey({ context }, options)
    return localEncrypt(data, dataKey, { associatedData, layout })
  }

  /** Encrypts bytes into bytes: what `encrypt` would return, before base64. See there. */
  async encryptBytes(
    data: Uint8Array,
    context: Record<string, string>,
    associatedData?: string,
    { layout, ...options }: VaultCryptoOptions = {},
  ): Promise<Uint8Array<ArrayBuffer>> {
    const dataKey = await this.createDataKey({ context }, options)
    return localEncryptBytes(data, dataKey, { associatedData, layout })
  }

  /**
   * Decrypts a text that this or another SDK has encrypted, in either binary form. One request, for the key. Where
   * the value can be read in both forms and the more plausible one turns out wrong, a second.
   *
   * @param associatedData what was given when it was encrypted
   * @throws {VaultCryptoError} `malformed`: it is no such value; no request is made. `not_authentic`: it was altered,
   * or belongs to other associated data
   * @throws {APIError} the key cannot be decrypted
   * @throws {TypeError} what was encrypted is not text: use `decryptBytes`
   */
  async decrypt(encrypted: string, associatedData?: string, options?: VaultCryptoOptions): Promise<string> {
    return textOf(await this.decryptBytes(encrypted, associatedData, options))
  }

  /** Decrypts to bytes, from bytes or from their base64. See `decrypt`. */
  async decryptBytes(
    encrypted: string | Uint8Array,
    associatedData?: string,
    { layout, ...options }: VaultCryptoOptions = {},
  ): Promise<Uint8Array<ArrayBuffer>> {
    let failure: unknown
    for (const envelope of envelopesOf(encrypted, layout)) {
      try {
        const { dataKey } = await this.decryptDataKey({ keys: encodeBase64(envelope.keys) }, options)
        return await openEnvelope(envelope, dataKey, associatedData)
      } catch (error) {
        if (!mayComeFromForm(error)) throw error
        // Where the server knew the key, the form was right, and that failure is the telling one.
        failure = error instanceof VaultCryptoError ? error : (failure ?? error)
      }
    }
    throw failure
  }
}

/** Whether a value that was read in the wrong form would fail like this. */
function mayComeFromForm(error: unknown): boolean {
  if (error instanceof VaultCryptoError) return true
  return error instanceof APIError && [400, 404, 422].includes(error.status)
}
