import { WorkOS } from '@workos-inc/node'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import vectors from '../../fixtures/sign-in.json' with { type: 'json' }
import { Client } from '../index.ts'

const { urls } = vectors
const baseUrl = 'https://api.workos.com'
const client = new Client({ apiKey: 'sk_test_1', clientId: 'client_123', baseUrl })
const { userManagement, sso, pkce } = client
const official = new WorkOS('sk_test_1', { clientId: 'client_123' })

const codeChallenge = vectors.pkce[0]?.challenge as string
const callback = 'https://app.example.com/callback'
const refusedFor = (option: string) => expect.objectContaining({ name: 'ConfigurationError', option })

describe('userManagement.getAuthorizationUrl', () => {
  it('writes every parameter as official SDKs do, in their order', () => {
    const url = userManagement.getAuthorizationUrl({
      clientId: 'client_123',
      redirectUri: `${callback}?x=1`,
      provider: 'authkit',
      organizationId: 'org_01',
      screenHint: 'sign-up',
      domainHint: 'example.com',
      loginHint: "o'neil+test@example.com",
      state: 'a b/c+d',
      maxAge: 3600,
      prompt: 'login',
      providerScopes: ['openid', 'profile'],
      providerQueryParams: { hd: 'example.com', access_type: 'offline' },
      invitationToken: 'it',
      claimNonce: 'cn',
      codeChallenge,
    })
    expect(url).toBe(urls.authkit)
  })

  it.each([
    ['punctuation', { state: '!\'()*~_.-&=#%+ /?:@"<>' }],
    ['other scripts', { state: '日本語 ü 🙂' }],
    ['booleans and numbers', { providerQueryParams: { b: true, n: 1, a: 'x' }, maxAge: 0 }],
    ['an empty list', { providerScopes: [] }],
  ])('writes %s as the official SDK does', (_, more) => {
    const params = { redirectUri: callback, provider: 'GoogleOAuth', ...more }
    expect(userManagement.getAuthorizationUrl(params)).toBe(
      official.userManagement.getAuthorizationUrl(params),
    )
  })

  it('writes whatever people may type in as the official SDK does', () => {
    // What is written in other ways by one encoder or another, and some that lies beyond ASCII.
    const text = fc.string({ unit: fc.constantFrom(...'aZ0 !\'()*~-._+&=#%/?:@<>[]"\\\n\0üß日本🙂') })
    const params = fc.record(
      {
        redirectUri: text.map((query) => `${callback}?${query}`),
        provider: fc.constantFrom('authkit', 'GoogleOAuth'),
        state: text.filter(Boolean),
        loginHint: text.filter(Boolean),
        domainHint: fc.domain(),
        organizationId: fc.stringMatching(/^org_\w+$/),
        maxAge: fc.nat(),
        providerScopes: fc.array(text.filter(Boolean)),
        providerQueryParams: fc.dictionary(
          fc.stringMatching(/^[a-z]+$/),
          fc.oneof(text, fc.integer(), fc.boolean()),
        ),
      },
      { requiredKeys: ['redirectUri', 'provider'] },
    )
    fc.assert(
      fc.property(params, (all) => {
        expect(userManagement.getAuthorizationUrl(all)).toBe(official.userManagement.getAuthorizationUrl(all))
      }),
    )
  })

  it('writes half a character, which cannot be encoded, as the sign for that', () => {
    const url = userManagement.getAuthorizationUrl({
      redirectUri: callback,
      provider: 'authkit',
      loginHint: 'a\uD800',
    })
    expect(new URL(url).searchParams.get('login_hint')).toBe('a\uFFFD')
  })

  it('asks by type for a way to sign in, and takes a provider it does not know', () => {
    // @ts-expect-error neither provider nor connection nor organization
    expect(() => userManagement.getAuthorizationUrl({ redirectUri: callback })).toThrow()
    // @ts-expect-error no address to come back to
    expect(() => userManagement.getAuthorizationUrl({ provider: 'authkit' })).toThrow()
    const url = userManagement.getAuthorizationUrl({ redirectUri: callback, provider: 'NewOAuth' })
    expect(url).toContain('&provider=NewOAuth&')
  })

  it('leaves out what is empty', () => {
    const url = userManagement.getAuthorizationUrl({
      redirectUri: callback,
      provider: 'authkit',
      state: '',
      loginHint: undefined,
      providerQueryParams: { hd: undefined },
    })
    expect([...new URL(url).searchParams.keys()]).toEqual([
      'client_id',
      'provider',
      'redirect_uri',
      'response_type',
    ])
  })

  it('leads to the server of the client, beneath its path', () => {
    const { userManagement } = new Client({
      apiKey: 'sk_1',
      clientId: 'c',
      baseUrl: 'http://localhost:1/api',
    })
    const url = userManagement.getAuthorizationUrl({ redirectUri: callback, connectionId: 'conn_1' })
    expect(url).toMatch(
      /^http:\/\/localhost:1\/api\/user_management\/authorize\?client_id=c&connection_id=conn_1&/,
    )
  })

  it.each([
    ['provider', 'no way to sign in', { redirectUri: callback }],
    ['provider', 'an empty one', { redirectUri: callback, provider: '', organizationId: '' }],
    ['redirectUri', 'no address to come back to', { provider: 'authkit' }],
    ['redirectUri', 'a path', { provider: 'authkit', redirectUri: '/callback' }],
    [
      'redirectUri',
      'a host without a scheme',
      { provider: 'authkit', redirectUri: 'localhost:3000/callback' },
    ],
    ['redirectUri', 'a script', { provider: 'authkit', redirectUri: 'javascript:alert(1)' }],
    [
      'screenHint',
      'a page of AuthKit elsewhere',
      { provider: 'GoogleOAuth', redirectUri: callback, screenHint: 'sign-up' },
    ],
    [
      'codeChallenge',
      'a challenge that is none',
      { provider: 'authkit', redirectUri: callback, codeChallenge: 'x' },
    ],
    [
      'codeChallengeMethod',
      'a challenge that shows the verifier',
      { provider: 'authkit', redirectUri: callback, codeChallenge, codeChallengeMethod: 'plain' },
    ],
    ['state', 'a state that is no text', { provider: 'authkit', redirectUri: callback, state: { a: 1 } }],
  ])('refuses by the name of %s: %s', (option, _, params) => {
    expect(() => userManagement.getAuthorizationUrl(params as never)).toThrow(refusedFor(option))
  })

  it('asks for a client ID', () => {
    const { userManagement } = new Client({ apiKey: 'sk_test_1', baseUrl })
    expect(() => userManagement.getAuthorizationUrl({ redirectUri: callback, provider: 'authkit' })).toThrow(
      refusedFor('clientId'),
    )
  })

  it('takes the address of an installed app (RFC 8252)', () => {
    for (const redirectUri of [
      'com.example.app:/callback',
      'myapp://callback',
      'http://127.0.0.1:51004/cb',
    ]) {
      const url = new URL(userManagement.getAuthorizationUrl({ redirectUri, provider: 'authkit' }))
      expect(url.searchParams.get('redirect_uri')).toBe(redirectUri)
    }
  })
})

describe('userManagement.getAuthorizationUrlWithPKCE', () => {
  const params = {
    redirectUri: `${callback}?x=1`,
    provider: 'authkit',
    organizationId: 'org_01',
    screenHint: 'sign-up',
    domainHint: 'example.com',
    loginHint: "o'neil+test@example.com",
    maxAge: 3600,
    prompt: 'login',
    providerScopes: ['openid', 'profile'],
    providerQueryParams: { hd: 'example.com', a: 'b c' },
  } as const

  it('makes the link, the state and the verifier that belong together', async () => {
    const { url, state, codeVerifier } = await userManagement.getAuthorizationUrlWithPKCE(params)
    const { searchParams } = new URL(url)
    expect(searchParams.get('state')).toBe(state)
    expect(state).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(searchParams.get('code_challenge')).toBe(await pkce.generateCodeChallenge(codeVerifier))
    expect(url).not.toContain(codeVerifier.expose())
    // But for what is made at random, it is the link of the official SDK.
    const theirs = new URL(urls.authkit_pkce)
    for (const name of ['state', 'code_challenge']) {
      theirs.searchParams.delete(name)
      searchParams.delete(name)
    }
    expect(`${searchParams}`).toBe(`${theirs.searchParams}`)
  })

  it('makes another state and another verifier each time', async () => {
    const made = await Promise.all([1, 2, 3].map(() => userManagement.getAuthorizationUrlWithPKCE(params)))
    expect(new Set(made.map(({ state }) => state)).size).toBe(3)
    expect(new Set(made.map(({ codeVerifier }) => codeVerifier.expose())).size).toBe(3)
  })

  it('keeps the invitation and the claim, which the official SDK drops', async () => {
    const more = { invitationToken: 'it', claimNonce: 'cn' }
    const { url } = await userManagement.getAuthorizationUrlWithPKCE({ ...params, ...more })
    expect(url).toContain('claim_nonce=cn&')
    expect(url).toContain('invitation_token=it&')
  })

  it('rejects, and does not throw, where an option is wrong', async () => {
    const link = userManagement.getAuthorizationUrlWithPKCE({ provider: 'authkit', redirectUri: 'x' })
    await expect(link).rejects.toMatchObject({ option: 'redirectUri' })
  })
})

describe('sso.getAuthorizationUrl', () => {
  const params = {
    redirectUri: callback,
    connection: 'conn_01',
    organization: 'org_01',
    provider: 'GoogleOAuth',
    domainHint: 'example.com',
    loginHint: 'a@b.c',
    providerScopes: ['x', 'y'],
    state: 's t',
  } as const

  it('writes the link of official SDKs', async () => {
    expect(sso.getAuthorizationUrl(params)).toBe(urls.sso)
  })

  it('writes it with PKCE', async () => {
    const { url, state, codeVerifier } = await sso.getAuthorizationUrlWithPKCE({
      redirectUri: callback,
      connection: 'conn_01',
    })
    const [, theirs] = vectors.pkce
    const challenge = await pkce.generateCodeChallenge(codeVerifier)
    expect(url.replace(state, theirs?.state as string).replace(challenge, theirs?.challenge as string)).toBe(
      urls.sso_pkce,
    )
  })

  it('carries the nonce, and the domain of old', () => {
    const url = sso.getAuthorizationUrl({ redirectUri: callback, domain: 'foo.com', nonce: 'n' })
    expect(url).toContain('&domain=foo.com&nonce=n&')
  })

  it('refuses by the name of the option', () => {
    expect(() => sso.getAuthorizationUrl({ redirectUri: callback } as never)).toThrow(
      refusedFor('connection'),
    )
    expect(() => sso.getAuthorizationUrl({ ...params, redirectUri: 'foo.com/cb' })).toThrow(
      refusedFor('redirectUri'),
    )
  })
})

describe('the links of 2020', () => {
  const params = {
    projectId: 'workos-proj-123',
    redirectURI: 'foo.com/auth/callback',
    state: '{:next_page=>"/dashboard/edit"}',
    domain: 'foo.com',
  }

  it('are those of the first Ruby gem, byte for byte', () => {
    expect(sso.getAuthorizationURL(params)).toBe(urls.ruby_2020_authorize)
  })

  it('take the project as Node spelled it, and a provider in place of the domain', () => {
    const { projectId, domain, ...rest } = params
    const url = sso.getAuthorizationURL({ ...rest, projectID: projectId, provider: 'GoogleOAuth' })
    expect(url).toBe(urls.ruby_2020_authorize.replace('domain=foo.com', 'provider=GoogleOAuth'))
  })

  it('need a domain or a provider, and a state that is text', () => {
    expect(() => sso.getAuthorizationURL({ ...params, domain: '' })).toThrow(refusedFor('domain'))
    expect(() => sso.getAuthorizationURL({ ...params, state: {} as never })).toThrow(refusedFor('state'))
  })
})

describe('logout and key links', () => {
  const params = { sessionId: 'session_01', returnTo: 'https://app.example.com/bye?x=1 2' }

  it('are those of official SDKs', () => {
    expect(userManagement.getLogoutUrl(params)).toBe(urls.logout)
    expect(userManagement.getLogoutUrl(params)).toBe(official.userManagement.getLogoutUrl(params))
    expect(userManagement.getLogoutUrl({ sessionId: 's' })).toBe(
      `${baseUrl}/user_management/sessions/logout?session_id=s`,
    )
    expect(userManagement.getJwksUrl()).toBe(urls.jwks)
    expect(userManagement.getJwksUrl('client_9/..')).toBe(`${baseUrl}/sso/jwks/client_9%2F..`)
  })

  it('sign out at the identity provider by token', () => {
    expect(sso.getLogoutUrl({ logoutToken: 'a+b' })).toBe(`${baseUrl}/sso/logout?token=a%2Bb`)
  })

  it('refuse by the name of the option', () => {
    expect(() => userManagement.getLogoutUrl({ sessionId: '' })).toThrow(refusedFor('sessionId'))
    expect(() => userManagement.getLogoutUrl({ sessionId: 's', returnTo: '/bye' })).toThrow(
      refusedFor('returnTo'),
    )
    expect(() => sso.getLogoutUrl({ logoutToken: '' })).toThrow(refusedFor('logoutToken'))
  })
})
