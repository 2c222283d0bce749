import type { Database, Queryable } from './database/database.ts'

/** A value read often and changed rarely, kept in the process and dropped when any node says that it changed. */
export type Cache<V> = {
  /** The value, if it is here. */
  peek(key: string): V | undefined
  /** The value, loaded when absent. What loads to nothing is not kept. */
  get(key: string, load: () => Promise<V | undefined>): V | undefined | Promise<V | undefined>
  /** Drops the key here, at once. */
  drop(key: string): void
  /** Tells every node to drop the key, when the transaction commits. */
  invalidate(tx: Queryable, key: string): Promise<void>
}

export type CacheOptions = { maxEntries?: number; ttlMs?: number }

export type Caches = {
  /**
   * Makes the cache of that name, or hands out the one made before, so that what reads it and what invalidates it need
   * not know each other. `name` is the same on every node, and always goes with the same type.
   */
  create<V>(name: string, options?: CacheOptions): Cache<V>
}

const channel = 'portico_cache'

/** Makes the caches of a process and listens for what other nodes invalidate. */
export async function openCaches(database: Database): Promise<Caches> {
  const byName = new Map<string, ClearableCache<unknown>>()
  await database.listen(
    channel,
    (payload) => {
      const separator = payload.indexOf(':')
      byName.get(payload.slice(0, separator))?.drop(payload.slice(separator + 1))
    },
    // Messages may have been missed: nothing cached can be trusted.
    () => {
      for (const cache of byName.values()) cache.clear()
    },
  )
  return {
    create<V>(name: string, options?: CacheOptions) {
      const cache = byName.get(name) ?? createCache<unknown>(name, options)
      byName.set(name, cache)
      return cache as Cache<V>
    },
  }
}

type ClearableCache<V> = Cache<V> & { clear(): void }

function createCache<V>(
  name: string,
  { maxEntries = 10_000, ttlMs = 60_000 }: CacheOptions = {},
): ClearableCache<V> {
  const entries = new Map<string, { value: V; expiresAt: number }>()
  // Counts invalidations, so that a load that began before one does not store what it read.
  let generation = 0

  async function loadAndKeep(key: string, load: () => Promise<V | undefined>) {
    const before = generation
    const value = await load()
    if (value !== undefined && before === generation) {
      if (entries.size >= maxEntries) entries.delete(entries.keys().next().value as string)
      entries.set(key, { value, expiresAt: Date.now() + ttlMs })
    }
    return value
  }

  const peek = (key: string) => {
    const entry = entries.get(key)
    return entry && entry.expiresAt > Date.now() ? entry.value : undefined
  }

  return {
    peek,
    get: (key, load) => peek(key) ?? loadAndKeep(key, load),
    drop(key) {
      generation++
      entries.delete(key)
    },
    clear() {
      generation++
      entries.clear()
    },
    invalidate: (tx, key) => invalidateCached(tx, name, key),
  }
}

/** Tells every node to drop the key of a cache, when the transaction commits: for a process that has no caches. */
export async function invalidateCached(tx: Queryable, name: string, key: string): Promise<void> {
  await tx`select pg_notify(${channel}, ${`${name}:${key}`})`
}
