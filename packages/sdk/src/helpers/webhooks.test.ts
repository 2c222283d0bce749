import { describe, expect, it } from 'vitest'
import {
  computeSignature,
  constructEvent,
  SignatureVerificationError,
  signPayload,
  verifyHeader,
} from '../index.ts'

// Made by the official Node SDK and verified by the official Go SDK.
const secret = 'whsec_test_secret'
const now = 1767225600000
const payload =
  '{"id":"event_01","event":"user.created","data":{"id":"user_01"},"created_at":"2026-01-01T00:00:00.000Z"}'
const signature = '32a1918cd6ba5192acb4e44269b772dabc8f80ff921921e0a165a8ce048a22b9'
const sigHeader = `t=${now}, v1=${signature}`

describe('a signature', () => {
  it('is the one that official SDKs compute', async () => {
    expect(await computeSignature(payload, secret, now)).toBe(signature)
    expect(await computeSignature('{"a":1,"b":"ü"}', secret, now)).toBe(
      'e761894448bc10ede5d7e39d4b9d81c36ef5457217aa239786f2f619d3df0536',
    )
    expect(await computeSignature('', secret, 0)).toBe(
      'e359a4b07054a77815d22548b11f4936e8b16e4160347fcbc7fbeac890d07c42',
    )
  })

  it('becomes the header that official SDKs verify', async () => {
    expect(await signPayload(payload, secret, now)).toBe(sigHeader)
  })
})

describe('verifyHeader', () => {
  const verify = (changes: object = {}) => verifyHeader({ payload, sigHeader, secret, now, ...changes })

  it('accepts what was signed with the secret, as text or as bytes', async () => {
    await verify()
    const bytes = new TextEncoder().encode(payload)
    await verify({ payload: bytes })
    await verify({ payload: bytes.buffer })
  })

  it.each([
    ['without a space', `t=${now},v1=${signature}`],
    ['in the other order', `v1=${signature}, t=${now}`],
    ['with a part it does not know', `t=${now}, v1=${signature}, v2=abc`],
    [
      'with several signatures, while a secret is replaced',
      `t=${now}, v1=${'0'.repeat(64)}, v1=${signature}`,
    ],
  ])('accepts a header %s', async (_, sigHeader) => {
    await verify({ sigHeader })
  })

  it.each([
    ['nothing', ''],
    ['no timestamp', `v1=${signature}`],
    ['a timestamp that is no number', `t=soon, v1=${signature}`],
    ['no signature', `t=${now}`],
    ['a signature of another scheme', `t=${now}, v0=${signature}`],
    ['a signature that is not lower-case hex', `t=${now}, v1=${signature.toUpperCase()}`],
    ['a signature cut short', `t=${now}, v1=${signature.slice(2)}`],
    ['a timestamp in seconds', `t=${now / 1000}, v1=${signature}`],
    ['another timestamp than the one signed', `t=${now + 1}, v1=${signature}`],
  ])('refuses a header with %s', async (_, sigHeader) => {
    await expect(verify({ sigHeader })).rejects.toThrow(SignatureVerificationError)
  })

  it('refuses another payload and another secret', async () => {
    await expect(verify({ payload: `${payload} ` })).rejects.toThrow(
      'The signature does not match the payload.',
    )
    await expect(verify({ secret: 'whsec_other' })).rejects.toThrow(
      'The signature does not match the payload.',
    )
  })

  it('refuses what was signed more than 180 s ago, or as far ahead', async () => {
    await verify({ now: now + 180_000 })
    await verify({ now: now - 180_000 })
    await expect(verify({ now: now + 180_001 })).rejects.toThrow('outside of the tolerance')
    await expect(verify({ now: now - 180_001 })).rejects.toThrow('outside of the tolerance')
    await verify({ now: now + 600_000, toleranceSeconds: 600 })
    await expect(verify({ toleranceSeconds: Number.NaN })).rejects.toThrow('outside of the tolerance')
  })
})

describe('constructEvent', () => {
  const construct = async (body: object) => {
    const payload = JSON.stringify(body)
    return constructEvent({ payload, secret, sigHeader: await signPayload(payload, secret) })
  }

  it('returns the event in our names, and the keys of metadata as they are', async () => {
    const data = { id: 'org_1', external_id: null, metadata: { cost_center: '7' } }
    expect(
      await construct({ id: 'event_1', event: 'organization.created', data, created_at: 'now' }),
    ).toEqual({
      object: 'event',
      id: 'event_1',
      event: 'organization.created',
      createdAt: 'now',
      data: { id: 'org_1', externalId: null, metadata: { cost_center: '7' } },
    })
  })

  it('leaves the data of an event it does not know as it came', async () => {
    const event = await construct({
      id: 'event_1',
      event: 'robot.awoken',
      data: { robot_id: 1 },
      created_at: 'now',
    })
    expect(event).toMatchObject({ event: 'robot.awoken', createdAt: 'now', data: { robot_id: 1 } })
  })

  it('returns nothing that was not verified', async () => {
    await expect(constructEvent({ payload, secret: 'whsec_other', sigHeader, now })).rejects.toThrow(
      SignatureVerificationError,
    )
  })
})
