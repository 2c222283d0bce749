import { describe, expect, it } from 'vitest'
import { testPeer } from '../test/peer.ts'
import { Client, NetworkError, TimeoutError } from './index.ts'

describe('a retry', () => {
  const passing = { status: 503, headers: { 'retry-after': '0' } }

  it.each([429, 500, 502, 503, 504])('follows a read that is answered with %i', async (status) => {
    const { client, received } = await testPeer((_, n) =>
      n < 3 ? { ...passing, status } : { json: { id: 'org_1' } },
    )
    expect(await client.organizations.getOrganization('org_1')).toEqual({ id: 'org_1' })
    expect(received).toHaveLength(3)
  })

  it('follows a connection that breaks', async () => {
    const { client, received } = await testPeer((_, n) => (n === 1 ? 'cut' : { json: {} }))
    await client.organizations.getOrganization('org_1')
    expect(received).toHaveLength(2)
  })

  it('gives up after as many as were allowed, with the last error', async () => {
    const { client, received } = await testPeer(() => passing, { maxRetries: 2 })
    await expect(client.organizations.getOrganization('org_1')).rejects.toMatchObject({ status: 503 })
    await expect(client.organizations.getOrganization('org_1', { maxRetries: 0 })).rejects.toThrow()
    expect(received).toHaveLength(3 + 1)
  })

  it('does not follow a write, which might happen twice', async () => {
    const { client, received } = await testPeer(() => passing)
    await expect(client.organizations.createOrganization({ name: 'Acme' })).rejects.toThrow()
    await expect(client.organizations.deleteOrganization('org_1')).rejects.toThrow()
    expect(received).toHaveLength(2)
  })

  it('follows a write that has an idempotency key, with the same key and body', async () => {
    const { client, received } = await testPeer((_, n) => (n < 3 ? passing : { status: 201, json: {} }))
    await client.organizations.createOrganization({ name: 'Acme' }, { idempotencyKey: 'ik_1' })
    expect(received.map(({ headers }) => headers['idempotency-key'])).toEqual(['ik_1', 'ik_1', 'ik_1'])
    expect(new Set(received.map(({ body }) => body))).toEqual(new Set(['{"name":"Acme"}']))
  })

  it.each([400, 401, 403, 404, 409, 422, 501])(
    'does not follow %i, which no further try would change',
    async (status) => {
      const { client, received } = await testPeer(() => ({ status, json: {} }))
      await expect(client.organizations.getOrganization('org_1')).rejects.toMatchObject({ status })
      expect(received).toHaveLength(1)
    },
  )
})

describe('a timeout', () => {
  it('ends an attempt that is not answered', async () => {
    const { client } = await testPeer(() => 'hang', { timeout: 30, maxRetries: 0 })
    const error = await client.organizations.getOrganization('org_1').catch((reason) => reason)
    expect(error).toBeInstanceOf(TimeoutError)
    expect(error.message).toBe('GET /organizations/{} was not answered within 30 ms.')
  })

  it('covers the body', async () => {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{')),
    })
    const client = new Client({ apiKey: 'sk_1', transport: async () => new Response(body), maxRetries: 0 })
    await expect(client.organizations.getOrganization('org_1', { timeout: 30 })).rejects.toThrow(TimeoutError)
  })

  it('holds for a transport that heeds no signal', async () => {
    const client = new Client({ apiKey: 'sk_1', transport: () => new Promise(() => {}), maxRetries: 0 })
    await expect(client.organizations.getOrganization('org_1', { timeout: 30 })).rejects.toThrow(TimeoutError)
  })

  it('is tried again like any other passing fault', async () => {
    const { client } = await testPeer((_, n) => (n === 1 ? 'hang' : { json: { id: 'org_1' } }))
    expect(await client.organizations.getOrganization('org_1', { timeout: 200 })).toEqual({ id: 'org_1' })
  })
})

describe('an abort', () => {
  it('ends the request with the reason given, and is not tried again', async () => {
    const { client, received } = await testPeer(() => 'hang')
    const aborter = new AbortController()
    const call = client.organizations.getOrganization('org_1', { signal: aborter.signal })
    setTimeout(() => aborter.abort(new Error('the user left')), 30)
    await expect(call).rejects.toThrow('the user left')
    expect(received).toHaveLength(1)
  })

  it('ends the wait before a retry', async () => {
    const { client } = await testPeer(() => ({ status: 429, headers: { 'retry-after': '60' } }))
    const signal = AbortSignal.timeout(50)
    await expect(client.organizations.getOrganization('org_1', { signal })).rejects.toMatchObject({
      name: 'TimeoutError',
    })
    expect(signal.aborted).toBe(true)
  })

  it('beforehand sends nothing', async () => {
    const { client, received } = await testPeer(() => ({ json: {} }))
    const call = client.organizations.getOrganization('org_1', { signal: AbortSignal.abort() })
    await expect(call).rejects.toMatchObject({ name: 'AbortError' })
    expect(received).toEqual([])
  })
})

it('says what failed where nothing answers', async () => {
  const client = new Client({ apiKey: 'sk_1', baseUrl: 'http://127.0.0.1:1', maxRetries: 0 })
  const error = await client.organizations.getOrganization('org_1').catch((reason) => reason)
  expect(error).toBeInstanceOf(NetworkError)
  expect(error.message).toMatch(/^GET \/organizations\/\{\} was not answered: ./)
  expect(error.cause).toBeInstanceOf(Error)
})
