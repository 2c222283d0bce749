import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { testPeer } from '../test/peer.ts'
import { exposeAll, SecretString, signPayload } from './index.ts'

/** Everything that a program could print of a value. */
const printed = (value: unknown) => [
  inspect(value, { depth: null, showHidden: true }),
  JSON.stringify(value),
  JSON.stringify(structuredClone(value)),
]

describe('an answer', () => {
  it('holds its sensitive fields as secrets, page by page, and all else as it is', async () => {
    const endpoint = { id: 'we_1', secret: 'whsec_1', endpoint_url: 'https://example.com' }
    const { client } = await testPeer(() => ({
      json: { object: 'list', data: [endpoint], list_metadata: { before: null, after: null } },
    }))
    const [read] = await client.webhooks.listWebhookEndpoints().toArray()
    expect(printed(read).join()).not.toContain('whsec_1')
    expect(exposeAll(read)).toEqual({ id: 'we_1', secret: 'whsec_1', endpointUrl: 'https://example.com' })
  })

  it('tells by the operation whether a field is one: `value` of a key is, that of an address is not', async () => {
    const { client } = await testPeer(({ url }) => ({
      json: url.pathname.startsWith('/directory_users')
        ? { id: 'directory_user_1', emails: [{ value: 'ada@example.com' }] }
        : { id: 'api_key_1', value: 'sk_1', obfuscated_value: 'sk_…1' },
    }))
    const key = await client.apiKeys.createOrganizationApiKey('org_1', { name: 'CI' })
    expect(key.value).toBeInstanceOf(SecretString)
    expect(key.obfuscatedValue).toBe('sk_…1')
    const user = await client.directorySync.getUser('directory_user_1')
    expect(JSON.stringify(user)).toContain('ada@example.com')
  })

  it('may lack a secret, or hold null in its place', async () => {
    const { client } = await testPeer(() => ({ json: { access_token: null, object: 'x' } }))
    const read = await client.userManagement.authenticate({
      grantType: 'refresh_token',
      refreshToken: 'r',
      clientId: 'c',
    })
    expect(read).toEqual({ accessToken: null, object: 'x' })
  })
})

describe('an event', () => {
  it('holds its sensitive fields as secrets, in the feed and in a webhook', async () => {
    const event = {
      id: 'event_1',
      event: 'organization_domain.created',
      data: { id: 'org_domain_1', domain: 'acme.com', verification_token: 'proof_1' },
    }
    const { client } = await testPeer(() => ({
      json: { object: 'list', data: [event], list_metadata: { before: null, after: null } },
    }))
    const payload = JSON.stringify(event)
    const sigHeader = await signPayload(payload, 'whsec_1')
    const read = [
      (await client.events.listEvents({ events: ['organization_domain.created'] })).data[0],
      await client.webhooks.constructEvent({ payload, sigHeader, secret: new SecretString('whsec_1') }),
    ]
    for (const one of read) {
      expect(printed(one).join()).not.toContain('proof_1')
      expect(exposeAll(one)).toMatchObject({ data: { domain: 'acme.com', verificationToken: 'proof_1' } })
    }
  })
})

describe('a request', () => {
  it("carries secrets in clear, wherever they stand: in the body, in what is the customer's, in the path, as the token", async () => {
    const { client, received } = await testPeer(() => ({ json: { id: 'x' } }))
    const secret = (value: string) => new SecretString(value)
    await client.userManagement.createUser({
      email: 'ada@example.com',
      password: secret('pass_1'),
      metadata: { note: secret('note_1') as never, at: '<redacted>' },
    })
    await client.userManagement.findInvitationByToken(secret('a/b'))
    await client.sso.getProfile({ accessToken: secret('at_1') })
    const [created, found, profile] = received
    expect(JSON.parse(created?.body ?? '')).toEqual({
      email: 'ada@example.com',
      password: 'pass_1',
      metadata: { note: 'note_1', at: '<redacted>' },
    })
    expect(found?.url.pathname).toBe('/user_management/invitations/by_token/a%2Fb')
    expect(profile?.headers.authorization).toBe('Bearer at_1')
  })

  it('takes plain strings just as well, and what an earlier answer held', async () => {
    const { client, received } = await testPeer(() => ({ json: { valid: true, value: 'sk_1', id: 'k' } }))
    const { value } = await client.apiKeys.createOrganizationApiKey('org_1', { name: 'CI' })
    await client.apiKeys.createValidation({ value })
    await client.apiKeys.createValidation({ value: 'sk_1' })
    expect(received.slice(1).map(({ body }) => body)).toEqual(['{"value":"sk_1"}', '{"value":"sk_1"}'])
  })
})
