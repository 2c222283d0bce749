import { accessSync, constants, existsSync, lchownSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import postgres from 'postgres'
import { ownerBesidesRoot } from './embedded-account.ts'
import { EmbeddedPostgresError, errorMessage } from './embedded-error.ts'

/** Whoever holds this lock, in the database `postgres`, is the Portico that the server belongs to. */
const advisoryLock = 0x706f727469636fn // 'portico'

/** Open files, which must not be collected as garbage: their locks would go with them. */
const held = new Set<DatabaseSync>()

export type Connection = { host: string; port: number; username: string; password: string; database: string }

/**
 * Locks the data directory for as long as this process lives. The lock is SQLite's on an empty file: the one way to
 * a lock of the operating system that Node.js has on every platform. It goes with its process, however that ends, so
 * it is never stale and no process id can be mistaken; and it holds between containers that share a volume, which
 * PostgreSQL's own process id file does not.
 */
export function lockDataDirectory(dataDir: string): { release(): void } {
  const owner = ownerBesidesRoot(dataDir)
  const path = join(dataDir, 'portico.lock')
  const holder = join(dataDir, 'portico.pid')
  let file: DatabaseSync | undefined
  try {
    // A fraction of a second, since `isLocked` may be looking at this very moment.
    file = new DatabaseSync(path, { timeout: 100 })
    // Where SQLite may only read, its `begin exclusive` succeeds, and shares.
    accessSync(path, constants.W_OK)
    file.exec('pragma journal_mode = memory') // no second file, which would be left when we are killed
    file.exec('begin exclusive')
  } catch (error) {
    file?.close()
    if (isBusy(error)) throw dataDirectoryInUse(dataDir, lockHolder(dataDir))
    throw new EmbeddedPostgresError(
      'data_directory_unusable',
      `The data directory ${dataDir} cannot be locked: ${errorMessage(error)}.`,
      'Make it writable for this user, or name a directory on a local disk with --data-dir.',
      { cause: error },
    )
  }
  if (owner) lchownSync(path, owner.uid, owner.gid)
  rmSync(holder, { force: true })
  writeFileSync(holder, `${process.pid}\n`, { flag: 'wx' })
  held.add(file)
  return {
    release() {
      if (!held.delete(file)) return
      rmSync(holder, { force: true })
      file.close()
    },
  }
}

/** Whether a live Portico has locked the data directory. */
export function isLocked(dataDir: string): boolean {
  const path = join(dataDir, 'portico.lock')
  if (!existsSync(path)) return false
  const file = new DatabaseSync(path, { timeout: 0, readOnly: true })
  try {
    file.exec('select 1 from sqlite_schema')
    return false
  } catch (error) {
    if (isBusy(error)) return true
    throw error
  } finally {
    file.close()
  }
}

/** The process that locked the data directory last. */
export function lockHolder(dataDir: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(join(dataDir, 'portico.pid'), 'utf8'), 10) || undefined
  } catch {
    return undefined
  }
}

function isBusy(error: unknown): boolean {
  const SQLITE_BUSY = 5
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}

export function dataDirectoryInUse(dataDir: string, pid: number | undefined): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'data_directory_in_use',
    `The data directory ${dataDir} is in use by another Portico${pid ? ` (process ${pid})` : ''}.`,
    'Stop that one, or give this one a directory of its own with --data-dir.',
  )
}

/** Our connection that holds the advisory lock. */
export type Session = {
  sql: postgres.Sql
  /** Settles when the session has ended by anyone's doing but ours. */
  ended: Promise<void>
  /** Lets the process end while the session lasts. */
  unref(): void
  close(): Promise<void>
}

/** Opens a session for the lock. */
export async function openSession(connection: Connection): Promise<Session> {
  const { host, port } = connection
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()
  let socket: Socket | undefined
  let closing = false
  const sql = postgres({
    ...connection,
    database: 'postgres',
    ssl: false,
    max: 1,
    max_lifetime: null,
    fetch_types: false,
    onnotice: () => {},
    connection: { application_name: `portico ${process.pid}` },
    onclose: () => {
      if (!closing) end()
    },
    // Of our own making, since it must not keep the process alive. Only ever one: a lock does not survive a reconnect.
    ...{
      socket: async () => {
        if (socket) throw new Error('The session with the lock has ended.')
        socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host)
        await once(socket)
        return socket
      },
    },
  })
  const close = async () => {
    closing = true
    socket?.ref()
    await sql.end({ timeout: 0 })
  }
  try {
    await sql`select 1`
  } catch (error) {
    closing = true
    await sql.end({ timeout: 0 })
    throw error
  }
  return { sql, ended, unref: () => socket?.unref(), close }
}

function once(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
}

/** Takes the lock in the session, or answers which Portico has it. */
export async function takeAdvisoryLock({ sql }: Session): Promise<{ taken: boolean; pid?: number }> {
  const key = String(advisoryLock)
  const [row] = await sql<{ taken: boolean }[]>`select pg_try_advisory_lock(${key}::bigint) as taken`
  if (row?.taken) return { taken: true }
  const [holder] = await sql<{ name: string }[]>`
    select application_name as name from pg_locks join pg_stat_activity using (pid)
    where locktype = 'advisory' and granted and (classid::bigint << 32 | objid::bigint) = ${key}::bigint`
  const pid = Number(holder?.name.match(/^portico (\d+)$/)?.[1])
  return pid ? { taken: false, pid } : { taken: false }
}
