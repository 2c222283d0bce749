import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { testPeer } from '../test/peer.ts'
import {
  Client,
  ExponentialBackoff,
  Idempotent,
  NetworkError,
  Once,
  Retry,
  type Strategy,
  TimeoutError,
  type TransportInit,
} from './index.ts'

describe('a retry', () => {
  const passing = { status: 503, headers: { 'retry-after': '0' } }

  it.each([408, 429, 500, 502, 503, 504])('follows a read that is answered with %i', async (status) => {
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

  it('waits as long as the server asks for', async () => {
    const { client } = await testPeer((_, n) =>
      n === 1 ? { status: 429, headers: { 'retry-after': '0.2' } } : { json: {} },
    )
    const start = performance.now()
    await client.organizations.getOrganization('org_1')
    expect(performance.now() - start).toBeGreaterThan(190)
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

describe('a strategy', () => {
  const passing = { status: 503, headers: { 'retry-after': '0' } }
  const key = { idempotencyKey: 'ik_1' }

  it.each([
    ['Once', Once, 1],
    ['Idempotent, as often as the client says', Idempotent('ik_2'), 3],
    ['Retry', Retry({ maxAttempts: 4 }), 4],
    ['ExponentialBackoff', ExponentialBackoff({ maxAttempts: 5 }), 5],
    ['ExponentialBackoff without jitter', ExponentialBackoff({ maxAttempts: 2, jitter: false }), 2],
  ])('counts attempts: %s', async (_, strategy, attempts) => {
    const { client, received } = await testPeer(() => passing, { maxRetries: 2 })
    await expect(client.organizations.getOrganization('org_1', { strategy })).rejects.toThrow()
    expect(received).toHaveLength(attempts)
  })

  it('supersedes the number of retries of the call, unless it goes by it', async () => {
    const { client, received } = await testPeer(() => passing)
    const attempts = async (strategy: Strategy, maxRetries: number) => {
      received.length = 0
      await client.organizations.getOrganization('org_1', { strategy, maxRetries }).catch(() => {})
      return received.length
    }
    expect(await attempts(Once, 2)).toBe(1)
    expect(await attempts(Retry({ maxAttempts: 2 }), 0)).toBe(2)
    expect(await attempts(Idempotent('ik_1'), 1)).toBe(2)
  })

  it('of Idempotent sends its key, and not another', async () => {
    const { client, received } = await testPeer((_, n) => (n < 3 ? passing : { status: 201, json: {} }))
    await client.organizations.createOrganization({ name: 'A' }, { ...key, strategy: Idempotent('ik_2') })
    expect(received.map(({ headers }) => headers['idempotency-key'])).toEqual(['ik_2', 'ik_2', 'ik_2'])
  })

  it.each([
    ['Retry', Retry({ maxAttempts: 3 })],
    ['ExponentialBackoff', ExponentialBackoff({ maxAttempts: 3 })],
  ])('of %s sends a write without a key once all the same, and one with a key again', async (_, strategy) => {
    const { client, received } = await testPeer(() => passing)
    await client.organizations.createOrganization({ name: 'A' }, { strategy }).catch(() => {})
    expect(received).toHaveLength(1)
    await client.organizations.createOrganization({ name: 'A' }, { ...key, strategy }).catch(() => {})
    expect(received).toHaveLength(1 + 3)
  })

  it('of Retry waits for nothing but what the server asks for', async () => {
    const { client, received } = await testPeer(() => 'cut')
    const start = performance.now()
    const call = client.organizations.getOrganization('org_1', { strategy: Retry({ maxAttempts: 8 }) })
    await expect(call).rejects.toThrow(NetworkError)
    expect(received).toHaveLength(8)
    // The schedule of the others would have taken 10 s and more.
    expect(performance.now() - start).toBeLessThan(2_000)
  })

  it.each([0, -1, 1.5, Number.NaN, '3', undefined])('refuses %j attempts', (maxAttempts) => {
    const bad = { maxAttempts: maxAttempts as number }
    expect(() => Retry(bad)).toThrow(expect.objectContaining({ option: 'maxAttempts' }))
    expect(() => ExponentialBackoff(bad)).toThrow(expect.objectContaining({ option: 'maxAttempts' }))
  })

  it('refuses a key that no header can hold', async () => {
    const { client, received } = await testPeer(() => passing)
    const call = client.organizations.getOrganization('org_1', { strategy: Idempotent('ik\r\nX-Evil: 1') })
    await expect(call).rejects.toMatchObject({ option: 'idempotencyKey' })
    expect(received).toEqual([])
  })
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

  it('in the middle of a body ends it, and closes the connection', async () => {
    const cancelled = Promise.withResolvers<void>()
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"id":')
      response.on('close', cancelled.resolve)
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    onTestFinished(() => void server.close())
    const aborter = new AbortController()
    const transport = async (url: string, init: TransportInit) => {
      const response = await fetch(url, init)
      queueMicrotask(() => aborter.abort(new Error('the user left')))
      return response
    }
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const client = new Client({ apiKey: 'sk_1', baseUrl, transport })
    const call = client.organizations.getOrganization('org_1', { signal: aborter.signal })
    await expect(call).rejects.toThrow('the user left')
    await cancelled.promise
  })

  it('leaves no listener behind on a signal that outlives the call', async () => {
    const { client } = await testPeer(() => ({ json: {} }))
    const { signal } = new AbortController()
    const add = vi.spyOn(signal, 'addEventListener')
    const remove = vi.spyOn(signal, 'removeEventListener')
    await client.organizations.getOrganization('org_1', { signal })
    expect([add.mock.calls.length, remove.mock.calls.length]).toEqual([1, 1])
    expect(remove.mock.lastCall?.[1]).toBe(add.mock.lastCall?.[1])
  })

  it('leaves no listener behind when the time is up and the transport never ends', async () => {
    const { signal } = new AbortController()
    const remove = vi.spyOn(signal, 'removeEventListener')
    const client = new Client({ apiKey: 'sk_1', transport: () => new Promise(() => {}) })
    const call = client.organizations.getOrganization('org_1', { signal, timeout: 5, maxRetries: 0 })
    await expect(call).rejects.toThrow(TimeoutError)
    expect(remove).toHaveBeenCalledOnce()
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
