import { WorkOS } from '@workos-inc/node'
import { describe, expect, expectTypeOf, it, vi } from 'vitest'
import vectors from '../../fixtures/sign-in.json' with { type: 'json' }
import { Client, type SecretString, SignatureVerificationError, signPayload, type User } from '../index.ts'

const { actions } = new Client({ apiKey: null })
const official = new WorkOS('sk_test_1').actions
const { secret, allow, deny } = vectors.actions
const now = vectors.clock_ms

/** An action request as the server sends it. */
async function request(body: unknown, signedAt = now) {
  const payload = typeof body === 'string' ? body : JSON.stringify(body)
  return { payload, secret, now, sigHeader: await signPayload(payload, secret, signedAt) }
}

const authentication = {
  id: 'action_01',
  object: 'authentication_action_context',
  user: { object: 'user', id: 'user_01', email_verified: true, metadata: { shoe_size: '43' } },
  organization: {
    id: 'org_01',
    domains: [{ id: 'org_domain_01', verification_token: 'vt_secret' }],
    metadata: { cost_center: '7' },
  },
  organization_membership: {
    id: 'om_01',
    custom_attributes: { job_title: 'x' },
    user: { metadata: { a_b: 'c' } },
  },
  ip_address: '192.0.2.1',
  user_agent: 'Firefox',
  device_fingerprint: 'df',
  issuer: 'https://issuer.example.com',
}

const registration = {
  id: 'action_02',
  object: 'user_registration_action_context',
  user_data: { object: 'user_data', email: 'a@example.com', name: 'A B', first_name: 'A', last_name: 'B' },
  invitation: {
    id: 'invitation_01',
    token: 'it_secret',
    accept_invitation_url: 'https://x.example/?it_secret',
  },
}

describe('actions.signResponse', () => {
  it('signs as the vectors have it, in the order of the wire', async () => {
    const allowed = await actions.signResponse({ type: 'authentication', verdict: 'Allow' }, secret, now)
    expect(JSON.stringify(allowed)).toBe(JSON.stringify(allow))
    const denied = await actions.signResponse(
      { type: 'user_registration', verdict: 'Deny', errorMessage: 'Blocked' },
      secret,
      now,
    )
    expect(JSON.stringify(denied)).toBe(JSON.stringify(deny))
  })

  it.each([
    { type: 'authentication', verdict: 'Allow' },
    { type: 'authentication', verdict: 'Deny' },
    { type: 'authentication', verdict: 'Deny', errorMessage: '' },
    { type: 'user_registration', verdict: 'Deny', errorMessage: 'Ü "quoted"\n' },
    { type: 'user_registration', verdict: 'Allow', errorMessage: 'dropped' },
  ] as const)('answers what the official SDK answers: %o', async (decision) => {
    vi.useFakeTimers({ toFake: ['Date'], now })
    const theirs = await official.signResponse(decision, secret)
    const ours = await actions.signResponse(decision, secret)
    vi.useRealTimers()
    expect(JSON.stringify(ours)).toBe(JSON.stringify(theirs))
  })

  it.each([
    ['type', { type: 'toString', verdict: 'Allow' }],
    ['verdict', { type: 'authentication', verdict: 'Maybe' }],
    ['verdict', { type: 'authentication' }],
    ['errorMessage', { type: 'authentication', verdict: 'Deny', errorMessage: 'x'.repeat(501) }],
  ])('refuses by the name of %s: %o', async (option, decision) => {
    await expect(actions.signResponse(decision as never, secret)).rejects.toMatchObject({
      name: 'ConfigurationError',
      option,
    })
  })

  it('refuses to sign with an empty secret', async () => {
    const signed = actions.signResponse({ type: 'authentication', verdict: 'Allow' }, '')
    await expect(signed).rejects.toMatchObject({ option: 'secret' })
  })

  it('takes a message of 500 characters', async () => {
    const errorMessage = 'x'.repeat(500)
    const { payload } = await actions.signResponse(
      { type: 'authentication', verdict: 'Deny', errorMessage },
      secret,
    )
    expect(payload.error_message).toBe(errorMessage)
  })
})

describe('actions.constructAction', () => {
  it('returns who is about to sign in, in our names, and the keys of customers as they are', async () => {
    const action = await actions.constructAction(await request(authentication))
    if (action.object !== 'authentication_action_context') throw new Error(action.object)
    expectTypeOf(action.user).toEqualTypeOf<User>()
    expect(action).toMatchObject({
      id: 'action_01',
      user: { id: 'user_01', emailVerified: true, metadata: { shoe_size: '43' } },
      organization: { metadata: { cost_center: '7' } },
      organizationMembership: { customAttributes: { job_title: 'x' }, user: { metadata: { a_b: 'c' } } },
      ipAddress: '192.0.2.1',
      userAgent: 'Firefox',
      deviceFingerprint: 'df',
      issuer: 'https://issuer.example.com',
    })
    expect(JSON.stringify(action)).not.toContain('vt_secret')
  })

  it('returns who is about to register, and by which invitation', async () => {
    const action = await actions.constructAction(await request(registration))
    if (action.object !== 'user_registration_action_context') throw new Error(action.object)
    expect(action.userData).toEqual({
      object: 'user_data',
      email: 'a@example.com',
      name: 'A B',
      firstName: 'A',
      lastName: 'B',
    })
    const { token } = action.invitation as unknown as { token: SecretString }
    expect(token.expose()).toBe('it_secret')
    expect(JSON.stringify(action)).not.toContain('it_secret')
  })

  it('reads what the official SDK reads', async () => {
    const payload = JSON.stringify(registration)
    const sigHeader = await signPayload(payload, secret)
    const theirs = await official.constructAction({ payload, sigHeader, secret })
    const ours = await actions.constructAction({ payload, sigHeader, secret })
    if (theirs.object !== 'user_registration_action_context') throw new Error(theirs.object)
    expect(ours).toMatchObject({ id: theirs.id, object: theirs.object, userData: theirs.userData })
  })

  it('refuses what was signed more than 30 s ago, or as far ahead', async () => {
    await actions.verifyHeader(await request(authentication, now - 30_000))
    await actions.verifyHeader(await request(authentication, now + 30_000))
    for (const signedAt of [now - 30_001, now + 30_001]) {
      const action = actions.constructAction(await request(authentication, signedAt))
      await expect(action).rejects.toThrow(SignatureVerificationError)
    }
    const patient = { ...(await request(authentication, now - 60_000)), toleranceSeconds: 60 }
    expect(await actions.verifyHeader(patient)).toBe(true)
  })

  it('returns nothing that was not signed with the secret', async () => {
    const { payload, ...signed } = await request(authentication)
    const forged = actions.constructAction({ ...signed, payload: payload.replace('user_01', 'user_02') })
    await expect(forged).rejects.toThrow(SignatureVerificationError)
    const other = actions.constructAction({ ...signed, payload, secret: 'another' })
    await expect(other).rejects.toThrow(SignatureVerificationError)
  })

  it.each([
    ['of a kind that is not known', { object: 'token_action_context' }],
    ['named as objects inherit', { object: 'toString' }],
    ['of no kind', {}],
    ['that is no JSON', '<html>'],
  ])('says so when a request was signed %s', async (_, body) => {
    await expect(actions.constructAction(await request(body))).rejects.toMatchObject({ name: 'DecodeError' })
  })
})
