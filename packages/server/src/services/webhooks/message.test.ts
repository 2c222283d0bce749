import { describe, expect, it } from 'vitest'
import { messageBody, signatureHeader } from './message.ts'

describe('signatureHeader', () => {
  // Made by one official SDK, verified by another.
  it.each([
    [
      '{"id":"event_01","event":"user.created","data":{"id":"user_01"},"created_at":"2026-01-01T00:00:00.000Z"}',
      1767225600000,
      '32a1918cd6ba5192acb4e44269b772dabc8f80ff921921e0a165a8ce048a22b9',
    ],
    ['{"a":1,"b":"ü"}', 1767225600000, 'e761894448bc10ede5d7e39d4b9d81c36ef5457217aa239786f2f619d3df0536'],
    ['', 0, 'e359a4b07054a77815d22548b11f4936e8b16e4160347fcbc7fbeac890d07c42'],
  ])('signs %j at %i as official SDKs do', (body, at, signature) => {
    expect(signatureHeader('whsec_test_secret', body, at)).toBe(`t=${at}, v1=${signature}`)
  })
})

describe('messageBody', () => {
  const message = {
    id: 'event_01',
    event: 'user.created',
    data: '{"id":"user_01","big":12345678901234567890}',
    created_at: '2026-01-01T00:00:00.000Z',
  }

  it('puts the stored text in as it is, be it such that parsing would change it', () => {
    expect(messageBody({ ...message, context: null })).toBe(
      '{"id":"event_01","event":"user.created","data":{"id":"user_01","big":12345678901234567890},"created_at":"2026-01-01T00:00:00.000Z"}',
    )
  })

  it('ends with the context where there is one', () => {
    expect(messageBody({ ...message, context: '{"client_id":"client_01"}' })).toMatch(
      /"created_at":"2026-01-01T00:00:00.000Z","context":\{"client_id":"client_01"\}\}$/,
    )
  })
})
