import { describe, expect, it } from 'vitest'
import { user } from '../../test/issuer.ts'
import type { Reply } from '../../test/peer.ts'
import { expiredCookie, granted, refreshingApplication, singleUse, succeeded } from '../../test/refreshing.ts'

describe('refresh, when the fault is a passing one, keeps the session', () => {
  const html = { headers: { 'content-type': 'text/html' }, text: '<h1>Blocked</h1>' }
  it.each<[string, Reply, object]>([
    [
      'too many requests',
      { status: 429, headers: { 'retry-after': '7' }, json: { message: 'Slow down.' } },
      { reason: 'rate_limit_exceeded', retryAfter: 7 },
    ],
    ['too many requests, no time given', { status: 429, json: {} }, { reason: 'rate_limit_exceeded' }],
    ['a server that fails', { status: 500, json: { message: 'Oh.' } }, { reason: 'server_error' }],
    ['a gateway that fails', { status: 502, ...html }, { reason: 'server_error' }],
    ['a server that gave up waiting', { status: 408, json: {} }, { reason: 'timeout' }],
    ['a connection that breaks', 'cut', { reason: 'network_error' }],
    ['no answer', 'hang', { reason: 'timeout' }],
    ['a proxy that answers for the API', html, { reason: 'invalid_response' }],
    ['a proxy that refuses for the API', { status: 403, ...html }, { reason: 'invalid_response' }],
    ['a success without tokens', { json: {} }, { reason: 'invalid_response' }],
    ['a success that is no object', { json: null }, { reason: 'invalid_response' }],
    [
      'a token that is garbage',
      granted(undefined, 'rt_2', { access_token: 'at' }),
      { reason: 'invalid_response' },
    ],
    ['no new refresh token', granted(undefined, ''), { reason: 'invalid_response' }],
    [
      'tokens of another user',
      granted(undefined, 'rt_2', { user: { ...user, id: 'user_2' } }),
      { reason: 'invalid_response' },
    ],
  ])('%s', async (_, fault, expected) => {
    let reply: Reply = fault
    const { load } = await refreshingApplication(() => reply, fault === 'hang' ? { timeout: 500 } : {})
    const session = load(await expiredCookie())
    const result = await session.refresh()
    expect(result).toMatchObject({ authenticated: false, retryable: true, ...expected })
    expect(result).toHaveProperty('error', expect.any(Error))
    reply = granted('org_1', 'rt_2')
    succeeded(await session.refresh())
  })

  it('and never redeems a token twice by itself', async () => {
    const { load, refreshes } = await refreshingApplication(() => 'cut', { maxRetries: 3 })
    expect(await load(await expiredCookie()).refresh()).toMatchObject({ reason: 'network_error' })
    expect(refreshes().length).toBe(1)
  })
})

describe('refresh, when the server refuses', () => {
  it.each([
    'invalid_grant',
    'sso_required',
    'organization_not_found',
    'organization_membership_not_found',
    'organization_authentication_methods_required',
    'mfa_enrollment',
  ])('says so, as OAuth does: %s', async (error) => {
    const { load } = await refreshingApplication(() => ({
      status: 400,
      json: { error, error_description: 'No.' },
    }))
    expect(await load(await expiredCookie()).refresh()).toMatchObject({
      authenticated: false,
      reason: error,
      retryable: false,
      error: { status: 400, code: error },
    })
  })

  it.each([
    'mfa_enrollment',
    'mfa_challenge',
    'sso_required',
    'email_verification_required',
    'organization_selection_required',
    'authentication_method_not_allowed',
    'application_consent_required',
    'passkey_progressive_enrollment',
    'radar_challenge',
  ])('says what is to be done first: %s', async (code) => {
    const { load } = await refreshingApplication(() => ({
      status: 403,
      json: { code, message: 'First.', pending_authentication_token: 'pat_1' },
    }))
    const result = await load(await expiredCookie()).refresh()
    expect(result).toMatchObject({ reason: code, retryable: false, error: { status: 403, code } })
    expect(JSON.stringify(result)).not.toContain('pat_1')
  })

  it.each([
    ['a code that is not known', { code: 'something_new', message: 'No.' }],
    ['words alone', { message: 'Must use SSO for selected organization' }],
  ])('says so, by %s', async (_, json) => {
    const { load } = await refreshingApplication(() => ({ status: 400, json }))
    expect(await load(await expiredCookie()).refresh()).toMatchObject({
      reason: 'refused',
      retryable: false,
      error: { message: expect.stringContaining(json.message) },
    })
  })

  it.each([
    ['a wrong API key', { status: 401, json: { message: 'Unauthorized' } }],
    ['a wrong client', { status: 400, json: { error: 'invalid_client', error_description: 'No.' } }],
    ['a client that may not', { status: 400, json: { error: 'unauthorized_client' } }],
  ])('throws where no session is to blame: %s', async (_, reply) => {
    const { load } = await refreshingApplication(() => reply)
    await expect(load(await expiredCookie()).refresh()).rejects.toMatchObject({ status: reply.status })
  })
})

describe('refresh, without anything to redeem', () => {
  it.each([
    ['no cookie', async () => '', 'no_session_cookie_provided'],
    ['garbage', async () => 'garbage', 'invalid_session_cookie'],
    ['no refresh token', () => expiredCookie({ refreshToken: undefined }), 'invalid_session_cookie'],
  ])('fails on %s, and asks nobody', async (_, cookie, reason) => {
    const { load, received } = await refreshingApplication(singleUse())
    expect(await load(await cookie()).refresh()).toEqual({ authenticated: false, reason, retryable: false })
    expect(received).toEqual([])
  })

  it('throws for a new password that is short, before the token is spent', async () => {
    const { load, received } = await refreshingApplication(singleUse())
    const session = load(await expiredCookie())
    await expect(session.refresh({ cookiePassword: 'short' })).rejects.toMatchObject({
      option: 'cookiePassword',
    })
    expect(received).toEqual([])
  })
})
