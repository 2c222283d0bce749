import { describe, expect, it } from 'vitest'
import { type Reply, testPeer } from '../../test/peer.ts'
import { DeviceCodeExpiredError, NetworkError, OAuthError, type RequestOptions } from '../index.ts'
import { type DevicePolling, type DeviceProgress, deviceCodeGrant, pollDeviceCode } from './device.ts'

const refused = (error: string): Reply => ({ status: 400, json: { error, error_description: `${error}.` } })
const tokens: Reply = {
  json: { user: { id: 'user_01', metadata: {} }, access_token: 'at', refresh_token: 'rt' },
}

/** Waits for a person against a server that answers each attempt by the list, on a clock that never really waits. */
async function waitFor(replies: Reply[], params: DevicePolling = {}, options: RequestOptions = {}) {
  const { client, received } = await testPeer((_, n) => replies[n - 1] ?? refused('authorization_pending'), {
    clientId: 'client_01',
    apiKey: null,
  })
  let now = 0
  const waits: number[] = []
  const clock = {
    now: () => now,
    async sleep(ms: number, signal?: AbortSignal) {
      signal?.throwIfAborted()
      waits.push(ms / 1000)
      now += ms
    },
  }
  const redeem = (options: RequestOptions) =>
    client.userManagement.authenticate({ grantType: deviceCodeGrant, deviceCode: 'dc_1' }, options)
  const progress: DeviceProgress[] = []
  const onProgress = (step: DeviceProgress) => progress.push(step)
  const outcome = await pollDeviceCode({ onProgress, ...params }, options, redeem, clock).catch((e) => e)
  return { outcome, waits, received, progress }
}

describe('waiting for a device code', () => {
  it('waits before the first attempt, and goes on while the person has not decided', async () => {
    const pending = refused('authorization_pending')
    const { outcome, waits, received } = await waitFor([pending, pending, tokens], { interval: 7 })
    expect(outcome.user.id).toBe('user_01')
    expect(outcome.accessToken.expose()).toBe('at')
    expect(waits).toEqual([7, 7, 7])
    expect(received).toHaveLength(3)
  })

  it('waits five seconds where the server named no interval', async () => {
    const { waits } = await waitFor([tokens])
    expect(waits).toEqual([5])
  })

  it('slows down by five seconds for good when it is asked to', async () => {
    const pending = refused('authorization_pending')
    const slowDown = refused('slow_down')
    const { waits } = await waitFor([pending, slowDown, pending, slowDown, pending, tokens])
    expect(waits).toEqual([5, 5, 10, 10, 15, 15])
  })

  it('doubles the wait for each fault in a row, and returns to its pace', async () => {
    const busy: Reply = { status: 503, text: 'busy' }
    const { outcome, waits } = await waitFor(['cut', busy, refused('authorization_pending'), tokens])
    expect(outcome.user.id).toBe('user_01')
    expect(waits).toEqual([5, 10, 20, 5])
  })

  it('waits as long as a busy server asks for', async () => {
    const busy: Reply = { status: 429, headers: { 'retry-after': '42' }, json: { message: 'Slow down.' } }
    const { waits } = await waitFor([busy, refused('authorization_pending'), tokens])
    expect(waits).toEqual([5, 42, 5])
  })

  it('ends when the code expires, without an attempt that cannot succeed', async () => {
    const { outcome, waits, received } = await waitFor([], { interval: 5, expiresIn: 12 })
    expect(outcome).toBeInstanceOf(DeviceCodeExpiredError)
    expect(outcome).toMatchObject({ name: 'DeviceCodeExpiredError', code: 'expired_token' })
    expect(waits).toEqual([5, 5, 2])
    expect(received).toHaveLength(2)
  })

  it('ends in the same way when the server says that it has expired', async () => {
    const { outcome, received } = await waitFor([refused('expired_token')])
    expect(outcome).toBeInstanceOf(DeviceCodeExpiredError)
    expect(outcome.cause).toBeInstanceOf(OAuthError)
    expect(received).toHaveLength(1)
  })

  it('ends at the expiry also where the server cannot be reached', async () => {
    const { outcome, waits } = await waitFor(Array<Reply>(9).fill('cut'), { interval: 5, expiresIn: 60 })
    expect(outcome).toBeInstanceOf(DeviceCodeExpiredError)
    expect(waits).toEqual([5, 10, 20, 25])
  })

  it.each(['access_denied', 'invalid_grant', 'invalid_client', 'invalid_request'])(
    'ends at once when the server answers %s',
    async (code) => {
      const { outcome, received } = await waitFor([refused('authorization_pending'), refused(code), tokens])
      expect(outcome).toMatchObject({ code, status: 400 })
      expect(received).toHaveLength(2)
    },
  )

  it('decides by the code and not by the status', async () => {
    const denied: Reply = { status: 403, json: { code: 'access_denied', message: 'No.' } }
    const pending: Reply = { status: 403, json: { code: 'authorization_pending', message: 'Wait.' } }
    const { outcome, received } = await waitFor([pending, denied])
    expect(outcome).toMatchObject({ code: 'access_denied' })
    expect(received).toHaveLength(2)
  })

  it('tells of each attempt that did not end it', async () => {
    const { progress } = await waitFor(
      [refused('authorization_pending'), refused('slow_down'), 'cut', tokens],
      { expiresIn: 100 },
    )
    expect(progress).toEqual([
      { status: 'pending', attempt: 1, nextAttemptSeconds: 5, expiresInSeconds: 95 },
      { status: 'slow_down', attempt: 2, nextAttemptSeconds: 10, expiresInSeconds: 90 },
      {
        status: 'unreachable',
        attempt: 3,
        nextAttemptSeconds: 20,
        expiresInSeconds: 80,
        error: expect.any(NetworkError),
      },
    ])
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('The terminal is gone.')
      },
    ],
    ['rejects', () => Promise.reject(new Error('The terminal is gone.'))],
    ['never ends', () => new Promise(() => {})],
  ])('is not broken by a listener that %s', async (_, onProgress) => {
    const { outcome } = await waitFor([refused('authorization_pending'), tokens], { onProgress })
    expect(outcome.user.id).toBe('user_01')
  })

  it('makes each attempt anew: a key would have the first answer repeated', async () => {
    const { received } = await waitFor(
      [refused('authorization_pending'), tokens],
      {},
      { idempotencyKey: 'ik_1' },
    )
    expect(received.map(({ headers }) => headers['idempotency-key'])).toEqual([undefined, undefined])
  })

  it('ends at once when it is aborted, by either signal, in a wait or in an attempt', async () => {
    const gone = AbortSignal.abort(new Error('The program ends.'))
    expect((await waitFor([tokens], { signal: gone })).outcome).toBe(gone.reason)
    expect((await waitFor([tokens], {}, { signal: gone })).outcome).toBe(gone.reason)
    const aborter = new AbortController()
    const onProgress = () => aborter.abort(new Error('The person closed the window.'))
    const { outcome, received } = await waitFor([refused('authorization_pending'), 'hang'], {
      onProgress,
      signal: aborter.signal,
    })
    expect(outcome).toBe(aborter.signal.reason)
    expect(received.length).toBeLessThanOrEqual(2)
  })

  it.each([
    ['interval', 0],
    ['interval', -5],
    ['interval', Number.NaN],
    ['interval', Number.POSITIVE_INFINITY],
    ['interval', '5'],
    ['expiresIn', 0],
    ['expiresIn', 1e10],
  ])('refuses %s %s before any attempt: it would ask without a pause or for ever', async (option, value) => {
    const { outcome, received } = await waitFor([tokens], { [option]: value })
    expect(outcome).toMatchObject({ name: 'ConfigurationError', option })
    expect(received).toHaveLength(0)
  })
})
