import { eventsApi, invalidCursor } from '@portico/contract'
import type { Queryable } from '../../kernel/database/database.ts'
import { implement } from '../../kernel/http/implement.ts'
import { isAuditTrailQuery, listAuditTrail } from '../audit-trail/index.ts'
import { cutPage, planPage, readFilter } from './rules.ts'
import * as store from './store.ts'

const defaultLimit = 10

export default implement(eventsApi, {
  listEvents: async (context, { query }) => {
    if (isAuditTrailQuery(query)) return listAuditTrail(context, query)
    const { sql, environment } = context
    const { limit = defaultLimit } = query
    const filter = readFilter(query)
    const plan = planPage(query)
    const positionOf = await findCursors(sql, environment.id, [plan.over, plan.under])
    const rows = await store.readFeed(sql, environment.id, filter, {
      over: positionOf(plan.over),
      under: positionOf(plan.under),
      ascending: plan.ascending,
      limit: limit + 1,
    })
    const { data, after } = cutPage(rows, limit, plan)
    return { object: 'list' as const, data, list_metadata: { after } }
  },
})

/**
 * Looks cursors up: an id says when its event was made, and the feed goes by when it was committed.
 *
 * @throws `invalid_cursor` for an id that is no event's, or no longer
 */
async function findCursors(sql: Queryable, environmentId: string, cursors: (string | undefined)[]) {
  const ids = cursors.filter((id) => id !== undefined)
  const found = ids.length > 0 ? await store.findPositions(sql, environmentId, ids) : []
  const byId = new Map(found.map((position) => [position.id, position]))
  if (ids.some((id) => !byId.has(id))) throw invalidCursor()
  return (id: string | undefined) => (id === undefined ? undefined : byId.get(id))
}
