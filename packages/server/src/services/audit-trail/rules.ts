import { createHash } from 'node:crypto'
import { type AuditTrailEvent, auditTrailFilters, auditTrailQuery } from '@portico/contract'
import type { Static, TObject } from 'typebox'
import type { PageQuery } from '../../kernel/http/cursor.ts'
import { invalidField } from '../../kernel/http/errors.ts'
import type { QueryValues } from '../../kernel/http/query-string.ts'
import { validatorOf } from '../../kernel/http/validate.ts'
import type { StoredEvent, TrailFilter } from './store.ts'

/** Whether a query of `GET /events` is one of the first clients. One without any filter is today's. */
export function isAuditTrailQuery(query: object): boolean {
  return Object.keys(auditTrailFilters).some((name) => name in query)
}

const validator = validatorOf({ query: auditTrailQuery })
const lists = [
  'group',
  'action',
  'action_type',
  'actor_name',
  'actor_id',
  'target_name',
  'target_id',
] as const

/**
 * Reads the query of a client of the first generation.
 *
 * @throws {InvalidRequestError} for a filter that is not one
 */
export function readTrailQuery(query: object): { filter: TrailFilter; paging: PageQuery } {
  const values: QueryValues = { ...query }
  // The events API has put its own order in. These clients know one: newest first.
  delete values.order
  for (const name of lists) if (typeof values[name] === 'string') values[name] = [values[name]]
  const { before, after, limit, search, ...given } = validator.query(values) as Static<
    TObject<typeof auditTrailQuery>
  >
  const wanted = lists.flatMap((name) => {
    // An empty value says nothing, as for every other parameter.
    const among = (given[name] ?? []).filter((value) => value !== '')
    if (among.length === 0) return []
    return [{ name, among: name === 'action_type' ? among.map((type) => type.toLowerCase()) : among }]
  })
  return {
    filter: { wanted, occurred: readRange(given), search },
    paging: { ...(before && { before }), ...(after && { after }), ...(limit && { limit }) },
  }
}

const bounds = {
  occurred_at: '=',
  occurred_at_gt: '>',
  occurred_at_gte: '>=',
  occurred_at_lt: '<',
  occurred_at_lte: '<=',
} as const

function readRange(given: { [B in keyof typeof bounds]?: string }): TrailFilter['occurred'] {
  return Object.entries(bounds).flatMap(([field, operator]) => {
    const text = given[field as keyof typeof bounds]
    return text === undefined ? [] : [{ operator, at: readOccurredAt(field, text) }]
  })
}

/** Reads an instant that has the form of one: a day that no calendar has, and a year before ours, are still to refuse. */
export function readOccurredAt(field: string, text: string): Date {
  const at = new Date(text)
  if (at.getTime() >= 0) return at
  throw invalidField(
    field,
    'invalid',
    'Must be an ISO 8601 instant since 1970, such as 2020-01-10T15:30:00Z.',
  )
}

export function toWire({ action, action_type, ...event }: StoredEvent, projectId: string): AuditTrailEvent {
  return {
    object: 'event',
    ...event,
    latitude: null,
    longitude: null,
    type: action_type,
    action: { object: 'event_action', id: actionId(action, projectId), name: action, client_id: projectId },
  }
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** An action has no row of its own: its id follows from its name. */
function actionId(name: string, projectId: string): string {
  const digest = createHash('sha256').update(`${projectId}\n${name}`).digest().subarray(0, 26)
  return `evt_action_${Array.from(digest, (byte) => crockford.charAt(byte % 32)).join('')}`
}
