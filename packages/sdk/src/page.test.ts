import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { page, type Received, testPeer } from '../test/peer.ts'

/** Answers as the API does, from a list of IDs. */
function serve(ids: readonly string[]) {
  return ({ url }: Received) => {
    const limit = Number(url.searchParams.get('limit') ?? 10)
    const after = url.searchParams.get('after')
    const before = url.searchParams.get('before')
    const end = before === null ? ids.length : ids.indexOf(before)
    const start = before === null ? (after === null ? 0 : ids.indexOf(after) + 1) : Math.max(0, end - limit)
    const data = ids.slice(start, Math.min(end, start + limit))
    const more = { before: start > 0, after: start + data.length < ids.length }
    return page(
      data.map((id) => ({ id })),
      { before: more.before ? data[0]! : null, after: more.after ? data.at(-1)! : null },
    )
  }
}

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `org_${i}`)
const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id)

describe('a list', () => {
  it('is one page when awaited, and leads to the next', async () => {
    const { client, received } = await testPeer(serve(numbered(5)))
    const first = await client.organizations.listOrganizations({ limit: 2 })
    expect(ids(first.data)).toEqual(['org_0', 'org_1'])
    expect(first.listMetadata).toEqual({ before: null, after: 'org_1' })
    expect(first.hasMore).toBe(true)
    const second = await first.nextPage()
    const third = await second?.nextPage()
    expect(ids(third!.data)).toEqual(['org_4'])
    expect(third!.hasMore).toBe(false)
    expect(await third!.nextPage()).toBeNull()
    expect(received).toHaveLength(3)
  })

  it('keeps its filters and the size of its pages from page to page', async () => {
    const { client, received } = await testPeer(serve(numbered(5)))
    await client.organizations.listOrganizations({ limit: 2, search: 'acme', order: 'asc' }).toArray()
    expect(received.map(({ url }) => url.search)).toEqual([
      '?limit=2&search=acme&order=asc',
      '?limit=2&search=acme&order=asc&after=org_1',
      '?limit=2&search=acme&order=asc&after=org_3',
    ])
  })

  it('gives every item of every page when iterated, in the largest pages unless told otherwise', async () => {
    const { client, received } = await testPeer(serve(numbered(150)))
    const seen: string[] = []
    for await (const { id } of client.organizations.listOrganizations()) seen.push(id)
    expect(seen).toEqual(numbered(150))
    expect(received.map(({ url }) => url.search)).toEqual(['?limit=100', '?limit=100&after=org_99'])
  })

  it('requests nothing before it is used, and no page that is not needed', async () => {
    const { client, received } = await testPeer(serve(numbered(50)))
    const list = client.organizations.listOrganizations({ limit: 10 })
    expect(received).toHaveLength(0)
    for await (const { id } of list) if (id === 'org_12') break
    expect(received).toHaveLength(2)
    expect(await list.toArray({ limit: 10 })).toHaveLength(10)
    expect(received).toHaveLength(3)
  })

  it('requests its one page once, however often it is awaited', async () => {
    const { client, received } = await testPeer(serve(numbered(3)))
    const list = client.organizations.listOrganizations()
    expect(await list).toBe(await list)
    expect(received).toHaveLength(1)
  })

  it('walks page by page', async () => {
    const { client } = await testPeer(serve(numbered(5)))
    const sizes: number[] = []
    for await (const { data } of client.organizations.listOrganizations({ limit: 2 }).pages())
      sizes.push(data.length)
    expect(sizes).toEqual([2, 2, 1])
  })

  it('is read backwards from a `before`', async () => {
    const { client } = await testPeer(serve(numbered(6)))
    const pages: string[][] = []
    for await (const { data } of client.organizations
      .listOrganizations({ before: 'org_5', limit: 2 })
      .pages()) {
      pages.push(ids(data))
    }
    expect(pages).toEqual([['org_3', 'org_4'], ['org_1', 'org_2'], ['org_0']])
  })

  it('rejects like any promise, also when iterated', async () => {
    const { client } = await testPeer(() => ({ status: 401, json: { message: 'Unauthorized' } }))
    const list = client.organizations.listOrganizations()
    await expect(list).rejects.toMatchObject({ status: 401 })
    await expect(list.toArray()).rejects.toMatchObject({ status: 401 })
    expect(await list.catch((error) => error)).toMatchObject({ status: 401 })
  })

  it('ends with an error when a page names itself as the next one', async () => {
    const { client, received } = await testPeer(() => page([{ id: 'org_1' }], { after: 'org_1' }))
    await expect(client.organizations.listOrganizations().toArray()).rejects.toThrow(/leads in a circle/)
    expect(received).toHaveLength(2)
  })

  it('gives every item once and in order, whatever the sizes', async () => {
    const all: string[] = []
    const { client } = await testPeer((request) => serve(all)(request))
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 1, max: 12 }),
        async (count, limit) => {
          all.splice(0, all.length, ...numbered(count))
          expect(ids(await client.organizations.listOrganizations({ limit }).toArray())).toEqual(all)
        },
      ),
      { numRuns: 40 },
    )
  })
})
