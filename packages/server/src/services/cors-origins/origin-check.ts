import type { MutationContext } from '../../kernel/http/context.ts'
import type { OriginCheck } from '../../kernel/http/cors.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { canBeConfigured } from './rules.ts'
import { isAllowed } from './store.ts'

const cacheOf = ({ caches }: Kernel) => caches.create<true>('cors_origins')
const cacheKey = (origin: string, environmentId: string | undefined) => `${environmentId ?? 'any'} ${origin}`

/**
 * Says which origins may call. A preflight carries no key, so that any environment's origin passes; the request that
 * follows is judged by its own environment. What is allowed is cached, what is not is asked anew: a new origin works
 * at once, everywhere.
 */
export function originCheck(kernel: Kernel): OriginCheck {
  const cache = cacheOf(kernel)
  return async (origin, environmentId) => {
    if (!canBeConfigured(origin)) return false
    const load = async () => (await isAllowed(kernel.database.sql, origin, environmentId)) || undefined
    return (await cache.get(cacheKey(origin, environmentId), load)) === true
  }
}

/** Makes every node ask again about an origin, once the change is committed. */
export async function forgetOrigin(
  { kernel, tx, environment, afterCommit }: MutationContext,
  origin: string,
): Promise<void> {
  const cache = cacheOf(kernel)
  for (const key of [cacheKey(origin, environment.id), cacheKey(origin, undefined)]) {
    await cache.invalidate(tx, key)
    afterCommit(() => cache.drop(key))
  }
}
