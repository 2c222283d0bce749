/**
 * A real PostgreSQL 18 in the data directory, for whoever has none: its programs come with npm.
 *
 *   <dataDir>/postgres            the cluster
 *   <dataDir>/postgres.password   its superuser's password, made with it
 *   <dataDir>/postgres.log        what the server says, one old file kept beside it
 *   <dataDir>/portico.lock, .pid  which Portico the directory belongs to
 *
 * Two locks say who that is. The one on `portico.lock` is this process's; the advisory lock in the database is our
 * session's, and tells an orphan (a server whose Portico was killed), which is taken over, from one in use.
 */
import type { ChildProcess } from 'node:child_process'
import { accountFor } from './embedded-account.ts'
import { type Binaries, findPackage, prepareBinaries } from './embedded-binaries.ts'
import {
  cannotChangeUser,
  clusterVersion,
  makeDataDirectory,
  type Paths,
  pathsIn,
  prepareCluster,
  readPassword,
  requireOwner,
  requireReach,
  requireVersion,
  superuser,
  syncCluster,
  unusable,
} from './embedded-cluster.ts'
import { EmbeddedPostgresError, errorCode, errorMessage } from './embedded-error.ts'
import {
  type Connection,
  dataDirectoryInUse,
  isLocked,
  lockDataDirectory,
  lockHolder,
  openSession,
  type Session,
  takeAdvisoryLock,
} from './embedded-lock.ts'
import {
  clusterName,
  endWhenWeAreKilled,
  endWithUs,
  findPostmaster,
  isRunning,
  type Postmaster,
  stopPostmaster,
  waitUntil,
} from './embedded-process.ts'
import {
  fingerprint,
  type Launched,
  launch,
  removeSocketDirectory,
  requireNobodyListens,
  type Settings,
  settingsFor,
  settled,
} from './embedded-server.ts'

export { EmbeddedPostgresError, type EmbeddedPostgresErrorCode } from './embedded-error.ts'

export type EmbeddedPostgresOptions = {
  /** Where the data is kept. Made when it is not there. */
  dataDir: string
  /** Told, in a line each, what a user may wonder about: that an orphan was adopted, that files were copied. */
  log?: (line: string) => void
  /** Settings of PostgreSQL's, over ours. */
  settings?: Settings
  /**
   * Whether what is committed survives a power failure. Default true. False is for tests and throwaway directories: it is
   * faster, and the server ends with this process even when that is killed.
   */
  durable?: boolean
  /** Where the npm package with PostgreSQL is. Default: the installed one for this platform. */
  packageDir?: string
}

export type EmbeddedPostgres = {
  /** What postgres.js or pg needs. `host` is the directory of a Unix socket, or 127.0.0.1 on Windows. */
  connection: Connection
  /** `18.4`, for example. */
  version: string
  pid: number
  /** Whether the server was already running, left by a Portico that was killed. */
  adopted: boolean
  /** Settles when the server has ended, by `stop` or otherwise. The code is known where the server is our child. */
  exited: Promise<{ code: number | null }>
  /** Ends every session, waits until the server is gone, and frees the data directory. Again: the same promise. */
  stop(): Promise<void>
}

/**
 * Starts PostgreSQL on the data directory, or takes over the one that a killed Portico left there.
 *
 * The server ends with `stop`, or when this process exits without having been killed, by a signal it does not handle
 * for one. It does not keep the process alive.
 *
 * @throws {EmbeddedPostgresError}
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { durable = true, log = () => {} } = options
  const paths = openDataDirectory(options.dataDir)
  const lock = lockDataDirectory(paths.dataDir)
  try {
    const account = accountFor(paths.cluster, paths.dataDir)
    requireReach(paths, account)
    const binaries = await prepareBinaries(options.packageDir ?? findPackage(), account, log)
    const made = await prepareCluster(paths, binaries, account)
    const settings = settingsFor(durable, options.settings ?? {})
    const orphan = await adopt(paths, binaries, fingerprint(settings, binaries), log)
    const launched = orphan ?? (await launch(paths, binaries, account, settings))
    const synced = made && durable ? syncCluster(paths.cluster, binaries, account) : undefined
    return await supervise(paths, binaries, launched, orphan?.session, durable, async () => {
      await synced
      lock.release()
    })
  } catch (error) {
    lock.release()
    throw ofFileSystem(error, paths.dataDir)
  }
}

/** Makes the data directory, or refuses what is there, which is left as it is. */
function openDataDirectory(dataDir: string): Paths {
  try {
    const paths = makeDataDirectory(dataDir)
    requireOwner(paths)
    requireVersion(paths)
    return paths
  } catch (error) {
    throw ofFileSystem(error, dataDir)
  }
}

/** An error that the file system gave, in the user's words. */
function ofFileSystem(error: unknown, dataDir: string): unknown {
  const code = errorCode(error) ?? ''
  if (error instanceof EmbeddedPostgresError || !/^E[A-Z]+$/.test(code)) return error
  if (/ l?chown /.test(errorMessage(error))) return cannotChangeUser(error)
  return unusable(
    `The data directory ${dataDir} cannot be used: ${errorMessage(error)}.`,
    'Make it writable for the user that runs Portico, or name another with --data-dir.',
    error,
  )
}

/**
 * Takes over the server that runs on the cluster, if one does and no Portico has it. One that was started with other
 * settings, or that we cannot connect to, is stopped instead.
 */
async function adopt(
  paths: Paths,
  { pgCtl }: Binaries,
  wanted: string,
  log: (line: string) => void,
): Promise<(Launched & { session: Session }) | undefined> {
  const postmaster = await settled(paths.cluster, pgCtl)
  if (!postmaster) {
    await requireNobodyListens(paths.cluster)
    return undefined
  }
  const session = await reach(paths, postmaster)
  const name = session && (await ourName(paths, postmaster, session))
  if (session && name === clusterName(paths.cluster, wanted)) {
    log(`adopted the PostgreSQL that was still running (process ${postmaster.pid})`)
    return { postmaster, session }
  }
  await session?.close()
  log(`stopping the PostgreSQL that was still running (process ${postmaster.pid}), to start it anew`)
  await stopPostmaster(postmaster, pgCtl)
  removeSocketDirectory(postmaster.socketDir, paths.cluster)
  return undefined
}

/** Connects to a server, or answers nothing where it is out of reach: its socket was cleared away. */
async function reach(paths: Paths, postmaster: Postmaster): Promise<Session | undefined> {
  try {
    return await openSession(connectionTo(paths, postmaster))
  } catch (error) {
    if (['ENOENT', 'ECONNREFUSED'].includes(errorCode(error) ?? '')) return undefined
    throw new EmbeddedPostgresError(
      'start_failed',
      `A PostgreSQL (process ${postmaster.pid}) runs on ${paths.cluster}, but does not let us in: ${errorMessage(error)}.`,
      `Stop it (kill -INT ${postmaster.pid}), and start again.`,
      { cause: error },
    )
  }
}

/**
 * Takes the lock in a server, and answers its name. Refuses one that another Portico has, or that runs on the directory
 * that this one was copied from.
 */
async function ourName(paths: Paths, postmaster: Postmaster, session: Session): Promise<string> {
  try {
    const [row] = await session.sql<{ name: string }[]>`select current_setting('cluster_name') as name`
    const name = row?.name ?? ''
    if (!name.startsWith(clusterName(paths.cluster, ''))) throw isCopy(paths, postmaster)
    await requireAdvisoryLock(paths, session)
    return name
  } catch (error) {
    await session.close()
    throw error
  }
}

async function requireAdvisoryLock({ dataDir }: Paths, session: Session): Promise<void> {
  const lock = await takeAdvisoryLock(session)
  if (!lock.taken) throw dataDirectoryInUse(dataDir, lock.pid)
}

function isCopy({ dataDir }: Paths, { pid }: Postmaster): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'data_directory_in_use',
    `${dataDir} was copied while a PostgreSQL (process ${pid}) was running on the original.`,
    'Such a copy may be damaged: stop that one and copy again. Or name another directory with --data-dir.',
  )
}

function connectionTo(paths: Paths, { socketDir, port }: Postmaster): Connection {
  const host = process.platform === 'win32' ? '127.0.0.1' : socketDir
  return { host, port, username: superuser, password: readPassword(paths), database: 'portico' }
}

/** Holds the lock in a server that runs, watches it, and knows how to stop it. */
async function supervise(
  paths: Paths,
  { pgCtl }: Binaries,
  { postmaster, child }: Launched,
  adopted: Session | undefined,
  durable: boolean,
  release: () => Promise<void>,
): Promise<EmbeddedPostgres> {
  const connection = connectionTo(paths, postmaster)
  const removeSocket = () => removeSocketDirectory(postmaster.socketDir, paths.cluster)
  const letGo = [endWithUs(postmaster, pgCtl, removeSocket)]
  if (!durable) letGo.push(endWhenWeAreKilled(postmaster))
  const { promise: exited, resolve: settle } = Promise.withResolvers<{ code: number | null }>()
  let session = adopted
  let stopping: Promise<void> | undefined
  child?.once('exit', (code) => settle({ code }))
  // Before its process id can become another's.
  exited.then(() => {
    for (const release of letGo) release()
  })

  /** Keeps the lock: the session also ends when a crash of some other session makes the server begin anew. */
  async function keepLock(held: Session): Promise<void> {
    session = held
    held.unref()
    await held.ended
    while (!stopping && isRunning(postmaster)) {
      const next = await openLocked(paths, connection).catch(() => undefined)
      if (next) return keepLock(next)
      await waitUntil(() => stopping !== undefined, 50)
    }
    if (!child || hasExited(child)) settle({ code: child?.exitCode ?? null })
  }

  function stop(): Promise<void> {
    stopping ??= end()
    return stopping
  }

  async function end(): Promise<void> {
    child?.ref()
    await session?.close()
    await stopPostmaster(postmaster, pgCtl)
    if (!child || hasExited(child)) settle({ code: child?.exitCode ?? null })
    await exited
    removeSocket()
    await release()
  }

  try {
    session ??= await openLocked(paths, connection)
    const version = await prepareDatabase(session)
    keepLock(session)
    return { connection, version, pid: postmaster.pid, adopted: adopted !== undefined, exited, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

const hasExited = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null

async function openLocked(paths: Paths, connection: Connection): Promise<Session> {
  const session = await openSession(connection)
  try {
    await requireAdvisoryLock(paths, session)
    return session
  } catch (error) {
    await session.close()
    throw error
  }
}

/** Sees to it that our database is there. Answers the server's version. */
async function prepareDatabase({ sql }: Session): Promise<string> {
  const [row] = await sql<{ version: string; exists: boolean }[]>`
    select current_setting('server_version') as version,
      exists (select from pg_database where datname = 'portico') as exists`
  if (!row?.exists) await sql`create database portico`
  return row?.version ?? ''
}

export type DataDirReport = {
  /** Whether there is a cluster. */
  exists: boolean
  /** The major version that it was made by. */
  pgVersion?: string
  /** Whether a server runs on it, and as which process. */
  running: boolean
  pid?: number
  /** The Portico that has it. */
  lockedBy?: number
}

/** What `portico doctor` tells about a data directory. Changes nothing. */
export async function inspectDataDir(dataDir: string): Promise<DataDirReport> {
  const { cluster } = pathsIn(dataDir)
  const pgVersion = clusterVersion(cluster)
  const server = findPostmaster(cluster)
  const lockedBy = isLocked(dataDir) ? lockHolder(dataDir) : undefined
  return {
    exists: pgVersion !== undefined,
    running: server !== undefined,
    ...(pgVersion && { pgVersion }),
    ...(server && { pid: server.pid }),
    ...(lockedBy && { lockedBy }),
  }
}
