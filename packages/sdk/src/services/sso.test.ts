import { WorkOS } from '@workos-inc/node'
import { describe, expect, it } from 'vitest'
import { type Received, testPeer } from '../../test/peer.ts'

const codeVerifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const profile = {
  object: 'profile',
  id: 'prof_01',
  email: 'a@example.com',
  first_name: 'A',
  connection_type: 'GoogleOAuth',
  idp_id: 'i',
  custom_attributes: { shoe_size: 43 },
  raw_attributes: { given_name: 'A' },
}
const answer = { token_type: 'Bearer', access_token: 'at_secret', expires_in: 600, profile }

async function peer(json: object = answer) {
  const { client, received, baseUrl } = await testPeer(() => ({ json }), { clientId: 'client_01' })
  const { hostname, port } = new URL(baseUrl)
  const official = new WorkOS('sk_test_1', { apiHostname: hostname, port: Number(port), https: false })
  return { sso: client.sso, received, official: official.sso }
}

const bodyOf = ({ body }: Received) => JSON.parse(body) as Record<string, unknown>

describe('sso.getProfileAndToken', () => {
  it.each([
    ['a code', { code: 'c' }],
    ['a code and its verifier', { code: 'c', codeVerifier }],
    ['another application', { code: 'c', clientId: 'client_02' }],
  ])('sends what the official SDK sends as a form, for %s', async (_, params) => {
    const { sso, official, received } = await peer()
    await official.getProfileAndToken({ clientId: 'client_01', ...params })
    await sso.getProfileAndToken(params)
    const [theirs, ours] = received as [Received, Received]
    expect(ours.url.pathname).toBe('/sso/token')
    expect(bodyOf(ours)).toEqual(Object.fromEntries(new URLSearchParams(theirs.body)))
  })

  it('answers the profile in our names, with the attributes as the provider has them', async () => {
    const { sso } = await peer()
    const { accessToken, profile } = await sso.getProfileAndToken({ code: 'c' })
    expect(accessToken.expose()).toBe('at_secret')
    expect(profile).toMatchObject({
      id: 'prof_01',
      firstName: 'A',
      customAttributes: { shoe_size: 43 },
      rawAttributes: { given_name: 'A' },
    })
  })
})

describe('sso.getProfile', () => {
  it('asks with the access token in place of the API key', async () => {
    const { sso, received } = await peer(profile)
    expect(await sso.getProfile({ accessToken: 'at_1' })).toMatchObject({ id: 'prof_01' })
    expect(received[0]).toMatchObject({ method: 'GET', headers: { authorization: 'Bearer at_1' } })
    expect(received[0]?.url.pathname).toBe('/sso/profile')
  })

  it.each(['projectID', 'projectId'])('redeems a code for a %s as the SDKs of 2020 did', async (project) => {
    const { sso, received } = await peer()
    expect(await sso.getProfile({ code: 'c', [project]: 'project_01' })).toMatchObject({ id: 'prof_01' })
    expect(received[0]?.headers.authorization).toBeUndefined()
    expect(bodyOf(received[0] as Received)).toEqual({
      client_id: 'project_01',
      client_secret: 'sk_test_1',
      grant_type: 'authorization_code',
      code: 'c',
    })
  })
})
