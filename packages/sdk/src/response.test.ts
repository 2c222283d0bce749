import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { testPeer } from '../test/peer.ts'
import { Client, DecodeError, NetworkError, NotFoundError, RedirectError } from './index.ts'

describe('an answer', () => {
  it('without a body is undefined', async () => {
    const { client } = await testPeer(() => ({ status: 204 }))
    expect(await client.organizationDomains.deleteOrganizationDomain('org_domain_1')).toBeUndefined()
  })

  it.each([
    ['is empty', ''],
    ['is cut short', '{"id": "org_'],
    ["is a proxy's page", '<html>'],
  ])('that should be JSON and %s is a DecodeError with the text', async (_, text) => {
    const { client } = await testPeer(() => ({ text, headers: { 'x-request-id': 'req_1' } }))
    const error = await client.organizations.getOrganization('org_1').catch((reason) => reason)
    expect(error).toBeInstanceOf(DecodeError)
    expect(error).toMatchObject({ status: 200, requestId: 'req_1', rawBody: text })
  })

  it('that breaks off is no answer, and asked for again', async () => {
    const { client, received } = await testPeer((_, n) => ({ json: { id: 'org_1' }, half: n === 1 }))
    expect(await client.organizations.getOrganization('org_1')).toEqual({ id: 'org_1' })
    expect(received).toHaveLength(2)
    await expect(halfAnAnswer()).rejects.toThrow(NetworkError)
  })

  it('is read as JSON whatever type it claims, since some proxies claim another', async () => {
    const headers = { 'content-type': 'text/html' }
    const { client } = await testPeer(() => ({ text: '{"id": "org_1"}', headers }))
    expect(await client.organizations.getOrganization('org_1')).toEqual({ id: 'org_1' })
  })

  it('is not looked at where none is due', async () => {
    const headers = { 'content-type': 'application/json' }
    const { client } = await testPeer(() => ({ status: 204, headers }))
    await client.organizationDomains.deleteOrganizationDomain('org_domain_1')
    const page = await testPeer(() => ({ text: '<html>', headers: { 'content-type': 'text/html' } }))
    await page.client.organizationDomains.deleteOrganizationDomain('org_domain_1')
  })

  it('may be in any number of pieces, cut anywhere', async () => {
    const bytes = new TextEncoder().encode('{"id":"org_1","name":"Łódź 🏢"}')
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: bytes.length }), async (size) => {
        const { client } = inPieces(bytes, size)
        expect(await client.organizations.getOrganization('org_1')).toMatchObject({ name: 'Łódź 🏢' })
      }),
    )
  })

  it('that is longer than allowed is not read on, however it was announced', async () => {
    const { client, read } = inPieces(new TextEncoder().encode('x'.repeat(10_000)), 100, 1000)
    const error = await client.organizations.getOrganization('org_1').catch((reason) => reason)
    expect(error).toBeInstanceOf(DecodeError)
    expect(error).toMatchObject({ status: 200, rawBody: '', message: expect.stringContaining('1000 bytes') })
    expect(read()).toBeLessThan(2000)
  })

  it('that unpacks to more than allowed is not read on either', async () => {
    const compressed = new Response(
      new Blob(['x'.repeat(5_000_000)]).stream().pipeThrough(new CompressionStream('gzip')),
    )
    const packed = new Uint8Array(await compressed.arrayBuffer())
    expect(packed.length).toBeLessThan(10_000)
    const server = createServer((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length }).end(packed),
    )
    await once(server.listen(0, '127.0.0.1'), 'listening')
    onTestFinished(() => void server.close())
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const client = new Client({ apiKey: 'sk_1', baseUrl, maxResponseBytes: 100_000 })
    await expect(client.organizations.getOrganization('org_1')).rejects.toThrow(/longer than 100000 bytes/)
  })

  it('that refuses at length keeps its status, and the beginning of its text', async () => {
    const { client } = await testPeer(() => ({ status: 404, text: `<html>${'x'.repeat(1_100_000)}` }))
    const error = await client.organizations.getOrganization('org_1').catch((reason) => reason)
    expect(error).toBeInstanceOf(NotFoundError)
    expect(error.rawBody).toHaveLength(2 ** 20)
  })

  it('that is nested beyond reason is a DecodeError', async () => {
    const text = ['{"a":'.repeat(50_000), '1', '}'.repeat(50_000)].join('')
    const { client } = await testPeer(() => ({ text }))
    await expect(client.organizations.getOrganization('org_1')).rejects.toThrow(/is nested too deeply/)
  })

  it.each([301, 302, 307, 308])(
    'that redirects (%i) is an error that says so, and no other host sees the key',
    async (status) => {
      const elsewhere = await testPeer(() => ({ json: {} }))
      const headers = { location: `${elsewhere.baseUrl}/?token=secret` }
      const { client, received } = await testPeer(() => ({ status, headers }))
      const error = await client.organizations.getOrganization('org_1').catch((reason) => reason)
      expect(error).toBeInstanceOf(RedirectError)
      expect(error).toMatchObject({ status, message: expect.stringContaining('redirected') })
      expect(inspect(error)).not.toContain('secret')
      expect([received.length, elsewhere.received.length]).toEqual([1, 0])
    },
  )

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'cannot change what an object is by a member named %s',
    async (name) => {
      const text = `{"${name}": {"admin": true}, "domains": [{"${name}": {"admin": true}}], "metadata": {"${name}": "x"}}`
      const { client } = await testPeer(() => ({ text }))
      const organization = await client.organizations.getOrganization('org_1')
      for (const object of [organization, organization.domains[0]!, organization.metadata, {}]) {
        expect(object).not.toHaveProperty('admin')
        expect(Object.getPrototypeOf(object)).toBe(Object.prototype)
      }
      expect(Object.keys(organization)).toContain(name)
    },
  )
})

/** A client whose answers come in pieces of a size, and how many bytes were taken of the last. */
function inPieces(bytes: Uint8Array, size: number, maxResponseBytes?: number) {
  let at = 0
  const transport = async () => {
    at = 0
    const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
      if (at >= bytes.length) return controller.close()
      controller.enqueue(bytes.subarray(at, at + size))
      at += size
    }
    return new Response(new ReadableStream({ pull }), { headers: { 'content-length': '7' } })
  }
  return { client: new Client({ apiKey: 'sk_1', transport, maxResponseBytes }), read: () => at }
}

async function halfAnAnswer() {
  const { client } = await testPeer(() => ({ json: { id: 'org_1' }, half: true }), { maxRetries: 0 })
  return client.organizations.getOrganization('org_1')
}
