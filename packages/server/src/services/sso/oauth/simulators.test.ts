import { generateKeyPairSync } from 'node:crypto'
import { oauthProviders } from '@portico/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestDevelopment, type TestDevelopment } from '../../../testing/development.ts'
import { type SimulatorSignIn, signInAt } from '../../../testing/simulator.ts'
import { type Visitor, visitorOf } from '../../../testing/visitor.ts'
import { declarationOf } from './providers.ts'

let development: TestDevelopment
beforeAll(async () => {
  development = await startTestDevelopment()
  await call('POST', '/user_management/redirect_uris', { uri: appUri })
})
afterAll(() => development?.stop())

const appUri = 'https://app.example/callback'

async function call(method: string, path: string, body: unknown) {
  const response = await fetch(development.url + path, {
    method,
    headers: { authorization: `Bearer ${development.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await response.json()) as Record<string, unknown>
}

/** Sets the provider up as an administrator would, but for where it is. @returns its connection */
async function setUp(provider: (typeof oauthProviders)[number]): Promise<string> {
  const at = `${development.url.replace('localhost', '127.0.0.1')}/simulators/oauth/${provider}`
  const own = declarationOf({ provider, endpoints: noEndpoints })
  const { connection_id } = await call('PUT', `/portico/oauth_providers/${provider}`, {
    client_id: 'portico',
    ...(provider === 'AppleOAuth' ? appleKey() : { client_secret: 'any' }),
    ...(own.userinfoEndpoint !== null && { userinfo_endpoint: `${at}/userinfo` }),
    authorization_endpoint: `${at}/authorize`,
    token_endpoint: `${at}/token`,
    jwks_uri: `${at}/jwks`,
    issuer: at,
  })
  return String(connection_id)
}

const noEndpoints = {
  authorization_endpoint: null,
  token_endpoint: null,
  userinfo_endpoint: null,
  jwks_uri: null,
  issuer: null,
}

const appleKey = () => ({
  apple_team_id: 'TEAM123456',
  apple_key_id: 'KEY1234567',
  apple_private_key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  }),
})

/** Signs somebody in by the pages of the simulator. @returns where the application gets them back */
async function signIn(connection: string, choice: SimulatorSignIn = {}): Promise<URL | null> {
  const visitor = visitorOf(development.server)
  const query = new URLSearchParams({
    client_id: development.clientId,
    redirect_uri: appUri,
    response_type: 'code',
    connection,
  })
  const { location } = await visitor.get(`/sso/authorize?${query}`)
  const answer = await signInAt(String(location), { email: 'ada@acme.example', ...choice })
  return answer.kind === 'redirect' ? goOn(visitor, answer.location) : post(visitor, answer)
}

const goOn = async (visitor: Visitor, address: string | URL) => (await visitor.get(address)).location

async function post(
  visitor: Visitor,
  { action, fields }: { action: string; fields: Record<string, string> },
) {
  const { location } = await visitor.post(action, fields)
  return goOn(visitor, location as URL)
}

describe.each(oauthProviders)('%s, as its simulator plays it', (provider) => {
  it('signs people in by their verified address, and nobody by another', async () => {
    const connection = await setUp(provider)
    const back = await signIn(connection)
    const { profile } = await call('POST', '/sso/token', {
      client_id: development.clientId,
      client_secret: development.apiKey,
      grant_type: 'authorization_code',
      code: back?.searchParams.get('code'),
    })
    expect(profile).toMatchObject({ email: 'ada@acme.example', connection_type: provider })
    expect((await signIn(connection, { cancel: true }))?.searchParams.get('error')).toBe('access_denied')
    expect((await signIn(connection, { misbehave: 'no_email' }))?.searchParams.has('code')).toBe(false)
  })
})
