import { createServer, type IncomingMessage } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readAuthnRequest, readPost, readRedirect } from '../../../protocols/saml/index.ts'
import { describeInBrowser } from '../../../testing/browser.ts'
import { startTestDevelopment, type TestDevelopment } from '../../../testing/development.ts'
import { createTenant, type SamlTenant, samlIdp, samlTenant } from '../../../testing/index.ts'

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** Other sites than ours, at names that the browser takes to be here. */
type Sites = { port: number; close(): void }

describeInBrowser('signing in over SAML', (open) => {
  let development: TestDevelopment
  let sites: Sites
  let acme: SamlTenant
  let posting: SamlTenant
  /** What the site of the attacker shows. */
  let bait = ''

  beforeAll(async () => {
    development = await startTestDevelopment()
    sites = await serveSites()
    const host = `http://idp.acme.example:${sites.port}`
    const redirectUri = `http://app.example:${sites.port}/callback`
    const make = async (settings = {}) =>
      samlTenant(development.server, await createTenant(development.server), {
        idp: await samlIdp({ host }),
        redirectUri,
        settings,
      })
    acme = await make()
    posting = await make({ request_binding: 'post' })
  })
  afterAll(async () => {
    sites?.close()
    await development?.stop()
  })

  async function serveSites(): Promise<Sites> {
    const server = createServer(async (request, response) => {
      const body = new URLSearchParams(await text(request))
      const pages: Record<string, () => string> = {
        'idp.acme.example/sso': () => answerOf(request, body),
        'evil.example/': () => bait,
        'app.example/callback': () => '<h1>The application</h1>',
      }
      const { hostname, pathname } = new URL(request.url ?? '', `http://${request.headers.host}`)
      // Browsers ask for an icon as well.
      response.setHeader('content-type', 'text/html').end(pages[hostname + pathname]?.() ?? '')
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    return { port: (server.address() as AddressInfo).port, close: () => void server.close() }
  }

  /** What the identity provider answers: whoever comes is signed in. */
  function answerOf({ method, url = '' }: IncomingMessage, body: URLSearchParams): string {
    const tenant = method === 'POST' ? posting : acme
    const { xml, relayState } =
      method === 'POST'
        ? { xml: readPost(body.get('SAMLRequest') ?? ''), relayState: body.get('RelayState') }
        : readRedirect(url.slice(url.indexOf('?')), 'SAMLRequest')
    const { id } = readAuthnRequest(xml)
    return formTo(tenant.acsUrl, tenant.form({ inResponseTo: id, relayState }))
  }

  const formTo = (action: string, fields: Record<string, string>) =>
    `<form method="post" action="${action}">${Object.entries(fields)
      .map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
      .join('')}</form><script>document.forms[0].submit()</script>`

  const start = (tenant: SamlTenant) => `${development.url}${tenant.authorizePath({ state: 's' })}`

  it('brings the person back with a code, though the post from the other site carries no cookie', async () => {
    const { page, problems } = await open()
    await page.goto(start(acme))
    await page.waitForURL(`${acme.redirectUri}?code=*`)
    expect(await page.getByRole('heading').innerText()).toBe('The application')
    expect(new URL(page.url()).searchParams.get('state')).toBe('s')
    expect(problems).toEqual([])
  })

  it('sends the request as a form by itself where the identity provider wants one', async () => {
    const { page, problems } = await open()
    await page.goto(start(posting))
    await page.waitForURL(`${posting.redirectUri}?code=*`)
    expect(problems).toEqual([])
  })

  it('sends it at the press of a button where there are no scripts, from a page that everybody can use', async () => {
    const { page } = await open({ javaScriptEnabled: false })
    await page.goto(start(posting))
    expect(await page.getByRole('heading').innerText()).toContain('idp.acme.example')
    await page.getByRole('button', { name: 'Continue' }).press('Enter')
    await page.waitForURL(/idp\.acme\.example/)

    const { page: shown } = await open({ bypassCSP: true, viewport: { width: 390, height: 700 } })
    await shown.route('**/post.*.js', (route) => route.abort())
    await shown.goto(start(posting))
    await shown.addScriptTag({ path: axe })
    expect(await shown.evaluate('axe.run().then(({ violations }) => violations)')).toEqual([])
  })

  it('signs nobody in with the response to a sign-in that somebody else began', async () => {
    const attacker = acme.visitor()
    const { id, relayState } = await acme.begin(attacker)
    bait = formTo(acme.acsUrl, acme.form({ inResponseTo: id, relayState }))
    const { page } = await open()
    await page.goto(`http://evil.example:${sites.port}/`)
    await page.waitForURL(`${development.url}/sso/continue**`)
    expect(await page.getByRole('heading').innerText()).toBe('You were not signed in')
  })
})
