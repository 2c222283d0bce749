import { WorkOS } from '@workos-inc/node'
import { describe, expect, expectTypeOf, it, onTestFinished, vi } from 'vitest'
import { type Received, testPeer } from '../../test/peer.ts'
import { type Authentication, type ClientOptions, exposeAll, type Seal, SecretString } from '../index.ts'

const answer = {
  user: { id: 'user_01', email: 'a@example.com', email_verified: true, metadata: { shoe_size: '43' } },
  organization_id: 'org_01',
  access_token: 'at_secret',
  refresh_token: 'rt_secret',
  authentication_method: 'Password',
  impersonator: { email: 'b@example.com', reason: null },
  oauth_tokens: {
    provider: 'GoogleOAuth',
    access_token: 'g_at',
    refresh_token: 'g_rt',
    expires_at: 1,
    scopes: [],
  },
}
const cookiePassword = 'a-cookie-password-of-32-chars-ok'
const codeVerifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'

async function peer(options: ClientOptions = {}, json: object = answer) {
  const all = { clientId: 'client_01', ...options }
  const { client, received, baseUrl } = await testPeer(() => ({ json }), all)
  const { hostname, port } = new URL(baseUrl)
  const official = new WorkOS('sk_test_1', {
    clientId: 'client_01',
    apiHostname: hostname,
    port: Number(port),
    https: false,
  })
  return { client, api: client.userManagement, received, official: official.userManagement }
}

const bodyOf = ({ body }: Received) => JSON.parse(body) as Record<string, unknown>

const circumstances = { ipAddress: '192.0.2.1', userAgent: 'Firefox' }

describe('each way to sign in', () => {
  // The method, what it is called with, and the members that stand only in this request.
  const calls = [
    ['authenticateWithCode', { code: 'c', invitationToken: 'it', signalsId: 's' }],
    ['authenticateWithCode', { code: 'c', codeVerifier }],
    ['authenticateWithCodeAndVerifier', { code: 'c', codeVerifier, invitationToken: 'it' }],
    [
      'authenticateWithPassword',
      { email: 'a@b.c', password: 'p', invitationToken: 'it', radarAuthAttemptId: 'r' },
    ],
    ['authenticateWithRefreshToken', { refreshToken: 'rt', organizationId: 'org_02' }],
    ['authenticateWithMagicAuth', { code: 'c', email: 'a@b.c', linkAuthorizationCode: 'l', signalsId: 's' }],
    ['authenticateWithEmailVerification', { code: 'c', pendingAuthenticationToken: 'pt' }],
    [
      'authenticateWithTotp',
      { code: 'c', pendingAuthenticationToken: 'pt', authenticationChallengeId: 'ac' },
    ],
    ['authenticateWithOrganizationSelection', { organizationId: 'org_02', pendingAuthenticationToken: 'pt' }],
    [
      'authenticateWithRadarEmailChallenge',
      { code: 'c', radarChallengeId: 'rc', pendingAuthenticationToken: 'pt' },
    ],
    [
      'authenticateWithRadarSmsChallenge',
      { code: 'c', verificationId: 'v', phoneNumber: '+1', pendingAuthenticationToken: 'pt' },
    ],
  ] as const

  it.each(calls)('%s sends what the official SDK sends: %o', async (method, params) => {
    const { api, official, received } = await peer()
    const all = { ...params, ...circumstances } as never
    await official[method](all)
    await api[method](all)
    const [theirs, ours] = received.map(bodyOf)
    expect(ours).toEqual(theirs)
    expect(received[1]?.url.pathname).toBe('/user_management/authenticate')
  })

  it.each(calls)(
    '%s takes the device, another application and no key of ours in clear',
    async (method, params) => {
      const { api, received } = await peer()
      const wrapped = Object.fromEntries(
        Object.entries(params).map(([name, value]) => [name, new SecretString(value)]),
      )
      const authentication = await api[method]({
        ...wrapped,
        deviceId: 'd_1',
        clientId: 'client_02',
      } as never)
      const [request] = received as [Received]
      const { client_secret: _, grant_type: __, ...sent } = bodyOf(request)
      const wire = (name: string) => name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`)
      const given = Object.fromEntries(Object.entries(params).map(([name, value]) => [wire(name), value]))
      expect(sent).toEqual({ ...given, device_id: 'd_1', client_id: 'client_02' })
      expect(request.headers.authorization).toBeUndefined()
      expect(authentication.user.metadata).toEqual({ shoe_size: '43' })
    },
  )

  it('answers tokens that do not print', async () => {
    const { api } = await peer()
    const authentication = await api.authenticateWithPassword({ email: 'a@b.c', password: 'p' })
    expect(authentication.accessToken.expose()).toBe('at_secret')
    expect(authentication.refreshToken.expose()).toBe('rt_secret')
    expect(authentication.oauthTokens?.accessToken.expose()).toBe('g_at')
    expect(JSON.stringify(authentication)).not.toMatch(/at_secret|rt_secret|g_at|g_rt/)
  })
})

describe('the secret of the client', () => {
  const secrets = (received: Received[]) => received.map((request) => bodyOf(request).client_secret)

  it('is shown where the client has one, and never for a public application or a device', async () => {
    const { api, received } = await peer({ apiKey: 'sk_test_1' })
    await api.authenticateWithCode({ code: 'c' })
    await api.authenticateWithRefreshToken({ refreshToken: 'rt' })
    await api.authenticateWithCodeAndVerifier({ code: 'c', codeVerifier })
    await api.authenticateWithDeviceCode({ deviceCode: 'dc', interval: 0.001 })
    expect(secrets(received)).toEqual(['sk_test_1', 'sk_test_1', undefined, undefined])
  })

  it('is not needed for a code with its verifier, nor to refresh', async () => {
    const { api, received } = await peer({ apiKey: null })
    await api.authenticateWithCode({ code: 'c', codeVerifier })
    await api.authenticateWithCodeAndVerifier({ code: 'c', codeVerifier })
    await api.authenticateWithRefreshToken({ refreshToken: 'rt' })
    expect(secrets(received)).toEqual([undefined, undefined, undefined])
  })

  it.each([
    ['authenticateWithCode', { code: 'c' }],
    ['authenticateWithPassword', { email: 'a@b.c', password: 'p' }],
    ['authenticateWithMagicAuth', { code: 'c', email: 'a@b.c' }],
    ['authenticateWithEmailVerification', { code: 'c', pendingAuthenticationToken: 'pt' }],
    [
      'authenticateWithTotp',
      { code: 'c', pendingAuthenticationToken: 'pt', authenticationChallengeId: 'ac' },
    ],
    ['authenticateWithOrganizationSelection', { organizationId: 'o', pendingAuthenticationToken: 'pt' }],
    [
      'authenticateWithRadarEmailChallenge',
      { code: 'c', radarChallengeId: 'rc', pendingAuthenticationToken: 'pt' },
    ],
    ['authenticateWithRadarSmsChallenge', { code: 'c', pendingAuthenticationToken: 'pt' }],
  ] as const)('is asked for before any request: %s', async (method, params) => {
    const { api, received } = await peer({ apiKey: null })
    await expect(api[method](params as never)).rejects.toMatchObject({
      name: 'ConfigurationError',
      option: 'apiKey',
    })
    expect(received).toHaveLength(0)
  })

  it.each(['', 'too-short', '<redacted>'])('is not made up for by the verifier %j', async (codeVerifier) => {
    const { api, client, received } = await peer()
    for (const redeemed of [
      api.authenticateWithCode({ code: 'c', codeVerifier }),
      api.authenticateWithCodeAndVerifier({ code: 'c', codeVerifier }),
      client.sso.getProfileAndToken({ code: 'c', codeVerifier }),
    ]) {
      await expect(redeemed).rejects.toMatchObject({ name: 'ConfigurationError', option: 'codeVerifier' })
    }
    expect(received).toHaveLength(0)
  })
})

describe('a sealed session', () => {
  const params = { email: 'a@b.c', password: 'p' }

  it('comes with the answer where it is asked for, and the official SDK opens it', async () => {
    const { api, official } = await peer()
    const session = { sealSession: true, cookiePassword } as const
    const { sealedSession } = await api.authenticateWithPassword({ ...params, session })
    const opened = await official.getSessionFromCookie({ sessionData: sealedSession, cookiePassword })
    expect(opened).toMatchObject({
      accessToken: 'at_secret',
      refreshToken: 'rt_secret',
      authenticationMethod: 'Password',
      impersonator: { email: 'b@example.com' },
      user: { id: 'user_01', emailVerified: true, metadata: { shoe_size: '43' } },
    })
  })

  it('does not come otherwise, and neither does the password leave', async () => {
    const { api, received } = await peer()
    expect(await api.authenticateWithPassword(params)).not.toHaveProperty('sealedSession')
    const session = { sealSession: false, cookiePassword }
    expect(await api.authenticateWithPassword({ ...params, session })).not.toHaveProperty('sealedSession')
    await api.authenticateWithCode({ code: 'c', session: { sealSession: true, cookiePassword } })
    for (const request of received) expect(request.body).not.toMatch(/session|cookie/)
  })

  it('is refused under a bad password before the code is spent', async () => {
    vi.stubEnv('WORKOS_COOKIE_PASSWORD', undefined)
    onTestFinished(() => void vi.unstubAllEnvs())
    const { api, received } = await peer()
    for (const cookiePassword of ['short', undefined]) {
      const session = { sealSession: true, cookiePassword }
      await expect(api.authenticateWithCode({ code: 'c', session })).rejects.toMatchObject({
        option: 'cookiePassword',
      })
    }
    expect(received).toHaveLength(0)
  })

  it('stands in the type where it is asked for', async () => {
    const { api } = await peer()
    const sealed = await api.authenticateWithCode({
      code: 'c',
      session: { sealSession: true, cookiePassword },
    })
    expectTypeOf(sealed.sealedSession).toEqualTypeOf<string>()
    const plain = await api.authenticateWithCode({ code: 'c' })
    expectTypeOf(plain).toEqualTypeOf<Authentication>()
    const session: Seal | undefined = { sealSession: Boolean(cookiePassword), cookiePassword }
    const perhaps = await api.authenticateWithCode({ code: 'c', session })
    expectTypeOf(perhaps.sealedSession).toEqualTypeOf<string | undefined>()
    // @ts-expect-error a member that no grant has
    await api.authenticateWithCode({ code: 'c', passwort: 'p' })
  })
})

describe('a device', () => {
  const device = {
    device_code: 'dc_secret',
    user_code: 'BCDF-GHJK',
    verification_uri: 'https://example.com/device',
    verification_uri_complete: 'https://example.com/device?user_code=BCDF-GHJK',
    expires_in: 300,
    interval: 0.001,
  }

  it('is authorized without a secret, and prints nothing that would sign it in', async () => {
    const { api, received } = await peer({}, device)
    const authorized = await api.authorizeDevice()
    expect(bodyOf(received[0] as Received)).toEqual({ client_id: 'client_01' })
    expect(received[0]?.headers.authorization).toBeUndefined()
    expect(exposeAll(authorized)).toMatchObject({
      deviceCode: 'dc_secret',
      userCode: 'BCDF-GHJK',
      verificationUriComplete: 'https://example.com/device?user_code=BCDF-GHJK',
    })
    expect(JSON.stringify(authorized)).not.toMatch(/dc_secret|BCDF-GHJK/)
  })

  it('redeems what it was authorized with, and sends nothing else of it', async () => {
    const { client, received } = await testPeer(
      (_, n) => {
        if (n === 1) return { json: device }
        return n === 2 ? { status: 400, json: { error: 'authorization_pending' } } : { json: answer }
      },
      { clientId: 'client_01' },
    )
    const authorized = await client.userManagement.authorizeDevice()
    const { user } = await client.userManagement.authenticateWithDeviceCode(authorized)
    expect(user.id).toBe('user_01')
    expect(received.slice(1).map(bodyOf)).toEqual(
      Array(2).fill({
        client_id: 'client_01',
        device_code: 'dc_secret',
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      }),
    )
  })
})
