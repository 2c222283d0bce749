import { describe, expect, it } from 'vitest'
import { testServer } from '../../testing/index.ts'

// What clients of the field put on the wire and expect back, once for all operations.

describe('bodies', () => {
  it('may be empty though labelled JSON, on every method', async () => {
    const { request, client } = await testServer()
    const { id } = await client.organizations.createOrganization({ name: 'Acme' })
    const headers = { 'content-type': 'application/json' }
    expect((await request('GET', `/organizations/${id}`, { headers })).status).toBe(200)
    expect((await request('PUT', `/organizations/${id}`, { headers })).status).toBe(200)
    expect((await request('DELETE', `/organizations/${id}`, { headers })).status).toBe(202)
    expect(await request('POST', '/organizations', { headers })).toMatchObject({
      status: 422,
      body: { message: 'Validation failed.', errors: [{ field: 'name', code: 'required' }] },
    })
  })

  it('may come without a content type', async () => {
    const { server, apiKey } = await testServer()
    const answer = await server.app.inject({
      method: 'POST',
      url: '/organizations',
      headers: { authorization: `Bearer ${apiKey}` },
      payload: Buffer.from('{"name":"Acme"}'),
    })
    expect(answer.statusCode).toBe(201)
  })

  it('may hold members that the contract does not know', async () => {
    const { request } = await testServer()
    expect((await request('POST', '/organizations', { body: { name: 'Acme', invented: 1 } })).status).toBe(
      201,
    )
  })

  it('are refused with 400 when they are not JSON', async () => {
    const { request } = await testServer()
    for (const body of ['{"name":', 'name=Acme', '{"name":"Acme"}}', '\u0000']) {
      expect(await request('POST', '/organizations', { body })).toMatchObject({
        status: 400,
        body: { code: 'malformed_body' },
      })
    }
  })

  it('are refused with 422 when they are JSON of another type', async () => {
    const { request } = await testServer()
    for (const body of ['[]', '"text"', '1', 'null']) {
      expect((await request('POST', '/organizations', { body })).status).toBe(422)
    }
  })

  it('are not coerced: a number is no name, and the field is named', async () => {
    const { request } = await testServer()
    expect(
      await request('POST', '/organizations', { body: { name: 5, domain_data: [{ state: 'x' }] } }),
    ).toMatchObject({
      status: 422,
      body: {
        errors: expect.arrayContaining([
          expect.objectContaining({ field: 'name', code: 'invalid_type' }),
          expect.objectContaining({ field: 'domain_data.0.domain', code: 'required' }),
          expect.objectContaining({ field: 'domain_data.0.state', code: 'invalid' }),
        ]),
      },
    })
  })

  it('are refused with 413 when they are too large, and nothing is stored', async () => {
    const { request, recorded } = await testServer()
    const answer = await request('POST', '/organizations', { body: { name: 'x'.repeat(1_100_000) } })
    expect(answer).toMatchObject({ status: 413, body: { code: 'body_too_large' } })
    expect(await recorded.events()).toEqual([])
  })

  it('are refused with 415 when a form is sent to a route that takes none', async () => {
    const { request } = await testServer()
    const answer = await request('POST', '/organizations', {
      body: 'name=Acme',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } })
  })

  it('that nest too deep or hold too much are refused before they cost anything', async () => {
    const { server, request } = await testServer()
    const nesting = (depth: number) => `{"name":"Acme","x":${'['.repeat(depth)}${']'.repeat(depth)}}`
    for (const headers of [{}, { 'idempotency-key': 'k1' }]) {
      expect(await request('POST', '/organizations', { body: nesting(50_000), headers })).toMatchObject({
        status: 400,
        body: { code: 'malformed_body' },
      })
    }
    expect((await request('POST', '/organizations', { body: nesting(99) })).status).toBe(201)
    const text = JSON.stringify({ name: 'Acme', note: '[{,"\\'.repeat(20_000) })
    expect((await request('POST', '/organizations', { body: text })).status).toBe(201)
    const many = { name: 'Acme', domain_data: Array(10_000).fill(0) }
    expect(await request('POST', '/organizations', { body: many })).toMatchObject({
      status: 413,
      body: { code: 'body_too_large' },
    })
    const form = await server.app.inject({
      method: 'POST',
      url: '/sso/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'a&'.repeat(10_001),
    })
    expect(form.statusCode).toBe(413)
  })

  it('with half of a character are refused: it could not be stored as it came', async () => {
    const { request } = await testServer()
    for (const body of ['{"name":"\\ud800"}', '{"name":"a","metadata":{"\\udc00":"v"}}']) {
      expect(await request('POST', '/organizations', { body })).toMatchObject({
        status: 400,
        body: { code: 'malformed_body' },
      })
    }
    const whole = await request('POST', '/organizations', { body: '{"name":"\\ud83d\\ude00 \\\\ud800"}' })
    expect(whole).toMatchObject({ status: 201, body: { name: '😀 \\ud800' } })
  })

  it('cannot poison prototypes', async () => {
    const { request } = await testServer()
    expect(
      (await request('POST', '/organizations', { body: '{"name":"A","__proto__":{"x":1}}' })).status,
    ).toBe(400)
    expect((await request('GET', '/organizations?__proto__[x]=1&constructor[prototype][x]=1')).status).toBe(
      200,
    )
    expect(({} as { x?: number }).x).toBeUndefined()
  })

  it('with a NUL in text are refused, not a server error', async () => {
    const { request } = await testServer()
    const inColumn = await request('POST', '/organizations', { body: { name: 'a\u0000b' } })
    expect(inColumn.status).toBe(422)
    const inMetadata = await request('POST', '/organizations', {
      body: { name: 'A', metadata: { k: '\u0000' } },
    })
    expect(inMetadata.status).toBe(400)
  })
})

describe('query strings', () => {
  it.each([
    'domains=a.com,b.com',
    'domains=a.com&domains=b.com',
    'domains[]=a.com&domains[]=b.com',
    'domains%5B0%5D=a.com&domains%5B1%5D=b.com',
    'domains=a.com%2Cb.com',
  ])('take lists as %s', async (query) => {
    const { client, request } = await testServer()
    for (const domain of ['a.com', 'b.com', 'c.com']) {
      await client.organizations.createOrganization({
        name: domain,
        domainData: [{ domain, state: 'verified' }],
      })
    }
    const answer = await request('GET', `/organizations?${query}&order=asc`)
    const { data } = answer.body as { data: { name: string }[] }
    expect(data.map(({ name }) => name)).toEqual(['a.com', 'b.com'])
  })

  it('read + as a space', async () => {
    const { client, request } = await testServer()
    await client.organizations.createOrganization({ name: 'Acme Corp' })
    const { body } = await request('GET', '/organizations?search=Acme+Corp')
    expect((body as { data: unknown[] }).data).toHaveLength(1)
  })

  it('may hold keys that nobody knows, and empty values', async () => {
    const { request } = await testServer()
    expect((await request('GET', '/organizations?invented=1&after=&search=&limit=')).status).toBe(200)
  })

  it.each([
    'limit=0',
    'limit=101',
    'limit=ten',
    'limit=1.5',
    'order=up',
    'after=not-a-cursor',
    'before=org_1',
  ])('are refused with 422 for %s', async (query) => {
    const { request } = await testServer()
    const answer = await request('GET', `/organizations?${query}`)
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: query.split('=')[0] }] } })
  })
})

describe('path parameters', () => {
  it('hold an escaped slash as data', async () => {
    const { client, request } = await testServer()
    const { id } = await client.organizations.createOrganization({ name: 'Acme', externalId: 'a/b c' })
    const { body } = await request('GET', '/organizations/external_id/a%2Fb%20c')
    expect(body).toMatchObject({ id })
  })

  it.each([
    ['a malformed escape', '/organizations/%zz', 400, 'bad_request'],
    ['more characters than any ID', `/organizations/${'x'.repeat(1_025)}`, 414, 'path_too_long'],
  ])('with %s are refused as everything is', async (_, path, status, code) => {
    const { request } = await testServer()
    const answer = await request('GET', path)
    expect(answer).toMatchObject({ status, body: { code } })
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'x-request-id': expect.stringMatching(/^req_/),
      'x-content-type-options': 'nosniff',
    })
  })
})

describe('answers', () => {
  it('name the request, and keep an id that the client gave', async () => {
    const { request } = await testServer()
    const own = await request('GET', '/organizations')
    expect(own.headers.get('x-request-id')).toMatch(/^req_[0-9a-f-]{36}$/)
    const given = await request('GET', '/nowhere', { headers: { 'x-request-id': 'trace-1' } })
    expect(given.headers.get('x-request-id')).toBe('trace-1')
    const unfit = await request('GET', '/organizations', { headers: { 'x-request-id': 'a b' } })
    expect(unfit.headers.get('x-request-id')).toMatch(/^req_/)
  })

  it('without a body carry no content type', async () => {
    const { client, request } = await testServer()
    const organization = await client.organizations.createOrganization({
      name: 'Acme',
      domainData: [{ domain: 'acme.com', state: 'pending' }],
    })
    const answer = await request('DELETE', `/organization_domains/${organization.domains[0]?.id}`)
    expect(answer.status).toBe(204)
    expect(answer.headers.get('content-type')).toBeNull()
    expect(answer.text).toBe('')
  })

  it('with a body are labelled JSON', async () => {
    const { request } = await testServer()
    for (const path of ['/organizations', '/organizations/org_1', '/nowhere', '/user_management/users']) {
      expect((await request('GET', path)).headers.get('content-type')).toBe('application/json; charset=utf-8')
    }
  })

  it('keep browsers from guessing, framing and caching', async () => {
    const { request } = await testServer()
    const { headers } = await request('GET', '/organizations')
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
  })
})

describe('keys', () => {
  it.each([
    ['none', {}],
    ['an unknown one', { authorization: 'Bearer sk_test_unknown' }],
    ['another scheme', { authorization: 'Basic c2s6' }],
    ['an empty one', { authorization: 'Bearer ' }],
    ['a huge one', { authorization: `Bearer sk_${'x'.repeat(5_000)}` }],
  ])('refuse with 401 when the caller has %s', async (_, headers) => {
    const { request } = await testServer()
    const answer = await request('GET', '/organizations', { headers: { authorization: '', ...headers } })
    expect(answer).toMatchObject({ status: 401, body: { message: 'Unauthorized' } })
  })

  it('refuse before the body is looked at', async () => {
    const { request } = await testServer()
    const answer = await request('POST', '/organizations', { body: '{', headers: { authorization: '' } })
    expect(answer.status).toBe(401)
  })

  it('of one environment do not see another', async () => {
    const { client, other } = await testServer()
    const { id } = await client.organizations.createOrganization({ name: 'Acme' })
    await expect(other.client.organizations.getOrganization(id)).rejects.toMatchObject({
      status: 404,
      message: expect.stringContaining(`Organization not found: '${id}'.`),
    })
  })
})

describe('an environment that is deleted', () => {
  it('is a 401 to who was let in before, not a server error', async () => {
    const { client, request, environment, server } = await testServer()
    await client.organizations.listOrganizations()
    await server.kernel.database.sql`delete from environments where id = ${environment.id}`
    expect((await request('POST', '/organizations', { body: { name: 'Acme' } })).status).toBe(401)
  })
})

describe('what is not there', () => {
  it('is a 404 that says where to look', async () => {
    const { request } = await testServer()
    expect(await request('GET', '/nowhere')).toMatchObject({ status: 404, body: { code: 'route_not_found' } })
  })

  it('is a 501 for what is declared and not served yet, after the key was checked', async () => {
    const { request } = await testServer()
    expect(await request('GET', '/vault/v1/kv')).toMatchObject({
      status: 501,
      body: { code: 'not_implemented' },
    })
    expect((await request('GET', '/vault/v1/kv', { headers: { authorization: '' } })).status).toBe(401)
  })
})
