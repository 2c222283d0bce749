import fc from 'fast-check'
import { ulid } from 'ulid'
import { describe, expect, it } from 'vitest'
import { sharedServer } from '../../testing/server.ts'
import type { Sql } from '../database/database.ts'
import { type PageQuery, readPage } from './cursor.ts'

type Order = NonNullable<PageQuery['order']>
type Direction = 'forward' | 'backward'

/** What happens between two pages: an item comes, anywhere, or one goes. */
type Disturbance = { insert: number } | { remove: number }

const idOf = (position: number) => `item_${String(position).padStart(26, '0')}`
const [beforeAll, afterAll] = [`item_${'0'.repeat(26)}`, `item_${'Z'.repeat(26)}`]

/** A list of its own in the worker's database. */
async function listOf(positions: readonly number[]) {
  const { sql } = (await sharedServer()).kernel.database
  await sql`create table if not exists cursor_test_items (list text, id text collate "C", primary key (list, id))`
  const list = ulid()
  const items = {
    insert: (position: number) =>
      sql`insert into cursor_test_items values (${list}, ${idOf(position)}) on conflict do nothing`,
    remove: (position: number) =>
      sql`delete from cursor_test_items where list = ${list} and id = ${idOf(position)}`,
    page: (query: PageQuery) => pageOf(sql, list, query),
  }
  await sql`insert into cursor_test_items select ${list}, id from unnest(${positions.map(idOf)}::text[]) as id`
  return items
}

function pageOf(sql: Sql, list: string, query: PageQuery) {
  return readPage(
    sql,
    query,
    ({ where, orderBy }) =>
      sql<{ id: string }[]>`select id from cursor_test_items where list = ${list} ${where} ${orderBy}`,
  )
}

/** Which parameter goes on in a direction: `normal` has the meanings of the two exchanged. */
const cursorFor = (order: Order, direction: Direction): 'before' | 'after' =>
  (order === 'normal') === (direction === 'forward') ? 'before' : 'after'

const inOrder = (ids: readonly string[], order: Order) =>
  order === 'asc' ? ids.toSorted() : ids.toSorted().toReversed()

/** Walks a list from one end to the other. @returns its pages, in the order of the list */
async function walk(
  items: Awaited<ReturnType<typeof listOf>>,
  { order, limit, direction }: { order: Order; limit: number; direction: Direction },
  betweenPages: (page: number) => Promise<void>,
): Promise<string[][]> {
  const cursor = cursorFor(order, direction)
  // Backwards begins behind the last item; forwards needs no cursor.
  const end = order === 'asc' ? afterAll : beforeAll
  let query: PageQuery = { order, limit, ...(direction === 'backward' && { [cursor]: end }) }
  const pages: string[][] = []
  for (;;) {
    const page = await items.page(query)
    pages.push(page.data.map(({ id }) => id))
    const next = page.list_metadata[cursor]
    if (next === null) return direction === 'forward' ? pages : pages.toReversed()
    await betweenPages(pages.length - 1)
    query = { order, limit, [cursor]: next }
  }
}

const orders = fc.constantFrom<Order>('asc', 'desc', 'normal')
const directions = fc.constantFrom<Direction>('forward', 'backward')
const limits = fc.integer({ min: 1, max: 12 })
/** Positions with room between them, and around them. */
const positionsOf = (count: number) => Array.from({ length: count }, (_, i) => (i + 1) * 10)
const disturbance = fc.oneof(
  fc.record({ insert: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ remove: fc.integer({ min: 1, max: 400 }) }),
)

describe('a paged list', () => {
  it('shows every item once and in order, in any order and direction, with any limit', async () => {
    const count = fc.integer({ min: 0, max: 30 })
    await fc.assert(
      fc.asyncProperty(count, orders, directions, limits, async (size, order, direction, limit) => {
        const positions = positionsOf(size)
        const items = await listOf(positions)
        const pages = await walk(items, { order, direction, limit }, async () => {})
        expect(pages.flat()).toEqual(inOrder(positions.map(idOf), order))
        expect(pages).toHaveLength(Math.max(1, Math.ceil(size / limit)))
        const whole = direction === 'forward' ? pages.slice(0, -1) : pages.slice(1)
        expect(whole.every((page) => page.length === limit)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('shows what stays once, and nothing twice, while items come and go', async () => {
    const script = fc.array(fc.array(disturbance, { maxLength: 6 }), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(script, orders, directions, limits, async (steps, order, direction, limit) => {
        const positions = positionsOf(30)
        const items = await listOf(positions)
        const known = new Set(positions)
        const stays = new Set(positions)
        const apply = async (change: Disturbance) => {
          if ('insert' in change) {
            known.add(change.insert)
            await items.insert(change.insert)
          } else {
            stays.delete(change.remove)
            await items.remove(change.remove)
          }
        }
        const pages = await walk(items, { order, direction, limit }, async (page) => {
          for (const change of steps[page] ?? []) await apply(change)
        })
        const seen = pages.flat()
        expect(seen).toEqual(inOrder([...new Set(seen)], order))
        expect(seen).toEqual(expect.arrayContaining([...stays].map(idOf)))
        expect([...known].map(idOf)).toEqual(expect.arrayContaining(seen))
      }),
      { numRuns: 60 },
    )
  })

  it('shows what stays once while others write as fast as they can', async () => {
    const positions = positionsOf(40)
    const items = await listOf(positions)
    let walking = true
    const write = async (offset: number) => {
      for (let i = 0; walking; i++) {
        const position = ((i * 7 + offset) % 40) * 10 + 5
        await items.insert(position)
        await items.remove(position)
      }
    }
    const writers = [write(0), write(13)]
    for (const order of ['asc', 'desc', 'normal'] as const) {
      for (const direction of ['forward', 'backward'] as const) {
        const seen = (await walk(items, { order, direction, limit: 3 }, async () => {})).flat()
        expect(seen).toEqual(inOrder([...new Set(seen)], order))
        expect(seen).toEqual(expect.arrayContaining(positions.map(idOf)))
      }
    }
    walking = false
    await Promise.all(writers)
  })

  it('leads from every page back to the page before it', async () => {
    const items = await listOf(positionsOf(10))
    for (const order of ['asc', 'desc', 'normal'] as const) {
      const [on, back] = [cursorFor(order, 'forward'), cursorFor(order, 'backward')]
      const first = await items.page({ order, limit: 4 })
      expect(first.list_metadata[back]).toBeNull()
      const second = await items.page({ order, limit: 4, [on]: first.list_metadata[on] as string })
      const third = await items.page({ order, limit: 4, [on]: second.list_metadata[on] as string })
      expect(third.data).toHaveLength(2)
      expect(third.list_metadata[on]).toBeNull()
      const secondAgain = await items.page({ order, limit: 4, [back]: third.list_metadata[back] as string })
      expect(secondAgain).toEqual(second)
      const firstAgain = await items.page({ order, limit: 4, [back]: second.list_metadata[back] as string })
      expect(firstAgain).toEqual(first)
    }
  })

  it('goes on from where an item was that is gone', async () => {
    const items = await listOf(positionsOf(5))
    await items.remove(30)
    const page = await items.page({ order: 'asc', after: idOf(30) })
    expect(page.data.map(({ id }) => id)).toEqual([idOf(40), idOf(50)])
  })

  it('takes both cursors for a window', async () => {
    const items = await listOf(positionsOf(9))
    const window = async (query: PageQuery) => (await items.page(query)).data.map(({ id }) => id)
    expect(await window({ order: 'asc', after: idOf(20), before: idOf(60) })).toEqual([30, 40, 50].map(idOf))
    expect(await window({ order: 'desc', after: idOf(60), before: idOf(20) })).toEqual([50, 40, 30].map(idOf))
    expect(await window({ order: 'normal', after: idOf(20), before: idOf(60) })).toEqual(
      [50, 40, 30].map(idOf),
    )
  })

  it('has ten items newest first when nothing is said', async () => {
    const items = await listOf(positionsOf(12))
    const page = await items.page({})
    expect(page.data.map(({ id }) => id)).toEqual(positionsOf(12).toReversed().slice(0, 10).map(idOf))
    expect(page.list_metadata).toEqual({ before: null, after: idOf(30) })
  })

  it.each([
    '',
    'nonsense',
    'item_',
    'item_01',
    `${idOf(1)} `,
    `${idOf(1)}0`,
    idOf(1).toUpperCase(),
    "item_' or true",
  ])('refuses the cursor %j', async (cursor) => {
    const items = await listOf([])
    for (const name of ['before', 'after'] as const) {
      await expect(items.page({ [name]: cursor })).rejects.toMatchObject({
        errors: [{ field: name, code: 'invalid_cursor' }],
      })
    }
  })
})
