import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { readAuthnRequest, readRedirect } from '../../../protocols/saml/index.ts'
import { describeInBrowser } from '../../../testing/browser.ts'
import { startTestDevelopment, type TestDevelopment } from '../../../testing/development.ts'
import { createTenant, type Tenant } from '../../../testing/index.ts'
import { type ResponseOptions, samlIdp } from '../../../testing/saml-idp.ts'
import { type SamlTenant, samlTenant } from '../../../testing/saml-tenant.ts'

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const ada = {
  id: 'u-ada',
  email: 'ada@acme.example',
  firstName: 'Ada',
  lastName: 'Lovelace',
  team: 'Engines',
}
const screens = [
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
]

/** What axe finds wrong with a page, in short. */
async function axeProblems(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axe })
  const { violations } = (await page.evaluate('axe.run()')) as {
    violations: { id: string; nodes: { target: string[] }[] }[]
  }
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

const isWiderThanScreen = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')

/** Other sites than ours, told apart by their names, which the browser takes to be here. */
async function serveSites(sites: Record<string, (url: URL) => string>) {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
    const type = url.pathname.endsWith('.svg') ? 'image/svg+xml' : 'text/html; charset=utf-8'
    response.writeHead(200, { 'content-type': type }).end(sites[url.hostname]?.(url))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return { addressOf: (name: string) => `http://${name}:${port}`, close: () => server.close() }
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')

/** A page that sends a form as soon as it is there. */
function formOf(fields: Record<string, string>, action: string): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`,
  )
  return `<!doctype html><html lang="en"><title>A form</title><form method="post" action="${escaped(action)}">
    ${inputs.join('')}</form><script>document.forms[0].submit()</script>`
}

const logo =
  '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="40"><rect width="160" height="40" rx="8" fill="#7a4b00"/></svg>'

describeInBrowser('a person with a browser', (open) => {
  let development: TestDevelopment
  let tenant: Tenant
  let acme: SamlTenant
  let sites: Awaited<ReturnType<typeof serveSites>>
  /** How the next response differs from what is usual, and where it goes. */
  let response: Partial<ResponseOptions> = {}
  /** What the hostile site shows next. */
  let trap = ''

  const callback = () => `${sites.addressOf('app.example')}/callback`
  const begunByIdp = () => sites.addressOf('idp.acme.example')
  const hostile = () => sites.addressOf('evil.example')
  const atApp = (page: Page) => page.waitForURL(`${callback()}?**`)
  const parametersOf = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams)
  const start = (parameters?: Record<string, string>) =>
    `${development.url}${acme.authorizePath({ redirect_uri: callback(), ...parameters })}`

  /** Sends the person on at once, with the response that belongs to the request, or with one that nobody asked for. */
  function identityProvider({ search }: URL): string {
    const request = search ? readRedirect(search, 'SAMLRequest') : undefined
    const answer = acme.form({
      attributes: ada,
      inResponseTo: request && readAuthnRequest(request.xml).id,
      ...response,
      relayState: request?.relayState ?? `redirect_uri=${encodeURIComponent(callback())}`,
    })
    return formOf(answer, response.acsUrl ?? acme.acsUrl)
  }

  beforeAll(async () => {
    sites = await serveSites({
      'idp.acme.example': identityProvider,
      'app.example': () => '<!doctype html><html lang="en"><title>The application</title>',
      'evil.example': () => trap,
      'cdn.example': () => logo,
    })
    development = await startTestDevelopment()
    tenant = await createTenant(development.server)
    acme = await samlTenant(development.server, tenant, { idp: await samlIdp({ host: begunByIdp() }) })
    await tenant.client.userManagement.createRedirectUri({ uri: callback() })
  })
  afterAll(async () => {
    sites?.close()
    await development?.stop()
  })
  beforeEach(() => {
    response = {}
  })

  it('comes from the application, by the identity provider, back to the application', async () => {
    const { page } = await open()
    await page.goto(start({ state: 'here' }), { waitUntil: 'commit' })
    await page.waitForURL(/state=here$/)
    expect(parametersOf(page)).toEqual({ code: expect.stringMatching(/^\w{32}$/), state: 'here' })
  })

  it('is not signed in as an attacker by a page that posts what the attacker was given', async () => {
    const attacker = await open()
    await attacker.page.route(acme.acsUrl, (route) => route.abort())
    const kept = attacker.page.waitForRequest(acme.acsUrl)
    await attacker.page.goto(start(), { waitUntil: 'commit' })
    const fields = new URLSearchParams((await kept).postData() ?? '')
    trap = formOf(Object.fromEntries(fields), acme.acsUrl)

    const victim = await open()
    await victim.page.goto(start(), { waitUntil: 'commit' })
    await atApp(victim.page)
    await victim.page.goto(hostile(), { waitUntil: 'commit' })
    await victim.page.getByText('browser_mismatch').waitFor()
    expect(new URL(victim.page.url()).origin).toBe(development.url)
  })

  it('is asked before what the identity provider begins, can answer by keyboard, and is asked once', async () => {
    const { page, problems } = await open()
    await page.goto(begunByIdp())
    await page.getByRole('heading', { name: 'Do you want to sign in?' }).waitFor()
    await page.getByText('ada@acme.example', { exact: false }).first().waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Continue as ada@acme.example')
    await page.keyboard.press('Enter')
    await atApp(page)
    expect(parametersOf(page)).toEqual({ code: expect.any(String) })
    const first = page.url()
    await page.goto(begunByIdp(), { waitUntil: 'commit' })
    await page.waitForURL((url) => url.pathname === '/callback' && url.href !== first)
    expect(problems.filter((problem) => !problem.includes('favicon'))).toEqual([])
  })

  it('can say no', async () => {
    const { page } = await open()
    await page.goto(begunByIdp())
    await page.getByRole('button', { name: 'Do not sign in' }).click()
    await atApp(page)
    expect(parametersOf(page)).toMatchObject({ error: 'signin_consent_denied' })
  })

  it('cannot be made to agree by a page that frames the question, or that posts the answer', async () => {
    const { page } = await open()
    await page.goto(begunByIdp())
    await page.getByRole('button', { name: 'Do not sign in' }).waitFor()
    const handle = (await page.locator('input[name=handle]').getAttribute('value')) ?? ''
    trap = `<!doctype html><iframe src="${escaped(page.url())}"></iframe>`
    await page.goto(hostile())
    expect(await page.frames()[1]?.getByRole('button').count()).toBe(0)
    trap = formOf({ handle, decision: 'allow' }, `${development.url}/sso/continue`)
    await page.goto(hostile(), { waitUntil: 'commit' })
    await page.getByText('foreign_form').waitFor()
  })

  it('reads each page on any screen, in light and dark, with whatever helps them', async () => {
    const test = await tenant.client.portico.connections.testConnection(acme.connectionId)
    const failing = await tenant.client.portico.connections.testConnection(acme.connectionId)
    const outside = { attributes: { ...ada, email: 'guest@elsewhere.example' } }
    const long = {
      nameId: `u-${'ada'.repeat(60)}`,
      attributes: { ...ada, picture: `https://cdn.example/${'9'.repeat(300)}` },
    }
    const pages: [string, string, Partial<ResponseOptions>][] = [
      ['consent', begunByIdp(), {}],
      ['error', `${development.url}/sso/authorize?client_id=x`, {}],
      ['test', test.url, long],
      ['failed-test', failing.url, outside],
    ]
    const shots = process.env.PORTICO_SCREENSHOTS
    for (const [name, address, answer] of pages) {
      response = answer
      // What axe consists of is put into the page, which the page forbids.
      const { page } = await open({ bypassCSP: true })
      await page.goto(address)
      await page.getByRole('heading', { level: 1 }).waitFor()
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        for (const screen of screens) {
          await page.setViewportSize(screen)
          const found = [await isWiderThanScreen(page), await axeProblems(page)]
          expect([name, colorScheme, screen.width, ...found]).toEqual([
            name,
            colorScheme,
            screen.width,
            false,
            [],
          ])
          if (shots) {
            await page.screenshot({
              path: `${shots}/${name}-${colorScheme}-${screen.width}.png`,
              fullPage: true,
            })
          }
        }
      }
    }
  })

  it('sees whose sign-in it is: name, logo, colours and corners, and images of no other site', async () => {
    const branded = await createTenant(development.server)
    const there = await samlTenant(development.server, branded, { idp: acme.idp })
    await branded.client.userManagement.createRedirectUri({ uri: callback() })
    await branded.client.portico.branding.updateBranding({
      appName: 'Engine Works',
      logoUrl: `${sites.addressOf('cdn.example')}/logo.svg`,
      cornerRadius: 20,
      light: {
        pageBackground: '#fff3d6',
        buttonBackground: '#ffe27a',
        buttonText: '#ffffff',
        link: '#ffcc00',
      },
      privacyPolicyUrl: 'https://works.example/privacy',
    })
    response = { acsUrl: there.acsUrl, audience: there.spEntityId }
    const { page, problems } = await open({ colorScheme: 'light' })
    const asked = page.waitForResponse(
      (answer) => answer.url().includes('/sso/continue') && answer.status() === 200,
    )
    await page.goto(begunByIdp())
    await page.getByRole('heading', { name: 'Do you want to sign in to Engine Works?' }).waitFor()
    const policy = (await (await asked).allHeaders())['content-security-policy']
    expect(policy).toContain(`img-src 'self' ${sites.addressOf('cdn.example')};`)
    await page.getByRole('img', { name: 'Engine Works' }).waitFor()
    expect(await page.evaluate('document.images[0].naturalWidth')).toBe(160)
    const style = (property: string) =>
      page.evaluate(`getComputedStyle(document.querySelector('button')).${property}`)
    expect(await style('backgroundColor')).toBe('rgb(255, 226, 122)')
    // White on that yellow could not be read.
    expect(await style('color')).toBe('rgb(0, 0, 0)')
    expect(await style('borderRadius')).toBe('20px')
    await page.getByRole('link', { name: 'Privacy' }).waitFor()
    const shots = process.env.PORTICO_SCREENSHOTS
    if (shots) await page.screenshot({ path: `${shots}/branded.png` })
    expect(problems).toEqual([])
    // Nor does a mistake of the application make it somebody else's.
    await page.goto(`${development.url}${there.authorizePath({ redirect_uri: 'https://app.example/other' })}`)
    await page.getByText('invalid_redirect_uri').waitFor()
    await page.getByRole('img', { name: 'Engine Works' }).waitFor()
  })
})
