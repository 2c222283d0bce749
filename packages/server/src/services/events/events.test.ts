import type { Event } from '@portico/sdk'
import { describe, expect, it } from 'vitest'
import { recordOrganizations } from '../../testing/events.ts'
import { eventually } from '../../testing/eventually.ts'
import { type Tenant, testServer } from '../../testing/index.ts'

/** Waits until the feed holds as many events, and returns them all, oldest first. */
async function feedOf({ client }: Tenant, count: number): Promise<Event[]> {
  return eventually(async () => {
    const events = await client.events.listEvents({ limit: 100 }).toArray()
    return events.length >= count && events
  })
}

async function createOrganizations({ client }: Tenant, count: number, prefix = 'Company') {
  const created = []
  for (let n = 1; n <= count; n++) {
    created.push(await client.organizations.createOrganization({ name: `${prefix} ${n}` }))
  }
  return created
}

const idsOf = (events: readonly { id: string }[]) => events.map(({ id }) => id)
const namesOf = (events: readonly Event[]) => events.map((event) => (event.data as { name: string }).name)

describe('listEvents', () => {
  it('shows what happened, oldest first, with who did it', async () => {
    const tenant = await testServer()
    const [organization] = await createOrganizations(tenant, 1)
    await tenant.client.organizations.updateOrganization(organization!.id, { name: 'Renamed' })
    const [created, updated] = await feedOf(tenant, 2)
    expect(created).toMatchObject({
      object: 'event',
      event: 'organization.created',
      data: { object: 'organization', id: organization!.id, name: 'Company 1' },
      createdAt: organization!.createdAt,
      context: { actor: { source: 'api', name: 'First key' } },
    })
    expect(updated).toMatchObject({
      event: 'organization.updated',
      context: { previousAttributes: { name: 'Company 1' } },
    })
  })

  it('keeps environments apart, also for cursors', async () => {
    const tenant = await testServer()
    await createOrganizations(tenant, 1)
    await createOrganizations(tenant.other, 1, 'Other')
    const [own] = await feedOf(tenant, 1)
    const [foreign] = await feedOf(tenant.other, 1)
    expect(namesOf([own!, foreign!])).toEqual(['Company 1', 'Other 1'])
    await expect(tenant.client.events.listEvents({ after: foreign!.id })).rejects.toMatchObject({
      status: 400,
    })
  })

  it('pages in either order, and leads back with `before`', async () => {
    const tenant = await testServer()
    await createOrganizations(tenant, 5)
    const all = idsOf(await feedOf(tenant, 5))
    const page = async (query: Record<string, string>) => {
      const { status, body } = await tenant.request('GET', `/events?${new URLSearchParams(query)}`)
      expect(status).toBe(200)
      const { data, list_metadata } = body as { data: Event[]; list_metadata: { after: string | null } }
      expect(Object.keys(list_metadata)).toEqual(['after'])
      return { at: data.map(({ id }) => all.indexOf(id)), after: all.indexOf(list_metadata.after ?? '') }
    }
    expect(await page({ limit: '2' })).toEqual({ at: [0, 1], after: 1 })
    expect(await page({ limit: '2', after: all[1]! })).toEqual({ at: [2, 3], after: 3 })
    expect(await page({ limit: '2', after: all[3]! })).toEqual({ at: [4], after: -1 })
    expect(await page({ limit: '2', after: all[4]! })).toEqual({ at: [], after: -1 })
    expect(await page({ limit: '2', before: all[3]! })).toEqual({ at: [1, 2], after: 2 })
    expect(await page({ limit: '9', before: all[3]! })).toEqual({ at: [0, 1, 2], after: 2 })
    expect(await page({ limit: '9', after: all[0]!, before: all[4]! })).toEqual({ at: [1, 2, 3], after: -1 })
    expect(await page({ limit: '2', order: 'desc' })).toEqual({ at: [4, 3], after: 3 })
    expect(await page({ limit: '2', order: 'desc', after: all[3]! })).toEqual({ at: [2, 1], after: 1 })
    expect(await page({ limit: '2', order: 'desc', before: all[1]! })).toEqual({ at: [3, 2], after: 2 })
    expect(await page({ limit: '2', order: 'normal', before: all[3]! })).toEqual({ at: [2, 1], after: 2 })
    expect(await page({ limit: '2', order: 'normal', after: all[1]! })).toEqual({ at: [3, 2], after: 3 })
  })

  it('filters by name, in every dialect that clients write lists in', async () => {
    const tenant = await testServer()
    const [first] = await createOrganizations(tenant, 2)
    await tenant.client.organizations.updateOrganization(first!.id, { name: 'Renamed' })
    await tenant.client.organizations.deleteOrganization(first!.id)
    await feedOf(tenant, 4)
    for (const filter of [
      'events=organization.deleted,organization.updated',
      'events[]=organization.updated&events[]=organization.deleted',
      'events=organization.updated&events=organization.deleted&events=organization.deleted',
    ]) {
      const { body } = await tenant.request('GET', `/events?${filter}`)
      const { data } = body as { data: Event[] }
      expect(data.map(({ event }) => event)).toEqual(['organization.updated', 'organization.deleted'])
    }
    const pages = await tenant.client.events
      .listEvents({ events: ['organization.created', 'organization.updated'], limit: 1 })
      .toArray()
    expect(namesOf(pages)).toEqual(['Company 1', 'Company 2', 'Renamed'])
  })

  it('filters by organization, also after the organization is gone', async () => {
    const tenant = await testServer()
    const [first, second] = await createOrganizations(tenant, 2)
    await tenant.client.organizations.deleteOrganization(first!.id)
    await feedOf(tenant, 3)
    const of = (organizationId: string) => tenant.client.events.listEvents({ organizationId }).toArray()
    expect((await of(first!.id)).map(({ event }) => event)).toEqual([
      'organization.created',
      'organization.deleted',
    ])
    expect(namesOf(await of(second!.id))).toEqual(['Company 2'])
    expect(await of('org_01ARZ3NDEKTSV4RRFFQ69G5FAV')).toEqual([])
  })

  it('filters by time: from the first instant on, to before the last', async () => {
    const tenant = await testServer()
    const { kernel } = tenant.server
    const at = (time: string) => new Date(`2026-03-01T${time}Z`)
    for (const time of ['10:00:00.000', '11:00:00.000', '12:00:00.000']) {
      const { environment } = tenant
      await recordOrganizations(kernel.database.sql, { environment, now: at(time) }, [time])
    }
    await feedOf(tenant, 3)
    const between = async (rangeStart?: string, rangeEnd?: string) =>
      namesOf(await tenant.client.events.listEvents({ rangeStart, rangeEnd, limit: 1 }).toArray())
    expect(await between('2026-03-01T11:00:00Z')).toEqual(['11:00:00.000', '12:00:00.000'])
    expect(await between('2026-03-01T11:00:00.001Z')).toEqual(['12:00:00.000'])
    expect(await between(undefined, '2026-03-01T11:00:00')).toEqual(['10:00:00.000'])
    expect(await between('2026-03-01', '2026-03-31')).toHaveLength(3)
    expect(await between('2026-03-01T12:00:00+01:00', '2026-03-01T13:00:00+0100')).toEqual(['11:00:00.000'])
  })

  it.each([
    ['an unknown name', 'events=organization.created,organization.exploded', 'events.1'],
    ['a limit that is none', 'limit=0', 'limit'],
    ['a limit above 100', 'limit=101', 'limit'],
    ['an unknown order', 'order=sideways', 'order'],
    ['a start that is no instant', 'range_start=yesterday', 'range_start'],
    ['an end that does not exist', 'range_end=2026-02-30T25:00:00Z', 'range_end'],
    ['an instant before 1970', 'range_start=1969-12-31', 'range_start'],
    ['a range that is turned round', 'range_start=2026-02-02&range_end=2026-02-01', 'range_end'],
    ['an empty range', 'range_start=2026-02-01&range_end=2026-02-01', 'range_end'],
    ['a range of more than 30 days', 'range_start=2026-01-01&range_end=2026-02-01', 'range_end'],
  ])('refuses %s', async (_, query, field) => {
    const { request } = await testServer()
    const { status, body } = await request('GET', `/events?${query}`)
    expect([status, body]).toMatchObject([422, { message: 'Validation failed.', errors: [{ field }] }])
  })

  it.each(['event_01ARZ3NDEKTSV4RRFFQ69G5FAV', 'org_01ARZ3NDEKTSV4RRFFQ69G5FAV', "'; --", 'x'.repeat(2000)])(
    'refuses the cursor %s, which is no event of this environment, with a message and status 400',
    async (cursor) => {
      const { request } = await testServer()
      for (const parameter of ['after', 'before']) {
        const { status, body } = await request('GET', `/events?${parameter}=${encodeURIComponent(cursor)}`)
        expect(status).toBe(400)
        expect(Object.keys(body)).toEqual(['message'])
      }
    },
  )

  it('shows an event only once no earlier transaction can slip one in before it', async () => {
    const tenant = await testServer()
    const { kernel } = tenant.server
    const slow = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const source = { environment: tenant.environment, now: kernel.clock.now() }
    const slowTransaction = kernel.database.transaction(async (tx) => {
      await recordOrganizations(tx, source, ['slow'])
      begun.resolve()
      await slow.promise
    })
    await begun.promise
    await recordOrganizations(kernel.database.sql, source, ['fast'])
    expect(await tenant.recorded.events()).toHaveLength(1)
    expect((await tenant.client.events.listEvents()).data).toEqual([])
    slow.resolve()
    await slowTransaction
    expect(namesOf(await feedOf(tenant, 2))).toEqual(['slow', 'fast'])
  })

  it('is followed by the SDK across polls', async () => {
    const tenant = await testServer()
    await createOrganizations(tenant, 2)
    const [first] = await feedOf(tenant, 2)
    const seen: string[] = []
    const controller = new AbortController()
    const following = (async () => {
      for await (const event of tenant.client.events.follow({
        after: first!.id,
        pollMs: 20,
        signal: controller.signal,
      })) {
        seen.push((event.data as { name: string }).name)
      }
    })()
    await createOrganizations(tenant, 2, 'Later')
    await eventually(() => seen.length === 3)
    controller.abort()
    await following
    expect(seen).toEqual(['Company 2', 'Later 1', 'Later 2'])
  })
})
