import { randomBytes } from 'node:crypto'
import { WorkOS } from '@workos-inc/node'
import { describe, expect, it } from 'vitest'
import { page, type Received, type Reply, testPeer } from '../../test/peer.ts'
import { SecretString } from '../secret.ts'

type KeyPair = { id: string; data_key: string; encrypted_keys: string; context: object }

/**
 * A server that makes data keys, and decrypts those that it has made.
 *
 * @param wrap makes the encrypted form of a key
 */
async function keyServer(wrap: () => Uint8Array = () => Buffer.from(`WOS.EKM.v1\0${randomBytes(30)}`)) {
  const pairs: KeyPair[] = []
  const answer = ({ url, body }: Received): Reply => {
    const sent = JSON.parse(body)
    if (url.pathname === '/vault/v1/keys/data-key') {
      const encrypted_keys = Buffer.from(wrap()).toString('base64')
      const data_key = randomBytes(32).toString('base64')
      pairs.push({ id: `key_${pairs.length}`, data_key, encrypted_keys, context: sent.context })
      return { json: pairs.at(-1) }
    }
    const pair = pairs.find(({ encrypted_keys }) => encrypted_keys === sent.keys)
    return pair
      ? { json: { id: pair.id, data_key: pair.data_key } }
      : { status: 400, json: { error: 'The key cannot be decrypted.' } }
  }
  const peer = await testPeer(answer)
  const { hostname, port } = new URL(peer.baseUrl)
  const official = new WorkOS('sk_test_1', { apiHostname: hostname, port: Number(port), https: false })
  return { ...peer, official, pairs, vault: peer.client.vault }
}

const context = { organization_id: 'org_1', costCenter: '7' }
const notAuthentic = expect.objectContaining({ name: 'VaultCryptoError', code: 'not_authentic' })

describe('client.vault.encrypt and decrypt', () => {
  it('exchange values with the official SDK for Node, both ways', async () => {
    const { vault, official } = await keyServer()
    for (const text of ['', 'hello vault', 'héllo 🔐', 'x'.repeat(100_000)]) {
      for (const associatedData of [undefined, '', 'aad-1']) {
        const theirs = await official.vault.encrypt(text, context, associatedData)
        expect(await vault.decrypt(theirs, associatedData)).toBe(text)
        const ours = await vault.encrypt(text, context, associatedData)
        expect(await official.vault.decrypt(ours, associatedData)).toBe(text)
      }
    }
  })

  it('refuse, as the official SDK does, what belongs to other associated data', async () => {
    const { vault, official } = await keyServer()
    const value = await vault.encrypt('hello vault', context, 'aad-1')
    await expect(official.vault.decrypt(value, 'aad-2')).rejects.toThrow()
    await expect(vault.decrypt(value, 'aad-2')).rejects.toEqual(notAuthentic)
    await expect(vault.decrypt(value)).rejects.toEqual(notAuthentic)
  })

  it('make one request each: the server sees the context, its keys, and never the text', async () => {
    const { vault, received, pairs } = await keyServer()
    const value = await vault.encrypt(new SecretString('the-plain-text'), context, 'aad-1')
    expect(await vault.decrypt(value, 'aad-1')).toBe('the-plain-text')
    expect(received.map(({ method, url, body }) => [`${method} ${url.pathname}`, JSON.parse(body)])).toEqual([
      ['POST /vault/v1/keys/data-key', { context }],
      ['POST /vault/v1/keys/decrypt', { keys: pairs[0]?.encrypted_keys }],
    ])
  })

  it('use a new key for each value', async () => {
    const { vault, pairs } = await keyServer()
    await vault.encrypt('a', context)
    await vault.encrypt('a', context)
    expect(new Set(pairs.map((pair) => pair.data_key)).size).toBe(2)
  })

  it('read the form of Go and Rust unasked, and write it where asked', async () => {
    const { vault, official, received } = await keyServer()
    for (const text of ['', 'hello vault', 'x'.repeat(5000)]) {
      const value = await vault.encrypt(text, context, 'aad-1', { layout: 'go' })
      await expect(official.vault.decrypt(value, 'aad-1')).rejects.toThrow()
      const before = received.length
      expect(await vault.decrypt(value, 'aad-1')).toBe(text)
      expect(received.length - before, 'requests').toBe(1)
    }
  })

  it('find the form also where the key is all noise, with at most two requests', async () => {
    // The first byte read as a length in the one form, the 29th in the other: both forms fit.
    const noise = () => Buffer.concat([Buffer.alloc(64, 0x01), randomBytes(8)])
    const { vault, received } = await keyServer(noise)
    for (const layout of ['node', 'go'] as const) {
      for (let attempt = 0; attempt < 10; attempt++) {
        const value = await vault.encrypt('x'.repeat(500), context, 'aad-1', { layout })
        const before = received.length
        expect(await vault.decrypt(value, 'aad-1')).toBe('x'.repeat(500))
        expect(received.length - before).toBeLessThanOrEqual(2)
        await expect(vault.decrypt(value, 'aad-2')).rejects.toEqual(notAuthentic)
      }
    }
  })

  it('post nothing where the value is none', async () => {
    const { vault, received } = await keyServer()
    for (const garbage of ['', 'hello', '<html>', 'A'.repeat(40), '/'.repeat(400)]) {
      await expect(vault.decrypt(garbage)).rejects.toMatchObject({ code: 'malformed' })
    }
    expect(received).toEqual([])
  })

  it('say what the server says of a key that it does not know', async () => {
    const { vault } = await keyServer()
    const elsewhere = await keyServer()
    const value = await elsewhere.vault.encrypt('hello vault', context)
    await expect(vault.decrypt(value)).rejects.toMatchObject({
      status: 400,
      message: 'The key cannot be decrypted.',
    })
  })

  it('ask no second time where the server refuses the caller or fails', async () => {
    const noise = () => Buffer.alloc(64, 0x01)
    const { vault } = await keyServer(noise)
    const value = await vault.encrypt('x'.repeat(500), context)
    for (const status of [401, 403, 429, 500]) {
      const { client, received } = await testPeer(() => ({ status, json: { error: 'no' } }))
      await expect(client.vault.decrypt(value)).rejects.toMatchObject({ status })
      expect(received).toHaveLength(1)
    }
  })

  it('refuse a key from the server that would encrypt weakly', async () => {
    const { client } = await testPeer(() => ({
      json: { id: 'key', data_key: btoa('sixteen-bytes-ok'), encrypted_keys: btoa('wrapped'), context: {} },
    }))
    await expect(client.vault.encrypt('hello vault', context)).rejects.toMatchObject({ code: 'malformed' })
  })

  it('have a form for bytes', async () => {
    const { vault } = await keyServer()
    const data = randomBytes(1000)
    const value = await vault.encryptBytes(data, context, 'aad-1')
    expect(await vault.decryptBytes(value, 'aad-1')).toEqual(new Uint8Array(data))
    expect(await vault.decryptBytes(Buffer.from(value).toString('base64'), 'aad-1')).toEqual(
      new Uint8Array(data),
    )
    await expect(vault.decrypt(Buffer.from(value).toString('base64'), 'aad-1')).rejects.toThrow(TypeError)
  })

  it('leave memory around the bytes alone', async () => {
    const { vault } = await keyServer()
    const value = await vault.encryptBytes(Uint8Array.of(1, 2, 3), context)
    const memory = new Uint8Array(value.length + 64).fill(7)
    memory.set(value, 32)
    const before = memory.slice()
    expect(await vault.decryptBytes(memory.subarray(32, 32 + value.length))).toEqual(Uint8Array.of(1, 2, 3))
    expect(memory).toEqual(before)
  })

  it('end when they are aborted', async () => {
    const { client } = await testPeer(() => 'hang')
    const encrypting = client.vault.encrypt('a', context, undefined, { signal: AbortSignal.timeout(50) })
    await expect(encrypting).rejects.toThrow('aborted')
  })
})

describe('the objects of client.vault', () => {
  const metadata = {
    context: { organization_id: 'o' },
    environment_id: 'environment_1',
    id: 'a/b',
    key_id: 'key_1',
    updated_at: '2026-01-01T00:00:00.000Z',
    updated_by: { id: 'key_1', name: 'a key' },
    version_id: 'v1',
  }

  it('are created in a context, by the name of the official SDK or that of the wire', async () => {
    const { client, received } = await testPeer(() => ({ status: 201, json: metadata }))
    const object = { name: 'n', value: 'v' }
    const made = await client.vault.createObject({ ...object, context: { organization_id: 'o' } })
    await client.vault.createObject({ ...object, keyContext: { organization_id: 'o' } })
    for (const { method, url, body } of received) {
      expect([method, url.pathname]).toEqual(['POST', '/vault/v1/kv'])
      expect(JSON.parse(body)).toEqual({ key_context: { organization_id: 'o' }, name: 'n', value: 'v' })
    }
    // The keys of a context are the customer's.
    expect(made.context).toEqual({ organization_id: 'o' })
  })

  it('are updated and deleted at the version that the caller names', async () => {
    const { client, received } = await testPeer(() => ({
      status: 201,
      json: { id: 'a/b', name: 'n', metadata },
    }))
    await client.vault.updateObject('a/b', { value: new SecretString('v2'), versionCheck: 'v1' })
    await client.vault.deleteObject('a/b', { versionCheck: 'v1' })
    expect(received.map(({ method, url, body }) => [method, url.pathname + url.search, body])).toEqual([
      ['PUT', '/vault/v1/kv/a%2Fb', '{"value":"v2","version_check":"v1"}'],
      ['DELETE', '/vault/v1/kv/a%2Fb?version_check=v1', ''],
    ])
  })

  it('are read by a name with a slash in it, and their value does not print', async () => {
    const { client, received } = await testPeer(() => ({
      json: { id: 'i', name: 'a/b', value: 'hidden', metadata },
    }))
    const object = await client.vault.readObjectByName('a/b')
    expect(received[0]?.url.pathname).toBe('/vault/v1/kv/name/a%2Fb')
    expect(`${object.value}`).toBe('<redacted>')
    expect(object.value.expose()).toBe('hidden')
  })

  it('are listed by when they were updated, on each page alike', async () => {
    const { client, received } = await testPeer((_, n) =>
      page([{ id: `o${n}`, name: 'n', updated_at: null }], { after: n === 1 ? 'o1' : null }),
    )
    const updatedAfter = '2026-01-01T00:00:00Z'
    const objects = await client.vault.listObjects({ search: 'n', updatedAfter }).toArray()
    expect(objects.map(({ id }) => id)).toEqual(['o1', 'o2'])
    for (const { url } of received) {
      expect(url.searchParams.get('updatedAfter')).toBe(updatedAfter)
      expect(url.searchParams.has('updated_after')).toBe(false)
      expect(url.searchParams.get('search')).toBe('n')
    }
  })

  it('conflict, with the text of the server, where the version is stale', async () => {
    const { client } = await testPeer(() => ({ status: 409, json: { error: 'The version is stale.' } }))
    await expect(client.vault.updateObject('o', { value: 'v', versionCheck: 'v0' })).rejects.toMatchObject({
      name: 'ConflictError',
      status: 409,
      message: 'The version is stale.',
    })
  })
})
