import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../database/database.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../database/embedded.ts'
import { createKeyring, SealedDataError } from './keyring.ts'
import { currentSigningKeys, resealSigningKeys, retireSigningKey } from './signing-key-store.ts'
import { signJwt, verifyJwt } from './signing-keys.ts'

const oldKey = { id: 'old', key: randomBytes(32) }
const newKey = { id: 'new', key: randomBytes(32) }
const keyring = createKeyring([oldKey])
const hours = (count: number) => new Date(Date.parse('2026-01-15T12:00:00Z') + count * 3_600_000)
const policy = { activeForSeconds: 240 * 3600, overlapSeconds: 24 * 3600 }

let dataDir: string
let server: EmbeddedPostgres
let database: Database
let environments = 0
let environmentId: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'portico-signing-keys-'))
  server = await startEmbeddedPostgres({ dataDir, durable: false })
  database = openDatabase({ connection: server.connection })
  const migration = new URL('../migrations/202611210130_kernel_signing_keys.sql', import.meta.url)
  await database.sql`create table environments (id text collate "C" primary key)`
  await database.sql.unsafe(await readFile(migration, 'utf8'))
})
afterAll(async () => {
  await database?.close()
  await server?.stop()
  await rm(dataDir, { recursive: true, force: true })
})
beforeEach(async () => {
  environmentId = `env_${++environments}`
  await database.sql`insert into environments (id) values (${environmentId})`
})

/** Elliptic keys unless a test is about RSA: they are made in a millisecond. */
const keysAt = (hour: number, options: object = {}) =>
  currentSigningKeys(database.sql, environmentId, {
    keyring,
    now: hours(hour),
    algorithm: 'ES256',
    policy,
    ...options,
  })
const rows = () =>
  database.sql`select * from signing_keys where environment_id = ${environmentId} order by generation`

describe('currentSigningKeys', () => {
  it('makes the first key, and finds it again', async () => {
    const first = await keysAt(0, { algorithm: 'RS256' })
    expect(first.signer.algorithm).toBe('RS256')
    expect(first.published).toEqual([first.signer])
    const again = await keysAt(1, { algorithm: 'RS256' })
    expect(again.signer.publicJwk).toEqual(first.signer.publicJwk)
    expect(await rows()).toMatchObject([
      {
        id: first.signer.id,
        algorithm: 'RS256',
        generation: 1,
        activates_at: hours(0).toISOString(),
        retires_at: null,
      },
    ])
  })

  it('uses RS256 and a rotation of 90 days where nothing else is said', async () => {
    const { signer } = await currentSigningKeys(database.sql, environmentId, { keyring, now: hours(0) })
    expect(signer.algorithm).toBe('RS256')
    const later = await currentSigningKeys(database.sql, environmentId, { keyring, now: hours(88 * 24) })
    expect(later.published).toHaveLength(1)
  })

  it('makes one key when many nodes need the first at once', async () => {
    const nodes = Array.from({ length: 4 }, () => postgres({ ...server.connection, max: 4 }))
    try {
      const sets = await Promise.all(
        Array.from({ length: 16 }, (_, index) =>
          currentSigningKeys(nodes[index % 4]!, environmentId, {
            keyring,
            now: hours(0),
            algorithm: 'ES256',
          }),
        ),
      )
      expect(new Set(sets.map(({ signer }) => signer.id)).size).toBe(1)
      expect(await rows()).toHaveLength(1)
    } finally {
      await Promise.all(nodes.map((node) => node.end()))
    }
  })

  it('makes one successor when many nodes find that it is time', async () => {
    const first = await keysAt(0)
    const sets = await Promise.all(Array.from({ length: 16 }, () => keysAt(220)))
    expect(new Set(sets.map(({ signer }) => signer.id))).toEqual(new Set([first.signer.id]))
    expect(new Set(sets.map(({ published }) => published.map(({ id }) => id).join())).size).toBe(1)
    expect(await rows()).toHaveLength(2)
  })

  it('makes it in the transaction that it is given', async () => {
    const options = { keyring, now: hours(0), algorithm: 'ES256' } as const
    const rolledBack = database.transaction(async (tx) => {
      await currentSigningKeys(tx, environmentId, options)
      throw new Error('rolled back')
    })
    await expect(rolledBack).rejects.toThrow('rolled back')
    expect(await rows()).toEqual([])
    const { signer } = await database.transaction((tx) => currentSigningKeys(tx, environmentId, options))
    expect((await keysAt(0)).signer.id).toBe(signer.id)
  })

  it('rotates: the next key is published, then signs, then the old one leaves', async () => {
    const claims = { iss: 'https://auth.example/', iat: 0, exp: 4_000_000_000 }
    const { signer: first } = await keysAt(0)
    expect((await keysAt(215)).published).toHaveLength(1)

    const waiting = await keysAt(216)
    expect(waiting.signer.id).toBe(first.id)
    const second = waiting.published[1]!
    const last = await signJwt((await keysAt(239.9)).signer, claims)

    const after = await keysAt(240)
    expect(after.published.map(({ id }) => id)).toEqual([second.id, first.id])
    const expected = { issuer: 'https://auth.example/', now: hours(0) }
    expect(await verifyJwt(last, (await keysAt(263.9)).published, expected)).toEqual(claims)

    expect((await keysAt(264)).published.map(({ id }) => id)).toEqual([second.id])
    await expect(verifyJwt(last, (await keysAt(264)).published, expected)).rejects.toMatchObject({
      code: 'unknown_key',
    })
    expect(await rows()).toMatchObject([{ id: second.id, generation: 2 }])
  })

  it('keeps algorithms and environments apart', async () => {
    const ec = await keysAt(0)
    const rsa = await keysAt(0, { algorithm: 'RS256' })
    environmentId = `env_${++environments}`
    await database.sql`insert into environments (id) values (${environmentId})`
    const other = await keysAt(0)
    expect(new Set([ec, rsa, other].map(({ signer }) => signer.id)).size).toBe(3)
    expect([ec, rsa, other].every(({ published }) => published.length === 1)).toBe(true)
  })

  it('is refused for an environment that does not exist, and keys go when theirs does', async () => {
    await keysAt(0)
    await database.sql`delete from environments where id = ${environmentId}`
    expect(await rows()).toEqual([])
    await expect(keysAt(0)).rejects.toMatchObject({ code: '23503' })
  })
})

describe('a stored private key', () => {
  it('is sealed', async () => {
    const { signer } = await keysAt(0)
    const [row] = await rows()
    expect(row?.private_key.includes(signer.privateKey.export({ format: 'der', type: 'pkcs8' }))).toBe(false)
    expect(keyring.keyIdOf(row?.private_key)).toBe('old')
  })

  it('opens only in its own row', async () => {
    await keysAt(0)
    const other = `env_${++environments}`
    await database.sql`insert into environments (id) values (${other})`
    await database.sql`
      insert into signing_keys (environment_id, id, algorithm, generation, private_key, created_at, activates_at)
      select ${other}, id, algorithm, generation, private_key, created_at, activates_at
      from signing_keys where environment_id = ${environmentId}`
    environmentId = other
    await expect(keysAt(0)).rejects.toThrow(SealedDataError)
  })

  it('moves to a new master key, after which the old one can go', async () => {
    const { signer } = await keysAt(0)
    const during = createKeyring([newKey, oldKey])
    const after = createKeyring([newKey])
    await expect(keysAt(1, { keyring: after })).rejects.toMatchObject({ reason: 'unknown_key' })
    expect(await resealSigningKeys(database.sql, environmentId, during)).toBe(1)
    expect(await resealSigningKeys(database.sql, environmentId, during)).toBe(0)
    expect((await keysAt(1, { keyring: after })).signer.id).toBe(signer.id)
  })
})

describe('retireSigningKey', () => {
  it('replaces a compromised key at once', async () => {
    const { signer } = await keysAt(0)
    expect(await retireSigningKey(database.sql, environmentId, signer.id, hours(1))).toBe(true)
    const { signer: next, published } = await keysAt(1)
    expect(next.id).not.toBe(signer.id)
    expect(published).toHaveLength(1)
    expect(await retireSigningKey(database.sql, environmentId, signer.id, hours(2))).toBe(false)
  })

  it('knows no key of another environment', async () => {
    const { signer } = await keysAt(0)
    expect(await retireSigningKey(database.sql, 'env_other', signer.id, hours(1))).toBe(false)
    expect((await keysAt(1)).signer.id).toBe(signer.id)
  })
})
