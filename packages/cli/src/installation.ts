import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Installation } from '@portico/server'
import type { Context } from './framework/command.ts'
import { exitCodes, Failure } from './framework/failure.ts'
import { option } from './framework/options.ts'

const defaultDataDir = '.portico'

/** Options of the commands that work on the database itself. */
export const databaseOptions = {
  dataDir: option.text('Use the embedded database of this data directory. No server may run on it.', {
    placeholder: 'DIR',
    fallback: `DATABASE_URL, else ${defaultDataDir} if it is there`,
  }),
}

/** Variables that those commands read. */
export const databaseEnvironment = {
  DATABASE_URL: 'The PostgreSQL of the installation.',
  DATABASE_DIRECT_URL: 'The same without a pooler in between. Preferred here.',
}

/** Opens the database that is meant, for as long as the work takes. */
export async function withInstallation<T>(
  { env }: Pick<Context, 'env'>,
  dataDir: string | undefined,
  work: (installation: Installation) => Promise<T>,
): Promise<T> {
  const embedded = dataDir ?? (namesDatabase(env) ? undefined : storedDataDir())
  const { openInstallation } = await import('@portico/server')
  const installation = await openInstallation({ env, dataDir: embedded })
  try {
    return await work(installation)
  } finally {
    await installation.close()
  }
}

const namesDatabase = (env: Context['env']) => Boolean(env.DATABASE_URL || env.DATABASE_DIRECT_URL)

/** A data directory is used without being named, but not made: a variable was forgotten, more likely. */
function storedDataDir(): string {
  if (existsSync(join(defaultDataDir, 'postgres'))) return defaultDataDir
  throw new Failure(`DATABASE_URL is not set, and there is no database in ${defaultDataDir}.`, {
    remedy: 'Set DATABASE_URL, or name a data directory with --data-dir.',
    exitCode: exitCodes.cannotStart,
  })
}
