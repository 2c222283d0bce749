import { commands } from './commands/index.ts'
import type { Command } from './framework/command.ts'
import { type ExitCode, exitCodes, Failure, failureOf, usageFailure } from './framework/failure.ts'
import { helpFor, helpForAll, helpForGroup } from './framework/help.ts'
import { nearest } from './framework/nearest.ts'
import { createOut, type Stream, styleFor, widthOf, wrap } from './framework/output.ts'
import { parse } from './framework/parse.ts'

/** What the process gives a run. */
export type Process = {
  stdout: Stream
  stderr: Stream
  env: Readonly<Record<string, string | undefined>>
  signal: AbortSignal
}

/** Runs a command line. Returns the exit code: what went wrong has been printed by then. */
export async function run(words: readonly string[], process: Process): Promise<ExitCode> {
  try {
    return await dispatch(words, process)
  } catch (error) {
    if (process.signal.aborted && !(error instanceof Failure)) return exitCodes.interrupted
    const failure = failureOf(error)
    report(failure, words, process)
    return failure.exitCode
  }
}

async function dispatch(words: readonly string[], process: Process): Promise<ExitCode> {
  const { stdout, env, signal } = process
  const look = { style: styleFor(stdout, env), width: widthOf(stdout) }
  // Before the name of a command only the options that every command takes make sense.
  const start = words.findIndex((word) => !word.startsWith('-'))
  const before = start < 0 ? words : words.slice(0, start)
  const rest = start < 0 ? [] : words.slice(start)
  const unknown = before.find((word) => !['--help', '-h', '--version', '-v', '--json'].includes(word))
  if (unknown) throw usageFailure(`${unknown} is not an option of portico.`, 'See `portico --help`.')

  if (before.includes('--version') || before.includes('-v')) {
    stdout.write(`${await version()}\n`)
    return exitCodes.ok
  }
  if (rest[0] === 'help') return dispatch([...rest.slice(1), '--help'], process)
  if (rest.length === 0) {
    stdout.write(helpForAll(await loadAll(Object.keys(commands)), look))
    // Without a word nothing was asked for, and nothing done.
    return before.includes('--help') || before.includes('-h') ? exitCodes.ok : exitCodes.usage
  }

  const name = [rest.slice(0, 2).join(' '), rest[0] as string].find((candidate) =>
    Object.hasOwn(commands, candidate),
  )
  if (!name) return explainGroup(rest, stdout, look)
  const command = await load(name)
  const parsed = parse(command, [...before, ...rest.slice(name.split(' ').length)])
  if (parsed.help) {
    stdout.write(helpFor(command, look))
    return exitCodes.ok
  }
  const exitCode = await command.run({ out: createOut(process, parsed.json), signal, env }, parsed.values)
  return exitCode ?? (signal.aborted ? exitCodes.interrupted : exitCodes.ok)
}

/** `portico events --help`, or a name that is none. */
async function explainGroup(
  words: readonly string[],
  stdout: Stream,
  look: Parameters<typeof helpForGroup>[2],
): Promise<ExitCode> {
  const [group = '', second] = words
  const members = Object.keys(commands).filter((name) => name.startsWith(`${group} `))
  if (members.length === 0 || (second !== undefined && !second.startsWith('-'))) {
    const word = second === undefined || second.startsWith('-') ? group : `${group} ${second}`
    const typed = members.length === 0 ? group : word
    const names = Object.keys(commands)
    const meant = nearest(word, names) ?? nearest(group, [...names, ...names.map(firstWord)])
    throw usageFailure(
      `\`${typed}\` is not a command of portico.${meant ? ` Did you mean \`portico ${meant}\`?` : ''}`,
      'See `portico --help`.',
    )
  }
  stdout.write(helpForGroup(group, await loadAll(members), look))
  return words.includes('--help') || words.includes('-h') ? exitCodes.ok : exitCodes.usage
}

const firstWord = (name: string) => name.split(' ', 1)[0] as string

async function load(name: string): Promise<Command> {
  const loaded = await commands[name]?.()
  if (!loaded) throw new Error(`There is no command ${name}.`)
  return loaded.default
}

const loadAll = (names: readonly string[]) => Promise.all(names.map(load))

/** One sentence and what to do next. Programs that read JSON are told in JSON. */
function report(failure: Failure, words: readonly string[], { stderr, env }: Process) {
  const { message, remedy, exitCode, cause } = failure
  if (words.includes('--json')) {
    stderr.write(`${JSON.stringify({ error: { message, remedy: remedy ?? null, exit_code: exitCode } })}\n`)
  } else {
    const { red } = styleFor(stderr, env)
    stderr.write(`${red('Error:')} ${message}\n`)
    if (remedy) stderr.write(`${wrap(remedy, widthOf(stderr))}\n`)
  }
  if (env.PORTICO_DEBUG === '1') stderr.write(`${(cause as Error | undefined)?.stack ?? failure.stack}\n`)
}

async function version(): Promise<string> {
  const { readFile } = await import('node:fs/promises')
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
