import type { Rounds } from '../load.ts'
import type { Figure } from '../report.ts'

/** How long to measure: `--quick` is for trying things, not for figures to keep. */
export type Settings = Rounds & {
  quick: boolean
  /** Says what is going on, on standard error. */
  note(line: string): void
}

export type Case = { name: string; run(settings: Settings): Promise<Figure[]> }
