import { describe, expect, it, onTestFinished } from 'vitest'
import { createDatabase } from '../testing/index.ts'
import { openCaches } from './cache.ts'
import { openDatabase } from './database/database.ts'

async function twoNodes() {
  const connection = await createDatabase()
  const nodes = await Promise.all(
    [1, 2].map(async () => {
      const database = openDatabase({ connection, maxConnections: 2 })
      onTestFinished(() => database.close())
      const caches = await openCaches(database)
      return { database, caches, cache: caches.create<string>('names') }
    }),
  )
  return nodes as [(typeof nodes)[0], (typeof nodes)[0]]
}

const loads =
  (...values: (string | undefined)[]) =>
  async () =>
    values.shift()

describe('a cache', () => {
  it('loads once and answers at once afterwards', async () => {
    const [{ cache }] = await twoNodes()
    const load = loads('first', 'second')
    expect(await cache.get('k', load)).toBe('first')
    expect(cache.get('k', load)).toBe('first')
  })

  it('is the same for all who ask for it by name', async () => {
    const [{ cache, caches }] = await twoNodes()
    await cache.get('k', loads('first'))
    expect(caches.create<string>('names').get('k', loads('second'))).toBe('first')
    caches.create<string>('names').drop('k')
    expect(await cache.get('k', loads('third'))).toBe('third')
  })

  it('does not keep what was not found', async () => {
    const [{ cache }] = await twoNodes()
    const load = loads(undefined, 'made meanwhile')
    expect(await cache.get('k', load)).toBeUndefined()
    expect(await cache.get('k', load)).toBe('made meanwhile')
  })

  it('is dropped on every node when a transaction that invalidates commits', async () => {
    const [one, two] = await twoNodes()
    for (const { cache } of [one, two]) await cache.get('k', loads('old'))
    await one.database.transaction((tx) => one.cache.invalidate(tx, 'k'))
    for (const { cache } of [one, two]) {
      await expect.poll(async () => cache.get('k', loads('new')), { timeout: 5_000 }).toBe('new')
    }
  })

  it('is kept when the transaction is rolled back', async () => {
    const [one] = await twoNodes()
    await one.cache.get('k', loads('old'))
    const rolledBack = one.database.transaction(async (tx) => {
      await one.cache.invalidate(tx, 'k')
      throw new Error('no')
    })
    await expect(rolledBack).rejects.toThrow('no')
    // A later message arrives after everything that could have come before it.
    await one.database.transaction((tx) => one.cache.invalidate(tx, 'other'))
    expect(one.cache.get('k', loads('new'))).toBe('old')
  })

  it('does not store what was read before an invalidation that came while it was loading', async () => {
    const [{ cache }] = await twoNodes()
    let finish = (_: string) => {}
    const slow = cache.get('k', () => new Promise<string>((resolve) => (finish = resolve)))
    cache.drop('k')
    finish('stale')
    expect(await slow).toBe('stale')
    expect(await cache.get('k', loads('fresh'))).toBe('fresh')
  })

  it('is emptied when messages may have been missed', async () => {
    const [one, two] = await twoNodes()
    await two.cache.get('k', loads('old'))
    await one.database.sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query ilike 'listen%'`
    await expect.poll(async () => two.cache.get('k', loads('new')), { timeout: 10_000 }).toBe('new')
  })

  it('stays bounded', async () => {
    const [{ database }] = await twoNodes()
    const cache = (await openCaches(database)).create<string>('few', { maxEntries: 2 })
    for (const key of ['a', 'b', 'c']) await cache.get(key, loads(key))
    expect(await cache.get('a', loads('loaded again'))).toBe('loaded again')
  })
})
