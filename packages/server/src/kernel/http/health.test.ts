import { describe, expect, it } from 'vitest'
import { createDatabase, startServer, testServer } from '../../testing/index.ts'

describe('/health and /ready', () => {
  it('say that the server lives and can serve, to anyone', async () => {
    const { request } = await testServer()
    for (const path of ['/health', '/ready']) {
      expect(await request('GET', path, { headers: { authorization: '' } })).toMatchObject({
        status: 200,
        body: { status: 'ok' },
      })
    }
  })

  it('tell a database without its migrations from one that is ready', async () => {
    const { server, request } = await testServer({})
    await server.kernel.database
      .sql`delete from schema_migrations where name like '%organizations_create.sql'`
    expect(await request('GET', '/ready')).toMatchObject({
      status: 503,
      body: { status: 'not_ready', reason: expect.stringContaining('portico migrate') },
    })
    expect((await request('GET', '/health')).status).toBe(200)
  })
})

describe('/metrics', () => {
  it('counts requests by operation and status', async () => {
    const { request, client } = await testServer({})
    await client.organizations.createOrganization({ name: 'Acme' })
    const { text } = await request('GET', '/metrics')
    expect(text).toContain(
      'portico_http_request_duration_seconds_count{operation="organizations.createOrganization",status="201"} 1',
    )
  })

  it('is closed in production without a token, and opened by it alone', async () => {
    const closed = await startServer(await createDatabase(), { mode: 'production' })
    expect((await closed.app.inject('/metrics')).statusCode).toBe(401)
    await closed.stop()

    const settings = { mode: 'production', env: { PORTICO_METRICS_TOKEN: 'let-me-read' } } as const
    const open = await startServer(await createDatabase(), settings)
    const ask = (token: string) =>
      open.app.inject({ url: '/metrics', headers: { authorization: `Bearer ${token}` } })
    expect((await ask('let-me-rea')).statusCode).toBe(401)
    expect((await ask('let-me-read')).statusCode).toBe(200)
    await open.stop()
  })
})
