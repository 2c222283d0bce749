import { randomFillSync } from 'node:crypto'
import { monotonicFactory } from 'ulid'

// The library asks for one random number a character; a system call each would be most of its cost.
const pool = new Uint8Array(4_096)
let used = pool.length

function random(): number {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  return (pool[used++] as number) / 256
}

let nextUlid = monotonicFactory(random)
let latest = 0

/** Machines put their clocks back by less when they correct them; in development people put them back by days. */
const correctionMs = 60_000

/**
 * A new identifier: the prefix, an underscore and a ULID of the instant. Identifiers made by one process ascend
 * strictly, also within a millisecond, so that lists sorted by id are sorted by creation. Only a clock that was moved
 * back is followed: its identifiers tell its time.
 */
export function newId(prefix: string, now: Date): string {
  const time = now.getTime()
  if (time < latest - correctionMs) {
    nextUlid = monotonicFactory(random)
    latest = time
  }
  latest = Math.max(latest, time)
  return `${prefix}_${nextUlid(time)}`
}

/** The smallest identifier that could have been made at the instant: bounds of ranges and partitions. */
export function firstIdAt(prefix: string, at: Date): string {
  let time = at.getTime()
  let text = ''
  for (let i = 0; i < 10; i++) {
    text = crockford.charAt(time % 32) + text
    time = Math.floor(time / 32)
  }
  return `${prefix}_${text}0000000000000000`
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
