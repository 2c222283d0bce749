import type { Database } from './database/database.ts'

/** Where all domain time comes from. */
export type Clock = {
  now(): Date
  /** How far the clock runs ahead of the machine's, in milliseconds. 0 in production. */
  offsetMs(): number
}

/** A clock that users can move, so that they can try what happens on expiry. */
export type MovableClock = Clock & {
  /** Sets the distance to the machine's clock, for every node on this database. */
  setOffset(offsetMs: number): Promise<void>
  /** Calls back after every move, wherever it was made. */
  onMoved(listener: () => void): void
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date(), offsetMs: () => 0 }

const channel = 'portico_clock'

/** A clock whose offset is kept in the database. For development: production uses `systemClock`. */
export async function movableClock(database: Database): Promise<MovableClock> {
  const listeners = new Set<() => void>()
  let offset = 0

  async function read() {
    const [row] = await database.sql<{ offset_ms: string }[]>`select offset_ms::text from clock`
    const next = Number(row?.offset_ms ?? 0)
    if (next === offset) return
    offset = next
    for (const listener of listeners) listener()
  }

  const reread = () => void read().catch(() => {})
  await database.listen(channel, reread, reread)
  await read()
  return {
    now: () => new Date(Date.now() + offset),
    offsetMs: () => offset,
    onMoved: (listener) => void listeners.add(listener),
    async setOffset(offsetMs) {
      await database.sql`
        insert into clock (only_row, offset_ms) values (true, ${offsetMs})
        on conflict (only_row) do update set offset_ms = excluded.offset_ms`
      await database.sql`select pg_notify(${channel}, '')`
      await read()
    },
  }
}
