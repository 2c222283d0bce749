import type { Queryable } from '../../kernel/database/database.ts'
import type { Environment } from '../../kernel/http/context.ts'
import { newId } from '../../kernel/ids.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { seedAuthorization } from '../authorization/index.ts'
import { newApiKeyValue, obfuscate } from './rules.ts'
import * as store from './store.ts'

/** What a new environment is made of, and what it may be pinned to. */
export type EnvironmentInput = {
  name: string
  kind: Environment['kind']
  /** A key that the operator chose, as for CI; made at random when absent. */
  apiKey?: string | undefined
  clientId?: string | undefined
}

/** A new environment with the credentials that are shown this once. */
export type CreatedEnvironment = { environment: Environment; apiKey: string; clientId: string }

/** Makes an environment with its first API key and its default application. */
export async function createEnvironment(
  kernel: Kernel,
  tx: Queryable,
  input: EnvironmentInput,
): Promise<CreatedEnvironment> {
  const now = kernel.clock.now()
  const environment = { id: newId('environment', now), name: input.name, kind: input.kind }
  await store.insertEnvironment(tx, { ...environment, now })
  await seedAuthorization(tx, { environment, now })
  const apiKey = await addApiKey(kernel, tx, environment, { name: 'First key', value: input.apiKey })
  const clientId = input.clientId ?? newId('client', now)
  await store.insertApplication(tx, environment.id, {
    id: newId('app', now),
    clientId,
    name: 'Default',
    kind: 'confidential',
    isDefault: true,
    now,
  })
  return { environment, apiKey, clientId }
}

/** Adds a key to the environment and returns its text. A key of that text that exists already is left as it is. */
export async function addApiKey(
  { keyring, clock }: Kernel,
  tx: Queryable,
  environment: Environment,
  {
    name,
    value = newApiKeyValue(environment.kind),
    expiresAt = null,
  }: {
    name: string
    value?: string | undefined
    expiresAt?: Date | null
  },
): Promise<string> {
  const now = clock.now()
  const id = newId('key', now)
  await store.insertApiKey(tx, environment.id, {
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
  return value
}

const hashPurpose = 'environment_api_key'
const sealedValueOf = (environmentId: string, id: string) =>
  `${environmentId}/environment_api_keys/${id}/value`

/** Finds a key under every master key that its hash may have been made with. */
export function findApiKey({ database, keyring, clock }: Kernel, value: string) {
  return store.findApiKeyByHash(database.sql, keyring.hashes(hashPurpose, value), clock.now())
}

/** The name under which a key is cached: its hash, so that the cache holds no key. */
export const cacheKeyOf = ({ keyring }: Kernel, value: string) =>
  keyring.hash(hashPurpose, value).toString('base64')

/**
 * The sandbox that `portico dev` works in, made on the first start, with credentials to print. A pinned key or client
 * id that the environment lacks is added.
 */
export async function ensureDevelopmentEnvironment(
  kernel: Kernel,
  pinned: { apiKey?: string | undefined; clientId?: string | undefined },
): Promise<CreatedEnvironment & { created: boolean }> {
  const { database, clock, keyring } = kernel
  const environment = await store.findFirstEnvironment(database.sql, 'sandbox')
  if (!environment) {
    const created = await database.transaction((tx) =>
      createEnvironment(kernel, tx, { name: 'Development', kind: 'sandbox', ...pinned }),
    )
    return { ...created, created: true }
  }
  if (pinned.apiKey)
    await addApiKey(kernel, database.sql, environment, { name: 'Pinned', value: pinned.apiKey })
  const readable = pinned.apiKey
    ? undefined
    : await store.findReadableApiKey(database.sql, environment.id, clock.now())
  const apiKey =
    pinned.apiKey ??
    (readable &&
      keyring.open(readable.sealed_value, sealedValueOf(environment.id, readable.id)).toString()) ??
    (await addApiKey(kernel, database.sql, environment, { name: 'Development' }))
  const clientId = (await store.findDefaultClientId(database.sql, environment.id)) ?? ''
  return { environment, apiKey, clientId, created: false }
}
