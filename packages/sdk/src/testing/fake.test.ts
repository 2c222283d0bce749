import { beforeEach, describe, expect, expectTypeOf, it } from 'vitest'
import {
  Client,
  type Event,
  NetworkError,
  NotFoundError,
  type Organization,
  PublicClient,
  SecretString,
} from '../index.ts'
import type { Arguments, Result } from './index.ts'
import { createFake, FakeError } from './index.ts'

const acme: Organization = {
  object: 'organization',
  id: 'org_1',
  name: 'Acme',
  domains: [],
  metadata: { billingPlan: 'gold', some_key: 'x' },
  externalId: null,
  createdAt: '2026-01-15T12:00:00.000Z',
  updatedAt: '2026-01-15T12:00:00.000Z',
}

const fake = createFake()
const client = fake.client()
beforeEach(() => fake.reset())

describe('an answer', () => {
  it('is a value, or a function of what the method was called with', async () => {
    fake.on('organizations.getOrganization', acme)
    expect(await client.organizations.getOrganization('org_1')).toEqual(acme)
    fake.on('organizations.updateOrganization', (id, params) => ({
      ...acme,
      id,
      name: params.name ?? acme.name,
    }))
    const updated = await client.organizations.updateOrganization('org/2', { name: 'Ädle & Sons' })
    expect(updated).toEqual({ ...acme, id: 'org/2', name: 'Ädle & Sons' })
  })

  it('takes the way of a real one: through the names of the wire, and no further than JSON goes', async () => {
    const texts: string[] = []
    fake.on('organizations.getOrganization', acme)
    const watched = new Client({
      apiKey: 'sk_test_1',
      transport: async (url, init) => {
        const response = await fake.transport(url, init)
        texts.push(await response.clone().text())
        return response
      },
    })
    const read = await watched.organizations.getOrganization('org_1')
    expect(read).not.toBe(acme)
    expect(JSON.parse(texts[0]!)).toMatchObject({
      external_id: null,
      created_at: acme.createdAt,
      metadata: { billingPlan: 'gold', some_key: 'x' },
    })
  })

  it('may hold secrets as plain strings: the client wraps them', async () => {
    fake.on('apiKeys.createOrganizationApiKey', (organizationId, { name }) => ({
      object: 'api_key',
      id: 'api_key_1',
      owner: { type: 'organization', id: organizationId },
      name,
      obfuscatedValue: 'sk_…wxyz',
      lastUsedAt: null,
      expiresAt: null,
      permissions: [],
      createdAt: acme.createdAt,
      updatedAt: acme.createdAt,
      value: 'sk_plain',
    }))
    const key = await client.apiKeys.createOrganizationApiKey('org_1', { name: 'CI' })
    expect(key.owner.id).toBe('org_1')
    expect(key.value).toBeInstanceOf(SecretString)
    expect(key.value.expose()).toBe('sk_plain')
  })

  it('is given nothing where the method returns nothing', async () => {
    fake.on('organizations.deleteOrganization', undefined)
    expect(await client.organizations.deleteOrganization('org_1')).toBeUndefined()
  })

  it("goes to Portico's own services as well", async () => {
    fake.on('portico.clock.advanceClock', () => ({ now: acme.createdAt, offsetSeconds: 60 }) as never)
    expect(await client.portico.clock.advanceClock({ seconds: 60 } as never)).toMatchObject({
      offsetSeconds: 60,
    })
    expect(fake.calls[0]?.operation).toBe('portico.clock.advanceClock')
  })
})

describe('a helper', () => {
  it('is answered by the operation that it calls', async () => {
    fake.on('userManagement.authenticate', (grant) => {
      expect(grant).toMatchObject({
        grantType: 'authorization_code',
        code: 'code_1',
        clientId: 'client_fake',
      })
      return { user: { id: 'user_1' }, accessToken: 'access', refreshToken: 'refresh' } as never
    })
    const { user, accessToken } = await client.userManagement.authenticateWithCode({ code: 'code_1' })
    expect([user.id, accessToken.expose()]).toEqual(['user_1', 'access'])
  })

  it('of public clients is, too', async () => {
    fake.on('userManagement.authenticate', {
      user: { id: 'user_1' },
      accessToken: 'a',
      refreshToken: 'r',
    } as never)
    const app = new PublicClient({ clientId: 'client_1', transport: fake.transport })
    const codeVerifier = 'v'.repeat(43)
    await app.userManagement.authenticateWithCodeAndVerifier({ code: 'code_1', codeVerifier })
    expect(fake.callsTo('userManagement.authenticate')[0]?.args).toMatchObject([{ codeVerifier }])
  })
})

describe('what the answer is made from', () => {
  it('has the types of the parameters, also where they went through a query', async () => {
    fake.on('organizations.listOrganizations', [])
    await client.organizations.listOrganizations({ limit: 5, domains: ['a.com', 'b.com'], order: 'asc' })
    await client.organizations.listOrganizations()
    expect(fake.callsTo('organizations.listOrganizations').map(({ args }) => args)).toEqual([
      [{ limit: 5, domains: ['a.com', 'b.com'], order: 'asc' }],
      [{}],
    ])
  })

  it('holds the access token of a user, in clear, and no credential of the client', async () => {
    fake.fail('sso.getProfile', { status: 401, message: 'No.' })
    await expect(client.sso.getProfile({ accessToken: new SecretString('token') })).rejects.toThrow('No.')
    expect(fake.callsTo('sso.getProfile')[0]?.args).toEqual([{ accessToken: 'token' }])
    expect(JSON.stringify(fake.calls)).not.toContain('sk_test_fake')
  })

  it('has the headers of the request', async () => {
    fake.on('organizations.createOrganization', acme)
    await client.organizations.createOrganization({ name: 'Acme' }, { idempotencyKey: 'ik_42' })
    expect(fake.calls[0]?.headers).toMatchObject({ 'idempotency-key': 'ik_42' })
    expect(fake.calls[0]?.headers).not.toHaveProperty('authorization')
  })
})

describe('a list', () => {
  const organizations = Array.from({ length: 25 }, (_, i) => ({ ...acme, id: `org_${i}` }))
  const ids = organizations.map(({ id }) => id)

  it('is given whole, and answered in pages', async () => {
    fake.on('organizations.listOrganizations', organizations)
    const first = await client.organizations.listOrganizations()
    expect(first.data.map(({ id }) => id)).toEqual(ids.slice(0, 10))
    expect(first.listMetadata).toEqual({ before: null, after: 'org_9' })
    const all = await client.organizations.listOrganizations({ limit: 7 }).toArray()
    expect(all.map(({ id }) => id)).toEqual(ids)
    expect(fake.callsTo('organizations.listOrganizations').map(({ args: [{ after }] }) => after)).toEqual([
      undefined,
      undefined,
      'org_6',
      'org_13',
      'org_20',
    ])
  })

  it('is read backwards from a cursor', async () => {
    fake.on('organizations.listOrganizations', organizations)
    const page = await client.organizations.listOrganizations({ before: 'org_20', limit: 5 })
    expect(page.data.map(({ id }) => id)).toEqual(ids.slice(15, 20))
    expect(page.listMetadata).toEqual({ before: 'org_15', after: 'org_19' })
    const start = await client.organizations.listOrganizations({ before: 'org_2', limit: 5 })
    expect(start.listMetadata.before).toBeNull()
  })

  it('that does not hold the cursor says so', async () => {
    fake.on('organizations.listOrganizations', organizations)
    await expect(client.organizations.listOrganizations({ after: 'org_99' })).rejects.toThrow(/org_99/)
  })

  it('that is never paged comes whole', async () => {
    fake.on('authorization.listEnvironmentRoles', [])
    expect(await client.authorization.listEnvironmentRoles()).toEqual({ object: 'list', data: [] })
  })

  it('of events keeps the keys that belong to the customer', async () => {
    const event = {
      object: 'event',
      id: 'event_1',
      event: 'organization.created',
      data: acme,
      createdAt: acme.createdAt,
    } as unknown as Event
    fake.on('events.listEvents', [event])
    const [read] = await client.events.listEvents({ events: ['organization.created'] }).toArray()
    expect(read).toEqual(event)
  })
})

describe('a failure', () => {
  it('is the error that the answer would have been', async () => {
    fake.fail('organizations.getOrganization', {
      status: 404,
      code: 'entity_not_found',
      message: 'Not found.',
    })
    const failed = client.organizations.getOrganization('org_1')
    await expect(failed).rejects.toBeInstanceOf(NotFoundError)
    await expect(failed).rejects.toMatchObject({
      code: 'entity_not_found',
      message: 'Not found.',
      requestId: 'req_fake_1',
    })
  })

  it('carries the further members of the body, and how long to wait', async () => {
    fake.fail('userManagement.authenticate', {
      status: 403,
      code: 'email_verification_required',
      message: 'Verify.',
      members: { pendingAuthenticationToken: 'pending', email: 'ada@example.com' },
    })
    const failed = client.userManagement.authenticate({
      grantType: 'password',
      email: 'ada@example.com',
      password: 'secret',
    })
    await expect(failed).rejects.toMatchObject({ code: 'email_verification_required', status: 403 })
    const error = await failed.catch((error) => error)
    expect(JSON.parse(error.rawBody)).toMatchObject({ pending_authentication_token: 'pending' })
    fake.fail('organizations.getOrganization', { status: 429, message: 'Slow down.', retryAfter: 7 })
    await expect(client.organizations.getOrganization('org_1')).rejects.toMatchObject({ retryAfter: 7 })
  })

  it('may be thrown by the function that answers, and pass', async () => {
    let tries = 0
    fake.on('organizations.getOrganization', () => {
      if (++tries === 1) throw new NetworkError('The connection broke.')
      return acme
    })
    await expect(client.organizations.getOrganization('org_1')).rejects.toThrow('The connection broke.')
    expect(await client.organizations.getOrganization('org_1')).toEqual(acme)
    fake.on('organizations.getOrganization', (id) => {
      throw new NotFoundError({ status: 404, message: `No ${id}.` })
    })
    await expect(client.organizations.getOrganization('org_7')).rejects.toThrow('No org_7.')
  })
})

describe('an operation that nobody has answered', () => {
  it('fails loudly and at once, and says what to write', async () => {
    const eager = fake.client({ maxRetries: 3 })
    await expect(eager.organizations.getOrganization('org_1')).rejects.toBeInstanceOf(FakeError)
    await expect(eager.directorySync.listUsers({ directory: 'directory_1' })).rejects.toThrow(
      "directorySync.listUsers is not answered. Answer it: fake.on('directorySync.listUsers', (params) => …)",
    )
    expect(fake.calls).toHaveLength(2)
  })

  it('is every one after a reset', async () => {
    fake.on('organizations.getOrganization', acme).reset()
    await expect(client.organizations.getOrganization('org_1')).rejects.toThrow('is not answered')
  })

  it('and a mistake in an answer are no faults of the network', async () => {
    fake.on('organizations.getOrganization', () => {
      throw new RangeError('Oops.')
    })
    const failed = fake.client({ maxRetries: 3 }).organizations.getOrganization('org_1')
    await expect(failed).rejects.toMatchObject({ name: 'FakeError', cause: new RangeError('Oops.') })
    expect(fake.calls).toHaveLength(1)
  })

  it('cannot be answered under a name that there is not', () => {
    // @ts-expect-error: for those who write JavaScript
    expect(() => fake.on('organizations.createOrganisation', acme)).toThrow(
      "'organizations.createOrganisation'",
    )
    // @ts-expect-error: nor may a name of every object pass
    expect(() => fake.on('constructor', acme)).toThrow("'constructor'")
  })
})

it('types follow the method that calls the operation', () => {
  expectTypeOf<Arguments<'organizations.getOrganization'>>().toEqualTypeOf<[string]>()
  expectTypeOf<Arguments<'sso.getProfile'>>().toEqualTypeOf<[{ accessToken: string }]>()
  expectTypeOf<Result<'organizations.deleteOrganization'>>().toEqualTypeOf<void>()
  expectTypeOf<Result<'organizations.listOrganizations'>>().toExtend<readonly { id: string }[]>()
  // @ts-expect-error: a result that lacks what the method promises
  fake.on('organizations.getOrganization', () => ({ id: 'org_1' }))
})
