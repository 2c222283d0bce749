import { type ConfigSource, productionConfig } from './kernel/config.ts'
import { loadMasterKey } from './kernel/crypto/master-key.ts'
import { openDatabase } from './kernel/database/database.ts'
import { pendingMigrations } from './kernel/database/migrate.ts'
import { createLogs, type Logs, logTo } from './kernel/telemetry.ts'
import { createServer, migrations } from './main.ts'
import type { Server } from './server.ts'

/** A running production node. */
export type Production = { server: Server; url: string; port: number; stop(): Promise<void> }

/** The database lacks migrations, or cannot be reached. */
export class StartError extends Error {
  override readonly name = 'StartError'
  readonly remedy: string
  constructor(message: string, remedy: string, cause?: unknown) {
    super(message, { cause })
    this.remedy = remedy
  }
}

/**
 * Starts a production node on your PostgreSQL.
 *
 * @throws {ConfigError} for a setting that is missing or unsafe
 * @throws {StartError} when the database cannot be reached or is not migrated
 */
export async function startProduction(options: {
  env: ConfigSource
  host?: string | undefined
  port?: number | undefined
  /** Default: JSON lines on standard output, at the level of `PORTICO_LOG_LEVEL`. */
  logs?: Logs | undefined
}): Promise<Production> {
  const { env } = options
  const config = productionConfig(env, {
    ...(options.host !== undefined && { host: options.host }),
    ...(options.port !== undefined && { port: options.port }),
  })
  const logs = options.logs ?? createLogs(config.logLevel, logTo(1))
  const masterKeys = await loadMasterKey({ env })
  const connection = config.databaseUrl as string
  await requireMigrated(connection)
  const server = await createServer({ config, connection, masterKeys, logs, processMetrics: true })
  const port = await server.listen()
  return { server, url: config.publicUrl, port, stop: () => server.stop() }
}

async function requireMigrated(connection: string): Promise<void> {
  const database = openDatabase({ connection, maxConnections: 1 })
  try {
    const missing = await pendingMigrations(database.sql, migrations())
    if (missing.length > 0) {
      throw new StartError(
        `The database lacks ${missing.length} migrations.`,
        'Run `portico migrate`, then start again.',
      )
    }
  } catch (error) {
    if (error instanceof StartError) throw error
    throw new StartError(
      `The database cannot be reached: ${(error as Error).message}`,
      'Check DATABASE_URL, and that the database is up and lets this machine in.',
      error,
    )
  } finally {
    await database.close()
  }
}
