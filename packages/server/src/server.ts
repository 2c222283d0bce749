import { setTimeout as wait } from 'node:timers/promises'
import { operations } from '@portico/contract'
import type { FastifyInstance } from 'fastify'
import { openCaches } from './kernel/cache.ts'
import { type Clock, movableClock, systemClock } from './kernel/clock.ts'
import type { Config } from './kernel/config.ts'
import { createKeyring } from './kernel/crypto/keyring.ts'
import type { MasterKey } from './kernel/crypto/master-key.ts'
import { type Database, type DatabaseConnection, openDatabase } from './kernel/database/database.ts'
import { type Migration, migrate, readMigrations } from './kernel/database/migrate.ts'
import { repairEventPositions } from './kernel/events/positions.ts'
import { housekeeping } from './kernel/housekeeping.ts'
import { admissionByNetwork } from './kernel/http/admission.ts'
import { type HttpServices, mountOperation } from './kernel/http/operations.ts'
import { memoryRateLimiter, redisRateLimiter } from './kernel/http/rate-limit.ts'
import { createHttpServer } from './kernel/http/server.ts'
import { type Job, startJobs } from './kernel/jobs.ts'
import type { AnsweredRequest, Kernel } from './kernel/kernel.ts'
import { createMailer } from './kernel/mail.ts'
import { createOutbound } from './kernel/outbound/outbound.ts'
import type { Service } from './kernel/service.ts'
import { createMetrics, type Logger, type Logs } from './kernel/telemetry.ts'

/** What a server needs beside its configuration. */
export type ServerOptions = {
  services: readonly Service[]
  /** What the kernel's HTTP asks the services: who a key speaks for, which origins may call. */
  connectHttp(kernel: Kernel): Omit<HttpServices, 'limiter'>
  config: Config
  connection: DatabaseConnection
  masterKeys: readonly MasterKey[]
  logs: Logs
  /** Runs deliveries and jobs. Off where only requests are of interest. */
  background?: boolean
  /** Collects metrics of the process too: one server of a process may. */
  processMetrics?: boolean
}

/** A running server. */
export type Server = {
  app: FastifyInstance
  kernel: Kernel
  /** Listens and returns the port, which the system chose when the configuration says 0. */
  listen(): Promise<number>
  /** Answers what is in flight, returns jobs, closes the database. */
  stop(): Promise<void>
}

/** Migrations of the kernel and every service, in their order. */
export function allMigrations(services: readonly Service[]): Migration[] {
  const folders = services.flatMap((service) => (service.migrations ? [service.migrations] : []))
  return readMigrations([new URL('./kernel/migrations/', import.meta.url), ...folders])
}

/** Brings the database up to date. @returns the names of the applied files */
export async function migrateDatabase(
  connection: DatabaseConnection,
  migrations: readonly Migration[],
): Promise<string[]> {
  const database = openDatabase({ connection, maxConnections: 1, statementTimeoutMs: 0 })
  try {
    return await migrate(database, migrations)
  } finally {
    await database.close()
  }
}

/** Puts the server together. The database must have been migrated. */
export async function assembleServer(options: ServerOptions): Promise<Server> {
  const { config } = options
  const database = openDatabase({
    connection: options.connection,
    ...(config.databaseDirectUrl && { directConnection: config.databaseDirectUrl }),
    maxConnections: config.databasePoolSize,
  })
  try {
    return await assembleOn(database, options)
  } catch (error) {
    await database.close()
    throw error
  }
}

async function assembleOn(database: Database, options: ServerOptions): Promise<Server> {
  const { config, services } = options
  const kernel = await createKernel(options, database)
  const { limiter } = kernel

  const http: HttpServices = { ...options.connectHttp(kernel), limiter }
  const app = createHttpServer(kernel, {
    migrations: allMigrations(services),
    isAllowedOrigin: http.isAllowedOrigin,
    admitAnybody: admissionByNetwork(limiter),
  })
  const implementations = new Map(
    services.flatMap(({ operations = [] }) =>
      operations.map((implementation) => [implementation.operation.id, implementation]),
    ),
  )
  for (const operation of operations) {
    mountOperation(app, kernel, http, operation, implementations.get(operation.id))
  }
  for (const service of services) service.routes?.(app, kernel)

  const background = options.background === false ? undefined : startBackground(options, kernel)
  return {
    app,
    kernel,
    async listen() {
      await app.listen({ host: config.host, port: config.port })
      const address = app.server.address()
      return typeof address === 'object' && address ? address.port : config.port
    },
    stop: () =>
      inOrder(kernel.log, [
        // A client that reads or writes too slowly is cut off: the rest has to end well.
        () => endWithin(drainMs, app.close(), () => app.server.closeAllConnections()),
        () => background?.stop(),
        () => kernel.outbound.close(),
        () => kernel.mailer.close(),
        () => limiter.close(),
        () => database.close(),
      ]),
  }
}

/** How long requests under way may take once the server stops. Platforms kill what takes more than 30 seconds. */
const drainMs = 20_000

async function endWithin(ms: number, ended: Promise<unknown>, cut: () => void): Promise<void> {
  const timer = setTimeout(cut, ms)
  await ended.finally(() => clearTimeout(timer))
}

/** Ends one thing after another. What cannot be ended keeps nothing else from it. */
async function inOrder(log: Logger, steps: (() => unknown)[]): Promise<void> {
  for (const step of steps) {
    try {
      await step()
    } catch (error) {
      log.error({ err: error }, 'a part of the server did not end well')
    }
  }
}

async function createKernel(
  { config, masterKeys, logs, processMetrics }: ServerOptions,
  database: Database,
): Promise<Kernel> {
  await repairEventPositions(database, logs.log)
  const wakeListeners = new Set<() => void>()
  const clock: Clock = config.mode === 'development' ? await movableClock(database) : systemClock
  return {
    config,
    database,
    clock,
    ...logs,
    metrics: createMetrics({ process: processMetrics ?? false }),
    keyring: createKeyring(masterKeys),
    outbound: createOutbound({
      allowPrivate: config.mode === 'development',
      requireHttps: config.mode === 'production',
      userAgent: 'Portico',
      // Receivers of many customers may share a host, and none is to wait for another's: who makes requests limits them.
      connectionsPerOrigin: 1_000,
    }),
    caches: await openCaches(database),
    limiter: config.redisUrl
      ? redisRateLimiter(config.redisUrl, config.rateLimits, logs.log)
      : memoryRateLimiter(config.rateLimits),
    mailer: createMailer(database, { smtpUrl: config.smtpUrl, from: config.mailFrom, log: logs.log }),
    events: {
      wake: () => {
        for (const listener of wakeListeners) listener()
      },
      onWake: (listener) => void wakeListeners.add(listener),
    },
    requests: new Set<(request: AnsweredRequest) => void>(),
  }
}

type Running = { stop(): Promise<void> }

/**
 * Everything that works by itself. Starts behind the first requests, so that it does not delay them; and what cannot
 * start is tried again, so that a database that is away for a moment costs nobody a node.
 */
function startBackground(
  { connection, config, logs: { log }, services }: ServerOptions,
  kernel: Kernel,
): Running {
  const stopping = new AbortController()
  const starts = services.flatMap(({ name, start }) => (start ? [{ name, start: () => start(kernel) }] : []))
  const parts = [{ name: 'jobs', start: () => startAllJobs() }, ...starts].map(({ name, start }) =>
    startPersistently(start, stopping.signal, (error) =>
      log.error({ err: error, part: name }, 'work in the background could not start; trying again'),
    ),
  )

  async function startAllJobs(): Promise<Running> {
    const jobs = await startJobs(config.databaseDirectUrl ?? connection, jobsOf(services, kernel), {
      log,
      metrics: kernel.metrics,
    })
    if ('onMoved' in kernel.clock) {
      const { onMoved } = kernel.clock as { onMoved(listener: () => void): void }
      onMoved(
        () =>
          void jobs.runAllSoon().catch((error) => log.warn({ err: error }, 'due jobs could not be woken')),
      )
    }
    return jobs
  }

  return {
    stop() {
      stopping.abort()
      return inOrder(
        log,
        parts.map((part) => async () => (await part)?.stop()),
      )
    },
  }
}

/** Starts a part, again and again until it runs. @returns it, or nothing when the server stopped before */
async function startPersistently(
  start: () => Promise<Running>,
  stopping: AbortSignal,
  onFailure: (error: unknown) => void,
): Promise<Running | undefined> {
  for (let pauseMs = 1_000; !stopping.aborted; pauseMs = Math.min(pauseMs * 2, 30_000)) {
    try {
      return await start()
    } catch (error) {
      onFailure(error)
      await wait(pauseMs, undefined, { signal: stopping }).catch(() => {})
    }
  }
  return undefined
}

function jobsOf(services: readonly Service[], kernel: Kernel): Job[] {
  return [...housekeeping(kernel), ...services.flatMap((service) => [...(service.jobs?.(kernel) ?? [])])]
}
