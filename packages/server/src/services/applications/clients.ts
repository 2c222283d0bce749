import { invalidateCached } from '../../kernel/cache.ts'
import type { Queryable } from '../../kernel/database/database.ts'
import type { MutationContext } from '../../kernel/http/context.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { clientIdOf } from './rules.ts'
import * as store from './store.ts'

const cacheName = 'clients'
const cacheOf = ({ caches }: Kernel) => caches.create<store.Client>(cacheName)

/**
 * Finds the application that a request names by its client ID, or by the project ID of the oldest clients. Every node
 * keeps what it found until it is told to forget it; what is not there is asked anew.
 */
export async function findClient(kernel: Kernel, named: string): Promise<store.Client | undefined> {
  const clientId = clientIdOf(named)
  return cacheOf(kernel).get(clientId, () => store.findClient(kernel.database.sql, clientId))
}

/** Makes every node ask again about a client, once the change is committed: this one at once. */
export async function forgetClient(
  { kernel, tx, afterCommit }: Pick<MutationContext, 'kernel' | 'tx' | 'afterCommit'>,
  clientId: string,
): Promise<void> {
  const cache = cacheOf(kernel)
  await cache.invalidate(tx, clientId)
  afterCommit(() => cache.drop(clientId))
}

/** Makes every node ask again about the clients of an environment: from a process that keeps nothing itself. */
export async function forgetClientsElsewhere(tx: Queryable, environmentId: string): Promise<void> {
  for (const clientId of await store.listClientIds(tx, environmentId)) {
    await invalidateCached(tx, cacheName, clientId)
  }
}
