import { describe, expect, it } from 'vitest'
import { testServer } from '../../testing/index.ts'
import type { CommittedEvent } from './dispatcher.ts'
import { startDispatcher } from './dispatcher.ts'
import { emit, newEvent } from './events.ts'

const domain = (id: string, extra: object = {}) => ({
  object: 'organization_domain' as const,
  id,
  organization_id: 'org_1',
  domain: `${id}.example`,
  created_at: '2026-01-15T12:00:00.000Z',
  updated_at: '2026-01-15T12:00:00.000Z',
  ...extra,
})

const source = { environment: { id: 'environment_1' }, now: new Date('2026-01-15T12:00:00.000Z') }

describe('newEvent', () => {
  it('keeps only the fields of the event’s own model', () => {
    const event = newEvent(source, 'organization_domain.created', domain('d1', { secret: 'x', token: 'y' }))
    expect(JSON.parse(event.data)).toEqual(domain('d1'))
  })

  it('knows the organization that the event belongs to', () => {
    expect(newEvent(source, 'organization_domain.created', domain('d1')).organization_id).toBe('org_1')
  })

  it('refuses data that lacks a member of the model', () => {
    expect(() =>
      newEvent(source, 'organization_domain.created', { object: 'organization_domain' } as never),
    ).toThrow()
  })
})

describe('an event', () => {
  it('exists exactly when its change does', async () => {
    const { server, environment, recorded } = await testServer()
    const { database, clock } = server.kernel
    const record = (id: string, fail: boolean) =>
      database.transaction(async (tx) => {
        await emit({ tx, environment, now: clock.now() }, 'organization_domain.created', domain(id))
        if (fail) throw new Error('no')
      })
    await record('d1', false)
    await expect(record('d2', true)).rejects.toThrow('no')
    expect(await recorded.events()).toEqual(['organization_domain.created'])
  })

  it('names the API key that caused it', async () => {
    const { client, recorded } = await testServer()
    await client.organizations.createOrganization({ name: 'Acme' })
    const [event] = await recorded.eventsInFull()
    expect(event?.context).toMatchObject({
      actor: { id: expect.stringMatching(/^key_/), source: 'api', name: expect.any(String) },
    })
  })
})

describe('the dispatcher', () => {
  async function collecting(name: string, nodes = 1) {
    const test = await testServer({})
    const { database, log } = test.server.kernel
    const consumed: CommittedEvent[] = []
    const consumer = {
      name,
      consume: async (_: unknown, events: CommittedEvent[]) => void consumed.push(...events),
    }
    const dispatchers = Array.from({ length: nodes }, () => startDispatcher(database, consumer, log))
    const stop = async () => {
      await Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()))
    }
    return { ...test, database, consumed, wake: () => dispatchers.forEach(({ wake }) => void wake()), stop }
  }

  it('hands over every event once, also to several nodes that take turns', async () => {
    const { client, consumed, wake, stop } = await collecting('several', 3)
    for (let i = 0; i < 20; i++) {
      await client.organizations.createOrganization({ name: `Acme ${i}` })
      wake()
    }
    await expect.poll(() => consumed.length, { timeout: 10_000 }).toBe(20)
    await stop()
    expect(new Set(consumed.map(({ id }) => id)).size).toBe(20)
  })

  it('does not pass by an event whose transaction takes longer than later ones', async () => {
    const { database, environment, server, consumed, wake, stop } = await collecting('slow')
    const record = (tx: Parameters<Parameters<typeof database.transaction>[0]>[0], id: string) =>
      emit({ tx, environment, now: server.kernel.clock.now() }, 'organization_domain.created', domain(id))
    let finish = () => {}
    const recordedFirst = new Promise<void>((recorded) => {
      void database.transaction(async (tx) => {
        await record(tx, 'slow')
        recorded()
        await new Promise<void>((resolve) => (finish = resolve))
      })
    })
    await recordedFirst
    await database.transaction((tx) => record(tx, 'fast'))
    wake()
    expect(consumed).toEqual([])
    finish()
    await expect.poll(() => consumed.length, { timeout: 10_000 }).toBe(2)
    await stop()
    const xids = consumed.map(({ xid }) => BigInt(xid))
    expect(xids).toEqual([...xids].sort((a, b) => (a < b ? -1 : 1)))
  })

  it('goes on after a consumer that failed, without losing what it was given', async () => {
    const { client, database, server } = await testServer({}).then((test) => ({
      ...test,
      database: test.server.kernel.database,
    }))
    const consumed: string[] = []
    let failures = 2
    const dispatcher = startDispatcher(
      database,
      {
        name: 'failing',
        async consume(_, events) {
          if (failures-- > 0) throw new Error('not now')
          consumed.push(...events.map(({ event }) => event))
        },
      },
      server.kernel.log,
    )
    await client.organizations.createOrganization({ name: 'Acme' })
    dispatcher.wake()
    await expect.poll(() => consumed, { timeout: 15_000 }).toEqual(['organization.created'])
    await dispatcher.stop()
  })
})
