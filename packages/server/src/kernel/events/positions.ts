import type { Database, Queryable } from '../database/database.ts'
import type { Logger } from '../telemetry.ts'

/** Any number: what matters is that no other program takes this advisory lock. */
const positionsLock = 7_246_005_002

/**
 * Lifts the positions of coming events above those in the database, where they would come out below: after a dump was
 * restored into another cluster, whose transaction ids start anew. Without it, restored events would stay invisible
 * and new ones would be put in behind the cursors of their readers. Runs before anything is served; nodes that start
 * together take turns.
 */
export async function repairEventPositions(database: Database, log: Logger): Promise<void> {
  if (!(await neededOffset(database.sql))) return
  await database.transaction(async (tx) => {
    await tx`select pg_advisory_xact_lock(${positionsLock})`
    const offset = await neededOffset(tx)
    if (!offset) return
    await tx.unsafe(`
      create or replace function event_position_offset() returns bigint
        language sql immutable parallel safe
        return ${BigInt(offset)}`)
    log.warn({ offset }, 'the database comes from another cluster; positions of events were lifted')
  })
}

/** The offset that puts the next transaction above everything recorded, or nothing when it is there already. */
async function neededOffset(sql: Queryable): Promise<string | undefined> {
  const [row] = await sql<{ needed: string }[]>`
    with recorded as (
      select greatest(
        (select e.xid::text::bigint from events e order by e.xid desc limit 1),
        (select max(xid::text::bigint) from event_positions)
      ) as position
    ), coming as (select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as xid)
    select (recorded.position + 1 - coming.xid)::text as needed
    from recorded, coming
    where recorded.position >= coming.xid + event_position_offset()`
  return row?.needed
}
