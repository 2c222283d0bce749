import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const deadlineMs = 60_000

/** The CLI as a process of its own. It ends with the test. */
export type Spawned = {
  pid: number
  stdout(): string
  stderr(): string
  /** Waits until it has printed what matches, on either stream. */
  printed(pattern: RegExp): Promise<RegExpMatchArray>
  kill(signal: NodeJS.Signals): void
  /** Waits until it has ended. */
  ended(): Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

export function spawnPortico(words: string[], env: Record<string, string> = {}): Spawned {
  const child = spawn(process.execPath, [main, ...words], {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text
      child.emit('printed')
    })
  }
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })

  async function printed(pattern: RegExp): Promise<RegExpMatchArray> {
    const timeout = AbortSignal.timeout(deadlineMs)
    for (;;) {
      const match = pattern.exec(output.stdout) ?? pattern.exec(output.stderr)
      if (match) return match
      const next = await Promise.race([once(child, 'printed', { signal: timeout }), ended]).catch(
        () => 'late',
      )
      const isOver = next === 'late' || child.exitCode !== null || child.signalCode !== null
      if (isOver && !pattern.test(output.stdout) && !pattern.test(output.stderr)) {
        throw new Error(`${pattern} was not printed.\n${output.stdout}\n${output.stderr}`)
      }
    }
  }

  return {
    pid: child.pid as number,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    printed,
    kill: (signal) => void child.kill(signal),
    ended: () => ended,
  }
}

/** What `portico dev --json` prints when it is ready. */
export type Ready = {
  url: string
  api_key: string
  client_id: string
  start_url: string
  data_dir: string
  pid: number
}

/** Starts `portico dev` on a free port, and waits until it is ready. */
export async function spawnDev(...words: string[]): Promise<Spawned & { ready: Ready }> {
  const spawned = spawnPortico(['dev', '--port', '0', '--json', ...words])
  const [line] = await spawned.printed(/^\{"url".*\}$/m)
  return { ...spawned, ready: JSON.parse(line) as Ready }
}

/** A directory of the test's own, removed with it. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'portico-cli-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }))
  return directory
}
