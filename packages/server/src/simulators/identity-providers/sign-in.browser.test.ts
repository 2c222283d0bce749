import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Client } from '@portico/sdk'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeInBrowser } from '../../testing/browser.ts'
import { startTestDevelopment, type TestDevelopment } from '../../testing/development.ts'

type ConnectionType = NonNullable<Parameters<Client['sso']['listConnections']>[0]>['connectionType']

describeInBrowser('signing in to an application through Portico', (open) => {
  let development: TestDevelopment
  let application: HttpServer
  let redirectUri: string
  beforeAll(async () => {
    development = await startTestDevelopment({ demoData: true })
    application = createServer((_, response) =>
      response.setHeader('content-type', 'text/html').end('<title>App</title>'),
    )
    await new Promise<void>((resolve) => application.listen(0, '127.0.0.1', resolve))
    redirectUri = `http://127.0.0.1:${(application.address() as AddressInfo).port}/callback`
  })
  afterAll(async () => {
    application?.close()
    await development?.stop()
  })

  /** Goes the whole way in a browser that nobody has used before. @returns what the application then knows */
  async function signIn(connectionType: ConnectionType, choose: string) {
    const { apiKey, clientId, url } = development
    const { sso } = new Client({ apiKey, clientId, baseUrl: url, maxRetries: 0 })
    const [connection] = (await sso.listConnections({ connectionType })).data
    const { page, problems } = await open()
    await page.goto(sso.getAuthorizationUrl({ connection: connection?.id ?? '', redirectUri, state: 'kept' }))
    expect(new URL(page.url()).hostname).toBe('127.0.0.1')
    await page.getByRole('button', { name: choose }).click()
    // Where the connection is one that a person sets up by hand, who signs in is asked first.
    const allow = page.getByRole('button', { name: 'Continue as ada@acme.example' })
    await Promise.race([page.waitForURL(/\/callback\?/), allow.waitFor().catch(() => {})])
    if (!page.url().includes('/callback?')) await allow.click()
    await page.waitForURL(/\/callback\?/)
    expect(problems).toEqual([])
    const { searchParams } = new URL(page.url())
    expect(searchParams.get('state')).toBe('kept')
    const code = searchParams.get('code')
    if (code === null) return { error: searchParams.get('error') }
    return (await sso.getProfileAndToken({ code })).profile
  }

  it.each([
    ['GenericSAML', 'admin'],
    ['OktaSAML', 'admin'],
    ['AzureSAML', 'admin'],
    ['GoogleSAML', 'member'],
    ['ADFSSAML', 'admin'],
    ['GenericOIDC', 'admin'],
    ['OktaOIDC', 'admin'],
    ['EntraIdOIDC', 'admin'],
    ['GoogleOIDC', 'member'],
    ['GoogleOAuth', undefined],
    ['MicrosoftOAuth', undefined],
    ['GitHubOAuth', undefined],
    ['AppleOAuth', undefined],
  ] as const)('works by %s', async (connectionType, role) => {
    const profile = await signIn(connectionType, 'Ada Lovelace')
    expect(profile).toMatchObject({ email: 'ada@acme.example', connectionType })
    expect('role' in profile ? profile.role?.slug : undefined).toBe(role)
    if (connectionType !== 'GitHubOAuth') {
      expect(profile).toMatchObject({ firstName: 'Ada', lastName: 'Lovelace' })
    }
  })

  it.each(['GenericSAML', 'OktaOIDC', 'GitHubOAuth'] as const)(
    'is refused by %s when somebody cancels',
    async (type) => {
      expect(await signIn(type, 'Cancel')).toEqual({ error: 'access_denied' })
    },
  )
})
