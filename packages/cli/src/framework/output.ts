import { styleText } from 'node:util'

/** A stream that is written to: what is shown, whether a person sits before it, and how wide their window is. */
export type Stream = {
  write(text: string): unknown
  isTTY?: boolean | undefined
  columns?: number | undefined
}

export type Style = Record<'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan', (text: string) => string>

/**
 * Where a command writes. Its results go to standard output, as text or as JSON; what it does meanwhile, and what is
 * wrong, goes to standard error, so that a program reads results only.
 */
export type Out = {
  json: boolean
  style: Style
  /** Width to keep to. */
  width: number
  /** A result: a line of JSON with `--json`, else the text that is made of it. */
  result(value: unknown, text: () => string): void
  /** A result that is a list of records: an array with `--json`, else a table of the columns named. */
  table<R extends Record<string, unknown>>(
    rows: readonly R[],
    columns: Record<string, (row: R) => string>,
    empty: string,
  ): void
  /** What a person wants to know meanwhile. */
  note(text: string): void
  /** What a person should know: it works, but. */
  warn(text: string): void
}

export function createOut(
  {
    stdout,
    stderr,
    env,
  }: { stdout: Stream; stderr: Stream; env: Readonly<Record<string, string | undefined>> },
  json: boolean,
): Out {
  const style = styleFor(stdout, env)
  const errorStyle = styleFor(stderr, env)
  return {
    json,
    style,
    width: widthOf(stdout),
    result: (value, text) => stdout.write(`${json ? JSON.stringify(value) : text()}\n`),
    table(rows, columns, empty) {
      if (json) stdout.write(`${JSON.stringify(rows)}\n`)
      else stdout.write(rows.length === 0 ? `${empty}\n` : layOut(rows, columns, style))
    },
    note: (text) => stderr.write(`${text}\n`),
    warn: (text) => stderr.write(`${errorStyle.yellow('Warning:')} ${text}\n`),
  }
}

export const widthOf = ({ columns = 100 }: Stream) => Math.min(Math.max(columns, 40), 110)

/** Colours on a terminal only, and not where they are unwanted (https://no-color.org). */
export function styleFor(stream: Stream, env: Readonly<Record<string, string | undefined>>): Style {
  const coloured = stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb'
  const paint = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    coloured ? styleText(format, text, { validateStream: false }) : text
  return {
    bold: paint('bold'),
    dim: paint('dim'),
    red: paint('red'),
    green: paint('green'),
    yellow: paint('yellow'),
    cyan: paint('cyan'),
  }
}

function layOut<R>(rows: readonly R[], columns: Record<string, (row: R) => string>, style: Style): string {
  const titles = Object.keys(columns)
  const cells = rows.map((row) => titles.map((title) => columns[title]?.(row) ?? ''))
  const widths = titles.map((title, i) =>
    Math.max(title.length, ...cells.map((line) => line[i]?.length ?? 0)),
  )
  const line = (words: readonly string[]) =>
    words
      .map((word, i) => word.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd()
  return `${[style.dim(line(titles)), ...cells.map(line)].join('\n')}\n`
}

/** Breaks a text between words. Lines after the first are indented. */
export function wrap(text: string, width: number, indent = 0): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width - indent) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`)
}
