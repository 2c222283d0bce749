import { Resolver } from 'node:dns/promises'
import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { type Check, fail, messageOf, ok, warn } from './check.ts'

const wantedNode = 24

/** The runtime. What is older than 22.18 cannot even load this file. */
export const node: Check = async () => {
  const [major = 0] = process.versions.node.split('.').map(Number)
  const detail = `${process.versions.node} on ${process.platform}-${process.arch}`
  return [
    major >= wantedNode
      ? ok('Node.js', detail)
      : warn(
          'Node.js',
          detail,
          `Portico is tested on Node.js ${wantedNode}, which \`npm run\` uses: it comes with npm ci.`,
        ),
  ]
}

/** PostgreSQL's programs, which come with npm. */
export const postgresPrograms: Check = async ({ env, production }) => {
  const name = 'Embedded PostgreSQL'
  if (production || env.DATABASE_URL) return []
  const { findPackage } = await import('@portico/server')
  try {
    const directory = findPackage()
    const program = join(
      directory,
      'native',
      'bin',
      process.platform === 'win32' ? 'postgres.exe' : 'postgres',
    )
    return [
      existsSync(program)
        ? ok(name, directory)
        : fail(name, `${program} is missing.`, 'Install again: npm ci.'),
    ]
  } catch (error) {
    return [fail(name, messageOf(error), (error as { remedy?: string }).remedy ?? 'Install again: npm ci.')]
  }
}

/** Whether the port is free, or taken by whom it should be. */
export const freePort: Check = async ({ host, port, dataDir }) => {
  const name = `Port ${port}`
  const problem = await tryPort(host, port)
  if (!problem) return [ok(name, 'free')]
  if (problem.code !== 'EADDRINUSE') {
    return [
      fail(name, `cannot be listened on: ${messageOf(problem)}`, 'Choose another with --host and --port.'),
    ]
  }
  const { inspectDataDir } = await import('@portico/server')
  const { lockedBy } = await inspectDataDir(dataDir)
  if (lockedBy && (await answersHealthily(port)))
    return [ok(name, `a Portico answers there (process ${lockedBy} runs here)`)]
  return [
    fail(
      name,
      'taken by another program',
      'Stop that one, or choose another port with --port; 0 lets the system choose.',
    ),
  ]
}

function tryPort(host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((settle) => {
    const server = createServer()
    server.once('error', settle)
    server.listen(port, host, () => server.close(() => settle(undefined)))
  })
}

async function answersHealthily(port: number): Promise<boolean> {
  const response = await fetch(`http://localhost:${port}/health`, {
    signal: AbortSignal.timeout(2_000),
  }).catch(() => null)
  const body = await response?.json().catch(() => null)
  return (body as { status?: string } | null)?.status === 'ok'
}

const scarceBytes = 1024 ** 3
const tooFewBytes = 256 * 1024 ** 2

/** Room for the data. PostgreSQL answers nothing but errors on a full disk. */
export const diskSpace: Check = async ({ dataDir, production }) => {
  if (production) return []
  const name = 'Disk space'
  const { bavail, bsize } = await statfs(nearestDirectory(dataDir))
  const free = bavail * bsize
  const detail = `${(free / 1024 ** 3).toFixed(1)} GiB free for the data`
  const remedy = 'Make room, or use a directory on another disk with --data-dir.'
  if (free < tooFewBytes) return [fail(name, detail, remedy)]
  return [free < scarceBytes ? warn(name, detail, remedy) : ok(name, detail)]
}

function nearestDirectory(path: string): string {
  const absolute = resolve(path)
  return existsSync(absolute) ? absolute : nearestDirectory(join(absolute, '..'))
}

/** Whether names are resolved: domains are proved by DNS records. */
export const nameResolution: Check = async ({ env }) => {
  const name = 'DNS'
  const given = (env.PORTICO_DNS_SERVERS ?? '').split(/[\s,]+/).filter(Boolean)
  const resolver = new Resolver({ timeout: 2_000, tries: 1 })
  try {
    if (given.length > 0) resolver.setServers(given)
  } catch (error) {
    return [
      fail(
        name,
        `PORTICO_DNS_SERVERS is not usable: ${messageOf(error)}`,
        'Give addresses, such as 127.0.0.1:5353.',
      ),
    ]
  }
  const servers = resolver.getServers().join(', ')
  try {
    await resolver.resolveTxt('example.com')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    // That there is no such record is an answer.
    if (!['ENODATA', 'ENOTFOUND'].includes(code)) {
      return [
        warn(
          name,
          `${servers || 'no server'} does not answer (${code}): domains cannot be verified`,
          'Connect to a network, or set PORTICO_DNS_SERVERS to a server in reach.',
        ),
      ]
    }
  }
  return [ok(name, `answered by ${servers}`)]
}
