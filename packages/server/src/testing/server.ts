import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { ulid } from 'ulid'
import { inject, onTestFinished } from 'vitest'
import { type Config, developmentConfig, productionConfig } from '../kernel/config.ts'
import type { DatabaseConnection } from '../kernel/database/database.ts'
import { createLogs, type LogLevel } from '../kernel/telemetry.ts'
import { createServer } from '../main.ts'
import type { Server } from '../server.ts'
import { templateDatabase } from './database.ts'

/** Hits no limit by accident: every test of a worker comes from one address. */
const roomyLimits = Object.fromEntries(
  ['GENERAL', 'ANONYMOUS', 'ORGANIZATION_DELETE', 'USER_MANAGEMENT_READ', 'USER_MANAGEMENT_WRITE'].map(
    (name) => [`PORTICO_RATE_LIMIT_${name}`, '1000000/60'],
  ),
)

export type ServerSettings = {
  mode?: 'development' | 'production'
  /** Environment variables over the test's own. */
  env?: Record<string, string>
  background?: boolean
}

/** Makes an empty, migrated database on the run's PostgreSQL. */
export async function createDatabase(): Promise<Exclude<DatabaseConnection, string>> {
  const connection = inject('postgres')
  const database = `test_${ulid().toLowerCase()}`
  const admin = postgres({ ...connection, max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${database} template ${templateDatabase}`)
  await admin.end()
  return { ...connection, database }
}

/** Starts a server on a database. The caller stops it. */
export async function startServer(
  connection: DatabaseConnection,
  { mode = 'development', env = {}, background = false }: ServerSettings = {},
  masterKey: Buffer = testMasterKey,
): Promise<Server> {
  return createServer({
    config: testConfig(mode, env),
    connection,
    masterKeys: [{ id: 'test', key: masterKey }],
    logs: createLogs((process.env.PORTICO_TEST_LOG as LogLevel | undefined) ?? 'silent', process.stdout),
    background,
  })
}

function testConfig(mode: 'development' | 'production', env: Record<string, string>): Config {
  const all = { ...roomyLimits, PORTICO_DATABASE_POOL: '5', ...env }
  if (mode === 'development') return developmentConfig(all, { host: '127.0.0.1', port: 0 })
  return productionConfig(
    {
      DATABASE_URL: 'postgres://given-by-the-test',
      PORTICO_MASTER_KEY: 'given-by-the-test',
      PORTICO_PUBLIC_URL: 'https://portico.example',
      ...all,
    },
    { host: '127.0.0.1', port: 0 },
  )
}

const testMasterKey = randomBytes(32)

let shared: Promise<Server> | undefined

/** The worker's server: tests on it keep apart by their environments. It ends with the worker. */
export function sharedServer(): Promise<Server> {
  shared ??= createDatabase().then((connection) => startServer(connection))
  return shared
}

/** A server of the test's own, on a database of its own: for tests that move the clock or stop things. */
export async function ownServer(settings: ServerSettings = {}): Promise<Server> {
  const server = await startServer(await createDatabase(), settings)
  onTestFinished(() => server.stop())
  return server
}
