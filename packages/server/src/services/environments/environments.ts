import type { Environment as WireEnvironment } from '@portico/contract'
import type { Database, Queryable } from '../../kernel/database/database.ts'
import type { Environment } from '../../kernel/http/context.ts'
import { newId } from '../../kernel/ids.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import {
  createDefaultApplication,
  findDefaultClientId,
  forgetClientsElsewhere,
  pinDefaultClientId,
} from '../applications/index.ts'
import { seedAuthorization } from '../authorization/index.ts'
import { listApiKeyNames } from './api-key-store.ts'
import { createApiKey, forgetKeysElsewhere, pinApiKey, readApiKey } from './api-keys.ts'
import * as store from './store.ts'

/** Credentials that an operator chose, as for CI; made at random when absent. */
export type PinnedCredentials = { apiKey?: string | undefined; clientId?: string | undefined }

/** What a new environment is made of. */
export type EnvironmentInput = PinnedCredentials & { name: string; kind: Environment['kind'] }

/** An environment with the credentials to use it. */
export type EnvironmentCredentials = { environment: Environment; apiKey: string; clientId: string }

/**
 * Makes an environment with its first API key, which is shown this once, and its default application.
 *
 * @throws {ConfigError} when a pinned credential cannot be had
 */
export async function createEnvironment(
  kernel: Kernel,
  tx: Queryable,
  { name, kind, apiKey, clientId }: EnvironmentInput,
): Promise<EnvironmentCredentials> {
  const now = kernel.clock.now()
  const environment = { id: newId('environment', now), name, kind }
  await store.insertEnvironment(tx, { ...environment, now })
  await seedAuthorization(tx, { environment, now })
  if (apiKey !== undefined) await pinApiKey(kernel, tx, environment, apiKey)
  const key = apiKey ?? (await createApiKey(kernel, tx, environment, { name: 'First key' })).value
  return {
    environment,
    apiKey: key,
    clientId: await createDefaultApplication(tx, environment.id, { clientId, now }),
  }
}

/** All environments, oldest first. For the operator: no API key sees more than its own. */
export function listEnvironments({ sql }: Database): Promise<WireEnvironment[]> {
  return store.listEnvironments(sql)
}

/**
 * Deletes an environment with everything in it. There is no way back. For the operator, whose process need not be a
 * node: nodes forget its keys and clients as soon as they hear of it.
 *
 * @returns whether there was one
 */
export function deleteEnvironment(database: Database, id: string): Promise<boolean> {
  return database.transaction(async (tx) => {
    // However much there is to delete, half of it must not stay.
    await tx`set local statement_timeout = 0`
    await forgetKeysElsewhere(tx, await listApiKeyNames(tx, id))
    await forgetClientsElsewhere(tx, id)
    const existed = await store.deleteEnvironment(tx, id)
    for (const table of await store.tablesWithEnvironments(tx)) await store.deleteRowsOf(tx, table, id)
    return existed
  })
}

/**
 * The sandbox that `portico dev` works in, made on the first start, with credentials to print. Pinned credentials that
 * it lacks are given to it.
 *
 * @throws {ConfigError} when a pinned credential cannot be had
 */
export async function ensureDevelopmentEnvironment(
  kernel: Kernel,
  pinned: PinnedCredentials,
): Promise<EnvironmentCredentials & { created: boolean }> {
  const { database, clock } = kernel
  const environment = await store.findFirstEnvironment(database.sql, 'sandbox')
  if (!environment) {
    const created = await database.transaction((tx) =>
      createEnvironment(kernel, tx, { name: 'Development', kind: 'sandbox', ...pinned }),
    )
    return { ...created, created: true }
  }
  return database.transaction(async (tx) => {
    if (pinned.apiKey !== undefined) await pinApiKey(kernel, tx, environment, pinned.apiKey)
    if (pinned.clientId !== undefined) {
      await pinDefaultClientId(tx, environment.id, { clientId: pinned.clientId, now: clock.now() })
    }
    const apiKey =
      pinned.apiKey ??
      (await readApiKey(kernel, tx, environment.id)) ??
      (await createApiKey(kernel, tx, environment, { name: 'Development' })).value
    const clientId = await findDefaultClientId(tx, environment.id)
    return { environment, apiKey, clientId, created: false }
  })
}
