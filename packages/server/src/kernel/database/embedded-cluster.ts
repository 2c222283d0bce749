import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  fchownSync,
  fstatSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type Account, canReach, nobody, ownerBesidesRoot, runAs } from './embedded-account.ts'
import type { Binaries } from './embedded-binaries.ts'
import { EmbeddedPostgresError, errorCode, errorMessage } from './embedded-error.ts'

/** The only major version that the binaries open. */
const majorVersion = '18'
export const superuser = 'portico'

/** The data directory and what is in it. */
export type Paths = { dataDir: string; cluster: string; passwordFile: string; log: string }

export function pathsIn(dataDir: string): Paths {
  return {
    dataDir,
    cluster: join(dataDir, 'postgres'),
    passwordFile: join(dataDir, 'postgres.password'),
    log: join(dataDir, 'postgres.log'),
  }
}

/** Makes the data directory, when it is not there, for us alone. */
export function makeDataDirectory(dataDir: string): Paths {
  const path = resolve(dataDir)
  mkdirSync(path, { recursive: true, mode: 0o700 })
  return pathsIn(realpathSync(path))
}

/** The cluster's major version, or nothing where there is no cluster. */
export function clusterVersion(cluster: string): string | undefined {
  try {
    return readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Refuses a cluster that these binaries cannot open. Changes nothing. */
export function requireVersion({ cluster, dataDir, passwordFile }: Paths): void {
  const found = clusterVersion(cluster)
  if (found === majorVersion) return
  if (found !== undefined) {
    throw new EmbeddedPostgresError(
      'incompatible_version',
      `The data in ${cluster} was made by PostgreSQL ${found}; this Portico comes with PostgreSQL ${majorVersion}.`,
      `Nothing was changed. To move the data, start a server of PostgreSQL ${found} on ${cluster} with that version's own ` +
        'programs and save it with pg_dump --format=custom --file=portico.dump portico (user portico, password in ' +
        `${passwordFile}). Move ${cluster} away, start Portico, which makes a new one, and run pg_restore --clean ` +
        '--if-exists --dbname=portico portico.dump. Or use another directory with --data-dir.',
    )
  }
  if (exists(cluster) && readdirSync(cluster).length > 0) {
    throw unusable(
      `${cluster} holds something that is not a PostgreSQL cluster.`,
      `Move it away, or use another directory than ${dataDir} with --data-dir.`,
    )
  }
}

/** Refuses a data directory that the account cannot get to, on systems other than Linux: see `spawnIn`. */
export function requireReach({ dataDir }: Paths, account: Account | undefined): void {
  if (!account || process.platform === 'linux' || canReach(dataDir, account, constants.X_OK)) return
  throw unusable(
    `PostgreSQL does not run as root, and user id ${account.uid} cannot get to ${dataDir}.`,
    'Start Portico as a user other than root, or name a directory that every user can search with --data-dir.',
  )
}

/** Makes the cluster if there is none, and sees to it that the account may use it. Answers whether it was made. */
export async function prepareCluster(
  paths: Paths,
  binaries: Binaries,
  account: Account | undefined,
): Promise<boolean> {
  const owner = ownerBesidesRoot(paths.dataDir)
  // What an earlier start left when it was killed in the middle.
  for (const name of readdirSync(paths.dataDir)) {
    if (name.startsWith('postgres.init-'))
      rmSync(join(paths.dataDir, name), { recursive: true, force: true, maxRetries: 3 })
  }
  if (clusterVersion(paths.cluster) === undefined) {
    const password = exists(paths.passwordFile) ? readPassword(paths) : writePassword(paths, owner)
    await makeCluster(paths, password, binaries, account)
    return true
  }
  readPassword(paths)
  // PostgreSQL opens a cluster only for its owner, and only where nobody else can look inside.
  if (account && statSync(paths.cluster).uid !== account.uid) changeOwner(paths.cluster, account)
  chmodSync(paths.cluster, 0o700)
  return false
}

/** The password that was made together with the cluster. */
export function readPassword({ cluster, passwordFile }: Paths): string {
  try {
    return readFileSync(passwordFile, 'utf8').trim()
  } catch (cause) {
    throw unusable(
      `The password of the database in ${cluster} cannot be read from ${passwordFile}: ${errorMessage(cause)}.`,
      'Put the file back, or move the cluster away to begin with an empty one.',
      cause,
    )
  }
}

function writePassword({ passwordFile }: Paths, owner: Account | undefined): string {
  const password = randomBytes(24).toString('base64url')
  rmSync(`${passwordFile}.new`, { force: true })
  writeFileSync(`${passwordFile}.new`, `${password}\n`, { mode: 0o600, flag: 'wx', flush: true })
  if (owner) lchownSync(`${passwordFile}.new`, owner.uid, owner.gid)
  renameSync(`${passwordFile}.new`, passwordFile)
  return password
}

/**
 * Makes the cluster beside its place, and moves it there when it is whole: one that was killed in the middle is never
 * taken for a cluster.
 */
async function makeCluster(
  paths: Paths,
  password: string,
  binaries: Binaries,
  account: Account | undefined,
): Promise<void> {
  const draft = mkdtempSync(join(paths.dataDir, 'postgres.init-'))
  try {
    try {
      await initialize(draft, password, binaries, account)
    } catch (error) {
      // initdb wants an entry in /etc/passwd, which the owner of a mounted volume need not have. PostgreSQL does not.
      if (!account || !/could not look up effective user ID/.test(errorMessage(error))) throw error
      await initialize(draft, password, binaries, nobody())
      changeOwner(join(draft, 'cluster'), account)
    }
    renameSync(join(draft, 'cluster'), paths.cluster)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

async function initialize(
  draft: string,
  password: string,
  binaries: Binaries,
  account: Account | undefined,
): Promise<void> {
  const cluster = join(draft, 'cluster')
  const passwordFile = join(draft, 'password')
  rmSync(cluster, { recursive: true, force: true })
  mkdirSync(cluster, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (account) for (const path of [draft, cluster, passwordFile]) chownSync(path, account.uid, account.gid)

  const child = spawnIn(cluster, binaries.initdb, account, [
    `--username=${superuser}`,
    '--pwfile=../password',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    // Sorts by bytes as C does, and also knows the lower case of Ä.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-sync', // syncCluster does, while the server is starting
    '--no-instructions',
  ])
  let output = ''
  child.stdout?.on('data', (data) => (output += data))
  child.stderr?.on('data', (data) => (output += data))
  const code = await exitCode(child, binaries.initdb)
  if (code !== 0) {
    throw new EmbeddedPostgresError(
      'start_failed',
      `A database cluster could not be made: ${lastLines(output)}`,
      remedyFor(output),
    )
  }
}

/**
 * Writes a new cluster to disk, which takes too long to wait for. Until then a power failure can damage it; what
 * is committed by then is a few seconds old.
 */
export async function syncCluster(
  cluster: string,
  binaries: Binaries,
  account: Account | undefined,
): Promise<void> {
  const child = spawnIn(cluster, binaries.initdb, account, ['--sync-only'], {
    detached: true,
    stdio: 'ignore',
  })
  await exitCode(child, binaries.initdb).catch(() => null)
  // That the cluster is where it is, too.
  await open(dirname(cluster)).then(
    (directory) => directory.sync().finally(() => directory.close()),
    () => {},
  )
}

/**
 * Runs one of PostgreSQL's programs on a cluster. Where it runs as another user than we, it finds the cluster as its
 * working directory, which we enter before we become that user: the directories above (a root's home, of mode 0700) need
 * not let that user through. Linux has a name for it that does not lead through them.
 */
export function spawnIn(
  cluster: string,
  program: string,
  account: Account | undefined,
  args: string[],
  options: { detached?: boolean; stdio?: 'ignore' | ['ignore', number, number] } = {},
): ChildProcess {
  const byWorkingDirectory = account !== undefined && process.platform === 'linux'
  return spawn(program, ['-D', byWorkingDirectory ? '/proc/self/cwd' : cluster, ...args], {
    cwd: cluster,
    ...runAs(account),
    // Not ours: a PGOPTIONS, PGPORT or LD_LIBRARY_PATH meant for another PostgreSQL must not reach this one.
    env: {
      PATH: process.env.PATH,
      SystemRoot: process.env.SystemRoot,
      TEMP: process.env.TEMP,
      TZ: 'UTC',
      LC_ALL: 'C',
    },
    windowsHide: true,
    ...options,
  })
}

/** Waits for a program to end. @throws {EmbeddedPostgresError} where it cannot be started at all */
export async function exitCode(child: ChildProcess, program: string): Promise<number | null> {
  try {
    const [code] = await once(child, 'close')
    return code
  } catch (error) {
    throw cannotRun(program, error)
  }
}

export function cannotRun(program: string, error: unknown): EmbeddedPostgresError {
  const code = errorCode(error)
  if (code === 'ENOENT' && exists(program)) {
    return new EmbeddedPostgresError(
      'binaries_missing',
      `${program} is built for another C library than this system has.`,
      'It needs glibc, which Alpine Linux does not have: use another image, or set DATABASE_URL to a PostgreSQL of yours.',
      { cause: error },
    )
  }
  if (code === 'EACCES') {
    return new EmbeddedPostgresError(
      'binaries_missing',
      `${program} cannot be run: ${errorMessage(error)}.`,
      'Set TMPDIR to a directory from which programs may be run, or set DATABASE_URL to a PostgreSQL of yours.',
      { cause: error },
    )
  }
  return cannotChangeUser(error)
}

/** As root in a container without the right to, or without any other user. */
export function cannotChangeUser(error: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'start_failed',
    `PostgreSQL does not run as root, and cannot be run as another user here: ${errorMessage(error)}.`,
    'Start Portico as a user other than root, or set DATABASE_URL to a PostgreSQL of yours.',
    { cause: error },
  )
}

export function lastLines(output: string): string {
  return output.trim().split('\n').slice(-6).join('\n') || 'it said nothing.'
}

export function remedyFor(output: string): string {
  if (/No space left/i.test(output)) return 'Make room on the disk, or use another directory with --data-dir.'
  if (/could not look up effective user ID/.test(output)) {
    return `Add a line for user id ${process.getuid?.()} to /etc/passwd, run as a user who has one, or set DATABASE_URL to a PostgreSQL of yours.`
  }
  if (/wrong ownership|invalid permissions|could not change permissions/.test(output)) {
    return 'The file system does not keep owners and permissions. Use a directory on another with --data-dir.'
  }
  return 'The log in the data directory may say more. Or set DATABASE_URL to a PostgreSQL of yours.'
}

/** Refuses a cluster that is somebody else's, unless we are root and can become that user. */
export function requireOwner({ cluster }: Paths): void {
  const owner = statSync(cluster, { throwIfNoEntry: false })?.uid
  const us = process.getuid?.()
  if (!us || owner === undefined || owner === us) return
  throw unusable(
    `${cluster} belongs to user id ${owner}, and Portico runs as user id ${us}.`,
    'Start Portico as that user (or as root), or use another directory with --data-dir.',
  )
}

function changeOwner(path: string, { uid, gid }: Account): void {
  for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' }))
    lchownSync(join(path, name), uid, gid)
  lchownSync(path, uid, gid)
}

const maxLogBytes = 10 * 1024 * 1024

/** Opens the server's log, beginning a new one (and keeping one old) when it has grown. Answers where it will go on. */
export function openLog({ dataDir, log }: Paths): { fd: number; offset: number; close(): void } {
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > maxLogBytes) renameSync(log, `${log}.1`)
  // Being root in somebody's directory, we follow no link that may be in the file's place.
  const { O_WRONLY, O_CREAT, O_APPEND, O_NOFOLLOW = 0 } = constants
  const fd = openSync(log, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, 0o600)
  const owner = ownerBesidesRoot(dataDir)
  if (owner) fchownSync(fd, owner.uid, owner.gid)
  return { fd, offset: fstatSync(fd).size, close: () => closeSync(fd) }
}

export function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined
}

export function unusable(message: string, remedy: string, cause?: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError('data_directory_unusable', message, remedy, { cause })
}
