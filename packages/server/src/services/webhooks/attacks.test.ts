import { randomBytes } from 'node:crypto'
import { setInterval } from 'node:timers'
import { gzipSync } from 'node:zlib'
import { expose } from '@portico/sdk'
import { describe, expect, it, onTestFinished } from 'vitest'
import { developmentConfig } from '../../kernel/config.ts'
import { createLogs } from '../../kernel/telemetry.ts'
import { createServer } from '../../main.ts'
import { eventually } from '../../testing/eventually.ts'
import { createDatabase, createTenant, ownServer } from '../../testing/index.ts'
import { startReceiver } from '../../testing/receiver.ts'
import { delivering, newestDelivery, subscribe } from '../../testing/webhooks.ts'
import { startDelivering } from './delivering.ts'

describe('a hostile address', () => {
  it('is not reached when it came into the database past the check', async () => {
    const server = await ownServer({ mode: 'production', background: true })
    const tenant = await createTenant(server)
    const receiver = await startReceiver()
    const { id } = await subscribe(tenant, { url: 'https://example.com' })
    const { port } = new URL(receiver.url)
    for (const [url, error] of [
      [`http://127.0.0.1:${port}/`, 'invalid_url'],
      [`https://127.0.0.1:${port}/`, 'address_not_allowed'],
      [`https://[::1]:${port}/`, 'address_not_allowed'],
      [`https://2130706433:${port}/`, 'address_not_allowed'],
      ['https://169.254.169.254/latest/meta-data/', 'address_not_allowed'],
      ['https://localhost/', 'address_not_allowed'],
    ]) {
      await server.kernel.database.sql`update webhook_endpoints set url = ${url!} where id = ${id}`
      await tenant.client.portico.webhooks.testWebhookEndpoint(id)
      const { attempts } = await newestDelivery(tenant, id, { attemptsMade: 1, lastError: error! })
      // Nothing that would tell what is there: no status, no answer.
      expect(attempts).toMatchObject([{ statusCode: null, responseBody: null }])
    }
    expect(receiver.received).toEqual([])
  })

  it('cannot send a delivery on to another with a redirect', async () => {
    const tenant = await delivering()
    const target = await startReceiver()
    for (const status of [301, 302, 303, 307, 308]) {
      const receiver = await startReceiver((_, response) =>
        response.writeHead(status, { location: `${target.url}/internal` }).end(),
      )
      const { id } = await subscribe(tenant, receiver)
      await tenant.client.portico.webhooks.testWebhookEndpoint(id)
      await newestDelivery(tenant, id, { lastStatusCode: status, lastError: 'unexpected_status' })
    }
    expect(target.received).toEqual([])
  })
})

describe('a hostile answer', () => {
  it.each([
    ['bytes that are no text', randomBytes(5_000)],
    ['NUL characters', Buffer.from('\0'.repeat(2_000))],
    ['half a character', Buffer.from([0xf0, 0x9f, 0x9a])],
    ['a control sequence and markup', Buffer.from('\u001b[2J<script>alert(1)</script>')],
  ])('of %s is kept as harmless text', async (_, answer) => {
    const tenant = await delivering()
    const receiver = await startReceiver((_, response) => response.end(answer))
    const { id } = await subscribe(tenant, receiver)
    await tenant.client.organizations.createOrganization({ name: 'Acme' })
    const { attempts } = await newestDelivery(tenant, id, { state: 'succeeded' })
    const excerpt = attempts[0]!.responseBody!
    expect(excerpt.length).toBeGreaterThan(0)
    expect(excerpt.isWellFormed()).toBe(true)
    expect([...excerpt].length).toBeLessThanOrEqual(1_000)
  })

  it('without end is read no further than what is kept', async () => {
    const tenant = await delivering()
    let sent = 0
    const receiver = await startReceiver((_, response) => {
      const chunk = 'x'.repeat(65_536)
      const pump = () => {
        while (!response.destroyed && response.write(chunk)) sent += chunk.length
      }
      response.on('drain', pump)
      pump()
    })
    const { id } = await subscribe(tenant, receiver)
    await tenant.client.organizations.createOrganization({ name: 'Acme' })
    const { attempts } = await newestDelivery(tenant, id, { state: 'succeeded', lastStatusCode: 200 })
    expect(attempts[0]!.responseBody).toBe('x'.repeat(1_000))
    await eventually(() => receiver.open === 0)
    // What the sockets hold of it, not what it had to say.
    expect(sent).toBeLessThan(50_000_000)
  })

  it('that is compressed is not unpacked', async () => {
    const tenant = await delivering()
    const receiver = await startReceiver((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(20_000_000))),
    )
    const { id } = await subscribe(tenant, receiver)
    await tenant.client.organizations.createOrganization({ name: 'Acme' })
    const { attempts } = await newestDelivery(tenant, id, { state: 'succeeded' })
    expect([...attempts[0]!.responseBody!].length).toBeLessThanOrEqual(1_000)
  })

  it('that trickles in is not waited for longer than an attempt may take', async () => {
    const server = await ownServer()
    const running = await startDelivering(server.kernel, { timeoutMs: 300, pollMs: 50 })
    onTestFinished(() => running.stop())
    const tenant = await createTenant(server)
    const receiver = await startReceiver((_, response) => {
      const timer = setInterval(() => response.write('.'), 20)
      response.on('close', () => clearInterval(timer))
    })
    const { id } = await subscribe(tenant, receiver)
    await tenant.client.organizations.createOrganization({ name: 'Acme' })
    await newestDelivery(tenant, id, { attemptsMade: 1, lastError: 'timeout' })
    await eventually(() => receiver.open === 0)
  })

  it('with a status that is none, or no HTTP at all, is a failure', async () => {
    const tenant = await delivering()
    const receiver = await startReceiver((_, response) => response.socket?.end('HTTP/1.1 banana\r\n\r\n'))
    const { id } = await subscribe(tenant, receiver)
    await tenant.client.organizations.createOrganization({ name: 'Acme' })
    await newestDelivery(tenant, id, { attemptsMade: 1, lastStatusCode: null, lastError: 'connect_failed' })
  })
})

describe('the log of the server', () => {
  it('holds no secret, no body and no answer, whatever goes wrong', async () => {
    const lines: string[] = []
    const server = await createServer({
      config: { ...developmentConfig({}, { host: '127.0.0.1', port: 0 }), databasePoolSize: 5 },
      connection: await createDatabase(),
      masterKeys: [{ id: 'test', key: randomBytes(32) }],
      logs: createLogs('debug', { write: (line) => void lines.push(line) }),
    })
    onTestFinished(() => server.stop())
    const tenant = await createTenant(server)
    const receiver = await startReceiver((_, response) => response.writeHead(500).end('the-answer'))
    const endpoint = await subscribe(tenant, receiver)
    const rotated = await tenant.client.portico.webhooks.rotateWebhookSecret(endpoint.id)
    await tenant.client.organizations.createOrganization({ name: 'the-body' })
    await newestDelivery(tenant, endpoint.id, { attemptsMade: 1 })
    // A secret that cannot be opened is an error of the server, and a chance to write it down.
    await server.kernel.database.sql`update webhook_endpoints set sealed_secret = '\\x00'`
    await tenant.client.portico.webhooks.testWebhookEndpoint(endpoint.id)
    await newestDelivery(tenant, endpoint.id, { attemptsMade: 1, lastError: 'internal_error' })
    const log = lines.join('')
    expect(log).toContain('a delivery could not be sent')
    for (const secret of [endpoint.secret, rotated.secret, tenant.apiKey, 'the-body', 'the-answer']) {
      expect(log).not.toContain(expose(secret))
    }
  })
})
