import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A process of its own, and the line of JSON that it printed when it was ready. */
export type Running<T> = {
  child: ChildProcess
  ready: T
  /** From the command to that line. */
  readyAfterMs: number
  /** Ends it as an operator would, and waits until it is gone. */
  stop(): Promise<void>
}

export type StartOptions = {
  args?: readonly string[]
  env?: Readonly<Record<string, string>>
  /** Options of Node itself. */
  nodeOptions?: readonly string[]
  /** Where standard error goes: the log of a server. */
  logFile?: string
}

const readyWithinMs = 60_000
const endsWithinMs = 20_000
const children = new Set<ChildProcess>()
const directories = new Set<string>()

/**
 * Runs a script with the Node that runs this one, and waits for its first line. The server and whatever it is compared
 * with run in processes of their own, so that neither shares an event loop with the load.
 */
export async function start<T>(script: URL, options: StartOptions = {}): Promise<Running<T>> {
  const logFile = options.logFile ?? join(temporaryDirectory(), 'log')
  const log = openSync(logFile, 'a')
  // A parent that dies closes standard input: the script ends with it.
  const stdio: StdioOptions = ['pipe', 'pipe', log]
  const begun = performance.now()
  const child = spawn(
    process.execPath,
    [...(options.nodeOptions ?? []), fileURLToPath(script), ...(options.args ?? [])],
    { stdio, env: { ...process.env, ...options.env } },
  )
  closeSync(log)
  children.add(child)
  child.once('exit', () => children.delete(child))
  const line = await firstLine(child)
  if (line === undefined) {
    const log = readFileSync(logFile, 'utf8').trim().split('\n').slice(-20).join('\n')
    throw new Error(`${fileURLToPath(script)} ended before it was ready:\n${log}`)
  }
  return {
    child,
    ready: JSON.parse(line) as T,
    readyAfterMs: performance.now() - begun,
    stop: () => stop(child),
  }
}

async function firstLine(child: ChildProcess): Promise<string | undefined> {
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
  const timer = setTimeout(() => child.kill('SIGTERM'), readyWithinMs)
  try {
    for await (const line of lines) return line
    return undefined
  } finally {
    clearTimeout(timer)
    child.stdout?.resume()
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), endsWithinMs)
  await exited
  clearTimeout(timer)
}

/** An empty directory that `cleanUp` removes. Right below the temporary one: PostgreSQL may run as another user. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'portico-bench-'))
  directories.add(directory)
  return directory
}

/** Ends what is still running, and removes what was written. */
export async function cleanUp(): Promise<void> {
  await Promise.all([...children].map(stop))
  for (const directory of directories) rmSync(directory, { recursive: true, force: true })
  directories.clear()
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void cleanUp().finally(() => process.exit(1)))
}
