import { createServer, type Server as HttpServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeInBrowser } from '../../testing/browser.ts'
import { startTestDevelopment, type TestDevelopment } from '../../testing/development.ts'

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** What axe finds wrong with a page, in short. */
async function axeProblems(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axe })
  const { violations } = (await page.evaluate('axe.run()')) as {
    violations: { id: string; nodes: { target: string[] }[] }[]
  }
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

describeInBrowser('the pages of the simulators', (open) => {
  let development: TestDevelopment
  let application: HttpServer
  let callback: string
  beforeAll(async () => {
    development = await startTestDevelopment()
    // An application whose address for answers sends the browser on to another origin, as service providers do.
    application = createServer(async (request, response) => {
      const { host } = request.headers
      if (request.method === 'POST') {
        const form = new URLSearchParams(await text(request))
        const told = form.has('SAMLResponse') ? 'a response' : 'no response'
        response.writeHead(303, {
          location: `http://localhost:${host?.split(':')[1]}/done?${new URLSearchParams({ told })}`,
        })
        response.end()
      } else {
        response.setHeader('content-type', 'text/html; charset=utf-8')
        response.end(
          `<!doctype html><html lang="en"><title>App</title><p id="got">${encodeURIComponent(request.url ?? '')}</p>`,
        )
      }
    })
    await new Promise<void>((resolve) => application.listen(0, resolve))
    callback = `http://127.0.0.1:${(application.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    application?.close()
    await development?.stop()
  })

  const simulators = () => development.url.replace('localhost', '127.0.0.1')
  const samlPage = (persona: string, parameters = {}) =>
    `${simulators()}/simulators/saml/${persona}/sign-in?${new URLSearchParams({
      acs: `${callback}/sso/saml/acs/key`,
      audience: 'http://sp.example/key',
      ...parameters,
    })}`
  const oidcPage = (persona: string, family = 'oidc') =>
    `${simulators()}/simulators/${family}/${persona}/authorize?${new URLSearchParams({
      client_id: 'app',
      redirect_uri: `${callback}/callback`,
      response_type: 'code',
      scope: 'openid email',
      state: 'kept',
    })}`

  it.each(['acme', 'okta', 'entra', 'google', 'adfs'])(
    'sign in by SAML as %s with one click',
    async (persona) => {
      const { page, problems } = await open()
      await page.goto(samlPage(persona))
      expect(await page.title()).toBe('Acme IdP · simulator')
      await page.getByText('There are no passwords').waitFor()
      await page.getByRole('button', { name: 'Ada Lovelace' }).click()
      await page.waitForURL(/\/done\?told=a\+response/)
      expect(problems).toEqual([])
    },
  )

  it.each([
    ['acme', 'oidc'],
    ['okta', 'oidc'],
    ['entra', 'oidc'],
    ['google', 'oidc'],
    ['GitHubOAuth', 'oauth'],
  ])('sign in as %s of %s with one click', async (persona, family) => {
    const { page, problems } = await open()
    await page.goto(oidcPage(persona, family))
    await page.getByRole('button', { name: 'Ada Lovelace' }).click()
    await page.waitForURL(/\/callback\?code=sim_code_\w+&(iss=[^&]+&)?state=kept$/)
    expect(problems).toEqual([])
  })

  it('sign in without scripts, and by the keyboard alone', async () => {
    const { page } = await open({ javaScriptEnabled: false })
    await page.goto(samlPage('okta'))
    const grace = page.getByRole('button', { name: 'Grace Hopper' })
    for (let i = 0; i < 20 && !(await grace.evaluate('(button) => button === document.activeElement')); i++) {
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.waitForURL(/\/done\?told=a\+response/)
  })

  it('add somebody, who is then offered first and everywhere', async () => {
    const { page, problems } = await open()
    await page.goto(samlPage('google'))
    await page.getByText('Somebody else').click()
    await page.getByLabel('First name').fill('<b>Nia</b>')
    await page.getByLabel('Last name').fill('New')
    await page.getByLabel('E-mail').fill('Nia@Acme.example')
    await page.getByLabel('Groups, separated by commas').fill('new, newer, new')
    await page.getByLabel('Groups, separated by commas').press('Enter')
    const first = page.locator('.person').first()
    await first.filter({ hasText: '<b>Nia</b> New' }).waitFor()
    expect(await first.innerText()).toContain('nia@acme.example')
    expect(await first.innerText()).toContain('new, newer')
    await page.goto(oidcPage('entra'))
    await page.getByRole('button', { name: '<b>Nia</b> New' }).click()
    await page.waitForURL(/code=/)
    expect(problems).toEqual([])
  })

  it('misbehave as chosen for one sign-in, or by the address', async () => {
    const { page } = await open()
    await page.goto(oidcPage('acme'))
    await page.getByText('Misbehave').click()
    await page.getByLabel('What goes wrong').selectOption('access_denied')
    await page.getByRole('button', { name: 'Ada Lovelace' }).click()
    await page.waitForURL(/error=access_denied/)
    await page.goto(samlPage('acme', { misbehave: 'expired', clock_minutes: '5' }))
    expect(await page.getByLabel('What goes wrong').inputValue()).toBe('expired')
    expect(await page.getByLabel('Clock off by (minutes)').inputValue()).toBe('5')
    // Enter in a field signs nobody in.
    await page.getByLabel('Clock off by (minutes)').press('Enter')
    expect(page.url()).toContain('/sign-in?')
  })

  it('cancel', async () => {
    const { page } = await open()
    await page.goto(oidcPage('google'))
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.waitForURL(/error=access_denied&error_description=\S+&state=kept/)
  })

  it('keep how a simulator behaves, and open and leave an application from there', async () => {
    const { page, problems } = await open()
    await page.goto(samlPage('adfs'))
    await page.getByRole('button', { name: 'Alan Turing' }).click()
    await page.waitForURL(/\/done/)
    await page.goto(`${simulators()}/simulators/saml/adfs`)
    await page.getByText('alan@acme.example').waitFor()
    await page.getByLabel('What goes wrong').selectOption('unsigned')
    await page.getByRole('button', { name: 'Save' }).click()
    expect(await page.getByLabel('What goes wrong').inputValue()).toBe('unsigned')
    await page.getByRole('button', { name: 'Open http://sp.example/key' }).click()
    await page.getByRole('heading', { name: 'Who signs in?' }).waitFor()
    expect(await page.getByLabel('What goes wrong').inputValue()).toBe('unsigned')
    await page.goto(`${simulators()}/simulators/saml/adfs`)
    await page.getByRole('button', { name: 'Sign out alan@acme.example' }).click()
    await page.waitForURL(new RegExp(`^${callback}/sso/saml/slo/key\\?SAMLRequest=.+&SigAlg=.+&Signature=.+`))
    expect(problems).toEqual([])
  })

  it.each(['light', 'dark'] as const)(
    'can be read, heard and used by everybody, in the %s',
    async (colorScheme) => {
      const { page } = await open({ colorScheme, bypassCSP: true, viewport: { width: 390, height: 844 } })
      const own = `${simulators()}/simulators`
      const looks = ['acme', 'okta', 'entra', 'google', 'adfs'].map((persona) => samlPage(persona))
      for (const address of [
        ...looks,
        oidcPage('GitHubOAuth', 'oauth'),
        `${own}/saml/okta`,
        own,
        `${own}/saml/nobody`,
      ]) {
        await page.goto(address)
        // Folded parts are not looked at.
        await page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        expect([address, await axeProblems(page)]).toEqual([address, []])
        expect([address, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([address, 390])
      }
    },
    90_000,
  )

  it('answer on this machine only', async () => {
    const { page } = await open()
    const { port } = new URL(development.url)
    const rebound = await page.goto(`http://evil.example:${port}/simulators/saml/acme`)
    expect(rebound?.status()).toBe(421)
  })
})
