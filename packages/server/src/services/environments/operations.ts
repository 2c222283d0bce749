import {
  environmentApiKeyExpired,
  environmentApiKeyExpiryInPast,
  environmentApiKeyNotFound,
  environmentApiKeys,
  environments,
  lastApiKey,
  rotatedKeySeconds,
} from '@portico/contract'
import { readPage } from '../../kernel/http/cursor.ts'
import { invalidField, unauthorized } from '../../kernel/http/errors.ts'
import { implement } from '../../kernel/http/implement.ts'
import * as keyStore from './api-key-store.ts'
import { createApiKey, forgetKeys } from './api-keys.ts'
import { expiryOfReplaced, shownSince } from './rules.ts'
import * as store from './store.ts'

const environmentOperations = implement(environments, {
  getCurrentEnvironment: async ({ sql, environment }) => {
    const found = await store.findEnvironment(sql, environment.id)
    // The operator has deleted it since the key was checked.
    if (!found) throw unauthorized()
    return found
  },

  updateCurrentEnvironment: async (context, { body }) => {
    const { tx, environment, now } = context
    const updated = await store.updateEnvironment(tx, environment.id, { name: body.name, now })
    if (!updated) throw unauthorized()
    // Every key's cached identity holds the name.
    await forgetKeys(context, await keyStore.listApiKeyNames(tx, environment.id))
    return updated
  },
})

const apiKeyOperations = implement(environmentApiKeys, {
  listEnvironmentApiKeys: ({ sql, environment, now }, { query }) =>
    readPage(sql, query, (clauses) => keyStore.listApiKeys(sql, environment.id, shownSince(now), clauses)),

  createEnvironmentApiKey: async ({ kernel, tx, environment, now }, { body }) => {
    const expiresAt = readExpiry(body.expires_at)
    if (expiresAt && expiresAt <= now) throw environmentApiKeyExpiryInPast()
    return createApiKey(kernel, tx, environment, { name: body.name, expiresAt })
  },

  getEnvironmentApiKey: async ({ sql, environment, now }, { params }) => {
    const key = await keyStore.findApiKey(sql, environment.id, params.id, shownSince(now))
    if (!key) throw environmentApiKeyNotFound(params.id)
    return key
  },

  updateEnvironmentApiKey: async (context, { params, body }) => {
    const { tx, environment, now } = context
    const key = await keyStore.findApiKey(tx, environment.id, params.id, shownSince(now), 'for update')
    if (!key) throw environmentApiKeyNotFound(params.id)
    await forgetKeys(context, [{ environment_id: environment.id, id: key.id }])
    return keyStore.updateApiKey(tx, environment.id, {
      id: key.id,
      name: body.name ?? key.name,
      expiresAt: key.expires_at,
      now,
    })
  },

  rotateEnvironmentApiKey: async (context, { params, body }) => {
    const { kernel, tx, environment, now } = context
    const key = await keyStore.findApiKey(tx, environment.id, params.id, shownSince(now), 'for update')
    if (!key) throw environmentApiKeyNotFound(params.id)
    const expiresAt = key.expires_at === null ? null : new Date(key.expires_at)
    if (expiresAt && expiresAt <= now) throw environmentApiKeyExpired()
    await keyStore.updateApiKey(tx, environment.id, {
      id: key.id,
      name: key.name,
      expiresAt: expiryOfReplaced(expiresAt, now, body.expires_in_seconds ?? rotatedKeySeconds),
      now,
    })
    await forgetKeys(context, [{ environment_id: environment.id, id: key.id }])
    return createApiKey(kernel, tx, environment, { name: key.name })
  },

  revokeEnvironmentApiKey: async (context, { params }) => {
    const { tx, environment, now } = context
    // One at a time: two keys that revoke each other at the same instant would lock everybody out.
    await store.lockEnvironment(tx, environment.id)
    const key = await keyStore.findApiKey(tx, environment.id, params.id, shownSince(now))
    if (!key) throw environmentApiKeyNotFound(params.id)
    const works = key.expires_at === null || new Date(key.expires_at) > now
    if (works && !(await keyStore.hasOtherWorkingKey(tx, environment.id, key.id, now))) throw lastApiKey()
    await keyStore.deleteApiKey(tx, environment.id, key.id)
    await forgetKeys(context, [{ environment_id: environment.id, id: key.id }])
    return undefined
  },
})

function readExpiry(text: string | null | undefined): Date | null {
  if (text === undefined || text === null) return null
  const instant = new Date(text)
  // A leap second fits the format and no calendar of ours.
  if (Number.isNaN(instant.getTime())) throw invalidField('expires_at', 'invalid', 'Is not an instant.')
  return instant
}

export default [...environmentOperations, ...apiKeyOperations]
