import { AuditTrailPage, auditTrail } from '@portico/contract'
import { type Context, OtherAnswer } from '../../kernel/http/context.ts'
import { readPage } from '../../kernel/http/cursor.ts'
import { implement } from '../../kernel/http/implement.ts'
import { newId } from '../../kernel/ids.ts'
import { findDefaultClientId } from '../applications/index.ts'
import { readOccurredAt, readTrailQuery, toWire } from './rules.ts'
import * as store from './store.ts'

export default implement(auditTrail, {
  createEvent: async ({ tx, environment, now }, { body }) => {
    const { action_type, occurred_at, metadata = {}, ...said } = body
    await store.insertEvent(tx, environment.id, {
      ...said,
      id: newId('evt', now),
      action_type: action_type.toLowerCase(),
      occurred_at: readOccurredAt('occurred_at', occurred_at),
      metadata,
      now,
    })
    return { success: true as const }
  },
})

/** Answers `GET /events` to a client of the first generation: newest first, in the shape that it reads. */
export async function listAuditTrail({ sql, environment }: Context, query: object): Promise<OtherAnswer> {
  const { filter, paging } = readTrailQuery(query)
  const [page, clientId] = await Promise.all([
    readPage(sql, paging, (clauses) => store.listEvents(sql, environment.id, filter, clauses)),
    findDefaultClientId(sql, environment.id),
  ])
  const projectId = clientId.replace(/^client_/, 'project_')
  return new OtherAnswer(200, AuditTrailPage, {
    data: page.data.map((event) => toWire(event, projectId)),
    listMetadata: page.list_metadata,
  })
}
