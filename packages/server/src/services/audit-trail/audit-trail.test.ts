import { Client } from '@portico/sdk'
import { describe, expect, it } from 'vitest'
import { createTenant, type RawAnswer, type Tenant, testServer, transportTo } from '../../testing/index.ts'

const event = {
  group: 'Foo Corp',
  location: '192.0.2.10',
  action: 'user.created',
  action_type: 'C',
  actor_name: 'Foo',
  actor_id: 'user_12345',
  target_name: 'Bar',
  target_id: 'user_67890',
  occurred_at: '2020-01-10T15:30:00-05:00',
  metadata: { source: 'Email' },
}

type Caller = Pick<Tenant, 'request'>

const record = ({ request }: Caller, changes: Record<string, unknown> = {}, key?: string) =>
  request('POST', '/events', {
    body: { ...event, ...changes },
    ...(key !== undefined && { headers: { 'idempotency-key': key } }),
  })

type Trail = {
  data: { id: string; actor_id: string; action: { id: string; name: string } }[]
  listMetadata: { before: string | null; after: string | null }
}

/** Reads the trail as a client of the first generation: `pairs` are spelled as it spells them. */
async function read({ request }: Caller, pairs: [string, string][]): Promise<Trail> {
  const answer = await request('GET', `/events?${new URLSearchParams(pairs)}`)
  expect(answer).toMatchObject({ status: 200 })
  return answer.body
}

const actors = ({ data }: Trail) => data.map(({ actor_id }) => actor_id)
const own: [string, string] = ['group[]', event.group]

describe('createEvent', () => {
  it('records an event, as our SDK sends it', async () => {
    const tenant = await testServer()
    const { action_type, actor_name, actor_id, target_name, target_id, occurred_at, ...rest } = event
    const accepted = await tenant.client.auditTrail.createEvent({
      ...rest,
      actionType: 'C',
      actorName: actor_name,
      actorId: actor_id,
      targetName: target_name,
      targetId: target_id,
      occurredAt: occurred_at,
    })
    expect(accepted).toEqual({ success: true })
    expect(actors(await read(tenant, [own]))).toEqual([event.actor_id])
  })

  it('answers as the first clients expect, and tells the request by both names', async () => {
    const answer = await record(await testServer())
    expect([answer.status, answer.text]).toEqual([201, '{"success":true}'])
    expect(answer.headers.get('request-id')).toBe(answer.headers.get('x-request-id'))
  })

  it('is no event of the events API, and reaches no webhook', async () => {
    const tenant = await testServer()
    await record(tenant)
    expect(await tenant.recorded.events()).toEqual([])
  })

  it('takes what is empty, and no metadata', async () => {
    const tenant = await testServer()
    const { metadata, ...plain } = event
    const { status } = await tenant.request('POST', '/events', { body: { ...plain, location: '' } })
    expect(status).toBe(201)
    expect((await read(tenant, [own])).data).toMatchObject([{ location: '', metadata: {} }])
  })

  it('records an event once under its key', async () => {
    const tenant = await testServer()
    for (const answer of [await record(tenant, {}, 'bar'), await record(tenant, {}, 'bar')]) {
      expect([answer.status, answer.text]).toEqual([201, '{"success":true}'])
    }
    await Promise.all([1, 2, 3].map(() => record(tenant, {}, 'baz')))
    expect((await read(tenant, [own])).data).toHaveLength(2)
  })

  it('refuses another event under the key, in the words that clients know', async () => {
    const tenant = await testServer()
    await record(tenant, {}, 'bar')
    const other = await record(tenant, { actor_name: 'Other' }, 'bar')
    const message =
      'Another idempotency key (bar) with different request parameters was found. Please use a different idempotency key.'
    expect([other.status, other.body]).toEqual([400, { message }])
    expect((await record(tenant, {}, 'bar')).status).toBe(201)
    expect((await record(tenant.other, { actor_name: 'Other' }, 'bar')).status).toBe(201)
    expect((await read(tenant, [own])).data).toHaveLength(1)
  })

  it('says which member is missing, in a sentence', async () => {
    const tenant = await testServer()
    const { action_type, ...incomplete } = event
    const answer = await tenant.request('POST', '/events', { body: incomplete })
    expect([answer.status, answer.body]).toEqual([
      422,
      {
        message: 'Validation failed',
        errors: [{ field: 'action_type', code: 'action_type must be a string' }],
      },
    ])
    const id = answer.headers.get('x-request-id')
    expect(id).toMatch(/^req_/)
    expect(answer.headers.get('request-id')).toBe(id)
  })

  it.each([
    ['an action that is no string', { action: 1 }, 'action', 'action must be a string'],
    [
      'a type that there is not',
      { action_type: 'X' },
      'action_type',
      'action_type must be one of: C, R, U, D, c, r, u, d',
    ],
    ['a null', { actor_id: null }, 'actor_id', 'actor_id must be a string'],
    ['a group that is none', { group: '' }, 'group', 'group must NOT have fewer than 1 characters'],
    ['a name without end', { actor_name: 'x'.repeat(256) }, 'actor_name', expect.stringContaining('255')],
    ['a day that is none', { occurred_at: 'yesterday' }, 'occurred_at', expect.stringContaining('date-time')],
    [
      'a leap second',
      { occurred_at: '2016-12-31T23:59:60Z' },
      'occurred_at',
      expect.stringContaining('1970'),
    ],
    ['a year before all', { occurred_at: '0000-01-01T00:00:00Z' }, 'occurred_at', expect.any(String)],
    [
      '51 pairs of metadata',
      { metadata: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`k${n}`, ''])) },
      'metadata',
      expect.stringContaining('50'),
    ],
    ['a key of 41 characters', { metadata: { ['k'.repeat(41)]: 'v' } }, 'metadata', expect.any(String)],
    [
      'a value of 501 characters',
      { metadata: { k: 'v'.repeat(501) } },
      'metadata.k',
      expect.stringContaining('500'),
    ],
    ['a value that is no text', { metadata: { k: 1 } }, 'metadata.k', 'metadata.k must be a string'],
    ['NUL', { actor_name: 'a\u0000b' }, '', expect.stringContaining('NUL')],
  ])('refuses %s', async (_, changes, field, code) => {
    const tenant = await testServer()
    const answer: RawAnswer = await record(tenant, changes)
    expect([answer.status, answer.body]).toMatchObject([422, { errors: [{ field, code }] }])
    expect((await read(tenant, [own])).data).toEqual([])
  })

  it('takes as much metadata as is documented', async () => {
    const tenant = await testServer()
    const pairs = Array.from({ length: 50 }, (_, n) => [`${n}`.padEnd(40, 'k'), 'v'.repeat(500)])
    const metadata = Object.fromEntries(pairs)
    expect((await record(tenant, { metadata })).status).toBe(201)
    expect((await read(tenant, [own])).data).toMatchObject([{ metadata }])
  })

  it('refuses the gems that forgot to send their key', async () => {
    const tenant = await testServer()
    const answer = await tenant.request('POST', '/events', { body: event, headers: { authorization: '' } })
    expect([answer.status, answer.body]).toEqual([401, { message: 'Unauthorized' }])
    expect(answer.headers.get('request-id')).toMatch(/^req_/)
  })

  it('is refused to the SDK as an error that says what to change', async () => {
    const { server, apiKey } = await testServer()
    const client = new Client({ apiKey, baseUrl: 'http://localhost', transport: transportTo(server) })
    const incomplete = { group: 'Foo Corp' } as Parameters<typeof client.auditTrail.createEvent>[0]
    await expect(client.auditTrail.createEvent(incomplete)).rejects.toMatchObject({
      name: 'UnprocessableEntityError',
      message: 'Validation failed',
      errors: expect.arrayContaining([{ field: 'action_type', code: 'action_type must be a string' }]),
    })
  })
})

describe('the trail at GET /events', () => {
  it('is shown in the shape of its time', async () => {
    const tenant = await testServer()
    await record(tenant)
    const answer = await tenant.request('GET', '/events?group[]=Foo+Corp')
    expect(answer.body).toEqual({
      data: [
        {
          object: 'event',
          id: expect.stringMatching(/^evt_[0-9A-Z]{26}$/),
          group: 'Foo Corp',
          location: '192.0.2.10',
          latitude: null,
          longitude: null,
          type: 'c',
          actor_name: 'Foo',
          actor_id: 'user_12345',
          target_name: 'Bar',
          target_id: 'user_67890',
          metadata: { source: 'Email' },
          occurred_at: '2020-01-10T20:30:00.000Z',
          action: {
            object: 'event_action',
            id: expect.stringMatching(/^evt_action_[0-9A-Z]{26}$/),
            name: 'user.created',
            client_id: tenant.clientId.replace('client_', 'project_'),
          },
        },
      ],
      listMetadata: { before: null, after: null },
    })
  })

  it('is filtered by every member, by several values of each, and by all filters at once', async () => {
    const tenant = await testServer()
    await record(tenant, { actor_id: 'u1', action: 'a, b', action_type: 'c', target_name: 'T1' })
    await record(tenant, {
      actor_id: 'u2',
      action: 'c',
      action_type: 'R',
      group: 'Bar Corp',
      target_id: 't2',
    })
    await record(tenant, { actor_id: 'u3', action: 'd', action_type: 'U', actor_name: 'Ada' })
    const filtered = async (...pairs: [string, string][]) => actors(await read(tenant, pairs))
    expect(await filtered(own)).toEqual(['u3', 'u1'])
    expect(await filtered(['group', 'Bar Corp'])).toEqual(['u2'])
    expect(await filtered(['group[]', 'Bar Corp'], own)).toEqual(['u3', 'u2', 'u1'])
    expect(await filtered(['action[]', 'a, b'], ['action[]', 'c'])).toEqual(['u2', 'u1'])
    expect(await filtered(['action_type[]', 'r'], ['action_type[]', 'U'])).toEqual(['u3', 'u2'])
    expect(await filtered(['actor_name[]', 'Ada'])).toEqual(['u3'])
    expect(await filtered(['actor_id[]', 'u1'])).toEqual(['u1'])
    expect(await filtered(['target_name[]', 'T1'])).toEqual(['u1'])
    expect(await filtered(['target_id[]', 't2'])).toEqual(['u2'])
    expect(await filtered(own, ['actor_id[]', 'u2'])).toEqual([])
    expect(await filtered(own, ['actor_id[]', ''])).toEqual(['u3', 'u1'])
    expect(await filtered(['search', 'bar c'])).toEqual(['u2'])
    expect(await filtered(['search', '%'])).toEqual([])
  })

  it('is filtered by when things happened, not by when they were recorded', async () => {
    const tenant = await testServer()
    for (const day of [12, 10, 11])
      await record(tenant, { actor_id: `u${day}`, occurred_at: `2020-01-${day}T00:00:00Z` })
    const filtered = async (...pairs: [string, string][]) => actors(await read(tenant, pairs))
    const at = '2020-01-11T01:00:00+01:00'
    expect(await filtered(['occurred_at', at])).toEqual(['u11'])
    expect(await filtered(['occurred_at_gt', at])).toEqual(['u12'])
    expect(await filtered(['occurred_at_gte', at])).toEqual(['u11', 'u12'])
    expect(await filtered(['occurred_at_lt', at])).toEqual(['u10'])
    expect(await filtered(['occurred_at_lte', at])).toEqual(['u11', 'u10'])
    expect(await filtered(['occurred_at_gte', at], ['occurred_at_lt', '2020-01-12T00:00:00Z'])).toEqual([
      'u11',
    ])
  })

  it('is paged newest first', async () => {
    const tenant = await testServer()
    for (const actor_id of ['u1', 'u2', 'u3']) await record(tenant, { actor_id })
    const first = await read(tenant, [own, ['limit', '2']])
    expect(actors(first)).toEqual(['u3', 'u2'])
    expect(first.listMetadata).toEqual({ before: null, after: first.data[1]!.id })
    const second = await read(tenant, [own, ['limit', '2'], ['after', first.data[1]!.id]])
    expect(actors(second)).toEqual(['u1'])
    expect(second.listMetadata).toEqual({ before: second.data[0]!.id, after: null })
    const back = await read(tenant, [own, ['limit', '2'], ['before', second.data[0]!.id]])
    expect(actors(back)).toEqual(['u3', 'u2'])
  })

  it('gives an action the same id in all its events, and another one in another environment', async () => {
    const tenant = await testServer()
    for (const each of [tenant, tenant.other]) await record(each)
    await record(tenant, { actor_id: 'another' })
    await record(tenant, { action: 'user.deleted' })
    const { data } = await read(tenant, [own])
    const ids = new Map(data.map(({ action }) => [action.name, action.id]))
    expect(new Set(data.map(({ action }) => action.id)).size).toBe(2)
    const there = await read(tenant.other, [own])
    expect(there.data[0]?.action.id).not.toBe(ids.get('user.created'))
  })

  it('shows nothing of another environment', async () => {
    const tenant = await testServer()
    await record(tenant)
    expect((await read(tenant.other, [own])).data).toEqual([])
    expect((await read(await createTenant(tenant.server), [['search', 'Foo']])).data).toEqual([])
  })

  it('is not what a request without any of its filters gets', async () => {
    const tenant = await testServer()
    await record(tenant)
    for (const query of ['', '?limit=5', '?events=organization.created', '?order=desc']) {
      const { body } = await tenant.request('GET', `/events${query}`)
      expect(body).toMatchObject({ object: 'list', data: [], list_metadata: { after: null } })
    }
  })

  it.each([
    ['a type that there is not', 'action_type[]=x', 'action_type.0'],
    ['a map', 'group[name]=x', 'group'],
    ['more values than anybody needs', 'group[]=x&'.repeat(51), 'group'],
    ['an instant that is none', 'occurred_at_gt=yesterday', 'occurred_at_gt'],
    ['an instant that no calendar has', 'occurred_at=2016-12-31T23:59:60Z', 'occurred_at'],
    ['a search without end', `search=${'x'.repeat(256)}`, 'search'],
    ['a cursor of something else', 'group[]=x&after=nonsense', 'after'],
    ['a limit above 100', 'group[]=x&limit=101', 'limit'],
  ])('refuses %s', async (_, query, field) => {
    const { request } = await testServer()
    const answer = await request('GET', `/events?${query}`)
    expect([answer.status, answer.body]).toMatchObject([422, { errors: [{ field }] }])
  })

  it('needs an API key', async () => {
    const { request } = await testServer()
    const answer = await request('GET', '/events?group[]=x', { headers: { authorization: 'Bearer sk_x' } })
    expect(answer.status).toBe(401)
  })
})
