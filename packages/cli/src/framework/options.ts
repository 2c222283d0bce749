/** How an option is written, read and explained. */
export type Option<T> = {
  summary: string
  /** What stands for the value in help: `PORT`. A flag has none. */
  placeholder?: string
  /** What help says happens without it. */
  fallback?: string
  /** Whether it may be given more than once, its values together. */
  repeatable?: boolean
  /** The values that it takes, where they can be counted. */
  choices?: readonly string[]
  /** Reads what was given: nothing where the option was left out. @throws {Unreadable} */
  read(given: readonly string[]): T
}

/** A value that an option does not take. The message completes the sentence "--port …". */
export class Unreadable extends Error {}

type Settings<T> = {
  placeholder?: string
  default?: T
  /** Says what happens without the option, where that is no fixed value. */
  fallback?: string
  required?: boolean
}

/** Without a default, and where it is not required, the option may be absent. */
type ValueOf<T, S> = S extends { default: T } | { required: true } ? T : T | undefined

function single<T, S extends Settings<T>>(
  summary: string,
  placeholder: string,
  settings: S | undefined,
  parse: (text: string) => T,
): Option<ValueOf<T, S>> {
  const fallback =
    settings?.fallback ?? (settings?.default === undefined ? undefined : String(settings.default))
  return {
    summary: settings?.required ? `${summary} Required.` : summary,
    placeholder: settings?.placeholder ?? placeholder,
    ...(fallback !== undefined && { fallback }),
    read(given) {
      const text = given.at(-1)
      if (text !== undefined) return parse(text) as ValueOf<T, S>
      if (settings?.required) throw new Unreadable('is required')
      return settings?.default as ValueOf<T, S>
    },
  }
}

/** What an option may be. Every value is read before a command runs. */
export const option = {
  text: <const S extends Settings<string>>(summary: string, settings?: S) =>
    single<string, S>(summary, 'TEXT', settings, (text) => {
      if (text.trim() === '') throw new Unreadable('must not be empty')
      return text
    }),

  number: <const S extends Settings<number> & { min?: number; max?: number }>(
    summary: string,
    settings?: S,
  ) =>
    single<number, S>(summary, 'NUMBER', settings, (text) => {
      const { min = 0, max = Number.MAX_SAFE_INTEGER } = settings ?? {}
      const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
      if (!(value >= min && value <= max)) {
        throw new Unreadable(`must be a whole number from ${min} to ${max}, and is ${JSON.stringify(text)}`)
      }
      return value
    }),

  url: <const S extends Settings<string>>(summary: string, settings?: S) =>
    single<string, S>(summary, 'URL', settings, (text) => {
      const url = URL.parse(text)
      if (!url || !/^https?:$/.test(url.protocol)) {
        throw new Unreadable(`must be an http or https address, and is ${JSON.stringify(text)}`)
      }
      return text
    }),

  choice: <const C extends string, const S extends Settings<C>>(
    summary: string,
    choices: readonly C[],
    settings?: S,
  ) => ({
    ...single<C, S>(`${summary} One of: ${choices.join(', ')}.`, 'CHOICE', settings, (text) => {
      const chosen = choices.find((choice) => choice === text)
      if (!chosen)
        throw new Unreadable(`must be one of ${choices.join(', ')}, and is ${JSON.stringify(text)}`)
      return chosen
    }),
    choices,
  }),

  /** Several values, with commas between them or the option repeated. */
  list: (
    summary: string,
    settings: Pick<Settings<string>, 'placeholder' | 'fallback'> = {},
  ): Option<string[]> => ({
    summary,
    placeholder: settings.placeholder ?? 'A,B',
    repeatable: true,
    ...(settings.fallback && { fallback: settings.fallback }),
    read: (given) =>
      given
        .flatMap((text) => text.split(','))
        .map((word) => word.trim())
        .filter((word) => word !== ''),
  }),

  flag: (summary: string): Option<boolean> => ({ summary, read: (given) => given.length > 0 }),
}

/** What a command takes without a name, such as the event of `portico trigger EVENT`. */
export type Argument<T> = { summary: string; placeholder: string; required: boolean; read(given?: string): T }

export const argument = {
  required: (placeholder: string, summary: string): Argument<string> => ({
    summary,
    placeholder,
    required: true,
    read: (given = '') => given,
  }),
  optional: (placeholder: string, summary: string): Argument<string | undefined> => ({
    summary,
    placeholder,
    required: false,
    read: (given) => given,
  }),
}
