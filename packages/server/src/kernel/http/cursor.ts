import type { Fragment } from 'postgres'
import type { Queryable } from '../database/database.ts'
import { invalidField } from './errors.ts'

/** The paging parameters of a list, as the contract declares them. */
export type PageQuery = {
  before?: string
  after?: string
  limit?: number
  order?: 'normal' | 'desc' | 'asc'
}

/** What a list's query needs: splice `where` behind a condition, end with `orderBy`. */
export type PageClauses = { where: Fragment; orderBy: Fragment }

export type Page<T> = {
  object: 'list'
  data: T[]
  list_metadata: { before: string | null; after: string | null }
}

const cursorForm = /^[a-z][a-z0-9_]{0,40}_[0-9A-HJKMNP-TV-Z]{26}$/
const defaultLimit = 10

/**
 * Reads one page of a list that is sorted by id, which is by creation. A cursor is a position, not a row: paging goes
 * on when the object it names has been deleted.
 *
 * `order=normal` is newest first with the meaning of `before` and `after` exchanged, as the oldest clients have it.
 *
 * @param read runs the query with the clauses; it is asked for one row more than the page holds
 */
export async function readPage<T extends { id: string }>(
  sql: Queryable,
  query: PageQuery,
  read: (clauses: PageClauses) => Promise<readonly T[]>,
): Promise<Page<T>> {
  const { order = 'desc', limit = defaultLimit } = query
  const swapped = order === 'normal'
  const before = requireCursor('before', query.before)
  const after = requireCursor('after', query.after)
  const [earlierBound, laterBound] = swapped ? [after, before] : [before, after]

  const ascending = order === 'asc'
  // Only a lone `before` walks against the requested order; the rows are turned round afterwards.
  const backward = earlierBound !== undefined && laterBound === undefined
  const rows = await read({
    where: sql`
      ${laterBound === undefined ? sql`` : ascending ? sql`and id > ${laterBound}` : sql`and id < ${laterBound}`}
      ${earlierBound === undefined ? sql`` : ascending ? sql`and id < ${earlierBound}` : sql`and id > ${earlierBound}`}`,
    // The limit stands in the statement itself: PostgreSQL plans for a parameter there as if it were a tenth of the table,
    // finds that dear, and so plans the statement anew each time. The contract has made sure that it is a whole number
    // from 1 to 100; whatever else it were becomes a number here, or no SQL.
    orderBy: sql`${ascending === backward ? sql`order by id desc` : sql`order by id asc`} limit ${sql.unsafe(String(Number(limit) + 1))}`,
  })

  const more = rows.length > limit
  const data = more ? rows.slice(0, limit) : [...rows]
  if (backward) data.reverse()
  const first = data[0]?.id ?? null
  const last = data.at(-1)?.id ?? null
  const precedes = backward ? more : laterBound !== undefined
  const follows = backward ? true : more
  const [earlier, later] = [precedes ? first : null, follows ? last : null]
  return {
    object: 'list',
    data,
    list_metadata: swapped ? { before: later, after: earlier } : { before: earlier, after: later },
  }
}

function requireCursor(field: string, value: string | undefined): string | undefined {
  if (value === undefined || cursorForm.test(value)) return value
  throw invalidField(field, 'invalid_cursor', 'Is not an ID that a page of this list returned.')
}
