import { fromWire, type WireNotes } from './wire.ts'

/**
 * Makes the function that reads events from the wire.
 *
 * @param opaque for each event that is known, the places in its data that hold keys of the customer's own
 * @param envelope the like places outside of `data`
 */
export function eventReader(
  opaque: Readonly<Record<string, readonly string[]>>,
  envelope: readonly string[],
): (value: unknown) => unknown {
  const notes = new Map<string, WireNotes>()
  for (const [name, paths] of Object.entries(opaque)) {
    notes.set(name, { response: [...envelope, ...paths.map((path) => `data.${path}`)] })
  }
  const unknown: WireNotes = { response: [...envelope, 'data'] }
  return (value) => fromWire(value, notes.get((value as { event?: string } | null)?.event ?? '') ?? unknown)
}
