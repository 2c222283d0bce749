import { parseArgs } from 'node:util'
import { type Command, flagName } from './command.ts'
import { usageFailure } from './failure.ts'
import { nearest } from './nearest.ts'
import { type Option, option, Unreadable } from './options.ts'

/** Options that every command takes. */
export const globalOptions = {
  json: option.flag('Print JSON: for programs, and people who pipe it into one.'),
  help: option.flag('Explain the command.'),
} satisfies Record<string, Option<boolean>>

export type Parsed = { json: boolean; help: boolean; values: Record<string, unknown> }

/** Reads what follows the name of a command. Asked for help, it complains about nothing. */
export function parse(command: Command, words: readonly string[]): Parsed {
  const given = readWords(command, words)
  const json = given.options.has('json')
  if (given.options.has('help')) return { json, help: true, values: {} }
  return {
    json,
    help: false,
    values: { ...readOptions(command, given.options), ...readArguments(command, given.positionals) },
  }
}

type Given = { options: Map<string, string[]>; positionals: string[] }

function readWords(command: Command, words: readonly string[]): Given {
  const all: Record<string, Option<unknown>> = { ...command.options, ...globalOptions }
  const byFlag = new Map(Object.entries(all).map(([name, declared]) => [flagName(name), { name, declared }]))
  const { tokens } = parseArgs({
    args: [...words],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: {
      ...Object.fromEntries(
        [...byFlag].map(([flag, { declared }]) => [
          flag,
          { type: declared.placeholder ? 'string' : 'boolean' } as const,
        ]),
      ),
      help: { type: 'boolean', short: 'h' },
    },
  })
  const given: Given = { options: new Map(), positionals: [] }
  for (const token of tokens) {
    if (token.kind === 'positional') given.positionals.push(token.value)
    if (token.kind !== 'option') continue
    const known = byFlag.get(token.name)
    if (!known) throw unknownOption(command, token.rawName, [...byFlag.keys()])
    const value = valueGiven(command, token, known.declared)
    given.options.set(known.name, [...(given.options.get(known.name) ?? []), value])
  }
  return given
}

type OptionToken = { rawName: string; value: string | undefined; inlineValue: boolean | undefined }

function valueGiven(
  command: Command,
  { rawName, value, inlineValue }: OptionToken,
  declared: Option<unknown>,
): string {
  const help = seeHelp(command)
  if (!declared.placeholder) {
    if (value !== undefined) throw usageFailure(`${rawName} takes no value.`, help)
    return ''
  }
  // `--seed --json`: the value was forgotten, far more often than it begins with a dash.
  if (value === undefined || (!inlineValue && value.startsWith('-') && value.length > 1)) {
    throw usageFailure(`${rawName} needs a value: ${rawName} ${declared.placeholder}.`, help)
  }
  return value
}

function unknownOption(command: Command, rawName: string, flags: string[]) {
  const meant = nearest(rawName.replace(/^-+/, ''), flags)
  return usageFailure(
    `${rawName} is not an option of \`portico ${command.name}\`.${meant ? ` Did you mean --${meant}?` : ''}`,
    seeHelp(command),
  )
}

function readOptions(command: Command, given: Given['options']): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(command.options).map(([name, declared]) => {
      try {
        return [name, declared.read(given.get(name) ?? [])]
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error
        throw usageFailure(`--${flagName(name)} ${error.message}.`, seeHelp(command))
      }
    }),
  )
}

function readArguments(command: Command, positionals: readonly string[]): Record<string, unknown> {
  const declared = Object.entries(command.arguments)
  const extra = positionals[declared.length]
  if (extra !== undefined) {
    throw usageFailure(
      `\`portico ${command.name}\` does not take ${JSON.stringify(extra)}.`,
      seeHelp(command),
    )
  }
  return Object.fromEntries(
    declared.map(([name, { placeholder, required, read }], index) => {
      const text = positionals[index]
      if (text === undefined && required) {
        throw usageFailure(`\`portico ${command.name}\` needs ${placeholder}.`, seeHelp(command))
      }
      return [name, read(text)]
    }),
  )
}

const seeHelp = ({ name }: Command) => `See \`portico ${name} --help\`.`
