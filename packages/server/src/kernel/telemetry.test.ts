import { describe, expect, it, onTestFinished } from 'vitest'
import { createServer } from '../main.ts'
import { createDatabase, createTenant } from '../testing/index.ts'
import { developmentConfig } from './config.ts'
import { createLogs } from './telemetry.ts'

/** A server whose log is at hand. */
async function logged() {
  const lines: string[] = []
  const server = await createServer({
    config: developmentConfig({ PORTICO_DATABASE_POOL: '3' }, { host: '127.0.0.1', port: 0 }),
    connection: await createDatabase(),
    masterKeys: [{ id: 'test', key: Buffer.alloc(32, 'key') }],
    logs: createLogs('debug', { write: (line) => void lines.push(line) }),
    background: false,
  })
  onTestFinished(() => server.stop())
  return { server, tenant: await createTenant(server), text: () => lines.join('') }
}

const secret = 'sk_test_SECRETSECRETSECRETSECRETSECRET'

describe('the logs', () => {
  it('hold nothing of a request but its path: no key, query, body, cookie or header', async () => {
    const { tenant, text } = await logged()
    const headers = {
      cookie: `session=${secret}`,
      'x-api-key': secret,
      'idempotency-key': secret,
      'user-agent': secret,
    }
    const body = { name: secret, password: secret, metadata: { key: secret }, external_id: secret }
    for (const [method, path, options] of [
      ['GET', `/organizations?search=${secret}&limit=${secret}`, {}],
      ['POST', '/organizations', { body }],
      ['POST', '/organizations', { body, headers: { 'idempotency-key': 'other' } }],
      ['POST', '/organizations', { body: `{"name": ${secret}` }],
      ['POST', '/webhook_endpoints', { body: { endpoint_url: `https://a:${secret}@b.example`, events: [] } }],
      ['GET', '/organizations', { headers: { authorization: `Bearer ${secret}` } }],
      ['GET', '/organizations', { headers: { authorization: `Basic ${secret}` } }],
      ['GET', `/user_management/invitations/by_token/${secret}?x=${secret}`, {}],
    ] as const) {
      await tenant.request(method, path, {
        ...options,
        headers: { ...headers, ...('headers' in options && options.headers) },
      })
    }
    expect(text()).toContain('/user_management/invitations/by_token/')
    expect(text()).not.toContain(secret)
    expect(text()).not.toContain(tenant.apiKey)
  })

  it('hold no row of a customer when the database fails on it', async () => {
    const { tenant, text, server } = await logged()
    const { sql } = server.kernel.database
    await sql`alter table organizations add check (name <> ${sql.unsafe(`'${secret}'`)})`
    const answer = await tenant.request('POST', '/organizations', { body: { name: secret } })
    expect(answer.status).toBe(500)
    server.kernel.log.error(
      { err: await sql`select ${secret}::text::integer`.catch((error) => error) },
      'a value',
    )
    const command = { name: 'auth', args: [secret] }
    server.kernel.log.error({ err: Object.assign(new Error('no'), { command }) }, 'a command')
    server.kernel.log.info({ cause: Object.assign(new Error('no'), { detail: secret }) }, 'a cause')
    expect(text()).toContain('violates check constraint')
    expect(text()).toContain('invalid input syntax for type integer: <redacted>')
    expect(text()).not.toContain(secret)
  })
})
