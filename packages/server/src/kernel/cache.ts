import type { Database, Queryable } from './database/database.ts'

/** A value read often and changed rarely, kept in the process and dropped when any node says that it changed. */
export type Cache<V> = {
  /** The value, loaded when absent. What loads to nothing is not kept. */
  get(key: string, load: () => Promise<V | undefined>): V | undefined | Promise<V | undefined>
  /** Drops the key here, at once. */
  drop(key: string): void
  /** Tells every node to drop the key, when the transaction commits. */
  invalidate(tx: Queryable, key: string): Promise<void>
}

export type Caches = {
  /** Makes a cache. `name` is the same on every node. */
  create<V>(name: string, options?: { maxEntries?: number; ttlMs?: number }): Cache<V>
}

const channel = 'portico_cache'

/** Makes the caches of a process and listens for what other nodes invalidate. */
export async function openCaches(database: Database): Promise<Caches> {
  const dropByName = new Map<string, (key: string | undefined) => void>()
  await database.listen(
    channel,
    (payload) => {
      const separator = payload.indexOf(':')
      dropByName.get(payload.slice(0, separator))?.(payload.slice(separator + 1))
    },
    // Messages may have been missed: nothing cached can be trusted.
    () => {
      for (const drop of dropByName.values()) drop(undefined)
    },
  )

  return {
    create<V>(name: string, { maxEntries = 10_000, ttlMs = 60_000 } = {}): Cache<V> {
      const entries = new Map<string, { value: V; expiresAt: number }>()
      // Counts invalidations, so that a load that began before one does not store what it read.
      let generation = 0

      const drop = (key: string | undefined) => {
        generation++
        if (key === undefined) entries.clear()
        else entries.delete(key)
      }
      dropByName.set(name, drop)

      async function loadAndKeep(key: string, load: () => Promise<V | undefined>) {
        const before = generation
        const value = await load()
        if (value !== undefined && before === generation) {
          if (entries.size >= maxEntries) entries.delete(entries.keys().next().value as string)
          entries.set(key, { value, expiresAt: Date.now() + ttlMs })
        }
        return value
      }

      return {
        get(key, load) {
          const entry = entries.get(key)
          return entry && entry.expiresAt > Date.now() ? entry.value : loadAndKeep(key, load)
        },
        drop,
        async invalidate(tx, key) {
          await tx`select pg_notify(${channel}, ${`${name}:${key}`})`
        },
      }
    },
  }
}
