/** What the tests of the embedded PostgreSQL share: directories, servers and processes that are gone after each test. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import postgres from 'postgres'
import { afterAll, afterEach } from 'vitest'
import { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from './embedded.ts'
import { findPostmaster, stopPostmaster } from './embedded-process.ts'

export const isRoot = process.getuid?.() === 0
export const asRoot = { skip: !isRoot }

const directories: string[] = []
const dataDirs = new Set<string>()
const servers: EmbeddedPostgres[] = []
const children: ChildProcess[] = []

afterEach(async () => {
  for (const child of children.splice(0)) await kill(child)
  await Promise.allSettled(servers.splice(0).map((server) => server.stop()))
  for (const dataDir of dataDirs) await stopServerOn(dataDir)
  dataDirs.clear()
  for (const directory of directories.splice(0)) remove(directory)
})

async function stopServerOn(dataDir: string): Promise<void> {
  const found = findPostmaster(join(dataDir, 'postgres'))
  if (!found) return
  await stopPostmaster(found.pid)
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

let template: Promise<string> | undefined
afterAll(async () => {
  if (template) remove(await template)
})

/** A data directory with a cluster in it, on which no server runs. Copied from one, which is faster than `initdb`. */
export async function dataDirWithCluster(parent = directory()): Promise<string> {
  template ??= makeTemplate()
  const path = emptyDataDir(parent)
  cpSync(await template, path, { recursive: true })
  return path
}

async function makeTemplate(): Promise<string> {
  const path = mkdtempSync(join(realpathSync('/tmp'), 'embedded-template-'))
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

export type Answer = {
  started?: { pid: number; adopted: boolean; connection: EmbeddedPostgres['connection'] }
  refused?: { code: string; message: string; remedy: string }
}

export type OtherProcess = {
  child: ChildProcess
  pid: number
  answer: Promise<Answer>
  exited: Promise<number | null>
}

/** Another Portico: a process that starts the server, says how that went, and then does what `after` says. */
export function otherProcess(
  options: EmbeddedPostgresOptions,
  { after = 'setInterval(() => {}, 1e6)', uid }: { after?: string; uid?: number } = {},
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
    uid,
  )
}

export const module = (name: string) => JSON.stringify(new URL(name, import.meta.url).href)

/** Runs a program in a Node.js of its own. Its answer is the first line that it prints. */
export function run(program: string, uid?: number): OtherProcess {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: '/',
    env: { ...process.env, TMPDIR: tmpdir() },
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
