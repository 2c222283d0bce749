// The demo app in a real browser, from the list of ways to sign in to the profile and back.
import { createRequire } from 'node:module'
import { Client } from '@portico/sdk'
import { startTestDevelopment, type TestDevelopment } from '@portico/server/testing'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeInBrowser } from '../../packages/server/src/testing/browser.ts'
import { startDemo } from './app.ts'

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** What the checker of accessibility finds wrong. */
async function accessibilityProblems(page: Page): Promise<unknown[]> {
  await page.addScriptTag({ path: axe })
  const { violations } = (await page.evaluate('axe.run()')) as { violations: { id: string }[] }
  return violations.map(({ id }) => id)
}

describeInBrowser('the demo app', (open) => {
  let development: TestDevelopment
  let demo: Awaited<ReturnType<typeof startDemo>>
  let client: Client
  beforeAll(async () => {
    development = await startTestDevelopment({ demoData: true })
    const { apiKey, clientId, url } = development
    client = new Client({ apiKey, clientId, baseUrl: url })
    demo = await startDemo(client, { port: 0 })
  })
  afterAll(async () => {
    demo?.stop()
    await development?.stop()
  })

  const home = () => `${demo.url}/`

  /** Chooses how to sign in, and then who. */
  async function signIn(page: Page, way: string, person = /^Ada Lovelace/) {
    await page.goto(home())
    await page.getByRole('link', { name: way, exact: true }).click()
    await page.getByRole('button', { name: person }).click()
  }

  it.each(['Acme IdP GenericSAML', 'Okta, OpenID Connect OktaOIDC', 'Google GoogleOAuth'])(
    'shows who signed in through %s',
    async (way) => {
      const { page, problems } = await open()
      await signIn(page, way)
      await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor()
      expect(page.url()).toBe(home())
      await page.getByText('ada@acme.example', { exact: true }).first().waitFor()
      expect(problems).toEqual([])
    },
  )

  it('lets Portico ask people whether they want to sign in through a connection of the customer’s own making', async () => {
    const { page } = await open()
    await signIn(page, 'Acme IdP, OpenID Connect GenericOIDC')
    await page.getByRole('button', { name: 'Do not sign in' }).click()
    await page.getByText('signin_consent_denied').waitFor()
    await signIn(page, 'Acme IdP, OpenID Connect GenericOIDC')
    await page.getByRole('button', { name: 'Continue as ada@acme.example' }).click()
    await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor()
  })

  it('finds the company by an e-mail address', async () => {
    const { page } = await open()
    await page.goto(home())
    await page.getByLabel('Work e-mail').fill('grace@acme.example')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('button', { name: /^Grace Hopper/ }).click()
    await page.getByRole('heading', { name: 'Grace Hopper' }).waitFor()
    await page.goto(`${demo.url}/sign-in?email=someone@nowhere.example`)
    await page.getByText('No organization here has the domain nowhere.example.').waitFor()
  })

  it('takes what the identity provider began only when the person says so', async () => {
    const { page } = await open()
    const { searchParams } = await redirectUriFor(page)
    const simulator = new URL('/simulators/saml/okta/sign-in', development.url)
    simulator.hostname = '127.0.0.1'
    for (const name of ['acs', 'audience']) simulator.searchParams.set(name, searchParams.get(name) ?? '')
    simulator.searchParams.set('relay_state', `redirect_uri=${demo.url}/callback`)
    await page.goto(simulator.href)
    await page.getByRole('button', { name: /^Ada Lovelace/ }).click()
    await page.getByRole('button', { name: 'Continue as ada@acme.example' }).click()
    await page.getByRole('heading', { name: 'Sign in as ada@acme.example?' }).waitFor()
    expect(await page.getByRole('heading', { name: 'Ada Lovelace' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Yes, that is me' }).click()
    await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor()
  })

  /** Where Okta's simulator was asked to send its answer. */
  async function redirectUriFor(page: Page): Promise<URL> {
    await page.goto(home())
    await page.getByRole('link', { name: 'Okta OktaSAML', exact: true }).click()
    await page.getByRole('button', { name: /^Ada Lovelace/ }).waitFor()
    return new URL(page.url())
  }

  it('says what went wrong, and lets people try again', async () => {
    const { page } = await open()
    await page.goto(home())
    await page.getByRole('link', { name: 'Okta OktaSAML', exact: true }).click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('heading', { name: 'You are not signed in' }).waitFor()
    await page.getByText('access_denied').waitFor()
    expect(await accessibilityProblems(await bypassed(page.url()))).toEqual([])
    await page.getByRole('link', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  })

  it('takes no code that another browser was given', async () => {
    const [mine, theirs] = [await open(), await open()]
    await mine.page.goto(home())
    await mine.page.getByRole('link', { name: 'Okta OktaSAML', exact: true }).click()
    const callback = mine.page.waitForRequest(/\/callback\?/)
    await mine.page.route(/\/callback\?/, (route) => route.abort())
    await mine.page.getByRole('button', { name: /^Ada Lovelace/ }).click()
    const stolen = (await callback).url()
    await theirs.page.goto(stolen)
    await theirs.page.getByText('This sign-in did not begin in this browser.').waitFor()
    await theirs.page.goto(home())
    expect(await theirs.page.getByRole('heading', { name: 'Ada Lovelace' }).count()).toBe(0)
  })

  it('signs out here and at the identity provider', async () => {
    const { page } = await open()
    await signIn(page, 'Okta OktaSAML')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
    await page.goto(home())
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    // GitHub has no way to sign people out elsewhere.
    await signIn(page, 'GitHub GitHubOAuth')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(page.url()).toBe(home())
  })

  it('refuses what another site asks for', async () => {
    const posted = await fetch(`${demo.url}/sign-out`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
    })
    expect(posted.status).toBe(403)
    expect((await fetch(`${demo.url}/sign-out`)).status).toBe(404)
    const { page } = await open()
    const text = '<img src=x onerror=alert(1)>'
    await page.goto(
      `${demo.url}/callback?error=${encodeURIComponent(text)}&error_description=${encodeURIComponent(text)}`,
    )
    expect(await page.locator('img').count()).toBe(0)
    await page.getByText(text).first().waitFor()
  })

  /** The page in a browser that lets a checker in. */
  async function bypassed(url: string, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
    const { page } = await open({ bypassCSP: true, colorScheme, viewport: { width: 360, height: 740 } })
    await page.goto(url)
    return page
  }

  it.each(['light', 'dark'] as const)(
    'can be used by everybody, also on a phone, in the %s',
    async (scheme) => {
      const page = await bypassed(home(), scheme)
      expect(await accessibilityProblems(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
      await signIn(page, 'Okta OktaSAML', /^Olga Overflow/)
      await page.getByRole('heading', { name: 'Olga Overflow' }).waitFor()
      expect(await accessibilityProblems(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
    },
  )
})
