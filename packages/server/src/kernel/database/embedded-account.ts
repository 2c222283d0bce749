import { accessSync, constants, readFileSync, realpathSync, type Stats, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'

/** The user that PostgreSQL runs as, where that is not ours: PostgreSQL refuses to run as root. */
export type Account = { uid: number; gid: number }

/** What `spawn` and its kin take, so that a child runs as the account. They want signed numbers: macOS's nobody is -2. */
export function runAs(account: Account | undefined): { uid?: number; gid?: number } {
  return account ? { uid: account.uid | 0, gid: account.gid | 0 } : {}
}

/**
 * The account for a cluster, or nothing when we are not root and it can be ourselves. The owner of what is there comes
 * first, so that a directory made by somebody stays theirs when root starts Portico on it once.
 */
export function accountFor(cluster: string, dataDir: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const path of [cluster, dataDir]) {
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats && stats.uid !== 0) return { uid: stats.uid, gid: stats.gid || nobody().gid }
  }
  return nobody()
}

/** Whose a directory is, where that is not us and, being root, we make files in it on that user's behalf. */
export function ownerBesidesRoot(path: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const { uid, gid } = statSync(path)
  return uid === 0 ? undefined : { uid, gid }
}

/** The user that owns nothing, by `/etc/passwd`. It also has an entry there, which `initdb` insists on. */
export function nobody(): Account {
  const [, uid, gid] = passwdEntry(/^nobody:[^:]*:(-?\d+):(-?\d+):/m) ?? []
  return { uid: Number(uid ?? 65534) >>> 0, gid: Number(gid ?? 65534) >>> 0 }
}

function passwdEntry(pattern: RegExp): RegExpMatchArray | null {
  try {
    return readFileSync('/etc/passwd', 'utf8').match(pattern)
  } catch {
    return null
  }
}

/**
 * Whether the account (or, without one, we) can pass through every directory above a file or directory, and read and
 * run or search it (`wanted`). Judged by mode bits: an access list that allows more goes unseen, which costs a copy.
 */
export function canReach(
  path: string,
  account: Account | undefined,
  wanted = constants.R_OK | constants.X_OK,
): boolean {
  try {
    const real = realpathSync(path)
    if (!account) return accessSync(real, wanted) === undefined
    if (!allows(statSync(real), account, wanted)) return false
    for (
      let parent = dirname(real), child = real;
      parent !== child;
      child = parent, parent = dirname(parent)
    ) {
      if (!allows(statSync(parent), account, constants.X_OK)) return false
    }
    return true
  } catch {
    return false
  }
}

function allows(stats: Stats, { uid, gid }: Account, wanted: number): boolean {
  const shift = stats.uid === uid ? 6 : stats.gid === gid ? 3 : 0
  return ((stats.mode >> shift) & wanted) === wanted
}

/** A directory where we can put something for the account to reach, whose path is at most `maxBytes` long. */
export function temporaryDirectory(
  account: Account | undefined,
  maxBytes = Number.POSITIVE_INFINITY,
): string | undefined {
  return [tmpdir(), '/tmp', '/var/tmp', '/dev/shm'].find(
    (path) =>
      Buffer.byteLength(path) <= maxBytes &&
      canReach(path, account) &&
      canReach(path, undefined, constants.W_OK | constants.X_OK),
  )
}
