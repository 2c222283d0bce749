import type { Queryable } from '../kernel/database/database.ts'
import { insertEvents, newEvent } from '../kernel/events/events.ts'

/** An organization as its events show it. */
const organizationNamed = (name: string) => ({
  object: 'organization' as const,
  id: 'org_01ARZ3NDEKTSV4RRFFQ69G5FAV',
  name,
  domains: [],
  metadata: {},
  external_id: null,
  created_at: '2026-01-15T12:00:00.000Z',
  updated_at: '2026-01-15T12:00:00.000Z',
})

/** Records `organization.created` of organizations that have these names, and nothing else. */
export async function recordOrganizations(
  sql: Queryable,
  source: { environment: { id: string }; now: Date },
  names: readonly string[],
): Promise<string[]> {
  const events = names.map((name) => newEvent(source, 'organization.created', organizationNamed(name)))
  await insertEvents(sql, events)
  return events.map(({ id }) => id)
}
