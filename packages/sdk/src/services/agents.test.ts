import { WorkOS } from '@workos-inc/node'
import { describe, expect, it } from 'vitest'
import { claimsOf, newIssuer } from '../../test/issuer.ts'
import { type Reply, testPeer } from '../../test/peer.ts'
import { Client, SecretString } from '../index.ts'

const issuer = await newIssuer()
const stranger = await newIssuer()
const refused = { valid: false, registrationId: null, expiresAt: null, claims: null }

/** What the token of an agent says. */
const agentClaims = (more: object = {}) =>
  claimsOf({ sub: 'agent_reg_1', aud: 'client_1', jti: 'jti_1', org_id: 'org_1', scope: 'a b', ...more })

/** A server that publishes its keys and says of each credential what it is told to. */
async function application(validation: Reply = { json: {} }, keys: Reply = { json: { keys: [issuer.jwk] } }) {
  const peer = await testPeer(({ url }) => (url.pathname.startsWith('/sso/jwks') ? keys : validation), {
    clientId: 'client_1',
    maxRetries: 0,
  })
  const asked = () => peer.received.filter(({ url }) => url.pathname === '/agents/credentials/validate')
  return { ...peer, asked, agents: peer.client.agents }
}

describe('client.agents.validateCredential, of an access token', () => {
  const type = 'access_token'

  it('verifies it here, and says what the official SDK says', async () => {
    const { agents, baseUrl, asked } = await application()
    const { hostname: apiHostname, port } = new URL(baseUrl)
    const options = { clientId: 'client_1', apiHostname, port: Number(port), https: false }
    const official = new WorkOS('sk_test_1', options).agents
    const claims = agentClaims({ act: { sub: 'user_1' } })
    const credential = await issuer.sign(claims)
    const result = await agents.validateCredential({ type, credential: new SecretString(credential) })
    expect(result).toEqual(await official.validateCredential({ type, credential }))
    expect(result).toMatchObject({
      valid: true,
      registrationId: 'agent_reg_1',
      claims: { organizationId: 'org_1', scope: 'a b', actor: { sub: 'user_1' }, expiresAt: claims.exp },
    })
    expect(asked()).toEqual([])
  })

  it('takes it for the audience that is named, and for no other', async () => {
    const { agents } = await application()
    const credential = await issuer.sign(agentClaims({ aud: 'https://mcp.example.com' }))
    expect(await agents.validateCredential({ type, credential })).toEqual(refused)
    expect(
      await agents.validateCredential({ type, credential, audience: 'https://mcp.example.com' }),
    ).toMatchObject({ valid: true })
  })

  it.each<[string, () => Promise<string>]>([
    ['is garbage', async () => 'garbage'],
    ['is forged', () => stranger.sign(agentClaims())],
    ['has expired', () => issuer.sign(agentClaims({ exp: 1 }))],
    ['is that of a signed-in user', () => issuer.sign(claimsOf({ aud: 'client_1' }))],
    ['names no audience', () => issuer.sign(agentClaims({ aud: undefined }))],
    ['names no organization', () => issuer.sign(agentClaims({ org_id: undefined }))],
    ['has no ID', () => issuer.sign(agentClaims({ jti: undefined }))],
  ])('refuses one that %s, without asking', async (_, make) => {
    const { agents, asked } = await application({ json: { valid: true, registration_id: 'agent_reg_1' } })
    const credential = await make()
    expect(await agents.validateCredential({ type, credential, checkForRevoked: true })).toEqual(refused)
    expect(asked()).toEqual([])
  })

  it('asks whether it was revoked where that is wanted', async () => {
    const credential = await issuer.sign(agentClaims({ aud: 'aud_1' }))
    const check = async (json: object) => {
      const { agents, asked } = await application({ json })
      const params = { type, credential, audience: 'aud_1', checkForRevoked: true } as const
      const result = await agents.validateCredential(params)
      expect(asked().map(({ body }) => JSON.parse(body))).toEqual([{ type, credential, audience: 'aud_1' }])
      return result
    }
    const good = { valid: true, registration_id: 'agent_reg_1', expires_at: '2100-01-01T00:00:00.000Z' }
    expect(await check(good)).toMatchObject({ expiresAt: good.expires_at, claims: { jti: 'jti_1' } })
    expect(await check({ valid: false, registration_id: null, expires_at: null })).toEqual(refused)
    expect(await check({ ...good, registration_id: 'agent_reg_2' })).toEqual(refused)
  })

  it('says nothing of it where the keys cannot be had', async () => {
    const { agents } = await application({}, { status: 503 })
    const credential = await issuer.sign(agentClaims())
    await expect(agents.validateCredential({ type, credential })).rejects.toMatchObject({ status: 503 })
  })

  it('needs a client ID, and no API key', async () => {
    const { baseUrl } = await application()
    const params = { type, credential: await issuer.sign(agentClaims()) } as const
    const keyless = new Client({ apiKey: null, clientId: 'client_1', baseUrl })
    expect(await keyless.agents.validateCredential(params)).toMatchObject({ valid: true })
    const nameless = new Client({ apiKey: 'sk_1', baseUrl })
    await expect(nameless.agents.validateCredential(params)).rejects.toMatchObject({ option: 'clientId' })
  })
})

it('client.agents.validateCredential asks the server for an API key', async () => {
  const answer = { valid: true, registration_id: 'agent_reg_1', expires_at: null }
  const { agents, asked } = await application({ json: answer })
  expect(await agents.validateCredential({ type: 'api_key', credential: 'key_1' })).toEqual({
    valid: true,
    registrationId: 'agent_reg_1',
    expiresAt: null,
    claims: null,
  })
  expect(asked().map(({ body }) => JSON.parse(body))).toEqual([{ type: 'api_key', credential: 'key_1' }])
})
