import type { MutationContext } from '../../kernel/http/context.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { matchesRedirectUri } from './rules.ts'
import * as store from './store.ts'

const cacheOf = ({ caches }: Kernel) => caches.create<string[]>('redirect_uris', { maxEntries: 1_000 })
const cacheKey = ({ environmentId, applicationId }: store.Owner) => `${environmentId}/${applicationId}`

/**
 * Whether sign-in may lead from the application to the address. What is registered is kept, what is not is asked anew:
 * a new address works at once, everywhere.
 */
export async function isRegistered(kernel: Kernel, owner: store.Owner, candidate: string): Promise<boolean> {
  const load = () => store.listUris(kernel.database.sql, owner)
  const fits = (uris: readonly string[] = []) => uris.some((uri) => matchesRedirectUri(uri, candidate))
  return fits(await cacheOf(kernel).get(cacheKey(owner), load)) || fits(await load())
}

/** Makes every node ask again about the addresses of an application, once the change is committed: this one at once. */
export async function forgetRedirectUris(
  { kernel, tx, afterCommit }: MutationContext,
  owner: store.Owner,
): Promise<void> {
  const cache = cacheOf(kernel)
  const key = cacheKey(owner)
  await cache.invalidate(tx, key)
  afterCommit(() => cache.drop(key))
}
