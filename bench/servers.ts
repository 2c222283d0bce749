import { join } from 'node:path'
import { type Running, start, temporaryDirectory } from './processes.ts'

/** Where a server under measurement is, and its database. */
export type Ready = {
  url: string
  apiKey: string
  environmentId: string
  database: { host: string; port: number; username: string; password: string; database: string }
}

export type Portico = Running<Ready> & { dataDir: string }

/** More than any load makes: limits have tests, here they would only hide what is measured. */
const noLimits = Object.fromEntries(
  ['GENERAL', 'ANONYMOUS', 'ORGANIZATION_DELETE', 'SSO', 'SSO_AUTHORIZE'].map((name) => [
    `PORTICO_RATE_LIMIT_${name}`,
    '100000000/60',
  ]),
)

/** The same pool for both, and logs as in production: a line for each request, to a file. */
const settings = { ...noLimits, PORTICO_LOG_LEVEL: 'info', PORTICO_DATABASE_POOL: '20' }

/** Starts Portico on an embedded, durable PostgreSQL. */
export async function startPortico(
  options: { dataDir?: string; env?: Record<string, string>; nodeOptions?: readonly string[] } = {},
): Promise<Portico> {
  const { dataDir = temporaryDirectory(), env = {}, nodeOptions = [] } = options
  const running = await start<Ready>(new URL('portico.ts', import.meta.url), {
    args: [dataDir],
    env: { ...settings, ...env },
    nodeOptions,
    logFile: join(dataDir, 'portico.log'),
  })
  return { ...running, dataDir }
}

/** Starts the peer on the same database. */
export function startPeer(portico: Portico): Promise<Running<{ url: string }>> {
  return start(new URL('peer.ts', import.meta.url), {
    env: { ...settings, NODE_ENV: 'production', BENCH_PORTICO: JSON.stringify(portico.ready) },
  })
}
