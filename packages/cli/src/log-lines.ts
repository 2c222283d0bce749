import type { Context } from './framework/command.ts'
import { type Stream, styleFor } from './framework/output.ts'

type Line = { level?: string; time?: string; msg?: string; err?: { message?: string } } & Record<
  string,
  unknown
>

/** Takes a server's log, which is JSON, and shows it to a person. */
export function readableLines(stream: Stream, env: Context['env']): { write(line: string): void } {
  const { red, yellow, dim } = styleFor(stream, env)
  const paint: Record<string, (text: string) => string> = { error: red, fatal: red, warn: yellow }
  return {
    write(line) {
      const { level = 'info', time = '', msg = '', err, ...rest } = JSON.parse(line) as Line
      const details = Object.entries(rest).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
      const text = [msg, err?.message].filter(Boolean).join(': ')
      stream.write(
        `${dim(time.slice(11, 19))} ${(paint[level] ?? dim)(level)} ${text} ${dim(details.join(' '))}\n`,
      )
    },
  }
}
