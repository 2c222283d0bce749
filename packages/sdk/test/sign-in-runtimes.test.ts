import { describe, expect, it } from 'vitest'
import { authApi } from './auth-api.ts'
import { Browser } from './browser.ts'
import { noWorkerd, startWorker } from './runtimes.ts'

/** An application of Hono, made when the first request says where it is. */
const application = `
  import { Hono } from 'hono'
  import { honoAuth } from '../src/adapters/hono.ts'
  import { Client } from '../src/index.ts'

  function appOf({ baseUrl, cookiePassword }, origin) {
    const client = new Client({ apiKey: 'sk_test_1', clientId: 'client_123', baseUrl })
    const auth = honoAuth({ client, cookiePassword, redirectUri: origin + '/callback' })
    const app = new Hono()
    app.use(auth.middleware)
    app.get('/account', auth.requireSession, (c) => c.text(c.get('auth').session.user.email))
    return app
  }

  let app
  export default {
    fetch(request, env) {
      app ??= appOf(env, new URL(request.url).origin)
      return app.fetch(request)
    },
  }`

describe(`workerd${noWorkerd ? ` (skipped: ${noWorkerd})` : ''}`, () => {
  it.skipIf(noWorkerd)('signs people in, keeps their session and signs them out', async () => {
    const api = await authApi()
    const cookiePassword = 'a-cookie-password-of-32-chars-ok'
    const worker = await startWorker(application, { baseUrl: api.baseUrl, cookiePassword })
    const { origin } = await worker.ready
    const browser = new Browser()
    api.tokenSeconds = -60
    const page = await browser.visit(`${origin}/account`)
    // The token had expired when it came: the page has been seen with the next.
    expect(page).toMatchObject({ status: 200, text: 'ada@example.com' })
    expect(api.calls.filter((call) => !call.startsWith('GET'))).toEqual([
      'authorization_code',
      'refresh_token',
    ])
    const form = { method: 'POST', site: 'same-origin' } as const
    expect(await browser.open(`${origin}/logout`, form)).toMatchObject({ status: 303 })
    expect(browser.cookies(origin).size).toBe(0)
  })
})
