import type { ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, closeSync, lstatSync, mkdtempSync, openSync, readSync, rmSync, statSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { basename, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Account, temporaryDirectory } from './embedded-account.ts'
import type { Binaries } from './embedded-binaries.ts'
import {
  cannotRun,
  exitCode,
  lastLines,
  openLog,
  type Paths,
  remedyFor,
  spawnIn,
} from './embedded-cluster.ts'
import { EmbeddedPostgresError } from './embedded-error.ts'
import {
  clusterName,
  findPostmaster,
  isForeignServer,
  type Postmaster,
  readPostmaster,
  stopPostmaster,
  waitUntil,
} from './embedded-process.ts'

/** For one person's laptop: little memory, few processes, nothing that replicas would need. */
const defaults = {
  max_connections: '60',
  shared_buffers: '64MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  min_wal_size: '64MB',
  max_wal_size: '256MB',
  // No processes of their own for reading ahead and for parts of a query: the latter's memory is in /dev/shm, of which a
  // container has little.
  io_method: 'sync',
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  jit: 'off',
  synchronous_commit: 'on',
  idle_in_transaction_session_timeout: '60s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  // What a statement did wrong its sender is told. In the log it would be customers' data, without bounds.
  log_min_messages: 'log',
  log_checkpoints: 'off',
}

/** Two to five times faster, and gone after a power failure. */
const notDurable = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

export type Settings = Record<string, string>

export function settingsFor(durable: boolean, settings: Settings): Settings {
  return { ...defaults, ...(durable ? {} : notDurable), ...settings }
}

/** Tells apart servers that were started with other settings or by other binaries. */
export function fingerprint(settings: Settings, { version }: Binaries): string {
  const sorted = Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([version, sorted]))
    .digest('hex')
    .slice(0, 12)
}

/** A server that we started, and the child process that it is (on Windows it is nobody's child). */
export type Launched = { postmaster: Postmaster; child?: ChildProcess }

/** Starts a server on a cluster on which none runs, and waits until it takes connections. */
export async function launch(
  paths: Paths,
  binaries: Binaries,
  account: Account | undefined,
  settings: Settings,
): Promise<Launched> {
  clearUp(paths.cluster)
  const address = process.platform === 'win32' ? await tcpAddress() : socketAddress(account)
  const args = Object.entries({
    ...settings,
    ...address,
    cluster_name: clusterName(paths.cluster, fingerprint(settings, binaries)),
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`])

  try {
    return await launchWith(paths, binaries, account, args)
  } catch (error) {
    removeSocketDirectory(address.unix_socket_directories?.split(',')[0] ?? '', paths.cluster)
    throw error
  }
}

async function launchWith(
  paths: Paths,
  binaries: Binaries,
  account: Account | undefined,
  args: string[],
): Promise<Launched> {
  const start = process.platform === 'win32' ? launchOnWindows : launchHere
  for (let attempt = 0; ; attempt++) {
    const log = openLog(paths)
    const launched = await start(paths, binaries, account, args, log.fd).finally(() => log.close())
    if (launched) return launched
    const output = readFrom(paths.log, log.offset)
    // The processes of a server that was killed see within moments that it is gone, and end.
    if (!/pre-existing shared memory block/.test(output) || attempt === 100) {
      throw new EmbeddedPostgresError(
        'start_failed',
        `PostgreSQL did not start: ${lastLines(output)}`,
        remedyFor(output),
      )
    }
    await delay(50)
  }
}

/** In a process group of its own, so that Ctrl-C reaches us and not PostgreSQL: what is under way finishes first. */
async function launchHere(
  { cluster }: Paths,
  { postgres }: Binaries,
  account: Account | undefined,
  args: string[],
  log: number,
): Promise<Launched | undefined> {
  const child = spawnIn(cluster, postgres, account, args, { detached: true, stdio: ['ignore', log, log] })
  let failure: Error | undefined
  child.once('error', (error) => {
    failure = error
  })
  const ready = () => {
    const written = readPostmaster(cluster)
    return written?.pid === child.pid && written?.status === 'ready' ? written : undefined
  }
  const ended = () => failure !== undefined || child.exitCode !== null || child.signalCode !== null
  // Recovery after a crash can take a while; how much there is to recover is bounded by max_wal_size.
  const inTime = await waitUntil(() => ended() || ready() !== undefined, 120_000)
  if (failure) throw cannotRun(postgres, failure)
  if (!inTime) {
    child.kill('SIGQUIT')
    await waitUntil(ended, 10_000)
  }
  const postmaster = ended() ? undefined : ready()
  child.unref()
  return postmaster && { postmaster, child }
}

/** By pg_ctl, which drops an administrator's rights. */
async function launchOnWindows(
  { cluster, log }: Paths,
  { pgCtl }: Binaries,
  account: Account | undefined,
  args: string[],
): Promise<Launched | undefined> {
  const quoted = args.map((arg) => `"${arg.replaceAll('"', '\\"')}"`).join(' ')
  const child = spawnIn(cluster, pgCtl, account, ['start', '--wait', '--log', log, '--options', quoted], {
    stdio: 'ignore',
  })
  const code = await exitCode(child, pgCtl)
  const postmaster = readPostmaster(cluster)
  return code === 0 && postmaster ? { postmaster } : undefined
}

async function tcpAddress(): Promise<Settings> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return { listen_addresses: '127.0.0.1', port: String(typeof address === 'object' ? address?.port : 0) }
}

const socketName = 'portico-XXXXXX/.s.PGSQL.5432'
const prefix = 'portico-'

/**
 * A socket's path is at most 103 (macOS) or 107 bytes long, so it cannot be in the data directory. Its directory has a
 * random name, which nobody can have put there before.
 */
function socketAddress(account: Account | undefined): Settings {
  const parent = temporaryDirectory(account, 103 - socketName.length - 1)
  if (!parent) {
    throw new EmbeddedPostgresError(
      'start_failed',
      'There is no directory for a socket: neither TMPDIR nor /tmp nor /var/tmp can be searched by the user that runs PostgreSQL.',
      'Set TMPDIR to a directory with a short name that every user can search.',
    )
  }
  const directory = mkdtempSync(join(parent, prefix))
  if (account) chownSync(directory, account.uid, account.gid)
  // And one in the cluster, which is PostgreSQL's working directory: see `requireNobodyListens`.
  return { listen_addresses: '', unix_socket_directories: `${directory},.`, port: '5432' }
}

/** Removes a server's socket directory, when it is one that `socketAddress` made. */
export function removeSocketDirectory(directory: string, cluster: string): void {
  const stats = lstatSync(directory, { throwIfNoEntry: false })
  if (!stats?.isDirectory() || !basename(directory).startsWith(prefix)) return
  if (stats.uid === statSync(cluster).uid) rmSync(directory, { recursive: true, force: true })
}

/** Removes what a server that was killed has left. None of Portico's runs. */
function clearUp(cluster: string): void {
  const left = readPostmaster(cluster)
  if (!left) return
  if (isForeignServer(left.pid, cluster)) {
    throw new EmbeddedPostgresError(
      'data_directory_in_use',
      `A PostgreSQL that Portico did not start (process ${left.pid}) runs on ${cluster}.`,
      'Stop it, or use another directory with --data-dir.',
    )
  }
  removeSocketDirectory(left.socketDir, cluster)
  // PostgreSQL does so itself, but not where the process id is another process's by now.
  for (const name of ['postmaster.pid', '.s.PGSQL.5432', '.s.PGSQL.5432.lock'])
    rmSync(join(cluster, name), { force: true })
}

/**
 * Refuses a cluster on which a server runs that we cannot see. In a container that shares the directory it has a
 * process id that means nothing here, and PostgreSQL's own precautions do not see it either; but its socket answers.
 */
export async function requireNobodyListens(cluster: string): Promise<void> {
  if (process.platform !== 'linux') return
  // The sessions of a server that was killed hold its socket until they notice that it is gone.
  const deadline = performance.now() + lastBreathMs
  while (await somebodyListens(cluster)) {
    if (performance.now() > deadline) {
      throw new EmbeddedPostgresError(
        'data_directory_in_use',
        `A PostgreSQL runs on ${cluster} that cannot be seen from here, perhaps in another container.`,
        'Stop it, or use another directory with --data-dir.',
      )
    }
    await delay(20)
  }
}

const lastBreathMs = 3_000

async function somebodyListens(cluster: string): Promise<boolean> {
  const directory = openSync(cluster, 'r')
  // By this name the path is short enough for a socket.
  const socket = connect(`/proc/self/fd/${directory}/.s.PGSQL.5432`)
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
    closeSync(directory)
  }
}

/** Waits until a server that is starting or stopping has done so. Answers it if it takes connections then. */
export async function settled(cluster: string, pgCtl: string): Promise<Postmaster | undefined> {
  let found = findPostmaster(cluster)
  const done = () => {
    found = findPostmaster(cluster)
    return !found || found.status === 'ready'
  }
  if (!(await waitUntil(done, 60_000)) && found) {
    await stopPostmaster(found, pgCtl)
    return undefined
  }
  return found
}

function readFrom(path: string, offset: number): string {
  const fd = openSync(path, 'r')
  try {
    const buffer = Buffer.alloc(64 * 1024)
    return buffer.toString('utf8', 0, readSync(fd, buffer, 0, buffer.length, offset))
  } finally {
    closeSync(fd)
  }
}
