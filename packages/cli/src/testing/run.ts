import { run } from '../cli.ts'

type Env = Record<string, string | undefined>

/** A command that runs in the test's own process: what it prints, and how it ends. */
export type Run = {
  stdout: string
  stderr: string
  exitCode: Promise<number>
  interrupt(): void
}

/** Runs a command line in this process: through everything but the process. */
export function start(
  words: string[],
  { env = {}, terminal = false }: { env?: Env; terminal?: boolean } = {},
): Run {
  const aborter = new AbortController()
  const output = { stdout: '', stderr: '' }
  const stream = (name: 'stdout' | 'stderr') => ({
    isTTY: terminal,
    write(text: string) {
      output[name] += text
    },
  })
  const exitCode = run(words, {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    env,
    signal: aborter.signal,
  })
  return Object.defineProperties({ exitCode, interrupt: () => aborter.abort() } as Run, {
    stdout: { get: () => output.stdout },
    stderr: { get: () => output.stderr },
  })
}

/** Runs a command line to its end. */
export async function portico(words: string[], options?: Parameters<typeof start>[1]) {
  const started = start(words, options)
  const exitCode = await started.exitCode
  const { stdout, stderr } = started
  return { exitCode, stdout, stderr, json: () => JSON.parse(stdout) }
}
