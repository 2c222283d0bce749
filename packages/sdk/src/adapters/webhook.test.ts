import { describe, expect, it, vi } from 'vitest'
import { ConfigurationError, signPayload } from '../index.ts'
import { type WebhookOptions, webhookHandler } from './webhook.ts'

const secret = 'whsec_test_secret'
const body =
  '{"id":"event_1","event":"user.created","data":{"id":"user_1"},"created_at":"2026-01-01T00:00:00.000Z"}'

async function deliver(
  payload: string | Uint8Array<ArrayBuffer> | null,
  options: Partial<WebhookOptions> = {},
  signature?: string,
) {
  const onEvent = vi.fn()
  const handle = webhookHandler({ secret, onEvent, ...options })
  const signed = signature ?? (await signPayload(payload ?? '', secret))
  const headers = { 'workos-signature': signed }
  const response = await handle(
    new Request('https://app.example.com/webhooks', { method: 'POST', headers, body: payload }),
  )
  return {
    status: response.status,
    body: await response.json(),
    events: onEvent.mock.calls.map(([event]) => event),
  }
}

describe('a webhook endpoint', () => {
  it('hands on the event, and answers once it is dealt with', async () => {
    expect(await deliver(body)).toEqual({
      status: 200,
      body: { received: true },
      events: [
        expect.objectContaining({
          id: 'event_1',
          event: 'user.created',
          data: expect.objectContaining({ id: 'user_1' }),
        }),
      ],
    })
  })

  it('takes events of types that are not known yet', async () => {
    const unknown = body.replace('user.created', 'moon.risen')
    expect(await deliver(unknown)).toMatchObject({ status: 200, events: [{ event: 'moon.risen' }] })
  })

  it.each([
    ['no signature', ''],
    ['a garbage signature', 'v1=zz'],
    ['a signature of long ago', `t=1, v1=${'0'.repeat(64)}`],
  ])('refuses %s', async (_, signature) => {
    expect(await deliver(body, {}, signature)).toMatchObject({
      status: 400,
      body: { code: 'invalid_webhook' },
      events: [],
    })
  })

  it('refuses what is signed and is no event', async () => {
    for (const payload of ['', '[]', '{}', 'null', '{"id":', new Uint8Array([0xff])]) {
      expect(await deliver(payload || null)).toMatchObject({ status: 400, events: [] })
    }
  })

  it('says nothing of the secret', async () => {
    const { body: answer } = await deliver(body, { secret: 'whsec_another' })
    expect(JSON.stringify(answer)).not.toContain('whsec')
  })

  it('reads no more than its limit, to the byte', async () => {
    expect(await deliver(body, { maxBytes: body.length })).toMatchObject({ status: 200 })
    expect(await deliver(body, { maxBytes: body.length - 1 })).toMatchObject({ status: 413, events: [] })
  })

  it('lets an error of the application through, so that the event is delivered again', async () => {
    const onEvent = () => {
      throw new TypeError('database is away')
    }
    await expect(deliver(body, { onEvent })).rejects.toThrow('database is away')
  })

  it('does nothing without a secret', async () => {
    await expect(deliver(body, { secret: '' })).rejects.toThrow(ConfigurationError)
  })
})
