import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { ensureDemoData } from './demo/index.ts'
import { type ConfigSource, developmentConfig } from './kernel/config.ts'
import { loadMasterKey } from './kernel/crypto/master-key.ts'
import { startEmbeddedPostgres } from './kernel/database/embedded.ts'
import { createLogs, type LogDestination, logTo } from './kernel/telemetry.ts'
import { createServer, migrations } from './main.ts'
import { drainOnStop, requireReachable } from './production.ts'
import { migrateDatabase, type Server } from './server.ts'
import type { RunningDemo } from './services/development/index.ts'
import { ensureDevelopmentEnvironment } from './services/environments/index.ts'

export type DevelopmentOptions = {
  /** Where all data lies. Default `.portico` in the working directory. */
  dataDir?: string | undefined
  /** Keep the data in a directory that is removed on stop. */
  ephemeral?: boolean | undefined
  host?: string | undefined
  port?: number | undefined
  /** Credentials to have, as for CI; made at random otherwise. */
  apiKey?: string | undefined
  clientId?: string | undefined
  env: ConfigSource
  /** Give the environment demo data, if it has not had them: companies with connections to the simulators. */
  demoData?: boolean | undefined
  /** Starts the demo app that the start page leads to, against this server. */
  startDemo?: ((api: { url: string; apiKey: string; clientId: string }) => Promise<RunningDemo>) | undefined
  /** Takes JSON lines, at the level of `PORTICO_LOG_LEVEL` (development: `warn`). Default: standard error. */
  logDestination?: LogDestination | undefined
}

/** A running development server, and what to know of it. */
export type Development = {
  server: Server
  url: string
  apiKey: string
  clientId: string
  dataDir: string
  ephemeral: boolean
  /** The database, where it is not the embedded one. */
  databaseUrl: string | undefined
  /** Whether this start made the environment. */
  created: boolean
  /** Settles when the embedded database has ended, by `stop` or otherwise. */
  databaseEnded: Promise<unknown>
  stop(): Promise<void>
}

/** Starts everything on this machine: the embedded database (unless `DATABASE_URL` names one), migrations, the server. */
export async function startDevelopment(options: DevelopmentOptions): Promise<Development> {
  const { env } = options
  const config = developmentConfig(env, {
    ...(options.host !== undefined && { host: options.host }),
    ...(options.port !== undefined && { port: options.port }),
  })
  const logs = createLogs(config.logLevel, options.logDestination ?? logTo(2))
  const { log } = logs
  const { ephemeral = false } = options
  const dataDir = ephemeral ? mkdtempSync(join(tmpdir(), 'portico-')) : resolve(options.dataDir ?? '.portico')
  const undo: (() => Promise<void>)[] = []
  const removeData = () => removeDirectory(dataDir)
  if (ephemeral) undo.push(async () => removeData())
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    const masterKeys = await loadMasterKey({ env, dataDir, warn: (message) => log.warn(message) })
    const embedded = config.databaseUrl
      ? undefined
      : await startEmbeddedPostgres({ dataDir, durable: !ephemeral, log: (line) => log.info(line) })
    undo.push(async () => embedded?.stop())
    if (ephemeral) {
      // Where nobody waits for the stop, too. The database has been told to end by then.
      process.once('exit', removeData)
      undo.push(async () => void process.off('exit', removeData))
    }
    const connection = config.databaseUrl ?? embedded?.connection ?? ''
    if (config.databaseUrl) await requireReachable(connection)
    await migrateDatabase(config.databaseDirectUrl ?? connection, migrations())
    let environment: Awaited<ReturnType<typeof ensureDevelopmentEnvironment>> | undefined
    const credentials = () => environment
    const { startDemo } = options
    const server = await createServer({
      config,
      connection,
      masterKeys,
      logs,
      processMetrics: true,
      credentials,
      startDemo: startDemo && (() => startDemo({ url: config.publicUrl, ...required(environment) })),
    })
    undo.push(() => server.stop())
    drainOnStop(server, { graceMs: 100 })
    environment = await ensureDevelopmentEnvironment(server.kernel, {
      apiKey: options.apiKey,
      clientId: options.clientId,
    })
    const { apiKey, clientId, created } = environment
    const url = urlOf(config.host, await server.listen())
    config.publicUrl = url
    if (options.demoData) await addDemoData(server, environment, url)
    writeCredentials(dataDir, { WORKOS_API_KEY: apiKey, WORKOS_CLIENT_ID: clientId, WORKOS_BASE_URL: url })
    return {
      server,
      url,
      apiKey,
      clientId,
      dataDir,
      ephemeral,
      databaseUrl: config.databaseUrl,
      created,
      databaseEnded: embedded?.exited ?? new Promise(() => {}),
      stop: () => undoAll(undo),
    }
  } catch (error) {
    await undoAll(undo)
    throw error
  }
}

/** A server without its demo data is better than none. */
async function addDemoData(server: Server, owner: Parameters<typeof ensureDemoData>[1], url: string) {
  try {
    await ensureDemoData(server, owner, url)
  } catch (error) {
    server.kernel.log.warn({ err: error }, 'the demo data is not complete; the next start tries again')
  }
}

/** What is there by the time that anybody can ask for it. */
function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The server is not ready yet.')
  return value
}

async function undoAll(undo: (() => Promise<void>)[]): Promise<void> {
  for (let step = undo.pop(); step; step = undo.pop()) await step()
}

/** Removes a directory in which files may still come and go: one that is gone before its turn ends a removal half-way. */
function removeDirectory(path: string): void {
  for (let attempt = 0; attempt < 20 && existsSync(path); attempt++) {
    rmSync(path, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Where a browser on this machine finds the server. Sign-in across sites is tried out between localhost and 127.0.0.1. */
function urlOf(host: string, port: number): string {
  const isLocal = /^(localhost|127\..*|::1?|0\.0\.0\.0)$/.test(host)
  return `http://${isLocal ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`
}

/** For `source .portico/credentials.env` and for tools; readable by the owner alone, replaced as a whole. */
function writeCredentials(dataDir: string, values: Record<string, string>) {
  const path = join(dataDir, 'credentials.env')
  const text = Object.entries(values).map(([name, value]) => `${name}=${value}\n`)
  const temporary = `${path}.${process.pid}`
  if (existsSync(temporary)) rmSync(temporary)
  writeFileSync(temporary, text.join(''), { mode: 0o600 })
  renameSync(temporary, path)
}
