import { fromAnswer, type WireNotes } from './wire.ts'

/**
 * Makes the function that reads events from the wire.
 *
 * @param known the notes of each event that is known, by its name
 * @param unknown the notes of all others
 */
export function eventReader(
  known: Readonly<Record<string, WireNotes>>,
  unknown: WireNotes,
): (value: unknown) => unknown {
  return (value) => {
    const name = (value as { event?: string } | null)?.event ?? ''
    return fromAnswer(value, Object.hasOwn(known, name) ? known[name] : unknown)
  }
}
