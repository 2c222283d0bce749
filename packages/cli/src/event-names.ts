import type { EventName } from '@portico/sdk'
import { usageFailure } from './framework/failure.ts'
import { nearest } from './framework/nearest.ts'

/** Refuses what is not an event. The catalogue of all is loaded only then, for the sake of a suggestion. */
export async function requireEventNames(names: readonly string[]): Promise<readonly EventName[]> {
  const { isKnownEvent } = await import('@portico/sdk')
  const unknown = names.find((name) => !isKnownEvent({ event: name } as never))
  if (unknown === undefined) return names as readonly EventName[]
  const { eventNames } = await import('@portico/server')
  const meant = nearest(unknown, eventNames)
  throw usageFailure(
    `${unknown} is not an event.${meant ? ` Did you mean ${meant}?` : ''}`,
    'The reference of the API lists all events.',
  )
}
