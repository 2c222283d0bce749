import type { MovableClock } from '../../kernel/clock.ts'
import { invalidField } from '../../kernel/http/errors.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { offsetInWords } from './time.ts'

/** The clock at an instant. */
export type ClockReading = { now: Date; offsetMs: number }

export function readClock({ clock }: Pick<Kernel, 'clock'>): ClockReading {
  return { now: clock.now(), offsetMs: clock.offsetMs() }
}

/** The clock as the start page shows it. */
export type ShownClock = { now: string; offsetMs: number; words: string }

export function shownClock(kernel: Pick<Kernel, 'clock'>): ShownClock {
  const { now, offsetMs } = readClock(kernel)
  return { now: now.toISOString(), offsetMs, words: offsetInWords(offsetMs) }
}

/** Sets the clock to an instant. */
export function moveTo(kernel: Kernel, instant: Date): Promise<ClockReading> {
  return move(kernel, (reading) => offsetTo(reading, instant, 'now'))
}

/** Moves the clock forward from where it is. */
export function advance(kernel: Kernel, seconds: number): Promise<ClockReading> {
  return move(kernel, (reading) =>
    offsetTo(reading, new Date(reading.now.getTime() + seconds * 1000), 'seconds'),
  )
}

/** Gives the clock the real time again. */
export function reset(kernel: Kernel): Promise<ClockReading> {
  return move(kernel, () => 0)
}

// Identifiers count milliseconds from 1970, and years of more than four digits have another form on the wire.
const earliest = Date.parse('1970-01-01T00:00:00.000Z')
const latest = Date.parse('9999-12-31T00:00:00.000Z')

/** The offset under which the clock shows the instant. */
export function offsetTo({ now, offsetMs }: ClockReading, instant: Date, field: string): number {
  const at = instant.getTime()
  if (!(at >= earliest && at < latest)) {
    throw invalidField(field, 'invalid', 'The clock can be set to any instant from 1970 to 9999.')
  }
  return at - (now.getTime() - offsetMs)
}

/** The last move of a clock: the next one begins where it ended, so that none is lost. */
const lastMoves = new WeakMap<MovableClock, Promise<unknown>>()

async function move(kernel: Kernel, offset: (reading: ClockReading) => number): Promise<ClockReading> {
  const clock = kernel.clock as MovableClock
  const moved = (lastMoves.get(clock) ?? Promise.resolve()).then(async () => {
    await clock.setOffset(offset(readClock(kernel)))
    return readClock(kernel)
  })
  lastMoves.set(
    clock,
    moved.catch(() => {}),
  )
  return moved
}
