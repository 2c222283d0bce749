import type { MailboxMessage } from '@portico/contract'
import type { Queryable, Sql } from '../../kernel/database/database.ts'
import type { PageClauses } from '../../kernel/http/cursor.ts'

const columns = (sql: Queryable) => sql`
  'mailbox_message' as object, id, kind, recipient as to, sender as from, subject, text, html, created_at`

export type MessageFilter = {
  to?: string | undefined
  subject?: string | undefined
  kinds?: readonly string[] | undefined
}

export async function listMessages(
  sql: Sql,
  environmentId: string,
  { to, subject, kinds }: MessageFilter,
  { where, orderBy }: PageClauses,
): Promise<MailboxMessage[]> {
  return sql<MailboxMessage[]>`
    select ${columns(sql)} from mailbox_messages
    where environment_id = ${environmentId}
      ${to === undefined ? sql`` : sql`and lower(recipient) = lower(${to})`}
      ${subject === undefined ? sql`` : sql`and strpos(lower(subject), lower(${subject})) > 0`}
      ${kinds === undefined ? sql`` : sql`and kind = any(${kinds as string[]})`}
      ${where}
    ${orderBy}`
}

export async function findMessage(
  sql: Queryable,
  environmentId: string,
  id: string,
): Promise<MailboxMessage | undefined> {
  const [row] = await sql<MailboxMessage[]>`
    select ${columns(sql)} from mailbox_messages where environment_id = ${environmentId} and id = ${id}`
  return row
}

export async function deleteMessages(tx: Queryable, environmentId: string): Promise<void> {
  await tx`delete from mailbox_messages where environment_id = ${environmentId}`
}

// The pages below are for whoever runs this server on their own machine, so they show every environment.

export type MessageSummary = Pick<MailboxMessage, 'id' | 'kind' | 'to' | 'subject' | 'created_at'>

/** The newest messages, or those before one of them. */
export async function listAllMessages(
  sql: Queryable,
  { before, limit }: { before: string | undefined; limit: number },
): Promise<MessageSummary[]> {
  return sql<MessageSummary[]>`
    select id, kind, recipient as to, subject, created_at from mailbox_messages
    ${before === undefined ? sql`` : sql`where id < ${before}`}
    order by id desc limit ${limit}`
}

export async function findAnyMessage(
  sql: Queryable,
  id: string,
): Promise<(MailboxMessage & { environment_id: string }) | undefined> {
  const [row] = await sql<(MailboxMessage & { environment_id: string })[]>`
    select environment_id, ${columns(sql)} from mailbox_messages where id = ${id}`
  return row
}

export async function deleteAllMessages(sql: Queryable): Promise<void> {
  await sql`delete from mailbox_messages`
}

export async function countMessages(sql: Queryable): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from mailbox_messages`
  return row?.count ?? 0
}

/** A place in the order of commits. */
export type EventPosition = { xid: string; id: string }

/** An event as the start page shows it: its name, and what of its data tells people whom it is about. */
export type ShownEvent = EventPosition & { event: string; created_at: string; subject: string | null }

const eventColumns = (sql: Queryable) => sql`
  id, xid::text as xid, event, created_at,
  left(coalesce(data->>'name', data->>'email', data->>'domain', data->>'slug', data->>'id'), 120) as subject`

// A bare `xid` in `order by` would be the text column, in which 999 comes after 1000.

/** The newest committed events, newest first. */
export async function listLatestEvents(sql: Queryable, limit: number): Promise<ShownEvent[]> {
  return sql<ShownEvent[]>`
    select ${eventColumns(sql)} from events
    where xid < event_horizon()
    order by events.xid desc, events.id desc limit ${limit}`
}

/** The events committed behind a position, in the order of their commit. */
export async function listEventsAfter(
  sql: Queryable,
  position: EventPosition,
  limit: number,
): Promise<ShownEvent[]> {
  return sql<ShownEvent[]>`
    select ${eventColumns(sql)} from events
    where (xid, id) > (${position.xid}::xid8, ${position.id}) and xid < event_horizon()
    order by events.xid, events.id limit ${limit}`
}
