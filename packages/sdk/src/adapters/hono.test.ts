import { createServer, type IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { Hono } from 'hono'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { type AppOptions, describeAdapter } from '../../test/adapter-spec.ts'
import { listen } from '../../test/listen.ts'
import { type AuthEnv, honoAuth, type LoadedSession, webhookHandler } from './hono.ts'
import { sendResponse } from './node.ts'

function appOf({ auth: options, webhook }: AppOptions): Hono<AuthEnv> {
  const auth = honoAuth(options)
  const app = new Hono<AuthEnv>()
  app.onError((_, c) => c.text('broken', 500))
  app.post('/webhooks', webhookHandler(webhook))
  app.use(auth.middleware)
  app.get('/hello', (c) => c.text(c.get('auth').session?.user.email ?? 'nobody'))
  app.all('/account', auth.requireSession, (c) => c.json({ email: c.get('auth').session?.user.email }))
  app.get('/stored', (c) => c.text('page', 200, { 'Cache-Control': 'public, max-age=60' }))
  app.get('/broken', () => {
    throw new Error('broken')
  })
  return app
}

async function start(options: (url: string) => AppOptions): Promise<string> {
  const server = createServer()
  const url = await listen(server)
  const app = appOf(options(url))
  server.on('request', async (request, response) => {
    await sendResponse(response, await app.fetch(webRequest(request, url)))
  })
  return url
}

/** What servers for Hono on Node do. */
function webRequest(request: IncomingMessage, url: string): Request {
  const { method = 'GET' } = request
  const body = method === 'GET' || method === 'HEAD' ? null : (Readable.toWeb(request) as ReadableStream)
  const headers = Object.entries(request.headers).map(
    ([name, value]) => [name, String(value)] as [string, string],
  )
  return new Request(new URL(request.url!, url), { method, headers, body, duplex: 'half' } as RequestInit)
}

describeAdapter('Hono', start)

describe('the adapter for Hono', () => {
  it('is typed for it', () => {
    new Hono<AuthEnv>().get('/', (c) => {
      expectTypeOf(c.get('auth')).toEqualTypeOf<LoadedSession>()
      return c.text('')
    })
    expect(true).toBe(true)
  })
})
