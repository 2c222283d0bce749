import { inspect } from 'node:util'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { testPeer } from '../test/peer.ts'
import {
  APIError,
  AuthenticateError,
  type AuthenticateFailure,
  isAuthenticateError,
  isOAuthError,
  SecretString,
  type User,
} from './index.ts'

const user = { object: 'user', id: 'user_1', first_name: 'Ada', metadata: { cost_center: '7' } }
const pending = { pending_authentication_token: 'pat_1' }
const ours = { id: 'user_1', firstName: 'Ada', metadata: { cost_center: '7' } }

async function signIn(status: number, body: object): Promise<APIError> {
  const { client } = await testPeer(() => ({ status, json: body }), { clientId: 'client_1' })
  return client.userManagement
    .authenticate({ grantType: 'password', email: 'ada@example.com', password: 'pw' })
    .catch((reason) => reason)
}

const steps: [string, object, object][] = [
  ['application_consent_required', pending, {}],
  [
    'email_verification_required',
    { ...pending, email: 'ada@example.com', email_verification_id: 'ev_1' },
    { email: 'ada@example.com', emailVerificationId: 'ev_1' },
  ],
  [
    'mfa_challenge',
    { ...pending, user, authentication_factors: [{ id: 'af_1', type: 'totp' }] },
    { user: ours, authenticationFactors: [{ id: 'af_1', type: 'totp' }] },
  ],
  ['mfa_enrollment', { ...pending, user }, { user: ours }],
  [
    'organization_selection_required',
    { ...pending, user, organizations: [{ id: 'org_1', name: 'Acme' }] },
    { organizations: [{ id: 'org_1', name: 'Acme' }] },
  ],
  ['passkey_progressive_enrollment', { ...pending, user }, { user: ours }],
  ['radar_challenge', { ...pending, radar_challenge_id: 'rc_1' }, { radarChallengeId: 'rc_1' }],
  ['radar_sign_up_challenge', { ...pending, radar_challenge_id: 'rc_1' }, { radarChallengeId: 'rc_1' }],
  ['radar_sms_sign_in_challenge', { ...pending, email: 'ada@example.com' }, { email: 'ada@example.com' }],
  [
    'sso_required',
    { ...pending, email: 'ada@example.com', connection_ids: ['conn_1'] },
    { email: 'ada@example.com', connectionIds: ['conn_1'] },
  ],
]

describe('a sign-in that is not over', () => {
  it.each(steps)(
    'is told by its code and carries what the next step needs: %s',
    async (code, members, expected) => {
      // The same step comes with one status or another, and with either spelling of its code.
      for (const [status, body] of [
        [403, { code, message: 'Go on.', ...members }],
        [400, { code, message: 'Go on.', ...members }],
        [400, { error: code, error_description: 'Go on.', ...members }],
      ] as const) {
        const error = await signIn(status, body)
        expect(error).toBeInstanceOf(AuthenticateError)
        expect(error).toBeInstanceOf(APIError)
        expect(error).toMatchObject({
          name: 'AuthenticateError',
          status,
          code,
          message: 'Go on.',
          ...expected,
        })
        const { pendingAuthenticationToken } = error as AuthenticateError
        expect(pendingAuthenticationToken).toBeInstanceOf(SecretString)
        expect(pendingAuthenticationToken?.expose()).toBe('pat_1')
        expect([isAuthenticateError(error), isOAuthError(error)]).toEqual([true, false])
      }
    },
  )

  it('may name other ways to sign in, and needs no token then', async () => {
    const error = await signIn(400, {
      error: 'organization_authentication_methods_required',
      error_description: 'Another way.',
      email: 'ada@example.com',
      sso_connection_ids: ['conn_1'],
      auth_methods: { password: false, google_oauth: true },
    })
    expect(error).toMatchObject({
      email: 'ada@example.com',
      ssoConnectionIds: ['conn_1'],
      authMethods: { password: false, googleOauth: true },
    })
    expect(error).not.toHaveProperty('pendingAuthenticationToken')
  })

  it('has no token where the answer has null for one', async () => {
    const error = await signIn(400, { error: 'sso_required', pending_authentication_token: null })
    expect(error).not.toHaveProperty('pendingAuthenticationToken')
  })

  it('is not what else goes wrong with one', async () => {
    for (const code of ['invalid_credentials', 'authentication_method_not_allowed', 'invalid_grant']) {
      const error = await signIn(400, { code, message: 'No.', ...pending })
      expect(isAuthenticateError(error)).toBe(false)
      expect(error).toMatchObject({ code, body: pending })
    }
  })

  it('cannot be given fields of an error by the server, nor another form of one', async () => {
    const error = await signIn(403, {
      code: 'mfa_challenge',
      message: 'Go on.',
      status: 200,
      stack: 'none',
      toJSON: 'none',
      request_id: 'req_evil',
      __proto__: { polluted: true },
    })
    expect(error).toMatchObject({ status: 403, requestId: undefined, message: 'Go on.' })
    expect(error.stack).not.toBe('none')
    expect(() => JSON.stringify(error)).not.toThrow()
    expect(error).not.toHaveProperty('polluted')
  })

  it('shows no token, however it is written down', async () => {
    const error = await signIn(403, { code: 'mfa_challenge', message: 'Go on.', ...pending, user })
    const written = [inspect(error, { depth: 9 }), JSON.stringify(error), `${error}`, error.stack].join()
    expect(written).not.toContain('pat_1')
    expect(written).toContain('<redacted>')
  })
})

it('narrows by its code to what it carries', () => {
  const read = (error: AuthenticateFailure) => {
    switch (error.code) {
      case 'email_verification_required':
        expectTypeOf(error.pendingAuthenticationToken).toEqualTypeOf<SecretString>()
        expectTypeOf(error.emailVerificationId).toEqualTypeOf<string>()
        break
      case 'mfa_challenge':
        expectTypeOf(error.user).toEqualTypeOf<User>()
        expectTypeOf(error.authenticationFactors[0]!.id).toEqualTypeOf<string>()
        break
      case 'organization_selection_required':
        expectTypeOf(error.organizations).toEqualTypeOf<{ id: string; name: string }[]>()
        break
      case 'sso_required':
        expectTypeOf(error.connectionIds).toEqualTypeOf<string[]>()
        // @ts-expect-error It may have none.
        error.pendingAuthenticationToken.expose()
        break
    }
  }
  expectTypeOf(read).parameter(0).toExtend<APIError>()
})
