import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { ids, numbered, serve } from '../test/lists.ts'
import { testPeer } from '../test/peer.ts'
import { autoPaginate, Client, type PageParams } from './index.ts'

describe('prefetch', () => {
  it('fetches the next page while the current one is worked on', async () => {
    const { client, received } = await testPeer(serve(numbered(6)))
    const pages = client.organizations.listOrganizations({ limit: 2 }).pages({ prefetch: true })
    await pages.next()
    await vi.waitFor(() => expect(received).toHaveLength(2))
    const second = await pages.next()
    expect(ids(second.value!.data)).toEqual(['org_2', 'org_3'])
    await vi.waitFor(() => expect(received).toHaveLength(3))
    await pages.return()
  })

  it('throws what went wrong in its place, after all items before it, and leaves no rejection to nobody', async () => {
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    onTestFinished(() => void process.off('unhandledRejection', unhandled))
    const { client } = await testPeer((request, n) =>
      n === 1 ? serve(numbered(6))(request) : { status: 403 },
    )
    const seen: string[] = []
    const walk = async () => {
      for await (const { id } of client.organizations
        .listOrganizations({ limit: 2 })
        .items({ prefetch: true })) {
        seen.push(id)
        // Time for the next page to fail while this one is worked on.
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
    await expect(walk()).rejects.toMatchObject({ status: 403 })
    expect(seen).toEqual(['org_0', 'org_1'])
    expect(unhandled).not.toHaveBeenCalled()
  })

  it('calls off the request for a page that is not wanted any more', async () => {
    const signals: AbortSignal[] = []
    const client = new Client({
      apiKey: 'sk_1',
      transport: async (_, { signal }) => {
        signals.push(signal)
        if (signals.length > 1) return new Promise(() => {})
        return Response.json({ data: [{ id: 'org_1' }], list_metadata: { after: 'org_1' } })
      },
    })
    const { signal } = new AbortController()
    const list = client.organizations.listOrganizations({}, { signal })
    for await (const { id } of list.items({ prefetch: true })) if (id === 'org_1') break
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, true])
  })

  it('heeds the signal of the call as well', async () => {
    const aborter = new AbortController()
    const { client } = await testPeer((request, n) => (n === 1 ? serve(numbered(6))(request) : 'hang'))
    const list = client.organizations.listOrganizations({ limit: 2 }, { signal: aborter.signal })
    const pages = list.pages({ prefetch: true })
    await pages.next()
    const second = pages.next()
    aborter.abort(new Error('the user left'))
    await expect(second).rejects.toThrow('the user left')
  })
})

describe('autoPaginate', () => {
  const rows = numbered(25).map((id) => ({ id }))
  const asked: PageParams[] = []
  const fetchPage = async (params: PageParams) => {
    asked.push(params)
    const start = params.after === undefined ? 0 : rows.findIndex(({ id }) => id === params.after) + 1
    const data = rows.slice(start, start + (params.limit ?? 10))
    return { data, listMetadata: { after: start + data.length < rows.length ? data.at(-1)!.id : null } }
  }

  it('makes a list of any source of pages', async () => {
    asked.length = 0
    const list = autoPaginate(fetchPage, { limit: 10 })
    expect(asked).toEqual([])
    expect(await list.toArray()).toEqual(rows)
    expect(asked).toEqual([{ limit: 10 }, { limit: 10, after: 'org_9' }, { limit: 10, after: 'org_19' }])
    expect((await list).data).toHaveLength(10)
  })

  it('throws what the source throws', async () => {
    const list = autoPaginate(async () => {
      throw new Error('no source')
    })
    await expect(list.toArray()).rejects.toThrow('no source')
    await expect(list).rejects.toThrow('no source')
  })
})
