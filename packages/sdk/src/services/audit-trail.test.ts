import { describe, expect, it } from 'vitest'
import { testPeer } from '../../test/peer.ts'

const event = {
  group: 'group',
  location: '1.1.1.1',
  action: 'update_user',
  actionType: 'U',
  actorName: 'user',
  actorId: 'user_1',
  targetName: 'user_2',
  targetId: 'user_2',
  occurredAt: '2020-01-10T15:30:00-05:00',
  metadata: { a_key: 'x', aKey: 'y' },
} as const

describe('client.auditTrail.createEvent', () => {
  it('sends what the first clients sent, with the key given, and signs it with the API key', async () => {
    const { client, received } = await testPeer(() => ({ status: 201, json: { success: true } }))
    expect(await client.auditTrail.createEvent(event, { idempotencyKey: 'key123456' })).toEqual({
      success: true,
    })
    expect(received).toMatchObject([
      { method: 'POST', headers: { authorization: 'Bearer sk_test_1', 'idempotency-key': 'key123456' } },
    ])
    expect(received[0]?.url.pathname).toBe('/events')
    expect(JSON.parse(received[0]!.body)).toEqual({
      group: 'group',
      location: '1.1.1.1',
      action: 'update_user',
      action_type: 'U',
      actor_name: 'user',
      actor_id: 'user_1',
      target_name: 'user_2',
      target_id: 'user_2',
      occurred_at: '2020-01-10T15:30:00-05:00',
      metadata: { a_key: 'x', aKey: 'y' },
    })
  })

  it('is sent once without a key, and again with the same key after a passing fault', async () => {
    const { client, received } = await testPeer((_, n) =>
      n < 3 ? { status: 503 } : { status: 201, json: { success: true } },
    )
    await expect(client.auditTrail.createEvent(event)).rejects.toMatchObject({ status: 503 })
    expect(received).toHaveLength(1)
    await client.auditTrail.createEvent(event, { idempotencyKey: 'mine' })
    expect(received.map(({ headers }) => headers['idempotency-key'])).toEqual([undefined, 'mine', 'mine'])
  })

  it('says that the key belongs to another event', async () => {
    const message =
      'Another idempotency key (bar) with different request parameters was found. Please use a different idempotency key.'
    const { client } = await testPeer(() => ({ status: 400, json: { message } }))
    await expect(client.auditTrail.createEvent(event, { idempotencyKey: 'bar' })).rejects.toMatchObject({
      name: 'APIError',
      status: 400,
      message,
    })
  })

  it('says which parameter does not fit, and which request it was', async () => {
    const { client } = await testPeer(() => ({
      status: 422,
      headers: { 'x-request-id': 'req_1', 'request-id': 'req_1' },
      json: {
        message: 'Validation failed',
        errors: [{ field: 'action_type', code: 'action_type must be a string' }],
      },
    }))
    const { actionType, ...incomplete } = event
    await expect(client.auditTrail.createEvent(incomplete as typeof event)).rejects.toMatchObject({
      name: 'UnprocessableEntityError',
      message: 'Validation failed',
      requestId: 'req_1',
      errors: [{ field: 'action_type', code: 'action_type must be a string' }],
    })
  })

  it('says that the API key is not good', async () => {
    const { client } = await testPeer(() => ({ status: 401, json: { message: 'Unauthorized' } }))
    await expect(client.auditTrail.createEvent(event)).rejects.toMatchObject({ name: 'AuthenticationError' })
  })

  it('says that the answer is none', async () => {
    for (const text of ['', 'OK', '<html>']) {
      const { client } = await testPeer(() => ({ status: 201, text }))
      await expect(client.auditTrail.createEvent(event)).rejects.toMatchObject({
        name: 'DecodeError',
        status: 201,
      })
    }
  })
})
