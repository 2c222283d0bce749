import { exposeAll } from '@portico/sdk'
import { describe, expect, it } from 'vitest'
import { createTenant, ownServer, testServer } from '../../testing/index.ts'

const endpointUrl = 'https://example.com/webhooks'
const unknownId = 'we_01ARZ3NDEKTSV4RRFFQ69G5FAV'

/** What a client of the field reads of a refusal. */
const refusal = (status: number, code: string) => ({ status, code })

describe('createWebhookEndpoint', () => {
  it('creates an enabled endpoint with a secret of its own', async () => {
    const { client } = await testServer()
    const events = ['organization.created', 'user.created', 'organization.created'] as const
    const endpoint = exposeAll(await client.webhooks.createWebhookEndpoint({ endpointUrl, events }))
    expect(endpoint).toMatchObject({
      object: 'webhook_endpoint',
      endpointUrl,
      status: 'enabled',
      events: ['organization.created', 'user.created'],
    })
    expect(endpoint.id).toMatch(/^we_[0-9A-Z]{26}$/)
    expect(endpoint.secret).toMatch(/^whsec_[0-9A-Za-z]{40}$/)
    const second = exposeAll(
      await client.webhooks.createWebhookEndpoint({ endpointUrl: `${endpointUrl}/2`, events: [] }),
    )
    expect(second.secret).not.toBe(endpoint.secret)
  })

  it('keeps the secret encrypted, bound to its place', async () => {
    const { client, server, environment } = await testServer()
    const endpoint = exposeAll(await client.webhooks.createWebhookEndpoint({ endpointUrl, events: [] }))
    const [row] = await server.kernel.database.sql`
      select sealed_secret from webhook_endpoints where environment_id = ${environment.id}`
    const sealed = row!.sealed_secret as Buffer
    expect(sealed.includes(endpoint.secret)).toBe(false)
    const { keyring } = server.kernel
    const place = `${environment.id}/webhook_endpoints/${endpoint.id}/secret`
    expect(keyring.open(sealed, place).toString()).toBe(endpoint.secret)
    expect(() => keyring.open(sealed, `${place}x`)).toThrow()
  })

  it('refuses an address that another endpoint of the environment has', async () => {
    const { client, other } = await testServer()
    await client.webhooks.createWebhookEndpoint({ endpointUrl, events: [] })
    await expect(client.webhooks.createWebhookEndpoint({ endpointUrl, events: [] })).rejects.toMatchObject(
      refusal(409, 'duplicate_endpoint'),
    )
    await other.client.webhooks.createWebhookEndpoint({ endpointUrl, events: [] })
  })

  it.each(['organization.exploded', 'vault.data.created', 'dsync.token.created'])(
    'refuses %s, which is no event that can be subscribed to',
    async (event) => {
      const { request } = await testServer()
      const body = { endpoint_url: endpointUrl, events: ['user.created', event] }
      const answer = await request('POST', '/webhook_endpoints', { body })
      expect(answer.status).toBe(422)
      expect(answer.body).toEqual({
        code: 'invalid_request_parameters',
        message: 'Validation failed.',
        errors: [{ field: 'events.1', code: 'unknown_event_type', message: expect.any(String) }],
      })
    },
  )

  it.each([
    [{}, ['endpoint_url', 'events']],
    [{ endpoint_url: null, events: 'user.created' }, ['endpoint_url', 'events']],
    [{ endpoint_url: '', events: [null] }, ['endpoint_url', 'events.0']],
  ])('refuses the body %j and names its members', async (body, fields) => {
    const { request } = await testServer()
    const answer = await request('POST', '/webhook_endpoints', { body })
    expect(answer.status).toBe(422)
    const { code, errors } = answer.body as { code: string; errors: { field: string }[] }
    expect(code).toBe('invalid_request_parameters')
    expect([...new Set(errors.map(({ field }) => field))].sort()).toEqual(fields)
  })

  it('takes loopback and plain http on a developer’s machine', async () => {
    const { client } = await testServer()
    for (const url of ['http://localhost:3000/hooks', 'http://127.0.0.1:3000/', 'http://[::1]:3000/']) {
      await client.webhooks.createWebhookEndpoint({ endpointUrl: url, events: [] })
    }
  })

  it.each([
    'not a URL',
    '/hooks',
    'ftp://example.com/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'https://user:secret@example.com/',
    'https://example.com./',
    'http://169.254.169.254/latest/meta-data/',
    'http://2852039166/',
    'http://metadata.google.internal/',
    'http://[::ffff:169.254.169.254]/',
    'http://0.0.0.0:5432/',
    'https://exa mple.com/',
    `https://example.com/${'a'.repeat(2048)}`,
  ])('refuses %s anywhere', async (url) => {
    const { client } = await testServer()
    await expect(
      client.webhooks.createWebhookEndpoint({ endpointUrl: url, events: [] }),
    ).rejects.toMatchObject(refusal(422, 'invalid_url'))
  })

  it('takes public https only in production, whatever the environment, and in production environments', async () => {
    const { server: development } = await testServer()
    const production = await ownServer({ mode: 'production' })
    const tenants = [
      await createTenant(development, 'production'),
      await createTenant(production, 'production'),
      await createTenant(production, 'sandbox'),
    ]
    for (const { client } of tenants) {
      await client.webhooks.createWebhookEndpoint({ endpointUrl, events: [] })
      for (const url of [
        'http://example.com/',
        'https://localhost/',
        'https://app.localhost:8443/',
        'https://127.0.0.1/',
        'https://0x7f.1/',
        'https://10.0.0.8/',
        'https://192.168.1.1/',
        'https://[::1]/',
        'https://[fd00::1]/',
      ]) {
        await expect(
          client.webhooks.createWebhookEndpoint({ endpointUrl: url, events: [] }),
        ).rejects.toMatchObject(refusal(422, 'invalid_url'))
      }
    }
  })
})

describe('listWebhookEndpoints', () => {
  it('pages the endpoints of the environment, with their secrets', async () => {
    const { client, other } = await testServer()
    const created = []
    for (const n of [1, 2, 3]) {
      created.push(
        await client.webhooks.createWebhookEndpoint({ endpointUrl: `${endpointUrl}/${n}`, events: [] }),
      )
    }
    await other.client.webhooks.createWebhookEndpoint({ endpointUrl, events: [] })
    const listed = await client.webhooks.listWebhookEndpoints({ limit: 2 }).toArray()
    expect(exposeAll(listed)).toEqual(exposeAll(created.reverse()))
  })
})

describe('updateWebhookEndpoint', () => {
  it('changes what it is given and nothing else', async () => {
    const { client } = await testServer()
    const endpoint = await client.webhooks.createWebhookEndpoint({ endpointUrl, events: ['user.created'] })
    const change = { endpointUrl: `${endpointUrl}/new`, events: ['user.deleted'] as const }
    const updated = await client.webhooks.updateWebhookEndpoint(endpoint.id, change)
    expect(exposeAll(updated)).toEqual({ ...exposeAll(endpoint), ...change, updatedAt: updated.updatedAt })
    const disabled = await client.webhooks.updateWebhookEndpoint(endpoint.id, { status: 'disabled' })
    expect(exposeAll(disabled)).toEqual({
      ...exposeAll(updated),
      status: 'disabled',
      updatedAt: disabled.updatedAt,
    })
    const listed = await client.webhooks.listWebhookEndpoints().toArray()
    expect(exposeAll(listed)).toEqual([exposeAll(disabled)])
  })

  it('refuses a taken address, a forbidden one, unknown events, and another state', async () => {
    const { client, request } = await testServer()
    await client.webhooks.createWebhookEndpoint({ endpointUrl, events: [] })
    const { id } = await client.webhooks.createWebhookEndpoint({
      endpointUrl: `${endpointUrl}/2`,
      events: [],
    })
    const update = (body: object) => request('PATCH', `/webhook_endpoints/${id}`, { body })
    const answers = [
      await update({ endpoint_url: endpointUrl }),
      await update({ endpoint_url: 'http://169.254.169.254/' }),
      await update({ events: ['organization.exploded'] }),
      await update({ status: 'paused' }),
    ]
    expect(answers.map(({ status, body }) => [status, (body as { code: string }).code])).toEqual([
      [409, 'duplicate_endpoint'],
      [422, 'invalid_url'],
      [422, 'invalid_request_parameters'],
      [422, 'invalid_request_parameters'],
    ])
  })
})

describe('deleteWebhookEndpoint', () => {
  it('deletes the endpoint, and frees its address', async () => {
    const { client } = await testServer()
    const { id } = await client.webhooks.createWebhookEndpoint({ endpointUrl, events: [] })
    await client.webhooks.deleteWebhookEndpoint(id)
    expect(await client.webhooks.listWebhookEndpoints().toArray()).toEqual([])
    await client.webhooks.createWebhookEndpoint({ endpointUrl, events: [] })
  })
})

describe('an unknown endpoint', () => {
  it('is not found, and one of another environment neither', async () => {
    const { request, other } = await testServer()
    const foreign = await other.client.webhooks.createWebhookEndpoint({ endpointUrl, events: [] })
    for (const id of [unknownId, foreign.id, 'x']) {
      const answers = [
        await request('PATCH', `/webhook_endpoints/${id}`, { body: { status: 'disabled' } }),
        await request('DELETE', `/webhook_endpoints/${id}`),
      ]
      for (const { status, body } of answers) {
        expect([status, body]).toEqual([
          404,
          { code: 'entity_not_found', message: `Webhook endpoint not found: '${id}'.` },
        ])
      }
    }
    expect(await other.client.webhooks.listWebhookEndpoints().toArray()).toEqual([foreign])
  })
})
