import { beforeAll, describe, expect, it } from 'vitest'
import type { MovableClock } from '../../../kernel/clock.ts'
import type { Server } from '../../../server.ts'
import {
  createTenant,
  newSamlKey,
  ownServer,
  type ResponseOptions,
  type SamlKey,
  type SamlTenant,
  samlTenant,
  strangeSamlKey,
} from '../../../testing/index.ts'

let server: Server
let ours: SamlKey
let next: SamlKey
const day = 86_400_000

beforeAll(async () => {
  ours = await newSamlKey()
  next = await strangeSamlKey()
})

const pairOf = ({ privateKey, certificate }: SamlKey) => ({
  key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  cert: certificate,
})

/** A connection with an exception for these algorithms that ends in three days, and with keys to encrypt for. */
async function connectionWith(algorithms: readonly string[]): Promise<SamlTenant> {
  server = await ownServer()
  const expires_at = new Date(Date.now() + 3 * day).toISOString()
  return samlTenant(server, await createTenant(server), {
    samlOptions: { sp_encryption_key_pairs: [pairOf(ours), pairOf(next)] },
    settings: { weak_algorithms: algorithms.length > 0 ? { algorithms, expires_at } : null },
  })
}

async function outcomeOf(tenant: SamlTenant, options: Partial<ResponseOptions>): Promise<string> {
  const { location } = await tenant.signIn(undefined, options)
  if (location?.searchParams.has('code')) return 'signed in'
  return (await tenant.logged()).error_code ?? ''
}

const sha1 = { signatureAlgorithm: 'rsa-sha1', digestAlgorithm: 'sha1' } as const

describe('an exception for weak algorithms', () => {
  it('holds for what it names alone, and until it ends', async () => {
    const old = await connectionWith(['sha1'])
    const cbc = { encryptFor: ours.certificate, encryption: { content: 'aes256-cbc' } } as const
    expect(await outcomeOf(old, sha1)).toBe('signed in')
    expect(await outcomeOf(old, cbc)).toBe('encrypted_response_refused')
    await (server.kernel.clock as MovableClock).setOffset(3 * day + 60_000)
    expect(await outcomeOf(old, sha1)).toBe('algorithm_weak')
    expect(await outcomeOf(old, {})).toBe('signed in')
  })

  it('is seen in the log of every sign-in that it let in', async () => {
    const old = await connectionWith(['sha1'])
    await old.signIn(undefined, sha1)
    const { id } = await old.logged()
    const { text } = await old.tenant.request('GET', `/portico/sso_sessions/${id}`)
    expect(text).toContain('Accepted by an exception for weak algorithms: sha1')
  })
})

describe('an encrypted assertion', () => {
  it('is read with any key of the connection, so that keys can be changed', async () => {
    const acme = await connectionWith([])
    for (const { certificate: encryptFor } of [ours, next]) {
      expect(await outcomeOf(acme, { encryptFor })).toBe('signed in')
      expect(await outcomeOf(acme, { encryptFor, sign: 'response' })).toBe('signed in')
      expect(await outcomeOf(acme, { encryptFor, sign: 'both' })).toBe('signed in')
    }
  })

  it.each<[string, Partial<ResponseOptions>, string]>([
    ['has to be signed all the same', { sign: 'none' }, 'signature_missing'],
    ['has to be encrypted for the connection', { encryptFor: 'stranger' }, 'decryption_failed'],
    ['is not taken in AES-CBC', { encryption: { content: 'aes128-cbc' } }, 'algorithm_weak'],
    ['is not taken with a key in RSA PKCS#1 1.5', { encryption: { transport: 'rsa-1_5' } }, 'algorithm_weak'],
  ])('%s', async (_, options, code) => {
    const acme = await connectionWith([])
    expect(await outcomeOf(acme, { encryptFor: ours.certificate, notOnOrAfter: -10 })).toBe('expired')
    const { certificate } = options.encryptFor ? await newSamlKey() : ours
    expect(await outcomeOf(acme, { ...options, encryptFor: certificate })).toBe('encrypted_response_refused')
    // Which of the steps it was, only administrators learn: it would help to guess what is encrypted.
    expect((await acme.logged()) as { error_message: string }).toMatchObject({
      error_message: expect.stringContaining(code),
    })
  })

  it('tells nobody how far decryption went, however far it is from the beginning of the response', async () => {
    const acme = await connectionWith([])
    const visitor = acme.visitor()
    const { id, relayState } = await acme.begin(visitor)
    const { certificate: encryptFor } = await newSamlKey()
    const form = acme.form({ inResponseTo: id, relayState, encryptFor })
    const xml = Buffer.from(form.SAMLResponse as string, 'base64').toString()
    const padded = xml.replace(/<(?=[a-z0-9]*:?EncryptedAssertion)/, `${' '.repeat(70_000)}<`)
    expect(padded.length).toBeGreaterThan(70_000)
    await acme.post(visitor, { ...form, SAMLResponse: Buffer.from(padded).toString('base64') })
    expect((await acme.logged()).error_code).toBe('encrypted_response_refused')
  })
})
