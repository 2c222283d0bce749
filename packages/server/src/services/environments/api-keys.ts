import { hash } from 'node:crypto'
import type { EnvironmentApiKeyWithValue } from '@portico/contract'
import { invalidateCached } from '../../kernel/cache.ts'
import { ConfigError } from '../../kernel/config.ts'
import type { Queryable } from '../../kernel/database/database.ts'
import type { ApiKeyIdentity, Environment } from '../../kernel/http/context.ts'
import type { ApiKeyResolver } from '../../kernel/http/credentials.ts'
import { newId } from '../../kernel/ids.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import * as store from './api-key-store.ts'
import { isApiKeyText, newApiKeyValue, obfuscate } from './rules.ts'

const hashPurpose = 'environment_api_key'
const sealedValueOf = (environmentId: string, id: string) =>
  `${environmentId}/environment_api_keys/${id}/value`

/** Makes a key of the environment. The answer holds its text, which a production environment keeps nowhere. */
export async function createApiKey(
  { keyring, clock }: Kernel,
  tx: Queryable,
  environment: Environment,
  {
    name,
    expiresAt = null,
    value = newApiKeyValue(environment.kind),
  }: { name: string; expiresAt?: Date | null; value?: string | undefined },
): Promise<EnvironmentApiKeyWithValue> {
  const now = clock.now()
  const id = newId('key', now)
  const key = await store.insertApiKey(tx, environment.id, {
    id,
    name,
    keyHash: keyring.hash(hashPurpose, value),
    // A sandbox key can be looked up again; a production key is shown once.
    sealedValue:
      environment.kind === 'sandbox' ? keyring.seal(value, sealedValueOf(environment.id, id)) : null,
    obfuscatedValue: obfuscate(value),
    expiresAt,
    now,
  })
  return { ...key, value }
}

/**
 * Makes sure that a key which the operator chose, as for CI, opens the environment.
 *
 * @throws {ConfigError} when it cannot be a key, or opens another environment
 */
export async function pinApiKey(
  kernel: Kernel,
  tx: Queryable,
  environment: Environment,
  value: string,
): Promise<void> {
  if (!isApiKeyText(value)) {
    throw new ConfigError(['The API key must be sk_ and 8 to 200 letters, digits or underscores.'])
  }
  const known = await store.findApiKeyName(tx, kernel.keyring.hashes(hashPurpose, value))
  if (!known) await createApiKey(kernel, tx, environment, { name: 'Pinned', value })
  else if (known.environment_id !== environment.id) {
    throw new ConfigError(['The API key opens another environment already. Choose another one.'])
  } else await store.removeExpiry(tx, known, kernel.clock.now())
}

/** Text of a key of a sandbox, or nothing when none can be read. */
export async function readApiKey(
  { keyring, clock }: Kernel,
  sql: Queryable,
  environmentId: string,
): Promise<string | undefined> {
  const key = await store.findReadableApiKey(sql, environmentId, clock.now())
  return key && keyring.open(key.sealed_value, sealedValueOf(environmentId, key.id)).toString()
}

// Two steps, so that a key is forgotten by its name: nodes that are given another master key at another time know one
// key by different hashes, and what is stored of it is one of them.
const namesOf = ({ caches }: Kernel) => caches.create<store.ApiKeyName>('environment_api_key_names')
const identitiesOf = ({ caches }: Kernel) => caches.create<ApiKeyIdentity>(identityCache)
const identityCache = 'environment_api_keys'
const cacheKey = ({ environment_id, id }: store.ApiKeyName) => `${environment_id}/${id}`

/** Finds whom an API key speaks for. Every node keeps what it found until it is told to forget it. */
export function apiKeyResolver(kernel: Kernel): ApiKeyResolver {
  const { database, keyring } = kernel
  const names = namesOf(kernel)
  const identities = identitiesOf(kernel)

  return (text) => {
    if (!isApiKeyText(text)) return undefined
    // The cache holds no key. A plain digest, since this runs on every request: the keyed one costs ten times as much.
    const digest = hash('sha256', text, 'base64')
    const known = names.peek(digest)
    const cached = known && identities.peek(cacheKey(known))
    if (cached) return cached
    return async () => {
      const name = await names.get(digest, () =>
        store.findApiKeyName(database.sql, keyring.hashes(hashPurpose, text)),
      )
      return (
        name &&
        identities.get(cacheKey(name), async () => {
          const identity = await loadIdentity(kernel, name)
          if (!identity) names.drop(digest)
          return identity
        })
      )
    }
  }
}

async function loadIdentity(
  { database, clock }: Kernel,
  name: store.ApiKeyName,
): Promise<ApiKeyIdentity | undefined> {
  const row = await store.findIdentity(database.sql, name, clock.now())
  return (
    row && {
      environment: row.environment,
      keyId: name.id,
      keyName: row.name,
      expiresAt: row.expires_at ? new Date(row.expires_at) : null,
    }
  )
}

/** Where a change to keys happens, and what is to follow it. */
export type ChangeOfKeys = { kernel: Kernel; tx: Queryable; afterCommit(work: () => void): void }

/** Makes every node read the keys again once the change is committed: this one at once, others when they hear of it. */
export async function forgetKeys(
  { kernel, tx, afterCommit }: ChangeOfKeys,
  names: readonly store.ApiKeyName[],
): Promise<void> {
  const identities = identitiesOf(kernel)
  for (const key of names.map(cacheKey)) {
    await identities.invalidate(tx, key)
    afterCommit(() => identities.drop(key))
  }
}

/** As `forgetKeys`, from a process that keeps nothing itself. */
export async function forgetKeysElsewhere(tx: Queryable, names: readonly store.ApiKeyName[]): Promise<void> {
  for (const name of names) await invalidateCached(tx, identityCache, cacheKey(name))
}
