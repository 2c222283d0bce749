import type { eventsApi, Query } from '@portico/contract'
import { invalidField } from '../../kernel/http/errors.ts'
import type { FeedFilter } from './store.ts'

export type FeedQuery = Query<typeof eventsApi.operations.listEvents>

/** Longest range that one request may ask for. */
const maxRangeDays = 30
const dayMs = 86_400_000

/**
 * What a reader wants to see of the feed.
 *
 * @throws {InvalidRequestError} for a range that is not one, or is too long
 */
export function readFilter({ events, organization_id, range_start, range_end }: FeedQuery): FeedFilter {
  const from = readInstant('range_start', range_start)
  const to = readInstant('range_end', range_end)
  if (from && to) requireRange(from, to)
  return { names: events && [...new Set(events)], organizationId: organization_id, from, to }
}

function requireRange(from: Date, to: Date) {
  if (from >= to) throw invalidField('range_end', 'invalid_range', 'Must come after range_start.')
  if (to.getTime() - from.getTime() > maxRangeDays * dayMs) {
    throw invalidField(
      'range_end',
      'invalid_range',
      `Must be at most ${maxRangeDays} days after range_start.`,
    )
  }
}

const instant = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$/i

/** Reads an ISO 8601 date, with or without a time. Without a zone it is UTC: the server's own means nothing to callers. */
function readInstant(field: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined
  const match = instant.exec(text)
  const zoned = match?.[1] === undefined && text.includes('T') ? `${text}Z` : text
  const at = new Date(match ? zoned : Number.NaN)
  if (at.getTime() >= 0) return at
  throw invalidField(field, 'invalid', 'Must be an ISO 8601 instant, such as 2026-01-15T12:00:00Z.')
}

/** Which part of the feed a page takes: what lies between two events, from one end. */
export type PagePlan = {
  /** Id of the event that the page lies after in the feed. */
  over: string | undefined
  /** Id of the event that the page lies before in the feed. */
  under: string | undefined
  /** Whether rows are taken from the old end. */
  ascending: boolean
  /** Whether they are turned round afterwards, as the caller wants the other order. */
  reversed: boolean
  /** Whether the caller's `after` leads on in the requested order; `order=normal` has it lead back. */
  afterLeadsOn: boolean
}

/** Reads the paging parameters. Oldest first without an order: so every documented reader expects it. */
export function planPage({ order = 'asc', before, after }: FeedQuery): PagePlan {
  const [precedingCursor, followingCursor] = order === 'normal' ? [before, after] : [after, before]
  const wantsAscending = order === 'asc'
  // Only a lone cursor at the far end makes the page end there instead of beginning at the other.
  const reversed = followingCursor !== undefined && precedingCursor === undefined
  const [over, under] = wantsAscending
    ? [precedingCursor, followingCursor]
    : [followingCursor, precedingCursor]
  return { over, under, ascending: wantsAscending !== reversed, reversed, afterLeadsOn: order !== 'normal' }
}

/** The page as the caller wants it, and the cursor that leads to its neighbour. */
export function cutPage<T extends { id: string }>(rows: readonly T[], limit: number, plan: PagePlan) {
  const more = rows.length > limit
  const data = rows.slice(0, limit)
  if (plan.reversed) data.reverse()
  const precedes = plan.reversed ? more : (plan.ascending ? plan.over : plan.under) !== undefined
  const follows = plan.reversed || more
  const [neighbour, exists] = plan.afterLeadsOn ? [data.at(-1), follows] : [data[0], precedes]
  return { data, after: (exists && neighbour?.id) || null }
}
