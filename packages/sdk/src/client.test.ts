import { afterEach, describe, expect, it, vi } from 'vitest'
import { page, testPeer } from '../test/peer.ts'
import { Client, ConfigurationError, DecodeError, NetworkError, TimeoutError, version } from './index.ts'

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

describe('an answer', () => {
  it('without a body is undefined', async () => {
    const { client } = await testPeer(() => ({ status: 204 }))
    expect(await client.organizationDomains.deleteOrganizationDomain('org_domain_1')).toBeUndefined()
  })

  it.each([
    ['is empty', ''],
    ['is cut short', '{"id": "org_'],
    ["is a proxy's page", '<html>'],
  ])('that should be JSON and %s is a DecodeError with the text', async (_, text) => {
    const { client } = await testPeer(() => ({ text, headers: { 'x-request-id': 'req_1' } }))
    const error = await client.organizations.getOrganization('org_1').catch((reason) => reason)
    expect(error).toBeInstanceOf(DecodeError)
    expect(error).toMatchObject({ status: 200, requestId: 'req_1', rawBody: text })
  })

  it('that redirects is an error, so that no other host sees the key', async () => {
    const elsewhere = await testPeer(() => ({ json: {} }))
    const { client } = await testPeer(() => ({ status: 302, headers: { location: elsewhere.baseUrl } }))
    await expect(client.organizations.getOrganization('org_1')).rejects.toMatchObject({ status: 302 })
    expect(elsewhere.received).toEqual([])
  })

  it('cannot change the prototype of what is read', async () => {
    const { client } = await testPeer(() => ({ text: '{"__proto__": {"admin": true}, "id": "org_1"}' }))
    const organization = await client.organizations.getOrganization('org_1')
    expect(organization).not.toHaveProperty('admin')
    expect(Object.getPrototypeOf(organization)).toBe(Object.prototype)
  })
})

describe('a retry', () => {
  const passing = { status: 503, headers: { 'retry-after': '0' } }

  it.each([429, 500, 502, 503, 504])('follows a read that is answered with %i', async (status) => {
    const { client, received } = await testPeer((_, n) =>
      n < 3 ? { ...passing, status } : { json: { id: 'org_1' } },
    )
    expect(await client.organizations.getOrganization('org_1')).toEqual({ id: 'org_1' })
    expect(received).toHaveLength(3)
  })

  it('follows a connection that breaks', async () => {
    const { client, received } = await testPeer((_, n) => (n === 1 ? 'cut' : { json: {} }))
    await client.organizations.getOrganization('org_1')
    expect(received).toHaveLength(2)
  })

  it('gives up after as many as were allowed, with the last error', async () => {
    const { client, received } = await testPeer(() => passing, { maxRetries: 2 })
    await expect(client.organizations.getOrganization('org_1')).rejects.toMatchObject({ status: 503 })
    await expect(client.organizations.getOrganization('org_1', { maxRetries: 0 })).rejects.toThrow()
    expect(received).toHaveLength(3 + 1)
  })

  it('does not follow a write, which might happen twice', async () => {
    const { client, received } = await testPeer(() => passing)
    await expect(client.organizations.createOrganization({ name: 'Acme' })).rejects.toThrow()
    await expect(client.organizations.deleteOrganization('org_1')).rejects.toThrow()
    expect(received).toHaveLength(2)
  })

  it('follows a write that has an idempotency key, with the same key and body', async () => {
    const { client, received } = await testPeer((_, n) => (n < 3 ? passing : { status: 201, json: {} }))
    await client.organizations.createOrganization({ name: 'Acme' }, { idempotencyKey: 'ik_1' })
    expect(received.map(({ headers }) => headers['idempotency-key'])).toEqual(['ik_1', 'ik_1', 'ik_1'])
    expect(new Set(received.map(({ body }) => body))).toEqual(new Set(['{"name":"Acme"}']))
  })

  it.each([400, 401, 403, 404, 409, 422, 501])(
    'does not follow %i, which no further try would change',
    async (status) => {
      const { client, received } = await testPeer(() => ({ status, json: {} }))
      await expect(client.organizations.getOrganization('org_1')).rejects.toMatchObject({ status })
      expect(received).toHaveLength(1)
    },
  )
})

describe('a timeout', () => {
  it('ends an attempt that is not answered', async () => {
    const { client } = await testPeer(() => 'hang', { timeout: 30, maxRetries: 0 })
    const error = await client.organizations.getOrganization('org_1').catch((reason) => reason)
    expect(error).toBeInstanceOf(TimeoutError)
    expect(error.message).toBe('GET /organizations/{} was not answered within 30 ms.')
  })

  it('covers the body', async () => {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{')),
    })
    const client = new Client({ apiKey: 'sk_1', transport: async () => new Response(body), maxRetries: 0 })
    await expect(client.organizations.getOrganization('org_1', { timeout: 30 })).rejects.toThrow(TimeoutError)
  })

  it('holds for a transport that heeds no signal', async () => {
    const client = new Client({ apiKey: 'sk_1', transport: () => new Promise(() => {}), maxRetries: 0 })
    await expect(client.organizations.getOrganization('org_1', { timeout: 30 })).rejects.toThrow(TimeoutError)
  })

  it('is tried again like any other passing fault', async () => {
    const { client } = await testPeer((_, n) => (n === 1 ? 'hang' : { json: { id: 'org_1' } }))
    expect(await client.organizations.getOrganization('org_1', { timeout: 200 })).toEqual({ id: 'org_1' })
  })
})

describe('an abort', () => {
  it('ends the request with the reason given, and is not tried again', async () => {
    const { client, received } = await testPeer(() => 'hang')
    const aborter = new AbortController()
    const call = client.organizations.getOrganization('org_1', { signal: aborter.signal })
    setTimeout(() => aborter.abort(new Error('the user left')), 30)
    await expect(call).rejects.toThrow('the user left')
    expect(received).toHaveLength(1)
  })

  it('ends the wait before a retry', async () => {
    const { client } = await testPeer(() => ({ status: 429, headers: { 'retry-after': '60' } }))
    const signal = AbortSignal.timeout(50)
    await expect(client.organizations.getOrganization('org_1', { signal })).rejects.toMatchObject({
      name: 'TimeoutError',
    })
    expect(signal.aborted).toBe(true)
  })

  it('beforehand sends nothing', async () => {
    const { client, received } = await testPeer(() => ({ json: {} }))
    const call = client.organizations.getOrganization('org_1', { signal: AbortSignal.abort() })
    await expect(call).rejects.toMatchObject({ name: 'AbortError' })
    expect(received).toEqual([])
  })
})

it('says what failed where nothing answers', async () => {
  const client = new Client({ apiKey: 'sk_1', baseUrl: 'http://127.0.0.1:1', maxRetries: 0 })
  const error = await client.organizations.getOrganization('org_1').catch((reason) => reason)
  expect(error).toBeInstanceOf(NetworkError)
  expect(error.message).toMatch(/^GET \/organizations\/\{\} was not answered: ./)
  expect(error.cause).toBeInstanceOf(Error)
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
})

it('returns nothing where one of the answers is empty', async () => {
  const { client } = await testPeer(() => ({ status: 204 }))
  expect(await client.radar.addListEntry('domain', 'block', { entry: 'example.com' })).toBeUndefined()
})

describe('a client', () => {
  it('takes what it is not given from the environment', async () => {
    const { baseUrl, received } = await testPeer(() => ({ json: {} }))
    vi.stubEnv('WORKOS_API_KEY', 'sk_env')
    vi.stubEnv('WORKOS_CLIENT_ID', 'client_env')
    vi.stubEnv('WORKOS_BASE_URL', baseUrl)
    const client = new Client()
    expect(client).toMatchObject({ clientId: 'client_env', baseUrl })
    await client.organizations.getOrganization('org_1')
    expect(received[0]?.headers.authorization).toBe('Bearer sk_env')
  })

  it('calls the WorkOS API where nothing says otherwise', () => {
    vi.stubEnv('WORKOS_BASE_URL', '')
    expect(new Client().baseUrl).toBe('https://api.workos.com')
  })

  it('refuses a call that needs an API key when it has none', async () => {
    vi.stubEnv('WORKOS_API_KEY', '')
    const transport = vi.fn()
    const call = new Client({ transport }).organizations.getOrganization('org_1')
    await expect(call).rejects.toMatchObject({ name: 'ConfigurationError', option: 'apiKey' })
    expect(transport).not.toHaveBeenCalled()
  })

  it.each([
    ['apiKey', { apiKey: 'sk_1\r\nX-Evil: 1' }],
    ['apiKey', { apiKey: '' }],
    ['baseUrl', { baseUrl: 'localhost:4100' }],
    ['baseUrl', { baseUrl: 'ftp://localhost' }],
    ['baseUrl', { baseUrl: 'http://localhost/?a=b' }],
    ['timeout', { timeout: 0 }],
    ['timeout', { timeout: Number.NaN }],
    ['maxRetries', { maxRetries: -1 }],
    ['maxRetries', { maxRetries: 0.5 }],
    ['userAgent', { userAgent: 'a\nb' }],
  ])('refuses a bad %s, and does not repeat a secret: %j', (option, options) => {
    const make = () => new Client(options)
    expect(make).toThrow(ConfigurationError)
    expect(make).toThrow(expect.objectContaining({ option }))
    expect(make).not.toThrow(/sk_1/)
  })

  it('does not show its API key when printed', async () => {
    const { inspect } = await import('node:util')
    const client = new Client({ apiKey: 'sk_test_secret' })
    expect(inspect(client, { depth: 9, showHidden: true })).not.toContain('sk_test')
  })
})
