import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ids, numbered, serve } from '../test/lists.ts'
import { page, testPeer } from '../test/peer.ts'
import { DecodeError } from './index.ts'

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
    expect(received.map(({ url }) => url.search)).toEqual(['?limit=100', '?after=org_99&limit=100'])
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

  it('leads back to where it came from', async () => {
    const { client, received } = await testPeer(serve(numbered(6)))
    const first = await client.organizations.listOrganizations({ limit: 2 })
    expect(await first.previousPage()).toBeNull()
    const second = await first.nextPage()
    const back = await second!.previousPage()
    expect(ids(back!.data)).toEqual(['org_0', 'org_1'])
    expect(ids((await back!.nextPage())!.data)).toEqual(['org_2', 'org_3'])
    expect(received.map(({ url }) => url.search)).toEqual([
      '?limit=2',
      '?limit=2&after=org_1',
      '?limit=2&before=org_2',
      '?limit=2&after=org_1',
    ])
  })

  it('that is read backwards leads forwards again', async () => {
    const { client } = await testPeer(serve(numbered(6)))
    const page = await client.organizations.listOrganizations({ before: 'org_4', limit: 2 })
    expect(ids(page.data)).toEqual(['org_2', 'org_3'])
    expect(ids((await page.nextPage())!.data)).toEqual(['org_0', 'org_1'])
    expect(ids((await page.previousPage())!.data)).toEqual(['org_4', 'org_5'])
  })

  it('may be asked for the next page of one page more than once', async () => {
    const { client } = await testPeer(serve(numbered(6)))
    const first = await client.organizations.listOrganizations({ limit: 2 })
    expect((await first.nextPage())!.data).toEqual((await first.nextPage())!.data)
  })

  it('asks for no more items than are wanted, unless the caller named the size of a page', async () => {
    const { client, received } = await testPeer(serve(numbered(50)))
    expect(await client.organizations.listOrganizations().toArray({ limit: 3 })).toHaveLength(3)
    expect(await client.organizations.listOrganizations({ limit: 2 }).toArray({ limit: 3 })).toHaveLength(3)
    expect(await client.organizations.listOrganizations().toArray({ limit: 0 })).toEqual([])
    expect(received.map(({ url }) => url.searchParams.get('limit'))).toEqual(['3', '2', '2'])
  })

  it('goes on after a page without items that leads further', async () => {
    const pages = [
      page([{ id: 'org_1' }], { after: 'org_1' }),
      page([], { after: 'org_2' }),
      page([{ id: 'org_3' }]),
    ]
    const { client } = await testPeer((_, n) => pages[n - 1]!)
    expect(ids(await client.organizations.listOrganizations().toArray())).toEqual(['org_1', 'org_3'])
  })

  it.each([
    ['a bare array', [{ id: 'org_1' }]],
    ['no cursors', { data: [{ id: 'org_1' }] }],
    ['empty cursors', { object: 'list', data: [{ id: 'org_1' }], list_metadata: {} }],
  ])('may come as %s, and ends there', async (_, json) => {
    const { client, received } = await testPeer(() => ({ json }))
    const list = client.organizations.listOrganizations()
    expect(ids(await list.toArray())).toEqual(['org_1'])
    expect(await list).toMatchObject({ hasMore: false, listMetadata: { before: null, after: null } })
    expect(received).toHaveLength(2)
  })

  it.each([[null], [{}], [{ data: null }], ['none'], [{ data: { id: 'org_1' } }]])(
    'is a DecodeError where the answer is none: %j',
    async (json) => {
      const { client } = await testPeer(() => ({ json }))
      await expect(client.organizations.listOrganizations()).rejects.toThrow(DecodeError)
    },
  )

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

  it.each([
    ['straight away', ['org_1', 'org_2', 'org_1']],
    ['later', ['org_1', 'org_2', 'org_3', 'org_4', 'org_2']],
    ['at the cursor that it began after', ['org_1', 'org_0']],
  ])('ends with an error when it leads in a circle: %s', async (_, cursors) => {
    const { client, received } = await testPeer((__, n) =>
      page([{ id: `o${n}` }], { after: cursors[n - 1]! }),
    )
    const seen: string[] = []
    const walk = async () => {
      for await (const { id } of client.organizations.listOrganizations({ after: 'org_0' })) seen.push(id)
    }
    await expect(walk()).rejects.toThrow(/leads in a circle/)
    expect(received).toHaveLength(cursors.length)
    expect(seen).toHaveLength(cursors.length)
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
          const list = client.organizations.listOrganizations({ limit })
          expect(ids(await list.toArray())).toEqual(all)
          expect(ids(await list.toArray({ prefetch: true }))).toEqual(all)
        },
      ),
      { numRuns: 40 },
    )
  })
})
