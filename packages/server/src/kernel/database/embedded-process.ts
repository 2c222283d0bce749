import { execFileSync, spawn } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { Socket } from 'node:net'
import { basename, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { errorCode } from './embedded-error.ts'

/** What a server has written about itself into `postmaster.pid`. It stays there when the server is killed. */
export type Postmaster = { pid: number; port: number; socketDir: string; status: string }

export function readPostmaster(cluster: string): Postmaster | undefined {
  let lines: string[]
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
  const pid = Number.parseInt(lines[0] ?? '', 10)
  if (!(pid > 0)) return undefined
  return { pid, port: Number(lines[3] ?? 0), socketDir: lines[4] ?? '', status: (lines[7] ?? '').trim() }
}

/** The server of Portico's that runs on the cluster, if one does. */
export function findPostmaster(cluster: string): Postmaster | undefined {
  const written = readPostmaster(cluster)
  return written && isRunning(written) ? written : undefined
}

/**
 * Whether a server still runs. The process id alone proves nothing: after a reboot, or in a new container, it is
 * another process's. What proves it is the socket directory, whose random name a server is told when it is started.
 */
export function isRunning({ pid, socketDir }: Postmaster): boolean {
  if (process.platform === 'win32') return isAlive(pid)
  return commandOf(pid).includes(`unix_socket_directories=${socketDir}`)
}

/** Whether a process is a server on the cluster that somebody started by hand. */
export function isForeignServer(pid: number, cluster: string): boolean {
  const command = commandOf(pid)
  const [program = ''] = command.split(/[\0 ]/)
  if (!basename(program).startsWith('postgres')) return false
  try {
    const [theirs, ours] = [statSync(`/proc/${pid}/cwd`), statSync(cluster)]
    return theirs.dev === ours.dev && theirs.ino === ours.ino
  } catch {
    return command.includes(cluster)
  }
}

/**
 * The name that a server carries: which directory it was started on and with which settings. A copied data directory
 * also has a copy of `postmaster.pid`, so the server that it names may be another directory's.
 */
export function clusterName(cluster: string, fingerprint: string): string {
  const { dev, ino } = statSync(cluster)
  return `portico-${dev}-${ino}-${fingerprint}`
}

/** The command line of a process; empty when it has ended, and also when it has and nobody took notice (a zombie). */
function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: 'pipe',
    })
  } catch {
    return ''
  }
}

export function isAlive(pid: number): boolean {
  if (process.platform === 'linux') return commandOf(pid) !== ''
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

/** Polls: what is waited for has no event, such as a file's content or the end of a process that is not our child. */
export async function waitUntil(condition: () => boolean, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs
  while (!condition()) {
    if (performance.now() > deadline) return false
    await delay(4)
  }
  return true
}

/** Stops a server: it ends every session and writes a checkpoint. One that does not manage to is made to recover later. */
export async function stopPostmaster(postmaster: Postmaster, pgCtl?: string): Promise<void> {
  const fast = 'INT'
  const immediate = 'QUIT'
  for (const [signal, patienceMs] of [
    [fast, 20_000],
    [immediate, 10_000],
  ] as const) {
    if (!isRunning(postmaster)) return
    sendSignal(postmaster.pid, signal, pgCtl)
    if (await waitUntil(() => !isAlive(postmaster.pid), patienceMs)) return
  }
}

function sendSignal(pid: number, signal: 'INT' | 'QUIT', pgCtl: string | undefined): void {
  try {
    // Windows has no signals, and Node.js ends the process at once instead; PostgreSQL has its own there.
    if (process.platform === 'win32' && pgCtl)
      execFileSync(pgCtl, ['kill', signal, String(pid)], { windowsHide: true })
    else process.kill(pid, `SIG${signal}`)
  } catch {
    // It has ended meanwhile.
  }
}

/** What is to be done for each server when this process ends without having stopped it: by an uncaught exception, say. */
const atExit = new Set<() => void>()
const onExit = () => {
  for (const end of atExit) end()
}

/** Has the server end when this process does, unless it is killed. Answers how to take that back. */
export function endWithUs(postmaster: Postmaster, pgCtl: string, afterwards: () => void): () => void {
  const end = () => {
    if (isRunning(postmaster)) sendSignal(postmaster.pid, 'INT', pgCtl)
    afterwards()
  }
  if (atExit.size === 0) process.on('exit', onExit)
  atExit.add(end)
  return () => {
    atExit.delete(end)
    if (atExit.size === 0) process.off('exit', onExit)
  }
}

/**
 * Has the server end when this process is killed, too: a shell waits for its input to end, which it does with us. For
 * servers of throwaway directories, which nobody would come to adopt. Answers how to take that back.
 */
export function endWhenWeAreKilled({ pid, socketDir }: Postmaster): () => void {
  if (process.platform === 'win32') return () => {}
  const script = 'read _; kill -INT "$0"; rm -f "$1/.s.PGSQL.5432" "$1/.s.PGSQL.5432.lock"; rmdir "$1"'
  const watch = spawn('/bin/sh', ['-c', script, String(pid), socketDir], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watch.on('error', () => {})
  watch.unref()
  if (watch.stdin instanceof Socket) watch.stdin.unref()
  return () => {
    watch.kill('SIGKILL')
  }
}
