/** What the tests of the embedded PostgreSQL share: directories, servers and processes that are gone after each test. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import postgres from 'postgres'
import { afterAll, afterEach, vi } from 'vitest'
import { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from './embedded.ts'
import { findPostmaster, stopPostmaster } from './embedded-process.ts'

export const isRoot = process.getuid?.() === 0
export const asRoot = { skip: !isRoot }

const directories: string[] = []
const dataDirs = new Set<string>()
const servers: EmbeddedPostgres[] = []
const children: ChildProcess[] = []

/** To be called by each file of tests: ends what its tests have started, and removes what they have made. */
export function cleanUpAfterEach(): void {
  afterEach(async () => {
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
    for (const child of children.splice(0)) await kill(child)
    await Promise.allSettled(servers.splice(0).map((server) => server.stop()))
    for (const dataDir of dataDirs) await stopServerOn(dataDir)
    dataDirs.clear()
    for (const directory of directories.splice(0)) remove(directory)
  })
  afterAll(async () => {
    if (shared) remove(await shared)
    shared = undefined
  })
}

async function stopServerOn(dataDir: string): Promise<void> {
  const found = findPostmaster(join(dataDir, 'postgres'))
  if (!found) return
  await stopPostmaster(found)
  remove(found.socketDir)
}

const remove = (path: string) => rmSync(path, { recursive: true, force: true, maxRetries: 10 })

/** A new directory for this test. As root it is closed to everybody else, as a home is, unless a mode is given. */
export function directory({ mode = 0o700 } = {}): string {
  const path = mkdtempSync(join(realpathSync('/tmp'), 'embedded-test-'))
  chmodSync(path, mode)
  directories.push(path)
  return path
}

/** A path for a data directory, with nothing there. */
export function emptyDataDir(parent = directory()): string {
  const path = join(parent, 'project', '.portico')
  dataDirs.add(path)
  return path
}

let shared: Promise<string> | undefined

/** A data directory with a cluster in it, on which no server runs. Tests share it, since making one takes time. */
export async function dataDirWithCluster(): Promise<string> {
  shared ??= makeShared()
  const path = await shared
  dataDirs.add(path)
  return path
}

/** Another such directory, for a test to move or to damage. */
export async function ownDataDirWithCluster(parent = directory()): Promise<string> {
  const path = emptyDataDir(parent)
  cpSync(await dataDirWithCluster(), path, { recursive: true })
  return path
}

async function makeShared(): Promise<string> {
  const path = mkdtempSync(join(realpathSync('/tmp'), 'embedded-test-shared-'))
  const server = await startEmbeddedPostgres({ dataDir: path, durable: false })
  await server.stop()
  return path
}

/** Starts a server that is stopped after the test. */
export async function start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres(options)
  servers.push(server)
  return server
}

/** Runs queries on a server, on a connection of their own. */
export async function query<T>(
  { connection }: Pick<EmbeddedPostgres, 'connection'>,
  run: (sql: postgres.Sql) => Promise<T>,
): Promise<T> {
  const sql = postgres({ ...connection, max: 1, onnotice: () => {} })
  try {
    return await run(sql)
  } finally {
    await sql.end({ timeout: 0 })
  }
}

/** The value of a setting of the server. */
export const setting = (server: EmbeddedPostgres, name: string) =>
  query(server, async (sql) => (await sql`select current_setting(${name}) as value`)[0]?.value)

type Answer = {
  started?: { pid: number; adopted: boolean; connection: EmbeddedPostgres['connection'] }
  refused?: { code: string; message: string; remedy: string }
}

type OtherProcess = {
  child: ChildProcess
  pid: number
  answer: Promise<Answer>
  exited: Promise<number | null>
}

/** Another Portico: a process that starts the server, says how that went, and then does what `after` says. */
export function otherProcess(
  options: EmbeddedPostgresOptions,
  { after = 'setInterval(() => {}, 1e6)', ...how }: { after?: string } & RunOptions = {},
): OtherProcess {
  dataDirs.add(options.dataDir)
  return run(
    `import { startEmbeddedPostgres } from ${module('embedded.ts')}
     try {
       const { connection, pid, adopted, stop } = await startEmbeddedPostgres(${JSON.stringify(options)})
       console.log(JSON.stringify({ started: { pid, adopted, connection } }))
       ${after}
     } catch ({ code, message, remedy, stack }) {
       console.log(JSON.stringify({ refused: { code, message, remedy, stack } }))
     }`,
    how,
  )
}

export const module = (name: string) => JSON.stringify(new URL(name, import.meta.url).href)

type RunOptions = {
  /** As which user. */
  uid?: number
  /** A command that runs the command that comes after it. */
  through?: string[]
}

/** Runs a program in a Node.js of its own. Its answer is the first line that it prints. */
export function run(program: string, { uid, through = [] }: RunOptions = {}): OtherProcess {
  const [command = '', ...args] = [...through, process.execPath, '--input-type=module', '--eval', program]
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: '/',
    ...(uid && { uid, gid: uid }),
  })
  children.push(child)
  const exited = once(child, 'exit').then(([code]) => code as number | null)
  const lines = createInterface(child.stdout)
  const answer = Promise.race([
    once(lines, 'line').then(([line]) => JSON.parse(line) as Answer),
    once(child, 'close').then(() => ({})),
  ])
  return { child, pid: child.pid ?? 0, answer, exited }
}

/** Ends a process as `kill -9` does: it has no say in it. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}
