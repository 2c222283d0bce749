import { ConfigurationError } from '../errors.ts'

type Paging = { limit?: number; after?: string; before?: string }
type PageOf<T> = { object: 'list'; data: T[]; listMetadata: { before: string | null; after: string | null } }

/** As the API has it. */
const defaultLimit = 10

/**
 * Cuts the page that was asked for out of a whole list. A cursor is the `id` of an item, or its place in the list where
 * items have none.
 *
 * @throws {ConfigurationError} where the cursor is no item of the list
 */
export function pageOf<T>(items: readonly T[], { limit = defaultLimit, after, before }: Paging): PageOf<T> {
  const ids = items.map((item, i) => (item as { id?: string } | null)?.id ?? `item_${i}`)
  const from = after === undefined ? 0 : indexOf(ids, 'after', after) + 1
  const to = before === undefined ? items.length : indexOf(ids, 'before', before)
  // Only a lone `before` is read from its end.
  const start = before !== undefined && after === undefined ? Math.max(0, to - limit) : from
  const end = Math.max(start, Math.min(start + limit, to))
  return {
    object: 'list',
    data: items.slice(start, end),
    listMetadata: {
      before: start > 0 && end > start ? ids[start]! : null,
      after: end < items.length && end > start ? ids[end - 1]! : null,
    },
  }
}

function indexOf(ids: readonly string[], option: string, cursor: string): number {
  const index = ids.indexOf(cursor)
  if (index === -1)
    throw new ConfigurationError(option, `'${cursor}' is no item of the list that the fake answers.`)
  return index
}
