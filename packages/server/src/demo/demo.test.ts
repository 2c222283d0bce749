import { createServer } from 'node:http'
import { Client } from '@portico/sdk'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startTestDevelopment, type TestDevelopment } from '../testing/development.ts'
import { type PersonSignIn, personAt } from '../testing/person.ts'
import { ensureDemoData } from './index.ts'

const redirectUri = 'http://localhost:3000/callback'
const ada = { email: 'ada@acme.example' }

let development: TestDevelopment
beforeAll(async () => {
  development = await startTestDevelopment({ demoData: true })
})
afterAll(() => development?.stop())

const client = () => {
  const { apiKey, clientId, url } = development
  return new Client({ apiKey, clientId, baseUrl: url, maxRetries: 0 })
}
const organizationOf = async (domain: string) =>
  (await client().organizations.listOrganizations({ domains: [domain] })).data[0]!
const connectionOf = async (connectionType: 'OktaSAML' | 'GenericSAML') =>
  (await client().sso.listConnections({ connectionType })).data[0]!

type Link = Omit<Parameters<Client['sso']['getAuthorizationUrlWithPKCE']>[0], 'redirectUri'>

/** Signs somebody in, as an application does that uses our SDK. */
async function signIn(selector: Link, choice: PersonSignIn = ada) {
  const { sso } = client()
  const link = await sso.getAuthorizationUrlWithPKCE({ ...selector, redirectUri } as never)
  const { url } = await personAt(development.url).signIn(link.url, choice)
  const { searchParams } = url
  expect(searchParams.get('state')).toBe(link.state)
  const code = searchParams.get('code')
  if (code === null) return { error: searchParams.get('error') }
  return sso.getProfileAndToken({ code, codeVerifier: link.codeVerifier })
}

describe('the demo data', () => {
  it('is a company for each simulator, with a connection that is active', async () => {
    const connections = await client().sso.listConnections({ limit: 100 }).toArray()
    expect(connections.map(({ connectionType }) => connectionType).sort()).toEqual([
      'ADFSSAML',
      'AppleOAuth',
      'AzureSAML',
      'EntraIdOIDC',
      'GenericOIDC',
      'GenericSAML',
      'GitHubOAuth',
      'GoogleOAuth',
      'GoogleOIDC',
      'GoogleSAML',
      'MicrosoftOAuth',
      'OktaOIDC',
      'OktaSAML',
      'TestIdp',
    ])
    expect(new Set(connections.map(({ state }) => state))).toEqual(new Set(['active']))
    const owners = connections.map(({ organizationId }) => organizationId).filter((id) => id !== undefined)
    expect(new Set(owners).size).toBe(10)
  })

  it('has a Test Organization of example.com, whose people are let in and no others', async () => {
    const { id, name } = await organizationOf('example.com')
    expect(name).toBe('Test Organization')
    const tess = await signIn({ organization: id }, { email: 'test@example.com' })
    expect(tess).toMatchObject({ profile: { email: 'test@example.com', connectionType: 'TestIdp' } })
    const guest = await signIn({ organization: id }, { email: 'guest@elsewhere.example' })
    expect(guest).toEqual({ error: 'profile_not_allowed_outside_organization' })
    expect(await signIn({ organization: id }, { cancel: true })).toEqual({ error: 'access_denied' })
  })

  it('gives roles by groups', async () => {
    const { id: connection } = await connectionOf('GenericSAML')
    const roleOf = async (email: string) => await signIn({ connection }, { email })
    expect(await roleOf('ada@acme.example')).toMatchObject({ profile: { role: { slug: 'admin' } } })
    expect(await roleOf('grace@acme.example')).toMatchObject({ profile: { role: { slug: 'engineer' } } })
    expect(await roleOf('katherine@acme.example')).toMatchObject({ profile: { role: { slug: 'member' } } })
  })

  it('lets examples run on any port of this machine', async () => {
    const { data } = await client().userManagement.listRedirectUris({ order: 'asc' })
    expect(data.map(({ uri, default: isDefault }) => [uri, isDefault])).toEqual([
      ['http://localhost:3000/callback', true],
      ['http://localhost:*/callback', false],
      ['http://127.0.0.1:*/callback', false],
    ])
  })
})

describe('our SDK signs people in', () => {
  it('by connection, organization, provider and domain', async () => {
    const { id: connection } = await connectionOf('OktaSAML')
    expect(await signIn({ connection })).toMatchObject({ profile: { ...ada, connectionId: connection } })
    const { id: organization } = await organizationOf('acme.example')
    expect(await signIn({ organization })).toMatchObject({
      profile: { ...ada, organizationId: organization },
    })
    expect(await signIn({ provider: 'GoogleOAuth' })).toMatchObject({
      profile: { ...ada, connectionType: 'GoogleOAuth', organizationId: null },
    })
    await client().portico.settings.updateSettings({ sso: { domainSelectorAllowed: false } })
    expect(await signIn({ domain: 'acme.example' })).toEqual({
      error: 'domain_connection_selector_not_allowed',
    })
    await client().portico.settings.updateSettings({ sso: { domainSelectorAllowed: true } })
    expect(await signIn({ domain: 'acme.example' })).toMatchObject({
      profile: { ...ada, organizationId: organization },
    })
  })

  it('as the clients of 2020 did: by domain, with a project ID, in one call for the profile', async () => {
    await client().portico.settings.updateSettings({ sso: { domainSelectorAllowed: true } })
    const projectID = development.clientId.replace('client_', 'project_')
    const link = client().sso.getAuthorizationURL({
      domain: 'acme.example',
      projectID,
      redirectURI: redirectUri,
      state: '{}',
    })
    const { url } = await personAt(development.url).signIn(link, ada)
    expect(url.searchParams.get('state')).toBe('{}')
    const code = url.searchParams.get('code') ?? ''
    expect(await client().sso.getProfile({ code, projectID })).toMatchObject({ ...ada, firstName: 'Ada' })
  })

  it('and reads the profile again by its token', async () => {
    const { id: connection } = await connectionOf('OktaSAML')
    const signedIn = await signIn({ connection })
    if ('error' in signedIn) throw new Error(`Not signed in: ${signedIn.error}`)
    const { accessToken, profile } = signedIn
    expect(await client().sso.getProfile({ accessToken })).toEqual(profile)
    const byKey = await client().sso.getProfileByAccessToken({ accessToken })
    expect(byKey.profile).toEqual(profile)
  })
})

describe('ensureDemoData', () => {
  it('leaves what it made as people have changed it, until the port changes', async () => {
    const { server, environment, apiKey, url } = await startOwn()
    const owner = { environment, apiKey }
    const own = new Client({ apiKey, baseUrl: url })
    const connections = await own.sso.listConnections({ limit: 100 }).toArray()
    const idOf = (type: string) => connections.find(({ connectionType }) => connectionType === type)!.id
    await own.sso.deleteConnection(idOf('ADFSSAML'))
    await own.sso.updateConnection(idOf('OktaSAML'), {
      samlOptions: { idpMetadataUrl: null, idpSsoUrl: 'https://acme.okta.com/app/sso/saml' },
    })
    await ensureDemoData(server, owner, url)
    expect(await own.sso.listConnections({ limit: 100 }).toArray()).toHaveLength(13)

    // As if the server were found under another port by now.
    const port = await secondAddress(server.app)
    await ensureDemoData(server, owner, `http://localhost:${port}`)
    expect(await own.sso.listConnections({ limit: 100 }).toArray()).toHaveLength(13)
    const metadataUrl = async (type: string) => {
      const connection = await own.sso.updateConnection(idOf(type), {})
      return connection.samlOptions?.idpMetadataUrl ?? connection.oidcOptions?.discoveryEndpoint
    }
    expect(await metadataUrl('GenericSAML')).toBe(`http://127.0.0.1:${port}/simulators/saml/acme/metadata`)
    expect(await metadataUrl('OktaOIDC')).toContain(`http://127.0.0.1:${port}/simulators/oidc/okta/`)
    expect(await metadataUrl('OktaSAML')).toBeUndefined()
    const { authorizationEndpoint } = await own.portico.oauthProviders.getOAuthProvider('GitHubOAuth')
    expect(authorizationEndpoint).toContain(`http://127.0.0.1:${port}/`)
  })

  it('goes on where an earlier start was ended', async () => {
    const { server, environment, apiKey, url } = await startOwn()
    await server.kernel.database.sql`delete from development_demo_data`
    await ensureDemoData(server, { environment, apiKey }, url)
    const own = new Client({ apiKey, baseUrl: url })
    expect(await own.sso.listConnections({ limit: 100 }).toArray()).toHaveLength(14)
    expect(await own.organizations.listOrganizations({ limit: 100 }).toArray()).toHaveLength(10)
  })

  it('gets along with somebody else having the domain', async () => {
    const { server, environment, apiKey, url } = await startOwn({ demoData: false })
    const own = new Client({ apiKey, baseUrl: url })
    await own.organizations.createOrganization({
      name: 'Mine',
      domainData: [{ domain: 'acme.example', state: 'verified' }],
    })
    await ensureDemoData(server, { environment, apiKey }, url)
    const acme = await own.organizations.getOrganizationByExternalId('demo_acme')
    expect(acme).toMatchObject({ name: 'Acme', domains: [], allowProfilesOutsideOrganization: true })
  })
})

async function startOwn({ demoData = true } = {}): Promise<TestDevelopment> {
  const own = await startTestDevelopment({ demoData })
  onTestFinished(() => own.stop())
  return own
}

/** Another port that leads to the server. */
async function secondAddress(app: TestDevelopment['server']['app']): Promise<number> {
  const second = createServer((request, response) => app.routing(request, response))
  await new Promise<void>((resolve) => second.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void second.close().closeAllConnections())
  const address = second.address()
  return typeof address === 'object' && address ? address.port : 0
}
