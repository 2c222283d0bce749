import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { describe, expect, expectTypeOf, it, onTestFinished, vi } from 'vitest'
import { type Received, testPeer } from '../test/peer.ts'
import { type Authentication, Client, ConfigurationError, PublicClient } from './index.ts'

const codeVerifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const answer = { user: { id: 'user_01', metadata: {} }, access_token: 'at', refresh_token: 'rt' }

function environment(variables: Record<string, string | undefined>) {
  onTestFinished(() => void vi.unstubAllEnvs())
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
}

/** A public client in an environment that holds an API key, and the server that it calls. */
async function publicPeer(json: object = answer) {
  environment({ WORKOS_API_KEY: 'sk_environment', WORKOS_CLIENT_ID: undefined })
  const { received, baseUrl } = await testPeer(() => ({ json }))
  return { client: new PublicClient({ clientId: 'client_01', baseUrl, timeout: 5_000 }), received, baseUrl }
}

const bodyOf = ({ body }: Received) => JSON.parse(body) as Record<string, unknown>

describe('a public client', () => {
  it('shows no secret, though the environment hold one', async () => {
    const { client, received } = await publicPeer()
    const { userManagement, sso } = client
    await userManagement.authenticateWithCodeAndVerifier({ code: 'c', codeVerifier })
    await userManagement.authenticateWithRefreshToken({ refreshToken: 'rt' })
    await userManagement.authenticateWithDeviceCode({ deviceCode: 'dc', interval: 0.001 })
    await userManagement.authorizeDevice()
    await sso.getProfileAndToken({ code: 'c', codeVerifier })
    expect(received).toHaveLength(5)
    for (const request of received) {
      expect(request.headers.authorization).toBeUndefined()
      expect(bodyOf(request)).not.toHaveProperty('client_secret')
      expect(bodyOf(request)).toMatchObject({ client_id: 'client_01' })
      expect(JSON.stringify(request)).not.toContain('sk_environment')
    }
  })

  it('sends no secret that it is given against its types', async () => {
    const { client, received } = await publicPeer()
    const { userManagement, sso } = client
    const given = { code: 'c', codeVerifier, refreshToken: 'rt', clientSecret: 'sk_given' }
    const calls = await Promise.allSettled([
      userManagement.authenticateWithCodeAndVerifier(given),
      userManagement.authenticateWithRefreshToken(given),
      userManagement.authorizeDevice(given as never),
      sso.getProfileAndToken(given),
    ])
    const refused = { status: 'rejected', reason: { name: 'ConfigurationError', option: 'clientSecret' } }
    expect(calls).toMatchObject([refused, refused, refused, refused])
    expect(received).toEqual([])
  })

  it('redeems a code by its verifier, and answers the tokens', async () => {
    const { client, received } = await publicPeer()
    const authentication = await client.userManagement.authenticateWithCodeAndVerifier({
      code: 'c',
      codeVerifier,
    })
    expectTypeOf(authentication).toEqualTypeOf<Authentication>()
    expect(authentication.accessToken.expose()).toBe('at')
    expect(received.map(bodyOf)).toEqual([
      { client_id: 'client_01', grant_type: 'authorization_code', code: 'c', code_verifier: codeVerifier },
    ])
  })

  it('gets a profile by the access token', async () => {
    const { client, received } = await publicPeer({ id: 'prof_1' })
    const { id } = await client.sso.getProfile({ accessToken: 'at_1' })
    expect(id).toBe('prof_1')
    expect(received[0]?.headers.authorization).toBe('Bearer at_1')
  })

  it('refuses a code without a verifier before any request', async () => {
    const { client, received } = await publicPeer()
    const bare = { code: 'c' } as never
    for (const redeemed of [
      client.userManagement.authenticateWithCodeAndVerifier(bare),
      client.sso.getProfileAndToken(bare),
    ]) {
      await expect(redeemed).rejects.toMatchObject({ name: 'ConfigurationError', option: 'codeVerifier' })
    }
    expect(received).toHaveLength(0)
  })

  it('makes links with PKCE, and those that end a session', async () => {
    const { client, baseUrl } = await publicPeer()
    const redirectUri = 'https://app.example.com/callback'
    const { url, codeVerifier } = await client.userManagement.getAuthorizationUrlWithPKCE({
      provider: 'authkit',
      redirectUri,
    })
    const challenge = new URL(url).searchParams.get('code_challenge')
    expect(challenge).toBe(await client.pkce.generateCodeChallenge(codeVerifier))
    const sso = await client.sso.getAuthorizationUrlWithPKCE({ connection: 'conn_1', redirectUri })
    expect(sso.url).toContain('&code_challenge_method=S256&connection=conn_1&')
    expect(client.userManagement.getLogoutUrl({ sessionId: 's' })).toBe(
      `${baseUrl}/user_management/sessions/logout?session_id=s`,
    )
    expect(client.userManagement.getJwksUrl()).toBe(`${baseUrl}/sso/jwks/client_01`)
  })

  it('has nothing else', async () => {
    const { client } = await publicPeer()
    const methods = (of: object) => Object.getOwnPropertyNames(Object.getPrototypeOf(of)).sort()
    expect(Object.keys(client).sort()).toEqual(['pkce', 'sso', 'userManagement'])
    expect(methods(client.userManagement)).toEqual([
      'authenticateWithCodeAndVerifier',
      'authenticateWithDeviceCode',
      'authenticateWithRefreshToken',
      'authorizeDevice',
      'constructor',
      'getAuthorizationUrlWithPKCE',
      'getJwksUrl',
      'getLogoutUrl',
    ])
    expect(methods(client.sso)).toEqual([
      'constructor',
      'getAuthorizationUrlWithPKCE',
      'getProfile',
      'getProfileAndToken',
    ])
    // @ts-expect-error wants an API key
    expect(client.organizations).toBeUndefined()
    // @ts-expect-error wants an API key
    expect(client.userManagement.listUsers).toBeUndefined()
    // @ts-expect-error a code without a verifier
    expect(client.userManagement.authenticateWithCode).toBeUndefined()
    // @ts-expect-error a link without PKCE
    expect(client.userManagement.getAuthorizationUrl).toBeUndefined()
    // @ts-expect-error wants an API key
    expect(client.userManagement.authenticateWithPassword).toBeUndefined()
    // @ts-expect-error wants an API key
    expect(client.sso.listConnections).toBeUndefined()
  })

  it('refuses an API key, by type and otherwise', () => {
    // @ts-expect-error a public client has no API key
    expect(() => new PublicClient({ clientId: 'client_01', apiKey: 'sk_1' })).toThrow(
      expect.objectContaining({ name: 'ConfigurationError', option: 'apiKey' }),
    )
  })

  it('takes its client ID from the environment, and needs one', () => {
    environment({ WORKOS_CLIENT_ID: 'client_env' })
    expect(new PublicClient().userManagement.getJwksUrl()).toMatch(/\/client_env$/)
    environment({ WORKOS_CLIENT_ID: undefined })
    expect(() => new PublicClient()).toThrow(expect.objectContaining({ option: 'clientId' }))
    expect(() => new PublicClient({ clientId: '' })).toThrow(ConfigurationError)
  })

  it('is small, and carries neither sessions nor services that it does not have', async () => {
    const { outputFiles, metafile } = await build({
      stdin: { contents: `export { PublicClient } from './index.ts'`, resolveDir: import.meta.dirname },
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
      write: false,
      metafile: true,
    })
    const files = Object.values(metafile.outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
    )
    expect(
      files.filter((file) => /session\/|actions|vault|jwks|generated\/organizations/.test(file)),
    ).toEqual([])
    // The official SDK has no public entry of its own: whole, it is 48.9 kB.
    expect(gzipSync(outputFiles[0]!.contents).length).toBeLessThan(13_500)
  })
})

describe('a client without an API key', () => {
  it('refuses what needs one before any request, and does the rest', async () => {
    const { client, received } = await testPeer(() => ({ json: answer }), {
      apiKey: null,
      clientId: 'client_01',
    })
    const refused = [
      client.organizations.createOrganization({ name: 'Acme' }),
      client.organizations.listOrganizations(),
      client.userManagement.getUser('user_01'),
      client.sso.getProfileAndToken({ code: 'c' }),
      client.userManagement.authenticateWithPassword({ email: 'a@b.c', password: 'p' }),
    ]
    for (const call of refused) {
      await expect(call).rejects.toMatchObject({ name: 'ConfigurationError', option: 'apiKey' })
    }
    expect(received).toHaveLength(0)
    await client.userManagement.authenticateWithRefreshToken({ refreshToken: 'rt' })
    expect(received).toHaveLength(1)
  })

  it('is what null makes, whatever the environment holds', async () => {
    environment({ WORKOS_API_KEY: 'sk_environment' })
    await expect(new Client({ apiKey: null }).userManagement.getUser('u')).rejects.toMatchObject({
      option: 'apiKey',
    })
  })
})
