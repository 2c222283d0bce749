import { Server as NetServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { type ConfigSource, developmentConfig, productionConfig } from './kernel/config.ts'
import { loadMasterKey } from './kernel/crypto/master-key.ts'
import { type DatabaseConnection, openDatabase } from './kernel/database/database.ts'
import { startEmbeddedPostgres } from './kernel/database/embedded.ts'
import { migrate, pendingMigrations } from './kernel/database/migrate.ts'
import type { Environment } from './kernel/http/context.ts'
import { createLogs, type Logs, logTo } from './kernel/telemetry.ts'
import { createServer, migrations } from './main.ts'
import type { Server } from './server.ts'
import { createEnvironment, deleteEnvironment, listEnvironments } from './services/environments/index.ts'

/** A running production node. */
export type Production = { server: Server; url: string; host: string; port: number; stop(): Promise<void> }

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
  drainOnStop(server, { graceMs: 1_000 })
  try {
    const port = await server.listen()
    return { server, url: config.publicUrl, host: config.host, port, stop: () => server.stop() }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/**
 * Has a server that stops let go of its connections so that no request is lost: no new ones, and each that is open
 * ends with its next answer, which says so. Only those on which nothing came within the grace are cut: the load
 * balancer's, kept for later. Before it listens.
 */
export function drainOnStop({ app }: Server, { graceMs }: { graceMs: number }): void {
  app.addHook('preClose', async () => {
    const closed = new Promise((resolve) => app.server.once('close', resolve))
    // Not the way of http.Server, which cuts idle connections at once, with a request on its way on one of them.
    NetServer.prototype.close.call(app.server)
    await Promise.race([closed, delay(graceMs, undefined, { ref: false })])
    // A request that was under way before the stop leaves a connection that nobody was told to close.
    const sweep = setInterval(() => app.server.closeIdleConnections(), 50)
    app.server.once('close', () => clearInterval(sweep))
  })
}

async function requireMigrated(connection: DatabaseConnection): Promise<void> {
  await requireReachable(connection)
  const database = openDatabase({ connection, maxConnections: 1 })
  try {
    const { length } = await pendingMigrations(database.sql, migrations())
    if (length > 0) {
      throw new StartError(
        `The database lacks ${length === 1 ? 'a migration' : `${length} migrations`}.`,
        'Run `portico migrate`, then start again.',
      )
    }
  } finally {
    await database.close()
  }
}

/** @throws {StartError} when the database cannot be reached */
export async function requireReachable(connection: DatabaseConnection): Promise<void> {
  const database = openDatabase({ connection, maxConnections: 1 })
  try {
    await database.ping()
  } catch (error) {
    throw new StartError(
      `The database cannot be reached: ${(error as Error).message || (error as Error).name}.`,
      'Check DATABASE_URL, and that the database is up and lets this machine in.',
      error,
    )
  } finally {
    await database.close()
  }
}

/** What an operator does on the database itself, beside the nodes that run on it. */
export type Installation = {
  /** Where the database is, without a password. */
  location: string
  /** Applies what is pending. @returns the names of the applied files */
  migrate(): Promise<string[]>
  /** Every migration of this version, and whether the database has it. */
  migrations(): Promise<{ name: string; applied: boolean }[]>
  environments(): ReturnType<typeof listEnvironments>
  /** Makes one with its first API key, which cannot be read again. */
  createEnvironment(input: Pick<Environment, 'name' | 'kind'>): ReturnType<typeof createEnvironment>
  /** Deletes the environment and everything in it. @returns whether there was one */
  deleteEnvironment(id: string): Promise<boolean>
  /** How far the database's clock is ahead of ours, in milliseconds. */
  clockSkewMs(): Promise<number>
  close(): Promise<void>
}

/**
 * Opens the database of `DATABASE_URL`, or the embedded one of a data directory.
 *
 * @throws {StartError} when the database cannot be reached
 * @throws {EmbeddedPostgresError} when the data directory is in use
 */
export async function openInstallation({
  env,
  dataDir,
}: {
  env: ConfigSource
  /** Rather than `DATABASE_URL`. */
  dataDir?: string | undefined
}): Promise<Installation> {
  const embedded = dataDir === undefined ? undefined : await startEmbeddedPostgres({ dataDir })
  const connection = embedded?.connection ?? env.DATABASE_DIRECT_URL ?? env.DATABASE_URL ?? ''
  if (!embedded) await requireReachable(connection)
  const database = openDatabase({ connection, maxConnections: 1, statementTimeoutMs: 0 })
  return {
    location: dataDir ?? locationOf(String(connection)),
    migrate: () => migrate(database, migrations()),
    async migrations() {
      const pending = new Set(await pendingMigrations(database.sql, migrations()))
      return migrations().map(({ name }) => ({ name, applied: !pending.has(name) }))
    },
    environments: () => listEnvironments(database),
    async createEnvironment(input) {
      await requireMigrated(connection)
      // A server that does not listen: what makes an environment is what makes one everywhere.
      const server = await createServer({
        config: embedded ? developmentConfig(env) : productionConfig(env),
        connection,
        masterKeys: await loadMasterKey({ env, dataDir }),
        logs: createLogs('error', logTo(2)),
        background: false,
      })
      try {
        return await server.kernel.database.transaction((tx) => createEnvironment(server.kernel, tx, input))
      } finally {
        await server.stop()
      }
    },
    deleteEnvironment: (id) => deleteEnvironment(database, id),
    async clockSkewMs() {
      const before = Date.now()
      const [row] = await database.sql<{ ms: number }[]>`
        select extract(epoch from clock_timestamp())::float8 * 1000 as ms`
      return (row?.ms ?? before) - (before + Date.now()) / 2
    },
    async close() {
      await database.close()
      await embedded?.stop()
    },
  }
}

function locationOf(connection: string): string {
  const url = URL.parse(connection)
  return url ? `${url.host}${url.pathname}` : 'the database'
}
