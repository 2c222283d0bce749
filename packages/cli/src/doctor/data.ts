import { accessSync, constants, lstatSync, type Stats, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Check, type Finding, fail, messageOf, ok, warn } from './check.ts'

/** The major version of the PostgreSQL that comes with Portico. */
const postgresVersion = '18'

/** What lies in the data directory, and who has it. */
export const dataDirectory: Check = async ({ env, dataDir, production }) => {
  if (production) return []
  const name = 'Data directory'
  const stats = statSync(dataDir, { throwIfNoEntry: false })
  if (!stats) return [ok(name, `${dataDir} will be made at the first start`)]
  if (!stats.isDirectory()) {
    return [fail(name, `${dataDir} is not a directory`, 'Move it away, or name another with --data-dir.')]
  }
  if (!isWritable(dataDir)) {
    return [
      fail(
        name,
        `${dataDir} cannot be written to by this user`,
        'Change its owner, or name another with --data-dir.',
      ),
    ]
  }
  if (env.DATABASE_URL) return [ok(name, `${dataDir}; the database is elsewhere (DATABASE_URL)`)]
  const { inspectDataDir } = await import('@portico/server')
  try {
    const { pgVersion, lockedBy, running, pid } = await inspectDataDir(dataDir)
    if (pgVersion !== undefined && pgVersion !== postgresVersion) {
      return [
        fail(
          name,
          `its database was made by PostgreSQL ${pgVersion}, and this Portico comes with ${postgresVersion}`,
          'Use another directory with --data-dir. `portico dev` says how to move the data.',
        ),
      ]
    }
    if (lockedBy) return [ok(name, `${dataDir}, in use by the Portico that runs as process ${lockedBy}`)]
    if (running) {
      return [
        warn(
          name,
          `a PostgreSQL (process ${pid}) still runs on ${dataDir}, whose Portico was killed`,
          'Nothing is lost: the next `npm start` takes it over.',
        ),
      ]
    }
    return [
      ok(
        name,
        pgVersion ? `${dataDir}, made by PostgreSQL ${pgVersion}` : `${dataDir}, without a database yet`,
      ),
    ]
  } catch (error) {
    return [fail(name, messageOf(error), 'Name another directory with --data-dir.')]
  }
}

/** The key under which secrets are stored: without it they are lost, and whoever has it can read them. */
export const masterKey: Check = async (subject) => {
  const { env, production } = subject
  const name = 'Master key'
  const { loadMasterKey } = await import('@portico/server')
  if (production || env.PORTICO_MASTER_KEY) {
    return loadMasterKey({ env }).then(
      () => [ok(name, 'PORTICO_MASTER_KEY')],
      (error) => [fail(name, messageOf(error), 'Restore the key that this installation was made with.')],
    )
  }
  const path = join(subject.dataDir, 'master.key')
  const stats = statsOf(path)
  if (!stats) return [await missingKey(subject, path)]
  if (!stats.isFile()) return [fail(name, `${path} is not a plain file`, 'Put the key in a plain file.')]
  return [privacyOf(name, path, stats.mode)]
}

async function missingKey({ dataDir }: { dataDir: string }, path: string): Promise<Finding> {
  const name = 'Master key'
  const { inspectDataDir } = await import('@portico/server')
  const { exists } = await inspectDataDir(dataDir).catch(() => ({ exists: false }))
  if (!exists) return ok(name, 'will be made at the first start')
  return fail(
    name,
    `${path} is missing, and there is a database: its secrets cannot be read`,
    'Put the file back from where the directory was copied, or begin anew with another --data-dir.',
  )
}

/** Whether a file that holds secrets is its owner's alone. */
function privacyOf(name: string, path: string, mode: number): Finding {
  if (process.platform === 'win32' || (mode & 0o077) === 0) return ok(name, path)
  return warn(name, `${path} can be read by others (mode ${(mode & 0o777).toString(8)})`, `chmod 600 ${path}`)
}

export const credentialsFile: Check = async (subject) => {
  if (subject.production) return []
  const path = join(subject.dataDir, 'credentials.env')
  const stats = statsOf(path)
  return stats ? [privacyOf('Credentials', path, stats.mode)] : []
}

function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path)
  } catch {
    return undefined
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}
