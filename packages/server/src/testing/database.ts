import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../kernel/database/embedded.ts'
import { migrations } from '../main.ts'
import { migrateDatabase } from '../server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: { host: string; port: number; username: string; password: string; database: string }
  }
}

/** The database that every worker's is a copy of. */
export const templateDatabase = 'portico_template'

/** Starts one PostgreSQL for the run, and migrates the template. */
export default async function setup(project: TestProject) {
  const dataDir = mkdtempSync(join(tmpdir(), 'portico-test-'))
  const server = await startEmbeddedPostgres({
    dataDir,
    durable: false,
    settings: { max_connections: '300' },
  })
  const admin = postgres({ ...server.connection, max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${templateDatabase}`)
  await admin.end()
  await migrateDatabase({ ...server.connection, database: templateDatabase }, migrations())
  project.provide('postgres', server.connection)
  return async () => {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
