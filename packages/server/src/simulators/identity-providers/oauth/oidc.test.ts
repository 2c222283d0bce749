import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import * as jose from 'jose'
import * as oidc from 'openid-client'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startTestDevelopment, type TestDevelopment } from '../../../testing/development.ts'
import { type SimulatorSignIn, signInAt } from '../../../testing/simulator.ts'
import { oidcPersonas } from './oidc-personas.ts'

let development: TestDevelopment
beforeAll(async () => {
  development = await startTestDevelopment()
})
afterAll(() => development?.stop())

const simulators = () => development.url.replace('localhost', '127.0.0.1')
const ada = { email: 'ada@acme.example' }

type Choice = SimulatorSignIn & { scope?: string; parameters?: Record<string, string> }

/** A relying party that we did not write. */
async function relyingParty(persona: string, family = 'oidc') {
  const issuer = `${simulators()}/simulators/${family}/${persona}`
  const config = await oidc.discovery(new URL(issuer), 'portico-test', 'any secret', undefined, {
    execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks],
  })
  const redirectUri = `${development.url}/sso/oidc/0123456789abcdefABCDEF/callback`

  async function begin({ scope = 'openid profile email groups', parameters = {}, ...choice }: Choice) {
    const [verifier, state, nonce] = [oidc.randomPKCECodeVerifier(), oidc.randomState(), oidc.randomNonce()]
    const url = oidc.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope,
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...parameters,
    })
    const answer = await signInAt(url.href, choice)
    const location =
      answer.kind === 'redirect' ? answer.location : `${answer.action}?${new URLSearchParams(answer.fields)}`
    const redeem = () =>
      oidc.authorizationCodeGrant(config, new URL(location), {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
      })
    return { location: new URL(location), answer, redeem, verifier }
  }
  return {
    issuer,
    config,
    redirectUri,
    begin,
    signIn: async (choice: Choice) => (await begin(choice)).redeem(),
  }
}

describe('an OpenID simulator', () => {
  it.each([...oidcPersonas.keys()])('signs in by %s at a client that we did not write', async (persona) => {
    const { config, signIn, issuer } = await relyingParty(persona)
    const tokens = await signIn(ada)
    const claims = tokens.claims()
    expect(claims).toMatchObject({
      iss: issuer,
      aud: 'portico-test',
      email: 'ada@acme.example',
      name: 'Ada Lovelace',
    })
    const userInfo = await oidc.fetchUserInfo(config, tokens.access_token, claims?.sub ?? '')
    expect(userInfo).toMatchObject({ email: 'ada@acme.example', given_name: 'Ada', family_name: 'Lovelace' })
  })

  it('plays Okta: thin ID tokens, everything at user info, groups for their scope', async () => {
    const { config, signIn } = await relyingParty('okta')
    const tokens = await signIn(ada)
    const claims = tokens.claims()
    expect(claims).toMatchObject({
      sub: expect.stringMatching(/^00u/),
      preferred_username: 'ada@acme.example',
    })
    expect(claims).toMatchObject({ groups: ['Everyone', 'engineering', 'admins'] })
    expect(claims).not.toHaveProperty('given_name')
    const without = await signIn({ ...ada, scope: 'openid profile email' })
    expect(without.claims()).not.toHaveProperty('groups')
    expect(await oidc.fetchUserInfo(config, without.access_token, claims?.sub ?? '')).toMatchObject({
      given_name: 'Ada',
      email_verified: true,
    })
  })

  it('plays Entra ID: object ids, no word of verification, and a link where there are too many groups', async () => {
    const { signIn } = await relyingParty('entra')
    const guid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    const few = (await signIn(ada)).claims()
    expect(few).toMatchObject({ oid: guid, tid: guid, ver: '2.0', groups: [guid, guid] })
    expect(few).not.toHaveProperty('email_verified')
    const many = (await signIn({ email: 'olga@acme.example' })).claims()
    expect(many).toMatchObject({ _claim_names: { groups: 'src1' } })
    expect(many).not.toHaveProperty('groups')
  })

  it('plays Google Workspace: the hosted domain, a picture, and no groups', async () => {
    const { signIn } = await relyingParty('google')
    const claims = (await signIn(ada)).claims()
    expect(claims).toMatchObject({
      sub: expect.stringMatching(/^\d{21}$/),
      hd: 'acme.example',
      email_verified: true,
      picture: expect.stringContaining('https://'),
      azp: 'portico-test',
    })
    expect(claims).not.toHaveProperty('groups')
  })

  it.each([
    ['wrong_nonce', 'unexpected ID Token "nonce" claim value'],
    ['wrong_issuer', 'unexpected JWT claim value encountered'],
    ['wrong_audience', 'unexpected JWT "aud"'],
    ['expired', 'unexpected JWT "exp"'],
    ['unsigned', 'unexpected JWT "alg" header parameter'],
    ['hs256_public_key', 'unexpected JWT "alg" header parameter'],
    ['same_kid_other_key', 'JWT signature verification failed'],
    ['tampered', 'JWT signature verification failed'],
    ['wrong_state', 'unexpected "state" response parameter value'],
    ['wrong_iss', 'unexpected "iss"'],
    ['access_denied', 'authorization response from the server is an error'],
    ['server_error', 'authorization response from the server is an error'],
    ['invalid_client', 'server responded with a challenge'],
    ['invalid_grant', 'server responded with an error'],
    ['token_error', 'unexpected'],
    ['token_malformed', 'failed to parse "response" body as JSON'],
  ])('misbehaves: %s', async (misbehave, refusal) => {
    const { signIn } = await relyingParty('acme')
    const refused = await signIn({ ...ada, misbehave }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Error)
    const { message, cause, error } = refused as Error & { error?: string }
    const told = `${message} ${(cause as Error | undefined)?.message ?? ''} ${error ?? ''}`
    expect(told).toContain(refusal)
  })

  it('misbehaves at user info', async () => {
    const { config, signIn } = await relyingParty('acme')
    const of = async (misbehave: string) => {
      const tokens = await signIn({ ...ada, misbehave })
      return oidc.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '')
    }
    await expect(of('userinfo_other_sub')).rejects.toThrow('unexpected JSON attribute value')
    await expect(of('userinfo_error')).rejects.toThrow('unexpected HTTP response status code')
    expect(await of('no_email')).not.toHaveProperty('email')
    expect(await of('unverified_email')).toMatchObject({ email_verified: false })
  })

  it('answers 10 MB, or not in time, where it is told to', async () => {
    const { begin, redirectUri, issuer } = await relyingParty('acme')
    const redeem = async (misbehave: string, init: RequestInit = {}) => {
      const { location, verifier } = await begin({ ...ada, misbehave })
      return fetch(`${issuer}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa('portico-test:any')}` },
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          code: location.searchParams.get('code') ?? '',
          redirect_uri: redirectUri,
          code_verifier: verifier,
        }),
        ...init,
      })
    }
    const huge = await redeem('token_huge')
    expect((await huge.arrayBuffer()).byteLength).toBeGreaterThan(10_000_000)
    const impatient = { signal: AbortSignal.timeout(500) }
    await expect(redeem('token_slow', impatient)).rejects.toThrow('timeout')
  })

  it('rotates its key: the new one is published beside the old', async () => {
    const { signIn, issuer } = await relyingParty('google')
    // One that has read no keys yet: the library reads them anew only every now and then.
    const { signIn: signInAnew } = await relyingParty('google')
    const published = async () =>
      ((await (await fetch(`${issuer}/jwks`)).json()) as { keys: jose.JWK[] }).keys
    await signIn(ada)
    const before = await published()
    const { id_token = '' } = await signInAnew({ ...ada, misbehave: 'rotated_key' })
    const after = await published()
    expect(after.slice(1)).toEqual(before)
    expect(jose.decodeProtectedHeader(id_token).kid).toBe(after[0]?.kid)
    expect(JSON.stringify(after)).not.toContain('"d"')
    // And goes on with the new one.
    const next = await signInAnew(ada)
    expect(jose.decodeProtectedHeader(next.id_token ?? '').kid).toBe(after[0]?.kid)
  })

  it('gives a code for one redemption, by who asked for it', async () => {
    const { begin, config, redirectUri } = await relyingParty('acme')
    const { redeem } = await begin(ada)
    await redeem()
    await expect(redeem()).rejects.toMatchObject({ error: 'invalid_grant' })
    const wrong = async (change: Record<string, string>, client = 'portico-test') => {
      const { location, verifier } = await begin(ada)
      const parameters = {
        code: location.searchParams.get('code') ?? '',
        redirect_uri: redirectUri,
        code_verifier: verifier,
        ...change,
      }
      const other = new oidc.Configuration(config.serverMetadata(), client, 'any secret')
      oidc.allowInsecureRequests(other)
      return oidc.genericGrantRequest(other, 'authorization_code', parameters)
    }
    expect((await wrong({})).access_token).toBeTruthy()
    for (const change of [
      { redirect_uri: `${redirectUri}/` },
      { code_verifier: oidc.randomPKCECodeVerifier() },
      { code_verifier: '' },
      { code: 'sim_code_unknown' },
    ]) {
      await expect(wrong(change)).rejects.toMatchObject({ error: 'invalid_grant' })
    }
    await expect(wrong({}, 'another-client')).rejects.toMatchObject({ error: 'invalid_grant' })
  })

  it('refreshes access where that was asked for', async () => {
    const { config, signIn } = await relyingParty('acme')
    expect((await signIn(ada)).refresh_token).toBeUndefined()
    const { refresh_token = '' } = await signIn({ ...ada, scope: 'openid offline_access' })
    const refreshed = await oidc.refreshTokenGrant(config, refresh_token)
    expect(refreshed.access_token).toBeTruthy()
    await oidc.tokenRevocation(config, refresh_token)
    await expect(oidc.refreshTokenGrant(config, refresh_token)).rejects.toMatchObject({
      error: 'invalid_grant',
    })
  })

  it('ends a session, and its tokens with it, where the client asks for it', async () => {
    const { config, signIn } = await relyingParty('acme')
    const tokens = await signIn(ada)
    const back = `${development.url}/sso/logout/done`
    const url = oidc.buildEndSessionUrl(config, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: back,
      state: 'away',
    })
    const answer = await fetch(url, { redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${back}?state=away`])
    await expect(
      oidc.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? ''),
    ).rejects.toThrow()
    const elsewhere = oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: 'https://evil.example/' })
    expect((await fetch(elsewhere, { redirect: 'manual' })).status).toBe(400)
  })

  it('signs somebody out from its own page, and tells the client behind their back', async () => {
    const told: URLSearchParams[] = []
    const client = createServer(async (request, response) => {
      told.push(new URLSearchParams(await text(request)))
      response.end()
    }).listen(0, '127.0.0.1')
    onTestFinished(() => void client.close())
    await once(client, 'listening')
    const issuer = `${simulators()}/simulators/oidc/entra`
    const { port } = client.address() as AddressInfo
    const query = new URLSearchParams({
      client_id: 'told',
      redirect_uri: `http://127.0.0.1:${port}/sso/oidc/0123456789abcdefABCDEF/callback`,
      response_type: 'code',
      scope: 'openid',
    })
    await signInAt(`${issuer}/authorize?${query}`, ada)
    const session = /name="session" value="([^"]+)"/.exec(await (await fetch(issuer)).text())?.[1] ?? ''
    const signOut = (origin: string) =>
      fetch(`${issuer}/sign-out`, {
        method: 'POST',
        headers: { origin },
        body: new URLSearchParams({ session }),
      })
    expect((await signOut('http://evil.example')).status).toBe(403)
    expect(told).toEqual([])
    const answer = await signOut(simulators())
    expect(await answer.text()).toContain('The application was told, and answered 200.')
    const keys = jose.createRemoteJWKSet(new URL(`${issuer}/jwks`))
    const expected = { issuer, audience: 'told', typ: 'logout+jwt' }
    const { payload } = await jose.jwtVerify(told[0]?.get('logout_token') ?? '', keys, expected)
    expect(payload).toMatchObject({
      sid: session,
      jti: expect.any(String),
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    })
    expect((await signOut(simulators())).status).toBe(404)
  })

  it.each([
    ['another machine', { redirect_uri: 'https://portico.example/callback' }, 'redirect_uri is at'],
    ['what runs code', { redirect_uri: 'javascript:alert(1)' }, 'must be an http or https address'],
    ['nowhere', { redirect_uri: '' }, 'redirect_uri is missing'],
    ['nobody in particular', { client_id: '' }, 'client_id is missing'],
  ])('sends nothing to %s', async (_, wrong, message) => {
    const query = new URLSearchParams({
      client_id: 'a',
      redirect_uri: `${development.url}/sso/oidc/x/callback`,
      response_type: 'code',
      ...wrong,
    })
    const answer = await fetch(`${simulators()}/simulators/oidc/acme/authorize?${query}`, {
      redirect: 'manual',
    })
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain(message)
  })

  it('says that nobody is signed in where nobody may be asked', async () => {
    const { begin } = await relyingParty('acme')
    const { location } = await begin({ parameters: { prompt: 'none' } })
    expect(location.searchParams.get('error')).toBe('login_required')
  })
})
