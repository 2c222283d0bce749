import { readFileSync } from 'node:fs'
import { type Operation, operations, pathParameters } from '@portico/contract'
import { describe, expect, it } from 'vitest'
import { servedOperations } from './main.ts'
import { type TestServer, testServer } from './testing/index.ts'

// Walks the contract: an operation is covered here the moment it is declared.

const served = new Set(servedOperations())
const keyed = operations.filter((operation) => operation.auth === 'api_key')

const pathOf = (operation: Operation, value = 'x') => operation.path.replaceAll(/\{[^}]+\}/g, value)

/** A body that says as little as possible: what matters is who asks. */
const requestOf = (operation: Operation) => (operation.body ? { body: {} } : {})

describe('every operation that takes an API key', () => {
  it('refuses a call without one', async () => {
    const { request } = await testServer()
    for (const operation of keyed) {
      const options = { ...requestOf(operation), headers: { authorization: '' } }
      expect([operation.id, (await request(operation.method, pathOf(operation), options)).status]).toEqual([
        operation.id,
        401,
      ])
    }
  })

  it('refuses a call with a wrong one', async () => {
    const { request } = await testServer()
    for (const operation of keyed) {
      const options = { ...requestOf(operation), headers: { authorization: 'Bearer sk_test_wrong' } }
      expect([operation.id, (await request(operation.method, pathOf(operation), options)).status]).toEqual([
        operation.id,
        401,
      ])
    }
  })

  it('answers 501 while it is not served, and never a server error', async () => {
    const { request } = await testServer()
    for (const operation of keyed) {
      const { status } = await request(operation.method, pathOf(operation), requestOf(operation))
      if (served.has(operation.id)) expect([operation.id, status]).not.toEqual([operation.id, 501])
      else expect([operation.id, status]).toEqual([operation.id, 501])
      expect([operation.id, status === 500]).toEqual([operation.id, false])
    }
  })

  it('does not find what belongs to another environment', async () => {
    const { other, ...own } = await testServer()
    const ids = await oneOfEach(own)
    const before = await own.recorded.events()
    for (const operation of keyed.filter(
      ({ id, path }) => served.has(id) && !namedByUs.has(id) && pathParameters(path).length > 0,
    )) {
      const found = ids.find(({ prefix }) => operation.path.startsWith(prefix))
      expect(found, `oneOfEach makes nothing for ${operation.path}`).toBeDefined()
      const body = minimalBodies[operation.id] ?? (operation.body ? {} : undefined)
      const path = pathOf(operation, encodeURIComponent(found?.id ?? ''))
      const answer = await other.request(operation.method, path, body === undefined ? {} : { body })
      expect([operation.id, answer.status, answer.text]).toEqual([operation.id, 404, expect.any(String)])
    }
    expect(await own.recorded.events()).toEqual(before)
  })
})

describe('the list of what is declared and not served', () => {
  it('is exactly that', () => {
    const file = new URL('../../../conformance/known-gaps.json', import.meta.url)
    const { notServed } = JSON.parse(readFileSync(file, 'utf8')) as { notServed: string[] }
    expect(notServed).toEqual(
      operations
        .map(({ id }) => id)
        .filter((id) => !served.has(id))
        .sort(),
    )
  })
})

/** Sets something up under a name that every environment has: there is nothing of another's to be found. */
const namedByUs = new Set(['portico.oauthProviders.setOAuthProvider'])

/** What a request needs beside its path to get as far as the lookup. */
const minimalBodies: Record<string, unknown> = {
  'authorization.setEnvironmentRolePermissions': { permissions: [] },
  'authorization.addEnvironmentRolePermission': { slug: 'documents:read' },
  'portico.webhooks.replayWebhookEvents': { range_start: '2026-01-15T12:00:00.000Z' },
  'portico.redirectUris.createApplicationRedirectUri': { uri: 'https://app.acme.com/callback' },
  'sso.createConnectionSamlIdpSigningCert': { value: '-----BEGIN CERTIFICATE-----' },
}

/** Makes one object of each kind that a path can name. Longer prefixes come first. */
async function oneOfEach({
  client,
  clientId,
  environment,
  server,
}: Omit<TestServer, 'other'>): Promise<{ prefix: string; id: string }[]> {
  const { mailer, database, clock } = server.kernel
  const source = { environment, now: clock.now() }
  await mailer.enqueue(database.sql, source, {
    kind: 'test',
    to: 'a@acme.com',
    subject: 'Hello',
    text: 'Hello',
  })
  const [mail] = (await client.portico.mailbox.listMailboxMessages()).data
  const organization = await client.organizations.createOrganization({
    name: 'Acme',
    externalId: 'acme',
    domainData: [{ domain: 'acme.com', state: 'pending' }],
  })
  await client.authorization.createEnvironmentRole({ slug: 'editor', name: 'Editor' })
  await client.authorization.createPermission({ slug: 'documents:read', name: 'Read documents' })
  await client.portico.resourceTypes.createResourceType({ slug: 'project', name: 'Project' })
  const endpoint = await client.webhooks.createWebhookEndpoint({
    endpointUrl: 'https://example.com/webhooks',
    events: ['user.created'],
  })
  const delivery = await client.portico.webhooks.testWebhookEndpoint(endpoint.id)
  const [key] = (await client.portico.apiKeys.listEnvironmentApiKeys()).data
  const secret = await client.portico.clientSecrets.createClientSecret(clientId)
  const connection = await client.sso.createConnection({ organizationId: organization.id, samlOptions: {} })
  await client.portico.oauthProviders.setOAuthProvider('GoogleOAuth', { clientId: 'c', clientSecret: 's' })
  const redirectUri = await client.userManagement.createRedirectUri({ uri: 'https://app.acme.com/callback' })
  // It is refused, since the connection is not complete, and stands in its log.
  const signIn = { client_id: clientId, redirect_uri: redirectUri.uri, response_type: 'code' }
  await server.app.inject({
    url: '/sso/authorize',
    query: { ...signIn, connection: connection.id },
    headers: { accept: 'text/html' },
  })
  const [session] = (await client.portico.connections.listSsoSessions(connection.id)).data
  const origin = await client.userManagement.createCorsOrigin({ origin: 'https://app.acme.com' })
  return [
    { prefix: '/portico/mailbox/', id: mail?.id ?? '' },
    { prefix: '/portico/api_keys/', id: key?.id ?? '' },
    { prefix: '/portico/applications/', id: clientId },
    { prefix: '/portico/client_secrets/', id: secret.id },
    { prefix: '/connections/', id: connection.id },
    { prefix: '/portico/connections/', id: connection.id },
    { prefix: '/portico/sso_sessions/', id: session?.id ?? '' },
    { prefix: '/portico/oauth_providers/', id: 'GoogleOAuth' },
    { prefix: '/portico/cors_origins/', id: origin.id },
    { prefix: '/user_management/redirect_uris/', id: redirectUri.id },
    { prefix: '/authorization/roles/', id: 'editor' },
    { prefix: '/portico/authorization/roles/', id: 'editor' },
    { prefix: '/authorization/permissions/', id: 'documents:read' },
    { prefix: '/portico/authorization/resource_types/', id: 'project' },
    { prefix: '/webhook_endpoints/', id: endpoint.id },
    { prefix: '/portico/webhook_endpoints/', id: endpoint.id },
    { prefix: '/portico/webhook_deliveries/', id: delivery.id },
    { prefix: '/organizations/external_id/', id: 'acme' },
    { prefix: '/organizations/', id: organization.id },
    { prefix: '/organization_domains/', id: organization.domains[0]?.id ?? '' },
  ]
}
