// Environments, the API keys that open them, and their applications.
import type { ApiKeyIdentity } from '../../kernel/http/context.ts'
import type { ApiKeyResolver } from '../../kernel/http/credentials.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Service } from '../../kernel/service.ts'
import { cacheKeyOf, findApiKey } from './environments.ts'

export { createEnvironment, ensureDevelopmentEnvironment } from './environments.ts'

export const environmentsService: Service = {
  name: 'environments',
  migrations: new URL('./migrations/', import.meta.url),
}

const maxKeyLength = 256

/** Finds the environment of an API key. Every node caches what it found. */
export function apiKeyResolver(kernel: Kernel): ApiKeyResolver {
  const cache = kernel.caches.create<ApiKeyIdentity>('environment_api_keys')
  return (key) => {
    if (key.length > maxKeyLength) return undefined
    return cache.get(cacheKeyOf(kernel, key), async () => {
      const found = await findApiKey(kernel, key)
      return (
        found && {
          environment: found.environment,
          keyId: found.id,
          keyName: found.name,
          expiresAt: found.expires_at ? new Date(found.expires_at) : null,
        }
      )
    })
  }
}
