import { type EventSpec, eventCatalogue } from '@portico/contract'
import { asSchema } from '../schema.ts'
import { code, paragraphs, table } from './markdown.ts'
import { notice } from './sections.ts'
import type { Types } from './types.ts'

/** The page of all events: when each is recorded, and what it carries. */
export function eventsPage(types: Types): string {
  const catalogue: Readonly<Record<string, EventSpec>> = eventCatalogue
  const events = Object.entries(catalogue).sort(([a], [b]) => (a < b ? -1 : 1))
  const rows = events.map(([name, { summary, data, webhook = true }]) => [
    code(name),
    types.of(asSchema(data), 'output'),
    webhook ? summary : `${summary} Not sent to webhooks.`,
  ])
  return paragraphs(
    notice,
    '# Events',
    'What `client.events.listEvents()` reads and webhooks bring: `event` is the name, `data` what it is about. In ' +
      'TypeScript `Event` is the union of all, told apart by `event`. An event that this version does not know keeps ' +
      'its data as it came; `isKnownEvent(event)` tells.',
    table(['event', 'data', 'recorded when'], rows),
  )
}
