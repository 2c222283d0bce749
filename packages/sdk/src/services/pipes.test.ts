import { WorkOS } from '@workos-inc/node'
import { expect, it } from 'vitest'
import { testPeer } from '../../test/peer.ts'

/** A server that keeps what two clients ask of it: ours, and the official one. */
async function both() {
  const { client, received, baseUrl } = await testPeer(() => ({ json: { object: 'list', data: [] } }))
  const { hostname: apiHostname, port } = new URL(baseUrl)
  const official = new WorkOS('sk_test_1', { apiHostname, port: Number(port), https: false, maxRetries: 0 })
  const requests = () =>
    received.map(({ method, url, body }) => {
      // The official SDK names an order that nobody asked for.
      url.searchParams.delete('order')
      url.searchParams.sort()
      return { method, path: url.pathname + url.search, body: body === '' ? undefined : JSON.parse(body) }
    })
  return { client, official, requests }
}

type Call = readonly [string, readonly string[], object]

const selected = { connectedAccountId: 'account_1', supportsMultipleConnections: true }
const shared = { userId: 'user_1', organizationId: 'org_1', connectionOwner: 'organization' }
const renewed = { connectedAccountId: 'account_1', connectionIntent: 'reauthorize' }
const ofUser = ['userId', 'slug']

it.each<Call>([
  ['listDataIntegrations', [], { ownership: 'organization' }],
  ['createDataIntegration', [], { provider: 'github', ownership: 'organization' }],
  ['authorizeDataIntegration', ['slug'], shared],
  ['getAccessToken', ['slug'], { ...shared, ...selected }],
  ['createDataIntegrationCredential', ['slug'], { ...shared, ...selected }],
  ['updateDataIntegrationApiKey', ['slug'], { ...shared, ...renewed, secret: 'key_1' }],
  [
    'updateDataIntegrationClientCredentials',
    ['slug'],
    { ...shared, ...renewed, clientId: 'c', clientSecret: 's' },
  ],
  ['getUserConnectedAccount', ofUser, { organizationId: 'org_1', ...selected }],
  ['createUserConnectedAccount', ofUser, { accessToken: 'token_1', connectionIntent: 'add' }],
  ['updateUserConnectedAccount', ofUser, { accessToken: 'token_1', ...selected, ...renewed }],
  ['deleteUserConnectedAccount', ofUser, { organizationId: 'org_1', ...selected }],
  ['listUserDataProviders', ['userId'], { supportsMultipleConnections: true }],
])('client.pipes.%s sends what the official SDK sends', async (method, inPath, params) => {
  const { client, official, requests } = await both()
  const values: Record<string, string> = { slug: 'github', userId: 'user_1' }
  const ours = client.pipes as unknown as Record<string, (...args: unknown[]) => PromiseLike<unknown>>
  const theirs = official.pipes as unknown as Record<string, (options: object) => Promise<unknown>>
  await ours[method]?.(...inPath.map((name) => values[name]), params)
  const named = Object.fromEntries(inPath.map((name) => [name, values[name]]))
  // It reads an answer that this server does not give; what it has sent is there.
  await theirs[method]?.({ ...named, provider: named.slug, ...params }).catch(() => {})
  const [sent, expected, ...more] = requests()
  expect(sent).toEqual(expected)
  expect(more).toEqual([])
  const text = JSON.stringify(sent)
  for (const value of Object.values(params)) expect(text).toContain(String(value))
})

it('client.adminPortal.generateLink sends what the official SDK sends', async () => {
  const { client, official, requests } = await both()
  const intentOptions = { sso: { bookmarkSlug: 'okta', providerType: 'OktaSAML' } }
  const params = {
    organization: 'org_1',
    intent: 'sso',
    intentOptions,
    adminEmails: ['ada@example.com'],
  } as const
  await client.adminPortal.generateLink(params)
  await official.adminPortal.generateLink({ ...params, adminEmails: [...params.adminEmails] })
  const [sent, expected] = requests()
  expect(sent).toEqual(expected)
  expect(sent?.body).toMatchObject({ intent_options: { sso: { bookmark_slug: 'okta' } } })
})
