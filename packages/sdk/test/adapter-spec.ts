import { describe, expect, it } from 'vitest'
import type { AuthOptions } from '../src/adapters/auth.ts'
import type { WebhookOptions } from '../src/adapters/webhook.ts'
import { signPayload } from '../src/index.ts'
import { type AuthApi, authApi } from './auth-api.ts'
import { Browser } from './browser.ts'

/** What the application of a framework is made with. */
export type AppOptions = { auth: AuthOptions; webhook: WebhookOptions }

/**
 * Starts an application on a port of its own. It has `/hello` (for everybody: the e-mail address, or `nobody`),
 * `/account` (for who is signed in, by GET and POST), `/stored` (asks caches to store it), `/broken` (throws) and
 * `/webhooks`; all but the last behind a parser of JSON bodies.
 *
 * @param options what to make it with, once its address is known
 */
export type StartApp = (options: (url: string) => AppOptions) => Promise<string>

const cookiePassword = 'a-cookie-password-of-32-chars-ok'
const secret = 'whsec_test_secret'

/** What every adapter does, in its own framework, over real HTTP. */
export function describeAdapter(framework: string, start: StartApp): void {
  async function startApp(overrides: Partial<AuthOptions> = {}) {
    const api = await authApi()
    const events: string[] = []
    const url = await start((own) => ({
      auth: {
        client: api.client,
        redirectUri: `${own}/callback`,
        cookiePassword,
        signOutReturnTo: `${own}/hello`,
        ...overrides,
      },
      webhook: { secret, onEvent: (event) => events.push(event.id) },
    }))
    return { api, url, events, browser: new Browser() }
  }

  describe(`signing in with ${framework}`, () => {
    it('goes from a page for members to the sign-in and back to that page', async () => {
      const { api, url, browser } = await startApp()
      const page = await browser.visit(`${url}/account?tab=keys`)
      expect(page).toMatchObject({ status: 200, url: `${url}/account?tab=keys` })
      expect(JSON.parse(page.text)).toEqual({ email: 'ada@example.com' })
      expect(api.calls).toEqual([
        'GET /user_management/authorize',
        'authorization_code',
        `GET /sso/jwks/client_123`,
      ])
      expect([...browser.cookies(url).keys()]).toEqual(['wos-session'])
    })

    it('goes to the page that the link to it names', async () => {
      const { url, browser, api } = await startApp()
      const page = await browser.visit(`${url}/login?returnTo=%2Fhello%3Fa%3D1&screenHint=sign-up`)
      expect(page).toMatchObject({ url: `${url}/hello?a=1`, text: 'ada@example.com' })
      expect(api.authorized?.get('screen_hint')).toBe('sign-up')
    })

    it('leaves those alone who need not sign in', async () => {
      const { api, url, browser } = await startApp()
      expect(await browser.open(`${url}/hello`)).toMatchObject({ status: 200, text: 'nobody' })
      expect(api.calls).toEqual([])
    })

    it('answers 401 to what is no page', async () => {
      const { url, browser } = await startApp()
      const answers = [
        await browser.fetch(`${url}/account`),
        await browser.open(`${url}/account`, { method: 'POST' }),
      ]
      for (const answer of answers) {
        expect(answer).toMatchObject({ status: 401, setCookies: [] })
        expect(JSON.parse(answer.text)).toMatchObject({ code: 'unauthenticated' })
      }
    })

    it('lets nobody store what is for one person', async () => {
      const { url, browser } = await startApp()
      await browser.visit(`${url}/login`)
      const { headers } = await browser.open(`${url}/account`)
      expect(headers['cache-control']).toBe('private, no-store')
      expect(String(headers.vary)).toContain('Cookie')
    })

    it('answers a callback that goes wrong with a page of its own', async () => {
      const { url, browser } = await startApp()
      const page = await browser.open(`${url}/callback?code=abc&state=made-up`, { site: 'cross-site' })
      expect(page).toMatchObject({ status: 400, setCookies: [] })
      expect(page.headers['content-type']).toMatch(/^text\/plain/)
    })
  })

  describe(`keeping a session with ${framework}`, () => {
    async function signedIn(tokenSeconds: number) {
      const app = await startApp()
      app.api.tokenSeconds = tokenSeconds
      await app.browser.visit(`${app.url}/login`)
      app.api.tokenSeconds = 300
      app.api.calls.length = 0
      return app
    }

    it('refreshes it once for all requests that come at once, and each gets the new cookie', async () => {
      const { api, url, browser } = await startExpired()
      const old = browser.cookies(url).get('wos-session')
      const pages = await Promise.all([browser.fetch(`${url}/account`), browser.fetch(`${url}/account`)])
      for (const page of pages) {
        expect(page).toMatchObject({ status: 200, text: '{"email":"ada@example.com"}' })
        expect(page.setCookies).toHaveLength(1)
      }
      expect(refreshes(api)).toBe(1)
      expect(browser.cookies(url).get('wos-session')).not.toBe(old)
      await browser.fetch(`${url}/account`)
      expect(refreshes(api)).toBe(1)
    })

    it('sets the new cookie even if the page then fails', async () => {
      const { url, browser } = await startExpired()
      const broken = await browser.open(`${url}/broken`)
      expect(broken.status).toBe(500)
      expect(broken.setCookies.join()).toMatch(/^wos-session=Fe26/)
      expect(await browser.fetch(`${url}/account`)).toMatchObject({ status: 200 })
    })

    it('lets nobody store a page that sets the new cookie, whatever the page says', async () => {
      const { url, browser } = await startExpired()
      const page = await browser.open(`${url}/stored`)
      expect(page.setCookies.join()).toMatch(/^wos-session=Fe26/)
      expect(page.headers['cache-control']).toBe('private, no-store')
      expect((await browser.open(`${url}/stored`)).headers['cache-control']).toBe('public, max-age=60')
    })

    it('keeps it, and says to come again, while the server is out of order', async () => {
      const { api, url, browser } = await startExpired()
      api.fault = { status: 429, body: { message: 'Slow down.' }, headers: { 'retry-after': '7' } }
      const page = await browser.open(`${url}/account`)
      expect(page).toMatchObject({ status: 503, setCookies: [] })
      expect(page.headers['retry-after']).toBe('7')
      api.fault = undefined
      expect(await browser.open(`${url}/account`)).toMatchObject({ status: 200 })
    })

    it('deletes it once the server has ended it', async () => {
      const { api, url, browser } = await startExpired()
      api.revokeAll()
      expect(await browser.fetch(`${url}/account`)).toMatchObject({ status: 401 })
      expect([...browser.cookies(url).keys()]).toEqual([])
    })

    it('is not troubled by a cookie that is garbage', async () => {
      const { url, browser } = await signedIn(300)
      browser.cookies(url).set('wos-session', 'Fe26.2*1*garbage~2')
      expect(await browser.open(`${url}/hello`)).toMatchObject({ status: 200, text: 'nobody' })
    })

    const startExpired = () => signedIn(-60)
    const refreshes = (api: AuthApi) => api.calls.filter((call) => call === 'refresh_token').length
  })

  describe(`signing out with ${framework}`, () => {
    async function signedIn() {
      const app = await startApp()
      await app.browser.visit(`${app.url}/login`)
      return app
    }

    it('ends the session here and at the server', async () => {
      const { api, url, browser } = await signedIn()
      const form = {
        method: 'POST',
        site: 'same-origin',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: '',
      } as const
      const answer = await browser.open(`${url}/logout`, form)
      expect(answer.status).toBe(303)
      expect(browser.cookies(url).size).toBe(0)
      expect(await browser.visit(answer.location!)).toMatchObject({ url: `${url}/hello`, text: 'nobody' })
      expect(api.ended).toHaveLength(1)
    })

    it('takes a link of the application, and none of another', async () => {
      const { url, browser } = await signedIn()
      expect(await browser.open(`${url}/logout`, { site: 'cross-site' })).toMatchObject({ status: 403 })
      expect(await browser.open(`${url}/hello`)).toMatchObject({ text: 'ada@example.com' })
      expect(await browser.open(`${url}/logout`, { site: 'same-origin' })).toMatchObject({ status: 303 })
      expect(await browser.open(`${url}/hello`)).toMatchObject({ text: 'nobody' })
    })
  })

  describe(`a webhook endpoint of ${framework}`, () => {
    // Spaced as no serializer would: a body that was parsed and written anew would not verify.
    const body =
      '{ "id":"event_1",  "event":"user.created", "data":{"id":"user_1"},"created_at":"2026-01-01T00:00:00.000Z" }'
    async function deliver(url: string, payload: string, signature: string) {
      const headers = { 'content-type': 'application/json', 'workos-signature': signature }
      return new Browser().fetch(`${url}/webhooks`, { method: 'POST', headers, body: payload })
    }

    it('verifies the body as it was received, and hands on the event', async () => {
      const { url, events } = await startApp()
      const answer = await deliver(url, body, await signPayload(body, secret))
      expect(answer.status).toBe(200)
      expect(events).toEqual(['event_1'])
    })

    it('refuses what is not signed', async () => {
      const { url, events } = await startApp()
      const answers = [
        await deliver(url, body, await signPayload(body, 'whsec_another')),
        await deliver(url, body, ''),
        await deliver(url, `${body} `, await signPayload(body, secret)),
      ]
      expect(answers.map(({ status }) => status)).toEqual([400, 400, 400])
      expect(events).toEqual([])
    })

    it('refuses more than it would keep', async () => {
      const { url } = await startApp()
      const long = JSON.stringify('x'.repeat(5_000_000))
      expect(await deliver(url, long, await signPayload(long, secret))).toMatchObject({ status: 413 })
    })
  })
}
