import { type Command, flagName } from './command.ts'
import { exitCodes } from './failure.ts'
import type { Option } from './options.ts'
import { type Style, wrap } from './output.ts'
import { globalOptions } from './parse.ts'

type Look = { style: Style; width: number }

/** The page of all commands. */
export function helpForAll(commands: readonly Command[], look: Look): string {
  const { style } = look
  return page([
    `${style.bold('portico')}: run Portico, and work with it.`,
    section('Usage', ['portico COMMAND [OPTIONS]'], look),
    section(
      'Commands',
      columns(
        commands.map(({ name, summary }) => [name, summary]),
        look,
      ),
      look,
    ),
    section('Options of every command', optionLines(globalOptions, look), look),
    section(
      'Environment',
      columns(
        [
          ['NO_COLOR', 'Print no colours.'],
          ['PORTICO_DEBUG', 'When 1, errors show where in the program they were thrown.'],
        ],
        look,
      ),
      look,
    ),
    section(
      'Exit codes',
      columns(
        [
          [
            String(exitCodes.ok),
            'Done. A server that was asked to stop and has finished its requests ends so, too.',
          ],
          [String(exitCodes.failed), 'It failed: the message says why and what to do.'],
          [String(exitCodes.usage), 'The command line is not understood.'],
          [
            String(exitCodes.cannotStart),
            'It cannot start: a setting, the port, the data directory or the database.',
          ],
          [String(exitCodes.interrupted), 'It was interrupted before it had finished.'],
        ],
        look,
      ),
      look,
    ),
    `${style.dim('portico COMMAND --help')} explains a command, with examples.`,
  ])
}

/** The commands of a group, such as `environments`. */
export function helpForGroup(group: string, commands: readonly Command[], look: Look): string {
  return page([
    section('Usage', [`portico ${group} COMMAND [OPTIONS]`], look),
    section(
      'Commands',
      columns(
        commands.map(({ name, summary }) => [name, summary]),
        look,
      ),
      look,
    ),
    `${look.style.dim(`portico ${group} COMMAND --help`)} explains a command, with examples.`,
  ])
}

/** The page of one command. */
export function helpFor(command: Command, look: Look): string {
  const words = Object.values(command.arguments).map(({ placeholder, required }) =>
    required ? placeholder : `[${placeholder}]`,
  )
  const usage = ['portico', command.name, ...words, '[OPTIONS]'].join(' ')
  const given = Object.values(command.arguments).map(
    ({ placeholder, summary }) => [placeholder, summary] as const,
  )
  const variables = Object.entries(command.environment ?? {})
  return page([
    `${wrap(command.summary, look.width)}.`,
    section('Usage', [usage], look),
    ...(command.description?.split(/\n\s*\n/) ?? []).map((paragraph) => wrap(paragraph.trim(), look.width)),
    given.length > 0 && section('Arguments', columns(given, look), look),
    section('Options', optionLines({ ...command.options, ...globalOptions }, look), look),
    variables.length > 0 && section('Environment', columns(variables, look), look),
    section(
      'Examples',
      command.examples.flatMap(([line, what]) => [look.style.dim(`# ${what}`), line]),
      look,
    ),
  ])
}

function page(parts: readonly (string | false)[]): string {
  return `${parts.filter((part) => part !== false).join('\n\n')}\n`
}

function section(title: string, lines: readonly string[], { style }: Look): string {
  return [style.bold(title), ...lines.map((line) => `  ${line}`)].join('\n')
}

function optionLines(options: Readonly<Record<string, Option<unknown>>>, look: Look): string[] {
  return columns(
    Object.entries(options).map(([name, { summary, placeholder, fallback }]) => [
      [`--${flagName(name)}${name === 'help' ? ', -h' : ''}`, placeholder].filter(Boolean).join(' '),
      fallback === undefined ? summary : `${summary} Default: ${fallback}.`,
    ]),
    look,
  )
}

/** Terms with their explanations beside them. */
function columns(
  rows: readonly (readonly [term: string, explanation: string])[],
  { width, style }: Look,
): string[] {
  const left = Math.max(...rows.map(([term]) => term.length)) + 2
  return rows.map(([term, explanation]) => {
    const text = wrap(explanation, width - 2, left + 2)
    return `${style.cyan(term)}${' '.repeat(left - term.length)}${text}`
  })
}
