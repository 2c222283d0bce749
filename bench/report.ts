import type { Measured } from './load.ts'

/** One line of the table. */
export type Figure = {
  case: string
  ours: string
  /** What it is held against, measured in the same run. */
  peer?: string
  ratio?: number
  target?: string
  /** Absent where there is no target, or nothing could be measured. */
  met?: boolean
  /** The numbers behind the words, for `--json`. */
  details?: unknown
}

/** A case that cannot be measured, and why. */
export const skipped = (name: string, reason: string): Figure => ({ case: name, ours: `skipped: ${reason}` })

export const describe = ({ perSecond, p50Ms, p99Ms }: Measured) =>
  `${Math.round(perSecond)}/s  p50 ${p50Ms.toFixed(1)}  p99 ${p99Ms.toFixed(1)} ms`

const verdicts = { true: 'ok', false: 'MISSED', undefined: '' } as const

/** The table that a person reads. */
export function table(figures: readonly Figure[]): string {
  const rows = [
    ['case', 'ours', 'peer', 'ratio', 'target', 'verdict'],
    ...figures.map((figure) => [
      figure.case,
      figure.ours,
      figure.peer ?? '',
      figure.ratio?.toFixed(2) ?? '',
      figure.target ?? '',
      verdicts[`${figure.met}`],
    ]),
  ]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  const line = (row: string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  const [header = [], ...body] = rows
  return [line(header), widths.map((width) => '─'.repeat(width)).join('  '), ...body.map(line)].join('\n')
}
