import { describe, expect, expectTypeOf, it } from 'vitest'
import { Client, constructEvent, type Event, type Schema, signPayload } from '../index.ts'

const secret = 'whsec_test_secret'
const { webhooks } = new Client({ apiKey: null })

async function webhook(data: object) {
  const payload = JSON.stringify({ id: 'event_1', event: 'user.created', data, created_at: 'now' })
  return { payload, secret, sigHeader: await signPayload(payload, secret) }
}

type EmailOf = { email: string }

/** What a library makes: here, of an event whose data has an e-mail address. */
function schema(validate: Schema<EmailOf>['~standard']['validate']): Schema<EmailOf> {
  return { '~standard': { version: 1, vendor: 'test', validate } }
}

const email = schema((value) => {
  const { email } = (value as { data: { email?: unknown } }).data
  if (typeof email === 'string') return { value: { email } }
  return { issues: [{ message: `not ${email}`, path: ['data', { key: 'email' }] }] }
})

describe('an event that is checked by a schema', () => {
  it('is what the schema makes of it, also where that takes a while', async () => {
    const good = await webhook({ email: 'ada@example.com', more: 1 })
    const checked = await webhooks.constructEvent({ ...good, schema: email })
    expect(checked).toEqual({ email: 'ada@example.com' })
    expectTypeOf(checked).toEqualTypeOf<EmailOf>()
    const later = schema(async (value) => email['~standard'].validate(value))
    expect(await constructEvent({ ...good, schema: later })).toEqual(checked)
  })

  it('is the one that would be returned without: in our names', async () => {
    let seen: unknown
    const watching = schema((value) => {
      seen = value
      return { value: { email: '' } }
    })
    const signed = await webhook({ first_name: 'Ada' })
    await constructEvent({ ...signed, schema: watching })
    expect(seen).toEqual(await constructEvent(signed))
    expect(seen).toMatchObject({ data: { firstName: 'Ada' } })
  })

  it('is refused where it does not fit, and the error says where and not what', async () => {
    const error = await constructEvent({ ...(await webhook({ email: 4711 })), schema: email }).catch((e) => e)
    expect(error).toMatchObject({
      name: 'DecodeError',
      message: 'The event does not fit the schema: data.email.',
      rawBody: expect.stringContaining('4711'),
    })
  })

  it('is named as a whole, and not at length', async () => {
    const issues = [{ message: 'no' }, ...Array(9).fill({ message: 'no', path: ['a', 0] })]
    const refusing = schema(() => ({ issues }))
    await expect(constructEvent({ ...(await webhook({})), schema: refusing })).rejects.toThrow(
      /: the whole, a\.0, a\.0, a\.0, a\.0\.$/,
    )
  })

  it('is not looked at before its signature is verified', async () => {
    const never = schema(() => expect.unreachable())
    const forged = { ...(await webhook({})), payload: '{}', schema: never }
    await expect(constructEvent(forged)).rejects.toMatchObject({ name: 'SignatureVerificationError' })
  })
})

it('without a schema, the form of an event is not checked, and no other type can be claimed', async () => {
  const event = await constructEvent(await webhook({ email: 4711 }))
  expect(event).toMatchObject({ data: { email: 4711 } })
  expectTypeOf(event).toEqualTypeOf<Event>()
  // @ts-expect-error an event is no such thing
  const claimed: EmailOf = await constructEvent(await webhook({}))
  expect(claimed).toBeDefined()
})
