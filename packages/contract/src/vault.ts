import Type, { type Static } from 'typebox'
import {
  group,
  model,
  notFound,
  nullable,
  opaqueMap,
  operation,
  paging,
  secret,
  shapedError,
  timestamp,
} from './core/index.ts'

// Vault answers in a dialect of its own: bare UUIDs, no `object` members, lists without one, and errors as `{error}`.

const uuid = Type.String({ description: 'A UUID.', examples: ['0b9f4a9e-2f5c-4c6a-9d0e-3f1a7c5b8d21'] })

const Actor = model(
  'VaultActor',
  {
    id: Type.String({ description: 'The API key or member of your team.' }),
    name: Type.String({ description: 'What people call it.' }),
  },
  { description: 'Who wrote a value.' },
)

export const KeyContext = opaqueMap(Type.String(), {
  description: 'What the key belongs to. Each pair has a key of its own above it.',
  examples: [{ organization_id: 'org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C' }],
})
const keyContextInput = opaqueMap(Type.String({ maxLength: 500 }), {
  description: 'What the key shall belong to: 10 pairs at most. Cannot be changed later.',
  maxProperties: 10,
  examples: [{ organization_id: 'org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C' }],
})

export const VaultObjectMetadata = model(
  'VaultObjectMetadata',
  {
    id: uuid,
    context: KeyContext,
    environment_id: Type.String({ description: 'The environment it is in.' }),
    key_id: Type.String({ description: 'The key that encrypts it.' }),
    updated_at: timestamp(),
    updated_by: Actor,
    version_id: Type.Optional(nullable(Type.String({ description: 'The version it is at.' }))),
  },
  { description: 'What is known of an object besides its value.' },
)

const name = Type.String({
  description: 'What it is called by. No two have the same.',
  examples: ['stripe-key'],
})
const value = secret(Type.String({ description: 'What it holds.' }))

export const VaultObject = model(
  'VaultObject',
  { id: uuid, name, value, metadata: VaultObjectMetadata },
  { description: 'A secret value that is kept encrypted, under a name.' },
)
export type VaultObject = Static<typeof VaultObject>

export const VaultObjectDescription = model(
  'VaultObjectDescription',
  { id: uuid, name, metadata: VaultObjectMetadata },
  { description: 'An object without its value.' },
)

export const VaultObjectSummary = model(
  'VaultObjectSummary',
  { id: uuid, name, updated_at: Type.Optional(nullable(timestamp())) },
  { description: 'An object, as the list shows it.' },
)

export const VaultObjectVersion = model(
  'VaultObjectVersion',
  {
    id: uuid,
    current_version: Type.Boolean({ description: 'Whether it is what the object holds now.' }),
    etag: Type.String({ description: 'A checksum of what is stored.' }),
    size: Type.Integer({ description: 'How many bytes it takes.' }),
    created_at: timestamp(),
  },
  { description: 'One of the values that an object has had.' },
)

export const VaultObjectDeletion = model(
  'VaultObjectDeletion',
  { name, success: Type.Boolean({ description: 'Whether it was deleted.' }) },
  { description: 'That an object was deleted.' },
)

const VaultListMetadata = model(
  'VaultListMetadata',
  {
    before: Type.Optional(
      nullable(Type.String({ description: 'ID to pass as `before` for the previous page.' })),
    ),
    after: Type.Optional(nullable(Type.String({ description: 'ID to pass as `after` for the next page.' }))),
  },
  { description: 'Cursors of a page of vault objects.' },
)

const dataKey = secret(
  Type.String({ description: 'The key itself, in base64: encrypt with it, then forget it.' }),
)
const encryptedKeys = secret(Type.String({ description: 'The key, encrypted: keep it with the data.' }))

export const DataKey = model(
  'DataKey',
  { id: uuid, data_key: dataKey, encrypted_keys: encryptedKeys, context: KeyContext },
  { description: 'A key to encrypt data with, and its encrypted form to keep.' },
)
export type DataKey = Static<typeof DataKey>

export const DecryptedDataKey = model(
  'DecryptedDataKey',
  { id: uuid, data_key: dataKey },
  { description: 'A key to decrypt data with.' },
)

export const vaultObjectNotFound = notFound('Object', 'error')
export const vaultNameTaken = shapedError('error', 409, 'name_taken', 'Another object has that name.')
export const vaultVersionMismatch = shapedError(
  'error',
  409,
  'version_mismatch',
  'The object is no longer at the version that you name.',
)
export const vaultBadRequest = shapedError('error', 400, 'bad_request', 'The request cannot be carried out.')
export const vaultUnprocessable = shapedError('error', 422, 'unprocessable', 'The key context is not usable.')
export const undecryptableKey = shapedError('error', 400, 'undecryptable_key', 'The key cannot be decrypted.')
export const vaultFailed = shapedError('error', 500, 'internal_error', 'Something went wrong.')

const versionCheck = Type.String({ description: 'The version it must be at; otherwise nothing happens.' })

export const vault = group('vault', {
  listObjects: operation({
    method: 'GET',
    path: '/vault/v1/kv',
    summary: 'List objects, without their values',
    query: {
      ...paging,
      search: Type.Optional(Type.String({ description: 'Only objects whose name holds this text.' })),
      updatedAfter: Type.Optional(timestamp('Only objects written after this instant.')),
      updated_after: Type.Optional({
        ...timestamp('The same as `updatedAfter`, as the official Node SDK spells it.'),
        deprecated: true,
      }),
    },
    status: 200,
    returns: Type.Object(
      { data: Type.Array(VaultObjectSummary), list_metadata: VaultListMetadata },
      { 'x-page': true },
    ),
    throws: [vaultBadRequest],
    invalid: 'error',
    emits: ['vault.names.listed'],
    transaction: 'kernel',
  }),
  createObject: operation({
    method: 'POST',
    path: '/vault/v1/kv',
    summary: 'Keep a value under a name',
    body: model(
      'CreateVaultObject',
      {
        name: { ...name, maxLength: 200 },
        value,
        key_context: keyContextInput,
      },
      { description: 'A value to keep, and its name.' },
    ),
    status: 201,
    returns: VaultObjectMetadata,
    throws: [vaultBadRequest, vaultNameTaken, vaultUnprocessable],
    invalid: 'error',
    emits: ['vault.data.created', 'vault.kek.created'],
    transaction: 'own',
  }),
  readObject: operation({
    method: 'GET',
    path: '/vault/v1/kv/{id}',
    summary: 'Read an object and its value',
    status: 200,
    returns: VaultObject,
    throws: [vaultBadRequest, vaultObjectNotFound],
    emits: ['vault.data.read'],
    transaction: 'own',
  }),
  readObjectByName: operation({
    method: 'GET',
    path: '/vault/v1/kv/name/{name}',
    summary: 'Read an object and its value, by its name',
    status: 200,
    returns: VaultObject,
    throws: [vaultBadRequest, vaultObjectNotFound],
    emits: ['vault.data.read'],
    transaction: 'own',
  }),
  describeObject: operation({
    method: 'GET',
    path: '/vault/v1/kv/{id}/metadata',
    summary: 'Get an object without its value',
    status: 200,
    returns: VaultObjectDescription,
    throws: [vaultBadRequest, vaultObjectNotFound],
    emits: ['vault.metadata.read'],
    transaction: 'kernel',
  }),
  updateObject: operation({
    method: 'PUT',
    path: '/vault/v1/kv/{id}',
    summary: 'Write a new value to an object',
    body: model(
      'UpdateVaultObject',
      { value, version_check: Type.Optional(nullable(versionCheck)) },
      { description: 'A new value.' },
    ),
    status: 201,
    returns: VaultObjectDescription,
    throws: [vaultBadRequest, vaultObjectNotFound, vaultVersionMismatch],
    invalid: 'error',
    emits: ['vault.data.updated'],
    transaction: 'own',
  }),
  deleteObject: operation({
    method: 'DELETE',
    path: '/vault/v1/kv/{id}',
    summary: 'Delete an object',
    query: { version_check: Type.Optional(versionCheck) },
    status: 200,
    returns: VaultObjectDeletion,
    throws: [vaultObjectNotFound, vaultVersionMismatch, vaultFailed],
    invalid: 'error',
    emits: ['vault.data.deleted'],
  }),
  listObjectVersions: operation({
    method: 'GET',
    path: '/vault/v1/kv/{id}/versions',
    summary: 'List the versions of an object',
    status: 200,
    returns: model(
      'VaultObjectVersionList',
      { data: Type.Array(VaultObjectVersion), list_metadata: VaultListMetadata },
      { description: 'The versions of an object, newest first.' },
    ),
    throws: [vaultBadRequest, vaultObjectNotFound],
  }),
  createDataKey: operation({
    method: 'POST',
    path: '/vault/v1/keys/data-key',
    summary: 'Make a key to encrypt data with',
    body: model(
      'CreateDataKey',
      { context: keyContextInput },
      { description: 'What a key shall belong to.' },
    ),
    status: 200,
    returns: DataKey,
    throws: [vaultBadRequest, vaultUnprocessable],
    invalid: 'error',
    emits: ['vault.dek.read', 'vault.kek.created'],
    transaction: 'own',
  }),
  decryptDataKey: operation({
    method: 'POST',
    path: '/vault/v1/keys/decrypt',
    summary: 'Decrypt a key that was kept with data',
    body: model('DecryptDataKey', { keys: encryptedKeys }, { description: 'An encrypted key.' }),
    status: 200,
    returns: DecryptedDataKey,
    throws: [undecryptableKey],
    invalid: 'error',
    emits: ['vault.dek.decrypted'],
    transaction: 'own',
  }),
  createRekey: operation({
    method: 'POST',
    path: '/vault/v1/keys/rekey',
    summary: 'Encrypt a key anew, for another context',
    body: model(
      'Rekey',
      { encrypted_keys: encryptedKeys, context: keyContextInput },
      { description: 'An encrypted key, and what it shall belong to.' },
    ),
    status: 200,
    returns: DataKey,
    throws: [undecryptableKey, vaultUnprocessable],
    invalid: 'error',
    emits: ['vault.dek.decrypted', 'vault.dek.read', 'vault.kek.created'],
    transaction: 'own',
  }),
})
