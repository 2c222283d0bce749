import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Tx } from '../../kernel/database/database.ts'
import { recordOrganizations } from '../../testing/events.ts'
import { eventually } from '../../testing/eventually.ts'
import { createTenant, type Tenant, testServer } from '../../testing/index.ts'

/** A transaction that records when it is told to, and ends when it is told to. */
class OpenTransaction {
  private readonly steps: ((tx: Tx) => Promise<void>)[] = []
  private wake = Promise.withResolvers<void>()
  private end: 'commit' | 'rollback' | undefined
  private readonly done: Promise<void>

  constructor({ transaction }: { transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> }) {
    this.done = transaction(async (tx) => {
      while (this.end === undefined || this.steps.length > 0) {
        for (let step = this.steps.shift(); step; step = this.steps.shift()) await step(tx)
        if (this.end === undefined) await this.wake.promise
        this.wake = Promise.withResolvers()
      }
      if (this.end === 'rollback') throw new RolledBack()
    }).catch((error) => {
      if (!(error instanceof RolledBack)) throw error
    })
  }

  run(step: (tx: Tx) => Promise<void>): Promise<void> {
    const done = Promise.withResolvers<void>()
    this.steps.push((tx) => step(tx).then(done.resolve, done.reject))
    this.wake.resolve()
    return done.promise
  }

  finish(how: 'commit' | 'rollback'): Promise<void> {
    this.end = how
    this.wake.resolve()
    return this.done
  }
}

class RolledBack extends Error {}

type Step =
  | { kind: 'record'; transaction: number; count: number }
  | { kind: 'finish'; transaction: number; how: 'commit' | 'rollback' }
  | { kind: 'read'; limit: number }

// One fewer than the server has connections, so that the reader has one as well.
const transactions = 4
const transaction = fc.nat(transactions - 1)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('record' as const),
      transaction,
      count: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('finish' as const),
      transaction,
      how: fc.constantFrom('commit' as const, 'commit' as const, 'rollback' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('read' as const), limit: fc.integer({ min: 1, max: 4 }) }),
  },
)

/** Reads on from where it was, as a consumer of the feed does. */
function readerOf({ client }: Tenant) {
  const seen: string[] = []
  return {
    seen,
    async read(limit: number) {
      const { data } = await client.events.listEvents({ after: seen.at(-1), limit })
      seen.push(...data.map(({ id }) => id))
    },
  }
}

describe('the feed', () => {
  it('shows a reader that follows the cursor every committed event once, in an order that never changes', async () => {
    const { server } = await testServer()
    const { database } = server.kernel
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        const tenant = await createTenant(server)
        const reader = readerOf(tenant)
        const open = new Map<number, { transaction: OpenTransaction; ids: string[] }>()
        const committed: string[] = []
        const finish = async (index: number, how: 'commit' | 'rollback') => {
          const found = open.get(index)
          open.delete(index)
          await found?.transaction.finish(how)
          if (how === 'commit') committed.push(...(found?.ids ?? []))
        }
        for (const step of steps) {
          if (step.kind === 'read') await reader.read(step.limit)
          if (step.kind === 'finish') await finish(step.transaction, step.how)
          if (step.kind === 'record') {
            const found = open.get(step.transaction) ?? {
              transaction: new OpenTransaction(database),
              ids: [],
            }
            open.set(step.transaction, found)
            const source = { environment: tenant.environment, now: server.kernel.clock.now() }
            const names = Array.from({ length: step.count }, (_, n) => `${n}`)
            await found.transaction.run(async (tx) => {
              found.ids.push(...(await recordOrganizations(tx, source, names)))
            })
          }
        }
        for (const index of [...open.keys()]) await finish(index, 'commit')
        await eventually(async () => {
          await reader.read(100)
          return reader.seen.length >= committed.length
        })
        expect([...reader.seen].sort()).toEqual([...committed].sort())
        const again = await tenant.client.events.listEvents({ limit: 3 }).toArray()
        expect(again.map(({ id }) => id)).toEqual(reader.seen)
        const backwards = await tenant.client.events.listEvents({ limit: 3, order: 'desc' }).toArray()
        expect(backwards.map(({ id }) => id).reverse()).toEqual(reader.seen)
      }),
      { numRuns: 25 },
    )
  })

  it('shows readers that follow it beside many writers the same events in the same order', async () => {
    const { server } = await testServer()
    const tenant = await createTenant(server)
    const readers = [readerOf(tenant), readerOf(tenant), readerOf(tenant)]
    const total = 120
    const writers = Array.from({ length: 4 }, async () => {
      for (let n = 0; n < total / 4; n++)
        await tenant.client.organizations.createOrganization({ name: `${n}` })
    })
    const reading = readers.map(({ seen, read }, index) =>
      eventually(async () => {
        await read(index * 3 + 1)
        return seen.length >= total
      }),
    )
    await Promise.all([...writers, ...reading])
    for (const { seen } of readers) expect(seen).toEqual(readers[0]!.seen)
    expect(new Set(readers[0]!.seen)).toHaveProperty('size', total)
  })
})
