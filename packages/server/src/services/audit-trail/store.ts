import type { AuditTrailEvent } from '@portico/contract'
import type { Queryable } from '../../kernel/database/database.ts'
import type { PageClauses } from '../../kernel/http/cursor.ts'

/** An event as the table has it. */
export type StoredEvent = Pick<
  AuditTrailEvent,
  | 'id'
  | 'group'
  | 'location'
  | 'actor_name'
  | 'actor_id'
  | 'target_name'
  | 'target_id'
  | 'metadata'
  | 'occurred_at'
> & { action: string; action_type: AuditTrailEvent['type'] }

export type NewEvent = Omit<StoredEvent, 'occurred_at' | 'action_type'> & {
  action_type: string
  occurred_at: Date
  now: Date
}

/** What a reader wants to see: events that have one of the values in each of the members. */
export type TrailFilter = {
  wanted: readonly { name: keyof typeof columnOf; among: readonly string[] }[]
  occurred: readonly { operator: '=' | '>' | '>=' | '<' | '<='; at: Date }[]
  search: string | undefined
}

const columnOf = {
  group: 'group_name',
  action: 'action',
  action_type: 'action_type',
  actor_name: 'actor_name',
  actor_id: 'actor_id',
  target_name: 'target_name',
  target_id: 'target_id',
} as const

export async function insertEvent(tx: Queryable, environmentId: string, e: NewEvent): Promise<void> {
  await tx`
    insert into audit_trail_events
      (environment_id, id, group_name, location, action, action_type, actor_name, actor_id, target_name, target_id,
       metadata, occurred_at, created_at)
    values
      (${environmentId}, ${e.id}, ${e.group}, ${e.location}, ${e.action}, ${e.action_type}, ${e.actor_name},
       ${e.actor_id}, ${e.target_name}, ${e.target_id}, ${tx.json(e.metadata)}, ${e.occurred_at}, ${e.now})`
}

export async function listEvents(
  sql: Queryable,
  environmentId: string,
  filter: TrailFilter,
  { where, orderBy }: PageClauses,
): Promise<StoredEvent[]> {
  return sql<StoredEvent[]>`
    select id, group_name as "group", location, action, action_type, actor_name, actor_id, target_name, target_id,
      metadata, occurred_at
    from audit_trail_events
    where environment_id = ${environmentId}
      ${conditions(sql, filter)} ${where} ${orderBy}`
}

function conditions(sql: Queryable, { wanted, occurred, search }: TrailFilter) {
  const all = [
    ...wanted.map(({ name, among }) => sql`and ${sql(columnOf[name])} in ${sql(among)}`),
    ...occurred.map(({ operator, at }) => sql`and occurred_at ${sql.unsafe(operator)} ${at}`),
    ...(search === undefined ? [] : [containing(sql, search)]),
  ]
  return all.reduce((before, condition) => sql`${before} ${condition}`, sql``)
}

const containing = (sql: Queryable, text: string) => sql`
  and strpos(lower(concat_ws(' ', group_name, action, actor_name, target_name)), lower(${text})) > 0`
