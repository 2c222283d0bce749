import { inspect } from 'node:util'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { page, testPeer } from '../test/peer.ts'
import { Client, type RequestOptions, version } from './index.ts'

afterEach(() => vi.unstubAllEnvs())

describe('a request', () => {
  it('carries the API key, and says who calls', async () => {
    const { client, received } = await testPeer(() => ({ json: { id: 'org_1' } }), { userAgent: 'crm/2' })
    await client.organizations.getOrganization('org_1')
    expect(received[0]).toMatchObject({
      method: 'GET',
      headers: {
        authorization: 'Bearer sk_test_1',
        accept: 'application/json',
        'user-agent': `portico-sdk/${version} crm/2`,
      },
    })
  })

  it('sends our names as the wire spells them, and leaves the keys of metadata alone', async () => {
    const { client, received } = await testPeer(() => ({ status: 201, json: {} }))
    await client.organizations.createOrganization({
      name: 'Acme',
      externalId: null,
      domainData: [{ domain: 'acme.com', state: 'pending' }],
      metadata: { accountManager: 'Ada', 'billing-plan': 'x' },
    })
    expect(received[0]?.headers['content-type']).toBe('application/json')
    expect(JSON.parse(received[0]!.body)).toEqual({
      name: 'Acme',
      external_id: null,
      domain_data: [{ domain: 'acme.com', state: 'pending' }],
      metadata: { accountManager: 'Ada', 'billing-plan': 'x' },
    })
  })

  it('reads the answer in our names, keeps members it does not know, and leaves metadata alone', async () => {
    const json = {
      id: 'org_1',
      external_id: 'e',
      metadata: { cost_center: '7' },
      new_in_2030: { some_member: 1 },
    }
    const { client } = await testPeer(() => ({ json }))
    expect(await client.organizations.getOrganization('org_1')).toEqual({
      id: 'org_1',
      externalId: 'e',
      metadata: { cost_center: '7' },
      newIn2030: { someMember: 1 },
    })
  })

  it('joins lists in the query by commas and leaves out what has no value', async () => {
    const { client, received } = await testPeer(() => page([]))
    await client.organizations.listOrganizations({ domains: ['a.com', 'b.com'], search: undefined, limit: 5 })
    expect(received[0]?.url.search).toBe('?domains=a.com%2Cb.com&limit=5')
  })

  it('has no content type where it has no body', async () => {
    const { client, received } = await testPeer(() => ({ status: 201, json: {} }))
    await client.organizationDomains.verifyOrganizationDomain('org_domain_1')
    expect(received[0]).toMatchObject({ method: 'POST', body: '' })
    expect(received[0]?.headers).not.toHaveProperty('content-type')
  })

  it('encodes path parameters, so that none can reach another route', async () => {
    const { client, received } = await testPeer(() => ({ json: {} }))
    await client.organizations.getOrganizationByExternalId('a/b?c=d#e f%2e')
    expect(received[0]?.url.pathname).toBe('/organizations/external_id/a%2Fb%3Fc%3Dd%23e%20f%252e')
  })

  it.each(['.', '..', ''])('refuses the path parameter %j without asking the server', async (id) => {
    const { client, received } = await testPeer(() => ({ json: {} }))
    await expect(client.organizations.getOrganization(id)).rejects.toThrow(TypeError)
    expect(received).toEqual([])
  })

  it('carries the idempotency key and the headers of its options', async () => {
    const { client, received } = await testPeer(() => ({ status: 201, json: {} }))
    const options = { idempotencyKey: 'ik_42', headers: { 'X-Trace': 't1' } }
    await client.organizations.createOrganization({ name: 'Acme' }, options)
    expect(received[0]?.headers).toMatchObject({ 'idempotency-key': 'ik_42', 'x-trace': 't1' })
  })

  it('cannot be given a second header inside of a first', async () => {
    const { client, received } = await testPeer(() => ({ json: {} }))
    const options = { idempotencyKey: 'a\r\nX-Evil: 1' }
    await expect(client.organizations.createOrganization({ name: 'Acme' }, options)).rejects.toMatchObject({
      name: 'ConfigurationError',
      option: 'idempotencyKey',
    })
    expect(received).toEqual([])
  })

  it.each([
    ['idempotencyKey', { idempotencyKey: '' }],
    ['headers', { headers: { 'X-Trace\r\nX-Evil': '1' } }],
    ['headers', { headers: { 'X Trace': '1' } }],
    ['headers.x-trace', { headers: { 'X-Trace': 'secret\r\nX-Evil: 1' } }],
    ['headers.x-trace', { headers: { 'X-Trace': undefined } }],
    ['headers', { headers: { Authorization: 'Bearer secret' } }],
    ['headers', { headers: { 'idempotency-key': 'ik_1' } }],
    ['headers', { headers: { 'Content-Length': '0' } }],
    ['timeout', { timeout: '30' }],
    ['timeout', { timeout: 0 }],
    ['maxRetries', { maxRetries: -1 }],
    ['signal', { signal: 'now' }],
    ['strategy', { strategy: 'once' }],
    ['maxAttempts', { strategy: { type: 'retry', maxAttempts: 0 } }],
  ])('refuses a bad %s without repeating it or asking the server: %j', async (option, options) => {
    const { client, received } = await testPeer(() => ({ json: {} }))
    const error = await client.organizations
      .getOrganization('org_1', options as RequestOptions)
      .catch((reason) => reason)
    expect(error).toMatchObject({ name: 'ConfigurationError', option })
    expect(inspect(error)).not.toMatch(/secret|Evil/)
    expect(received).toEqual([])
  })

  it('carries other headers in place of its own where that does no harm', async () => {
    const { client, received } = await testPeer(() => ({ json: {} }))
    await client.organizations.getOrganization('org_1', { headers: { 'User-Agent': 'mine/1' } })
    expect(received[0]?.headers['user-agent']).toBe('mine/1')
  })

  it('can be changed by a transport without changing the next one', async () => {
    const seen: Record<string, string>[] = []
    const client = new Client({
      apiKey: 'sk_1',
      transport: async (_, init) => {
        seen.push({ ...init.headers })
        init.headers['x-mine'] = '1'
        return Response.json({})
      },
    })
    await client.organizations.getOrganization('org_1')
    await client.organizations.getOrganization('org_1')
    expect(seen[1]).toEqual(seen[0])
  })

  it('writes any text into its path and its query, half characters included', async () => {
    const { client, received } = await testPeer(() => page([]))
    await client.organizations.listOrganizations({ search: 'a+b c&d=é\ud83d' })
    expect(received[0]?.url.searchParams.get('search')).toBe('a+b c&d=é\ufffd')
    await client.organizations.getOrganization('\ud83d')
    expect(received[1]?.url.pathname).toBe('/organizations/%EF%BF%BD')
  })

  it('says that a body contains itself', async () => {
    const domain: Record<string, unknown> = { domain: 'acme.com', state: 'pending' }
    domain.next = [domain]
    const client = new Client({ apiKey: 'sk_1' })
    const call = client.organizations.createOrganization({ name: 'Acme', domainData: [domain] } as never)
    await expect(call).rejects.toThrow(/contains itself/)
  })

  it('keeps a path that the base URL has', async () => {
    const { baseUrl, received } = await testPeer(() => ({ json: {} }))
    await new Client({ apiKey: 'sk_1', baseUrl: `${baseUrl}/identity/` }).organizations.getOrganization(
      'org_1',
    )
    expect(received[0]?.url.pathname).toBe('/identity/organizations/org_1')
  })

  it('goes through the transport given, without a network', async () => {
    const transport = vi.fn(async (_: string) => Response.json({ id: 'org_1' }))
    const client = new Client({ apiKey: 'sk_1', baseUrl: 'http://localhost', transport })
    expect(await client.organizations.getOrganization('org_1')).toEqual({ id: 'org_1' })
    expect(transport.mock.lastCall?.[0]).toBe('http://localhost/organizations/org_1')
  })
})

describe('a call that takes the client ID in its body', () => {
  const answer = () => ({ json: { access_token: 'a', user: { first_name: 'Ada' } } })
  const grant = { grantType: 'password', email: 'ada@example.com', password: 'pw' } as const

  it('is given it by the client, with the API key as the secret, and no other credential', async () => {
    const { client, received } = await testPeer(answer, { clientId: 'client_1' })
    expect(await client.userManagement.authenticate(grant)).toMatchObject({ user: { firstName: 'Ada' } })
    expect(received[0]?.headers).not.toHaveProperty('authorization')
    expect(JSON.parse(received[0]!.body)).toEqual({
      client_id: 'client_1',
      client_secret: 'sk_test_1',
      grant_type: 'password',
      email: 'ada@example.com',
      password: 'pw',
    })
  })

  it('may name another, and is made without a secret where there is none', async () => {
    vi.stubEnv('WORKOS_API_KEY', '')
    const { client, received } = await testPeer(answer, { apiKey: undefined, clientId: 'client_1' })
    await client.userManagement.authenticate({ ...grant, clientId: 'client_2' })
    expect(JSON.parse(received[0]!.body)).toMatchObject({ client_id: 'client_2' })
    expect(received[0]?.body).not.toContain('client_secret')
  })

  it('never holds a secret where the grant speaks for a device', async () => {
    const { client, received } = await testPeer(answer, { clientId: 'client_1' })
    const grantType = 'urn:ietf:params:oauth:grant-type:device_code'
    await client.userManagement.authenticate({ grantType, deviceCode: 'dc_1' })
    expect(JSON.parse(received[0]!.body)).toEqual({
      client_id: 'client_1',
      grant_type: grantType,
      device_code: 'dc_1',
    })
    expect(received[0]?.headers).not.toHaveProperty('authorization')
  })

  it('is refused where there is none', async () => {
    vi.stubEnv('WORKOS_CLIENT_ID', '')
    const { client } = await testPeer(answer)
    await expect(client.userManagement.authenticate(grant)).rejects.toMatchObject({ option: 'clientId' })
  })
})

it('carries the token of a signed-in user in place of the API key where the call takes one', async () => {
  const { client, received } = await testPeer(() => ({ json: { id: 'prof_1' } }))
  await client.sso.getProfile({ accessToken: 'token_1' })
  expect(received[0]?.headers.authorization).toBe('Bearer token_1')
  const bad = client.sso.getProfile({ accessToken: 'token_1\r\nX-Evil: 1' })
  await expect(bad).rejects.toMatchObject({ option: 'accessToken' })
  await expect(bad).rejects.not.toThrow(/token_1/)
  expect(received).toHaveLength(1)
})

it('returns nothing where one of the answers is empty', async () => {
  const { client } = await testPeer(() => ({ status: 204 }))
  expect(await client.radar.addListEntry('domain', 'block', { entry: 'example.com' })).toBeUndefined()
})
