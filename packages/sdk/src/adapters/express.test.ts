import { createServer } from 'node:http'
import express, { type Express } from 'express'
import { describe, expect, expectTypeOf, it, vi } from 'vitest'
import { type AppOptions, describeAdapter } from '../../test/adapter-spec.ts'
import { authApi } from '../../test/auth-api.ts'
import { Browser } from '../../test/browser.ts'
import { listen } from '../../test/listen.ts'
import { ConfigurationError } from '../index.ts'
import { expressAuth, type LoadedSession, webhookHandler } from './express.ts'

function appOf({ auth: options, webhook }: AppOptions): Express {
  const auth = expressAuth(options)
  const app = express()
  // Quiet: what fails on purpose need not be printed.
  app.set('env', 'test')
  app.post('/webhooks', webhookHandler(webhook))
  app.use(express.json())
  app.use(auth.middleware)
  app.get('/hello', (req, res) => {
    res.send(req.auth?.session?.user.email ?? 'nobody')
  })
  app.all('/account', auth.requireSession, (req, res) => {
    res.json({ email: req.auth?.session?.user.email })
  })
  app.get('/stored', (_, res) => {
    res.set('Cache-Control', 'public, max-age=60').send('page')
  })
  app.get('/broken', () => {
    throw new Error('broken')
  })
  return app
}

async function start(options: (url: string) => AppOptions): Promise<string> {
  const server = createServer()
  const url = await listen(server)
  server.on('request', appOf(options(url)))
  return url
}

describeAdapter('Express', start)

describe('the adapter for Express', () => {
  it('is typed for it', () => {
    expectTypeOf<Express.Request['auth']>().toEqualTypeOf<LoadedSession | undefined>()
  })

  it('says that a page for members comes before the middleware', async () => {
    const { client } = await authApi()
    const cookiePassword = 'a-cookie-password-of-32-chars-ok'
    const { requireSession } = expressAuth({
      client,
      cookiePassword,
      redirectUri: 'http://localhost/callback',
    })
    const next = vi.fn()
    requireSession({ headers: {} }, {} as never, next)
    await vi.waitFor(() => expect(next).toHaveBeenCalled())
    expect(String(next.mock.lastCall?.[0])).toContain('comes after the middleware')
  })

  it('is not made without a secret for its webhooks', () => {
    expect(() => webhookHandler({ secret: '', onEvent: () => {} })).toThrow(ConfigurationError)
  })

  it('says that a webhook was mounted behind what parses bodies', async () => {
    const server = createServer()
    const url = await listen(server)
    const app = express()
    app.set('env', 'test')
    app.use(express.json())
    app.post('/webhooks', webhookHandler({ secret: 'whsec_1', onEvent: () => {} }))
    server.on('request', app)
    const headers = { 'content-type': 'application/json', 'workos-signature': 't=1, v1=0' }
    const answer = await new Browser().fetch(`${url}/webhooks`, { method: 'POST', headers, body: '{}' })
    expect(answer.status).toBe(500)
    expect(answer.text).toContain('ahead of what parses bodies')
  })

  it('takes a body that something kept as it was received', async () => {
    const server = createServer()
    const url = await listen(server)
    const app = express()
    app.post(
      '/webhooks',
      express.raw({ type: '*/*' }),
      webhookHandler({ secret: 'whsec_1', onEvent: () => {} }),
    )
    server.on('request', app)
    const headers = { 'content-type': 'application/json', 'workos-signature': 't=1, v1=0' }
    const answer = await new Browser().fetch(`${url}/webhooks`, { method: 'POST', headers, body: '{}' })
    expect(answer.status).toBe(400)
  })
})
