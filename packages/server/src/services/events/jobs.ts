import type { Database, Queryable, Tx } from '../../kernel/database/database.ts'
import { databaseErrorOf } from '../../kernel/database/errors.ts'
import { firstIdAt } from '../../kernel/ids.ts'
import type { Kernel } from '../../kernel/kernel.ts'

/** How long events are kept, at least: they go by the month. */
export const retentionDays = 90
/** How many months beside the present one are prepared, so that a job that fails for weeks is not felt. */
const monthsAhead = 2

/** Any number: what matters is that no other program takes this advisory lock. */
const partitionsLock = 7_246_005_003
/** Everything that records or reads events queues up behind a lock that is waited for. */
const lockTimeout = '300ms'
const lockNotAvailable = '55P03'
/** Rows that are moved under the lock. Of a month that has more, the rest of the month goes where they are. */
const maxMoved = 20_000
const deleteBatch = 5_000

/** A month in UTC. */
export type Month = { year: number; month: number }

/**
 * Prepares the months to come and drops those that are past retention. What cannot have its lock is left to the next
 * time; running twice, also at once, does no harm.
 */
export async function maintainPartitions({ database, clock, log }: Kernel): Promise<void> {
  const now = clock.now()
  const present = monthOf(now)
  for (let ahead = 0; ahead <= monthsAhead; ahead++) {
    await unlessLocked(log, () => createMonth(database, monthsAfter(present, ahead)))
  }
  const oldest = new Date(now.getTime() - retentionDays * 86_400_000)
  for (const month of await listMonths(database.sql)) {
    if (startOf(monthsAfter(month, 1)) <= oldest) await unlessLocked(log, () => dropMonth(database, month))
  }
  await deleteUnsorted(database, oldest)
}

async function unlessLocked(log: Kernel['log'], work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (databaseErrorOf(error)?.code !== lockNotAvailable) throw error
    log.info('the events were in use; their months are seen to next time')
  }
}

/** Splits a month off the default partition, with what it holds of that month. */
async function createMonth(database: Database, month: Month): Promise<void> {
  const table = tableOf(month)
  const [first, end] = [firstIdOf(month), firstIdOf(monthsAfter(month, 1))]
  if (await hasMonth(database.sql, month)) return
  await inTurn(database, async (tx) => {
    if (await hasMonth(tx, month)) return
    // All of it, though a weaker lock would do for PostgreSQL: a query that was being planned meanwhile would not know
    // the month and miss what has moved there, and an insertion on its way to the default partition would fail.
    await tx`lock table events in access exclusive mode`
    const [held] = await tx`
      select count(*)::int as rows from (
        select from events_default where id >= ${first} and id < ${end} limit ${maxMoved + 1}) as found`
    if (held?.rows > maxMoved) return
    await tx`create table ${tx(table)} (like events including all)`
    await tx`
      with moved as (delete from events_default where id >= ${first} and id < ${end} returning *)
      insert into ${tx(table)} select * from moved`
    await tx.unsafe(`alter table events attach partition ${table} for values from ('${first}') to ('${end}')`)
  })
}

async function dropMonth(database: Database, month: Month): Promise<void> {
  await inTurn(database, async (tx) => {
    await tx`drop table if exists ${tx(tableOf(month))}`
  })
}

/** Deletes what is past retention and belongs to no month, as after the clock was moved. */
async function deleteUnsorted({ sql }: Database, oldest: Date): Promise<void> {
  for (;;) {
    const { count } = await sql`
      delete from events_default
      where ctid = any(array(
        select ctid from events_default where id < ${firstIdAt('event', oldest)} limit ${deleteBatch}))`
    if (count < deleteBatch) return
  }
}

/** Runs in a transaction that no other node runs its own beside, and that does not wait long for readers and writers. */
async function inTurn(database: Database, work: (tx: Tx) => Promise<void>): Promise<void> {
  await database.transaction(async (tx) => {
    await tx`select pg_advisory_xact_lock(${partitionsLock})`
    await tx`select set_config('lock_timeout', ${lockTimeout}, true)`
    await work(tx)
  })
}

/** The months that have a partition. */
export async function listMonths(sql: Queryable): Promise<Month[]> {
  const rows = await sql<{ name: string }[]>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'events'::regclass order by c.relname`
  return rows.flatMap(({ name }) => {
    const match = /^events_(\d{4,5})_(\d{2})$/.exec(name)
    return match ? [{ year: Number(match[1]), month: Number(match[2]) }] : []
  })
}

async function hasMonth(sql: Queryable, month: Month): Promise<boolean> {
  return (await listMonths(sql)).some((known) => tableOf(known) === tableOf(month))
}

const tableOf = ({ year, month }: Month) => `events_${year}_${String(month).padStart(2, '0')}`
const startOf = ({ year, month }: Month) => new Date(Date.UTC(year, month - 1, 1))
const firstIdOf = (month: Month) => firstIdAt('event', startOf(month))
const monthOf = (at: Date): Month => ({ year: at.getUTCFullYear(), month: at.getUTCMonth() + 1 })

function monthsAfter({ year, month }: Month, count: number): Month {
  return monthOf(new Date(Date.UTC(year, month - 1 + count, 1)))
}
