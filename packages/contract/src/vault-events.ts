import Type from 'typebox'
import { events, id, model, openEnum } from './core/index.ts'
import { KeyContext } from './vault.ts'

// Vault's events are read over the events API only. They say who did something, and never the value.

const actor = {
  actor_id: Type.String({ description: 'The API key or member of your team.' }),
  actor_source: openEnum(['api', 'dashboard'], { description: 'Where they did it.' }),
  actor_name: Type.String({ description: 'What people call them.' }),
}
const object = { kv_name: Type.String({ description: 'The name of the object.' }) }
const key = { key_id: Type.String({ description: 'The key that was used.' }) }
const context = { key_context: KeyContext }
const keyName = { key_name: Type.String({ description: 'What the key is called.' }) }

const VaultAccess = model('VaultAccess', actor, { description: 'Someone who used the vault.' })
const VaultObjectAccess = model(
  'VaultObjectAccess',
  { ...actor, ...object },
  { description: 'Someone who did something with an object.' },
)
const VaultObjectRead = model(
  'VaultObjectRead',
  { ...actor, ...object, ...key },
  { description: 'Someone who read the value of an object.' },
)
const VaultObjectWrite = model(
  'VaultObjectWrite',
  { ...actor, ...object, ...key, ...context },
  { description: 'Someone who wrote the value of an object.' },
)
const VaultKeyAccess = model(
  'VaultKeyAccess',
  { ...actor, ...keyName, ...key },
  { description: 'Someone because of whom a key came or went.' },
)

const customerKey = {
  organization_id: id('org', 'The organization whose key it is.'),
  key_provider: openEnum(['AWS_KMS', 'GCP_KMS', 'AZURE_KEY_VAULT'], { description: 'Who keeps the key.' }),
}

export const vaultEvents = events({
  'vault.data.created': { summary: 'An object was created.', data: VaultObjectWrite, webhook: false },
  'vault.data.updated': {
    summary: 'An object was given a new value.',
    data: VaultObjectWrite,
    webhook: false,
  },
  'vault.data.read': { summary: 'The value of an object was read.', data: VaultObjectRead, webhook: false },
  'vault.data.deleted': { summary: 'An object was deleted.', data: VaultObjectAccess, webhook: false },
  'vault.metadata.read': {
    summary: 'An object was read without its value.',
    data: VaultObjectAccess,
    webhook: false,
  },
  'vault.names.listed': { summary: 'The objects were listed.', data: VaultAccess, webhook: false },
  'vault.dek.read': {
    summary: 'A data key was made and handed out.',
    data: model(
      'DataKeyRead',
      {
        ...actor,
        key_ids: Type.Array(Type.String(), { description: 'The keys that encrypt it.' }),
        ...context,
      },
      { description: 'Someone who was handed a data key.' },
    ),
    webhook: false,
  },
  'vault.dek.decrypted': {
    summary: 'A data key was decrypted.',
    data: model(
      'DataKeyDecrypted',
      { ...actor, ...key },
      { description: 'Someone who decrypted a data key.' },
    ),
    webhook: false,
  },
  'vault.kek.created': {
    summary: 'A key that encrypts data keys was made.',
    data: VaultKeyAccess,
    webhook: false,
  },
  'vault.kek.deleted': {
    summary: 'A key that encrypts data keys was deleted.',
    data: VaultKeyAccess,
    webhook: false,
  },
  'vault.byok_key.verification_completed': {
    summary: "A customer's own key was tried.",
    data: model(
      'CustomerKeyVerification',
      { ...customerKey, verified: Type.Boolean({ description: 'Whether it works.' }) },
      { description: "The trial of a customer's own key." },
    ),
    webhook: false,
  },
  'vault.byok_key.deleted': {
    summary: "A customer's own key was removed.",
    data: model('CustomerKeyDeletion', customerKey, {
      description: "A customer's own key that was removed.",
    }),
    webhook: false,
  },
})
