import { WorkOS } from '@workos-inc/node'
import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import vectors from '../../fixtures/sign-in.json' with { type: 'json' }
import {
  Client,
  computeSignature,
  constructEvent,
  type EventOf,
  isKnownEvent,
  SecretString,
  SignatureVerificationError,
  signPayload,
  verifyHeader,
  verifyPayload,
} from '../index.ts'

// Made by the official Node SDK and verified by the official Go SDK.
const { secret, body: payload, signature, header: sigHeader } = vectors.webhook
const now = vectors.clock_ms
const official = new WorkOS('sk_test_1').webhooks

describe('a signature', () => {
  it('is the one that official SDKs compute', async () => {
    expect(await computeSignature(payload, secret, now)).toBe(signature)
    const { object_payload: object, empty_body_t0: empty } = vectors.webhook
    expect(await computeSignature(JSON.stringify(object.payload), secret, now)).toBe(object.signature)
    expect(await computeSignature('', secret, 0)).toBe(empty)
  })

  it('is the same for text and for its bytes, wherever they lie', async () => {
    const bytes = new TextEncoder().encode(`xx${payload}xx`).subarray(2, -2)
    expect(await computeSignature(bytes, new SecretString(secret), now)).toBe(signature)
  })

  it('becomes the header that official SDKs verify', async () => {
    expect(await signPayload(payload, secret, now)).toBe(sigHeader)
    const fresh = await signPayload(payload, secret)
    expect(await official.verifyHeader({ payload, sigHeader: fresh, secret })).toBe(true)
  })

  it('of the official SDK is verified', async () => {
    const timestamp = Date.now()
    const theirs = await official.computeSignature(timestamp, payload, secret)
    expect(await verifyHeader({ payload, sigHeader: `t=${timestamp}, v1=${theirs}`, secret })).toBe(true)
  })

  it.each([
    ['an empty secret', { secret: '' }, 'secret'],
    ['no secret', { secret: undefined }, 'secret'],
    ['an object', { payload: { a: 1 } }, 'payload'],
    ['nothing', { payload: undefined }, 'payload'],
    ['null', { payload: null }, 'payload'],
  ])('is never made with %s', async (_, changes, option) => {
    const all = { payload, secret, ...changes } as { payload: string; secret: string }
    await expect(computeSignature(all.payload, all.secret, now)).rejects.toMatchObject({
      name: 'ConfigurationError',
      option,
    })
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
    ['not even text', undefined],
    ['garbage', ',,=,t,v1,=t=v1,\0'],
    ['two timestamps, of which one is signed', `t=${now}, t=${now + 1}, v1=${signature}`],
    ['a negative timestamp', `t=-${now}, v1=${signature}`],
    ['a timestamp that is no whole number', `t=${now}.5, v1=${signature}`],
    ['more signatures than there can be', `t=${now}, ${`v1=${'0'.repeat(64)}, `.repeat(20)}v1=${signature}`],
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

  it('refuses an object that was parsed from the body, and says why', async () => {
    await expect(verify({ payload: JSON.parse(payload) })).rejects.toThrow(
      'payload: must be the body as it was received',
    )
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
    await verify({ toleranceSeconds: 0 })
    await expect(verify({ now: Number.NaN })).rejects.toThrow('outside of the tolerance')
  })

  it.each([Number.NaN, -1, '30s'])('refuses a tolerance of %s', async (toleranceSeconds) => {
    await expect(verify({ toleranceSeconds })).rejects.toMatchObject({ option: 'toleranceSeconds' })
  })

  it('refuses the tolerance of the official SDK, which counts milliseconds', async () => {
    await expect(verify({ tolerance: 1 })).rejects.toMatchObject({ option: 'tolerance' })
  })

  it('fails in no other way, whatever the header holds', async () => {
    const piece = fc.oneof(
      fc.constantFrom('t=', 'v1=', ',', ' ', '=', `${now}`, signature, signature.slice(1), '\0'),
      fc.string({ unit: 'binary-ascii' }),
    )
    const header = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
    await fc.assert(
      fc.asyncProperty(header, async (sigHeader) => {
        const outcome = await verify({ sigHeader, secret: 'whsec_other' }).catch((error) => error)
        expect(outcome).toBeInstanceOf(SignatureVerificationError)
      }),
    )
  })

  it('verifies what was signed, whatever it is', async () => {
    const payloads = fc.oneof(fc.string({ unit: fc.constantFrom(...'a\0\n{}"ü日🙂\uFEFF') }), fc.uint8Array())
    const secrets = fc.string({ minLength: 1 })
    await fc.assert(
      fc.asyncProperty(payloads, secrets, async (payload, secret) => {
        const sigHeader = await signPayload(payload, secret, now)
        expect(await verifyHeader({ payload, sigHeader, secret, now })).toBe(true)
      }),
    )
  })

  it('tells secrets apart, however many are in use', async () => {
    const secrets = Array.from({ length: 40 }, (_, i) => `whsec_${i}`)
    for (const secret of [...secrets, ...secrets]) {
      await verify({ secret, sigHeader: await signPayload(payload, secret, now) })
      await expect(verify({ secret })).rejects.toThrow(SignatureVerificationError)
    }
  })

  it('shows no secret and no payload in what it throws', async () => {
    const error: Error = await verify({ payload: 'other', secret: 'whsec_wrong' }).catch((thrown) => thrown)
    expect(`${error.stack} ${JSON.stringify(error)}`).not.toMatch(/whsec_|user_01/)
  })
})

describe('verifyPayload', () => {
  it('returns the text that was signed, exactly, for your own parser', async () => {
    expect(await verifyPayload({ payload, sigHeader, secret, now })).toBe(payload)
    const text = '\uFEFF{"b": 1,  "a": "ü"}\n'
    const bytes = new TextEncoder().encode(text)
    const signed = { payload: bytes, sigHeader: await signPayload(bytes, secret, now), secret, now }
    expect(await verifyPayload(signed)).toBe(text)
  })

  it('returns nothing that was not signed', async () => {
    const verified = verifyPayload({ payload: `${payload} `, sigHeader, secret, now })
    await expect(verified).rejects.toThrow(SignatureVerificationError)
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

  it('reads what the official SDK reads, from text and from bytes', async () => {
    const body = JSON.parse(payload) as object
    const theirs = await official.constructEvent({
      payload,
      sigHeader: await signPayload(payload, secret),
      secret,
    })
    expect(await construct(body)).toMatchObject({
      id: theirs.id,
      event: theirs.event,
      createdAt: theirs.createdAt,
      data: { id: 'user_01' },
    })
    const bytes = new TextEncoder().encode(payload)
    expect(await constructEvent({ payload: bytes, sigHeader, secret, now })).toEqual(
      await constructEvent({ payload, sigHeader, secret, now }),
    )
  })

  it('keeps what this version does not know of an event that it knows', async () => {
    const event = await construct({
      id: 'event_1',
      event: 'user.created',
      data: { id: 'user_1', shoe_size: 43 },
      created_at: 'now',
      region: 'eu',
    })
    expect(event).toMatchObject({ region: 'eu', data: { id: 'user_1', shoeSize: 43 } })
  })

  it('is typed by the name of the event', async () => {
    const event = await construct({
      id: 'e',
      event: 'organization.created',
      data: { name: 'Acme' },
      created_at: '',
    })
    if (event.event !== 'organization.created') throw new Error(event.event)
    expectTypeOf(event).toEqualTypeOf<EventOf<'organization.created'>>()
    expectTypeOf(event.data.name).toEqualTypeOf<string>()
    expect(event.data.name).toBe('Acme')
    expect(isKnownEvent(event)).toBe(true)
    expect(isKnownEvent({ event: 'robot.awoken' })).toBe(false)
  })

  it.each([
    ['is no JSON', '{"id":'],
    ['is empty', ''],
    ['is a page of HTML', '<html>whsec_printed</html>'],
    ['is a list', '[]'],
    ['is null', 'null'],
    ['has no name', '{"id":"event_1","data":{}}'],
    ['has no data', '{"id":"event_1","event":"user.created"}'],
    ['has names inherited only', '{"__proto__":{"id":"event_1","event":"user.created","data":{}}}'],
  ])('says so when a body that was signed %s', async (_, payload) => {
    const signed = { payload, secret, sigHeader: await signPayload(payload, secret) }
    const error = await constructEvent(signed).catch((thrown) => thrown)
    expect(error).toMatchObject({ name: 'DecodeError', rawBody: expect.any(String) })
    expect(`${error.message} ${JSON.stringify(error)}`).not.toContain('whsec_printed')
  })

  it('says so when bytes that were signed are not UTF-8', async () => {
    const payload = new TextEncoder().encode('{"id":"e","event":"user.created","data":{"name":"?"}}')
    payload[payload.indexOf(0x3f)] = 0xff
    const signed = { payload, secret, sigHeader: await signPayload(payload, secret) }
    await expect(constructEvent(signed)).rejects.toMatchObject({ name: 'DecodeError' })
  })

  it('lets no key of the body reach a prototype', async () => {
    const payload =
      '{"id":"e","event":"user.created","__proto__":{"polluted":1},"data":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}'
    const event = await constructEvent({ payload, secret, sigHeader: await signPayload(payload, secret) })
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
    expect((event.data as { polluted?: number }).polluted).toBeUndefined()
  })
})

describe('client.webhooks', () => {
  it('verifies, computes and reads as the plain functions do, and needs no API key', async () => {
    const { webhooks } = new Client({ apiKey: null })
    const webhook = { payload, sigHeader, secret, now }
    expect(await webhooks.verifyHeader(webhook)).toBe(true)
    expect(await webhooks.verifyPayload(webhook)).toBe(payload)
    expect(await webhooks.computeSignature(payload, secret, now)).toBe(signature)
    expect(await webhooks.constructEvent(webhook)).toEqual(await constructEvent(webhook))
  })
})
