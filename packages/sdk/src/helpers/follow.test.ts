import { describe, expect, it } from 'vitest'
import { page, type Received, testPeer } from '../../test/peer.ts'

type StoredEvent = { object: 'event'; id: string; event: string; data: object; created_at: string }

const stored = (n: number): StoredEvent => ({
  object: 'event',
  id: `event_${n}`,
  event: 'organization.created',
  data: { id: `org_${n}`, metadata: {} },
  created_at: '2026-01-01T00:00:00.000Z',
})

/** A feed of events that may grow, served as `GET /events` serves it. */
function serve(feed: readonly StoredEvent[]) {
  return ({ url }: Received) => {
    const limit = Number(url.searchParams.get('limit'))
    if (url.searchParams.get('order') === 'desc') return page(feed.toReversed().slice(0, limit))
    const after = url.searchParams.get('after')
    const start = after === null ? 0 : feed.findIndex(({ id }) => id === after) + 1
    const data = feed.slice(start, start + limit)
    return page(data, { after: start + data.length < feed.length ? data.at(-1)!.id : null })
  }
}

async function take(count: number, events: AsyncIterable<{ id: string }>): Promise<string[]> {
  const ids: string[] = []
  for await (const { id } of events) if (ids.push(id) === count) break
  return ids
}

describe('client.events.follow', () => {
  it('yields what happened after a given event, page by page, and what happens then', async () => {
    const feed = Array.from({ length: 250 }, (_, n) => stored(n))
    const { client } = await testPeer(serve(feed))
    setTimeout(() => feed.push(stored(250), stored(251)), 50)
    const ids = await take(251, client.events.follow({ after: 'event_0', pollMs: 10 }))
    expect(ids).toEqual(Array.from({ length: 251 }, (_, n) => `event_${n + 1}`))
  })

  it('yields only what happens from now on where no event is given', async () => {
    const feed = [stored(1), stored(2)]
    const { client } = await testPeer(serve(feed))
    setTimeout(() => feed.push(stored(3)), 50)
    expect(await take(1, client.events.follow({ pollMs: 10 }))).toEqual(['event_3'])
  })

  it('yields everything where nothing had happened yet', async () => {
    const feed: StoredEvent[] = []
    const { client } = await testPeer(serve(feed))
    setTimeout(() => feed.push(stored(1), stored(2)), 50)
    expect(await take(2, client.events.follow({ pollMs: 10 }))).toEqual(['event_1', 'event_2'])
  })

  it('passes its filters on', async () => {
    const { client, received } = await testPeer(serve([stored(1)]))
    await take(
      1,
      client.events.follow({ after: 'event_0', events: ['organization.created'], organizationId: 'org_1' }),
    )
    expect(received[0]?.url.search).toBe(
      '?events=organization.created&organization_id=org_1&after=event_0&order=asc&limit=100',
    )
  })

  it('outlasts a server that fails for a while, and misses and repeats nothing', async () => {
    const feed = Array.from({ length: 150 }, (_, n) => stored(n))
    const faults = ['cut', { status: 503 }, { status: 429, headers: { 'retry-after': '0' } }] as const
    const { client } = await testPeer(
      (request, n) => (n % 4 === 0 ? serve(feed)(request) : faults[(n % 4) - 1]!),
      {
        maxRetries: 0,
      },
    )
    const ids = await take(149, client.events.follow({ after: 'event_0', pollMs: 10 }))
    expect(ids).toEqual(Array.from({ length: 149 }, (_, n) => `event_${n + 1}`))
  })

  it('goes on behind a page that its filter has left empty, and does not hurry', async () => {
    const { client, received } = await testPeer(({ url }) =>
      url.searchParams.get('after') === 'event_0'
        ? page([], { after: 'event_7' })
        : page([stored(8)], { after: null }),
    )
    expect(await take(1, client.events.follow({ after: 'event_0', pollMs: 1 }))).toEqual(['event_8'])
    expect(received.map(({ url }) => url.searchParams.get('after'))).toEqual(['event_0', 'event_7'])
  })

  it('asks a server that promises more and has nothing no more often than others', async () => {
    const { client, received } = await testPeer(() => page([], { after: 'event_0' }))
    const signal = AbortSignal.timeout(100)
    expect(await take(1, client.events.follow({ after: 'event_0', signal, pollMs: 60_000 }))).toEqual([])
    expect(received).toHaveLength(1)
  })

  it('ends with an error that waiting would not mend', async () => {
    const { client } = await testPeer(() => ({
      status: 400,
      json: { message: 'The cursor is not an event.' },
    }))
    await expect(take(1, client.events.follow({ after: 'nonsense' }))).rejects.toMatchObject({ status: 400 })
  })

  it('ends quietly when aborted: while it waits, while it asks, and beforehand', async () => {
    const waiting = await testPeer(serve([]))
    const asking = await testPeer(() => 'hang')
    for (const { client } of [waiting, asking]) {
      expect(
        await take(1, client.events.follow({ signal: AbortSignal.timeout(50), pollMs: 60_000 })),
      ).toEqual([])
    }
    expect(await take(1, asking.client.events.follow({ signal: AbortSignal.abort() }))).toEqual([])
  })
})
