import { createServer } from 'node:http'
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { describe, expect, expectTypeOf, it, onTestFinished } from 'vitest'
import { type AppOptions, describeAdapter } from '../../test/adapter-spec.ts'
import { listen } from '../../test/listen.ts'
import { fastifyAuth, type LoadedSession, webhookEndpoint } from './fastify.ts'

async function start(options: (url: string) => AppOptions): Promise<string> {
  const server = createServer()
  const url = await listen(server)
  const { auth, webhook } = options(url)
  const app: FastifyInstance = fastify({
    serverFactory: (handler) => server.on('request', handler),
  })
  onTestFinished(() => app.close())
  await app.register(fastifyAuth, auth)
  await app.register(webhookEndpoint, { ...webhook, path: '/webhooks' })
  app.get('/hello', async (request) => request.auth.session?.user.email ?? 'nobody')
  app.route({
    method: ['GET', 'POST'],
    url: '/account',
    onRequest: app.requireSession,
    handler: async (request) => ({ email: request.auth.session?.user.email }),
  })
  app.get('/stored', async (_, reply) => reply.header('Cache-Control', 'public, max-age=60').send('page'))
  app.get('/broken', async () => {
    throw new Error('broken')
  })
  await app.ready()
  return url
}

describeAdapter('Fastify', start)

describe('the adapter for Fastify', () => {
  it('is typed for it', () => {
    expectTypeOf<FastifyRequest['auth']>().toEqualTypeOf<LoadedSession>()
    expect(fastifyAuth.length).toBe(2)
  })
})
