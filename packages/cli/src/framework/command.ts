import type { ExitCode } from './failure.ts'
import type { Argument, Option } from './options.ts'
import type { Out } from './output.ts'

/** What every command is given beside its own options. */
export type Context = {
  out: Out
  /** Aborted by Ctrl-C, SIGTERM or a closed terminal: finish what is under way, then return. */
  signal: AbortSignal
  env: Readonly<Record<string, string | undefined>>
}

type Options = Record<string, Option<unknown>>
type Arguments = Record<string, Argument<unknown>>
type Values<T extends Record<string, { read(...given: never[]): unknown }>> = {
  [K in keyof T]: ReturnType<T[K]['read']>
}

/** A command: how it is called, how it is explained, what it does. */
export type Command = {
  /** As it is typed: `events follow`. */
  name: string
  /** One line for the list of all commands. */
  summary: string
  /** What a person has to know who uses it for the first time. Paragraphs are parted by an empty line. */
  description?: string
  arguments: Arguments
  options: Options
  /** Variables that it reads, and what each is for. */
  environment?: Readonly<Record<string, string>>
  /** Command lines as they may be typed, and what each one does. */
  examples: readonly (readonly [commandLine: string, what: string])[]
  run(context: Context, values: Record<string, unknown>): Promise<ExitCode | undefined>
}

type Declaration<O extends Options, A extends Arguments> = Omit<Command, 'options' | 'arguments' | 'run'> & {
  options: O
  arguments?: A
  /**
   * Does the work and ends by returning: `process.exit` would cut off what is being written, and the database.
   *
   * @returns the exit code, where it is not 0
   * @throws whatever hindered it; {@link Failure} where it knows what to do about it
   */
  run(context: Context, values: Values<O> & Values<A>): Promise<ExitCode | undefined>
}

/** Declares a command. Its options reach `run` under their names here, typed: `forwardTo` is `--forward-to`. */
export function command<O extends Options, A extends Arguments = Record<never, never>>(
  declaration: Declaration<O, A>,
): Command {
  return { arguments: {}, ...declaration } as unknown as Command
}

/** `forwardTo` → `forward-to`. */
export const flagName = (name: string) => name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)
