import { refused } from './refused.ts'

/** Deeper than anything that is meant. */
const most = 64

/**
 * Refuses what is nested without end: what walks it later, down to the database, would run out of stack.
 *
 * @throws {Refused}
 */
export function requireShallow(value: unknown): void {
  let level = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) {
      throw refused(
        'answer_invalid',
        `The identity provider sent claims that are nested more than ${most} deep. Have it send less.`,
      )
    }
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
}
