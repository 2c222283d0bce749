import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type ConfigSource, developmentConfig } from './kernel/config.ts'
import { loadMasterKey } from './kernel/crypto/master-key.ts'
import { startEmbeddedPostgres } from './kernel/database/embedded.ts'
import { createLogs, type Logs, logTo } from './kernel/telemetry.ts'
import { createServer, migrations } from './main.ts'
import { migrateDatabase, type Server } from './server.ts'
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
  /** Default: JSON lines on standard error, at the level of `PORTICO_LOG_LEVEL` (development: `warn`). */
  logs?: Logs | undefined
}

/** A running development server, and what to know of it. */
export type Development = {
  server: Server
  url: string
  apiKey: string
  clientId: string
  dataDir: string
  /** Whether this start made the environment. */
  created: boolean
  stop(): Promise<void>
}

/** Starts everything on this machine: the embedded database (unless `DATABASE_URL` names one), migrations, the server. */
export async function startDevelopment(options: DevelopmentOptions): Promise<Development> {
  const { env } = options
  const config = developmentConfig(env, {
    ...(options.host !== undefined && { host: options.host }),
    ...(options.port !== undefined && { port: options.port }),
  })
  const logs = options.logs ?? createLogs(config.logLevel, logTo(2))
  const { log } = logs
  const dataDir = options.ephemeral
    ? mkdtempSync(join(tmpdir(), 'portico-'))
    : resolve(options.dataDir ?? '.portico')
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const masterKeys = await loadMasterKey({ env, dataDir, warn: (message) => log.warn(message) })
  const embedded = config.databaseUrl
    ? undefined
    : await startEmbeddedPostgres({
        dataDir,
        durable: options.ephemeral !== true,
        log: (line) => log.info(line),
      })
  const undo: (() => Promise<void>)[] = [
    async () => {
      if (options.ephemeral) rmSync(dataDir, { recursive: true, force: true })
    },
    async () => embedded?.stop(),
  ]
  try {
    const connection = config.databaseUrl ?? embedded?.connection ?? ''
    await migrateDatabase(config.databaseDirectUrl ?? connection, migrations())
    const server = await createServer({ config, connection, masterKeys, logs, processMetrics: true })
    undo.push(() => server.stop())
    const { apiKey, clientId, created } = await ensureDevelopmentEnvironment(server.kernel, {
      apiKey: options.apiKey,
      clientId: options.clientId,
    })
    const port = await server.listen()
    const url = `http://localhost:${port}`
    writeCredentials(dataDir, { WORKOS_API_KEY: apiKey, WORKOS_CLIENT_ID: clientId, WORKOS_BASE_URL: url })
    return { server, url, apiKey, clientId, dataDir, created, stop: () => undoAll(undo) }
  } catch (error) {
    await undoAll(undo)
    throw error
  }
}

async function undoAll(undo: (() => Promise<void>)[]): Promise<void> {
  for (let step = undo.pop(); step; step = undo.pop()) await step()
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
