import type postgres from 'postgres'
import { postgres as openPool } from './driver.ts'
import { databaseErrorOf } from './errors.ts'

/** A pool's query function: each call is a statement of its own. */
export type Sql = postgres.Sql
/** A transaction's query function. */
export type Tx = postgres.TransactionSql
/** Either: what stores take when a single statement suffices. */
export type Queryable = postgres.ISql

/** A part of a statement. */
export type Fragment = postgres.Fragment

/** Where the database is: a URL, or the parts that the embedded one gives. */
export type DatabaseConnection =
  | string
  | { host: string; port: number; username: string; password: string; database: string }

export type DatabaseOptions = {
  connection: DatabaseConnection
  /** For LISTEN, where `connection` leads through a pooler that cannot carry it. */
  directConnection?: DatabaseConnection
  /** Most connections of the pool. Default 20. */
  maxConnections?: number
  /** A statement that runs longer is cancelled, and the request answered 503. Default 15,000. */
  statementTimeoutMs?: number
  /** How long a request waits for a connection to be made. Default 5. */
  connectTimeoutSeconds?: number
}

export type Database = {
  sql: Sql
  /**
   * Runs `work` in one transaction: committed when it returns, rolled back when it throws. Repeated up to three
   * times on a serialization failure or deadlock, so `work` must have no effect outside the transaction.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Calls `onMessage` for every NOTIFY on the channel, and `onReconnect` when messages may have been missed. */
  listen(channel: string, onMessage: (payload: string) => void, onReconnect?: () => void): Promise<void>
  /** Throws when the database cannot be reached. */
  ping(): Promise<void>
  close(): Promise<void>
}

/**
 * A part of statements that never varies, made once for each pool and transaction: each nested fragment is a query
 * object of its own, which on the busiest path is a tenth of the work.
 */
export function constantFragment(make: (sql: Queryable) => Fragment): (sql: Queryable) => Fragment {
  const made = new WeakMap<Queryable, Fragment>()
  return (sql) => {
    const known = made.get(sql)
    if (known) return known
    const fragment = make(sql)
    made.set(sql, fragment)
    return fragment
  }
}

const retryable = new Set(['40001', '40P01'])
const maxAttempts = 3

/** Opens a pool. Connections are made when first needed, so this does not fail when the database is down. */
export function openDatabase(options: DatabaseOptions): Database {
  const sql = connect(options.connection, options, options.maxConnections ?? 20)
  let listener: Sql | undefined

  async function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return (await sql.begin((tx) => work(tx as Tx))) as T
      } catch (error) {
        if (attempt >= maxAttempts || !retryable.has(databaseErrorOf(error)?.code ?? '')) throw error
      }
    }
  }

  return {
    sql,
    transaction,
    async listen(channel, onMessage, onReconnect) {
      listener ??= connect(options.directConnection ?? options.connection, options, 1)
      await listener.listen(channel, onMessage, onReconnect)
    },
    async ping() {
      await sql`select 1`
    },
    async close() {
      await Promise.all([sql.end({ timeout: 5 }), listener?.end({ timeout: 1 })])
    },
  }
}

function connect(connection: DatabaseConnection, options: DatabaseOptions, max: number): Sql {
  const settings = {
    max,
    // Whoever comes behind a slow statement on its connection waits for it, though another connection may be free sooner.
    max_pipeline: 10,
    connect_timeout: options.connectTimeoutSeconds ?? 5,
    // A lost database is tried again soon: requests meanwhile answer 503 instead of waiting.
    backoff: (retries: number) => Math.min(0.05 * 2 ** retries, 1),
    max_lifetime: 60 * 30,
    idle_timeout: 60 * 5,
    onnotice: () => {},
    types: { instant },
    connection: {
      application_name: 'portico',
      TimeZone: 'UTC',
      statement_timeout: options.statementTimeoutMs ?? 15_000,
      idle_in_transaction_session_timeout: 60_000,
    },
  }
  return openPoolOf(connection, settings) as unknown as Sql
}

/** @throws {TypeError} for a URL that is none; the error of the URL parser would quote it, with its password */
function openPoolOf(connection: DatabaseConnection, settings: object) {
  if (typeof connection !== 'string') return openPool({ ...connection, ...settings })
  try {
    return openPool(connection, settings)
  } catch {
    throw new TypeError(
      'The URL of the database cannot be read. Write special characters in it, as of a password, as %XX.',
    )
  }
}

/** `timestamptz` as the wire shows it. Sessions run in UTC, so the text always ends in `+00`. */
const instant = {
  to: 1184,
  from: [1184],
  serialize: (value: Date | string) => (typeof value === 'string' ? value : value.toISOString()),
  parse: (text: string) => {
    // '2026-01-15 12:00:00.12+00' has up to six decimals; the wire has three.
    const decimals = text.slice(19, -3)
    return `${text.slice(0, 10)}T${text.slice(11, 19)}.${decimals.slice(1, 4).padEnd(3, '0')}Z`
  },
}
