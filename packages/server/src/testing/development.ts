import { randomBytes } from 'node:crypto'
import { ensureDemoData } from '../demo/index.ts'
import { developmentConfig } from '../kernel/config.ts'
import { createLogs } from '../kernel/telemetry.ts'
import { createServer } from '../main.ts'
import type { Server } from '../server.ts'
import type { DemoLauncher } from '../services/development/index.ts'
import { ensureDevelopmentEnvironment } from '../services/environments/index.ts'
import { createDatabase } from './server.ts'

type CreatedEnvironment = Awaited<ReturnType<typeof ensureDevelopmentEnvironment>>

/** A development server that listens, and knows its credentials. */
export type TestDevelopment = CreatedEnvironment & { server: Server; url: string; stop(): Promise<void> }

/** Starts what `portico dev` starts, on a database of its own. The caller stops it. */
export async function startTestDevelopment({
  host = '127.0.0.1',
  port = 0,
  startDemo,
  demoData = false,
}: {
  host?: string
  port?: number
  startDemo?: DemoLauncher | undefined
  demoData?: boolean
} = {}): Promise<TestDevelopment> {
  let created: CreatedEnvironment | undefined
  const config = developmentConfig({ PORTICO_DATABASE_POOL: '5' }, { host, port })
  const server = await createServer({
    config,
    connection: await createDatabase(),
    masterKeys: [{ id: 'test', key: randomBytes(32) }],
    logs: createLogs('silent', process.stdout),
    background: false,
    credentials: () => created,
    startDemo,
  })
  created = await ensureDevelopmentEnvironment(server.kernel, {})
  const url = `http://localhost:${await server.listen()}`
  config.publicUrl = url
  if (demoData) await ensureDemoData(server, created, url)
  return { ...created, server, url, stop: () => server.stop() }
}
