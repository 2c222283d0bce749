import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createTenant, testServer } from '../../testing/index.ts'
import { createLogs } from '../telemetry.ts'
import { networkOf } from './client-address.ts'
import { documentedLimits, memoryRateLimiter, redisRateLimiter } from './rate-limit.ts'

describe('rate limits', () => {
  it('are told on every answer', async () => {
    const { request } = await testServer({
      env: { PORTICO_RATE_LIMIT_GENERAL: '5/60', PORTICO_RATE_LIMIT_ANONYMOUS: '50/60' },
    })
    const { headers } = await request('GET', '/organizations')
    expect(headers.get('x-ratelimit-limit')).toBe('5')
    expect(headers.get('x-ratelimit-remaining')).toBe('4')
    const reset = Number(headers.get('x-ratelimit-reset'))
    expect(reset).toBeGreaterThanOrEqual(Math.floor(Date.now() / 1000))
    expect(reset).toBeLessThanOrEqual(Math.ceil(Date.now() / 1000) + 60)
    const nowhere = await request('PUT', '/nowhere')
    expect(nowhere.status).toBe(404)
    expect(nowhere.headers.get('x-ratelimit-limit')).toBe('50')
  })

  it('answer 429 with whole seconds to wait once the limit is reached', async () => {
    const { request } = await testServer({ env: { PORTICO_RATE_LIMIT_GENERAL: '2/60' } })
    await request('GET', '/organizations')
    await request('GET', '/organizations')
    const refused = await request('GET', '/organizations')
    expect(refused).toMatchObject({
      status: 429,
      body: { code: 'rate_limit_exceeded', message: expect.any(String) },
    })
    expect(refused.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0')
  })

  it('count each key and each class by itself', async () => {
    const { server, request } = await testServer({
      env: { PORTICO_RATE_LIMIT_GENERAL: '1/60', PORTICO_RATE_LIMIT_ORGANIZATION_DELETE: '1/60' },
    })
    expect((await request('GET', '/organizations')).status).toBe(200)
    expect((await request('GET', '/organizations')).status).toBe(429)
    expect((await request('DELETE', '/organizations/org_1')).status).toBe(404)
    expect((await request('DELETE', '/organizations/org_1')).status).toBe(429)
    const another = await createTenant(server)
    expect((await another.request('GET', '/organizations')).status).toBe(200)
  })

  it('count calls without a valid key by network, also those that guess keys', async () => {
    const { request } = await testServer({ env: { PORTICO_RATE_LIMIT_ANONYMOUS: '3/60' } })
    const statuses: number[] = []
    for (const key of ['sk_a', 'sk_b', 'sk_c', 'sk_d']) {
      statuses.push(
        (await request('GET', '/organizations', { headers: { authorization: `Bearer ${key}` } })).status,
      )
    }
    expect(statuses.at(-1)).toBe(429)
    expect(statuses[0]).toBe(401)
  })

  it('keep guesses at keys away from the database', async () => {
    const { server, request } = await testServer({ env: { PORTICO_RATE_LIMIT_ANONYMOUS: '1/60' } })
    const guess = (key: string) =>
      request('GET', '/organizations', { headers: { authorization: `Bearer sk_test_${key}` } })
    await guess('aaaaaaaaaaaaaaaa')
    await server.kernel.database.close()
    expect((await guess('bbbbbbbbbbbbbbbb')).status).toBe(429)
  })

  it('are not evaded by a forwarded address that no trusted proxy sent', async () => {
    const { request } = await testServer({ env: { PORTICO_RATE_LIMIT_ANONYMOUS: '1/60' } })
    const statuses: number[] = []
    for (const address of ['1.1.1.1', '2.2.2.2', '3.3.3.3']) {
      const headers = { authorization: '', 'x-forwarded-for': address }
      statuses.push((await request('GET', '/organizations', { headers })).status)
    }
    expect(statuses).toEqual([401, 429, 429])
  })
})

describe('networkOf', () => {
  it('takes every spelling of an address for the same', () => {
    expect(networkOf('::ffff:192.0.2.1')).toBe(networkOf('192.0.2.1'))
    expect(networkOf('2001:DB8:0:0:0:0:0:1')).toBe(networkOf('2001:db8::1'))
  })

  it('counts an IPv6 /64 as one', () => {
    expect(networkOf('2001:db8::1')).toBe(networkOf('2001:db8::ffff:1'))
    expect(networkOf('2001:db8:0:1::1')).not.toBe(networkOf('2001:db8::1'))
  })
})

describe('the limiter in memory', () => {
  it('locks nobody out when the clock of the machine is put back', async () => {
    const limiter = memoryRateLimiter({ ...documentedLimits, general: { limit: 1, windowSeconds: 60 } })
    onTestFinished(() => void vi.useRealTimers())
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2027, 0, 1) })
    expect(await limiter.hit('general', 'key')).toMatchObject({ allowed: true })
    vi.setSystemTime(Date.UTC(2026, 0, 1))
    expect(await limiter.hit('general', 'key')).toMatchObject({ allowed: true })
    expect(await limiter.hit('general', 'key')).toMatchObject({ allowed: false })
  })

  it('stays bounded when many callers come once', async () => {
    const limiter = memoryRateLimiter(documentedLimits)
    for (let i = 0; i < 120_000; i++) void limiter.hit('anonymous', `network ${i}`)
    expect(await limiter.hit('anonymous', 'network 119999')).toMatchObject({ remaining: 5_998 })
  })
})

const { log } = createLogs('silent', process.stdout)

const redisProgram = ['valkey-server', 'redis-server'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
)

describe('the limiter in Redis', () => {
  it.skipIf(!redisProgram)(
    'counts for all nodes together (skipped where neither Valkey nor Redis is installed)',
    async () => {
      const port = await freePort()
      const redis = spawn(redisProgram as string, [
        '--port',
        String(port),
        '--bind',
        '127.0.0.1',
        '--save',
        '',
      ])
      onTestFinished(() => void redis.kill())
      for await (const chunk of redis.stdout) if (String(chunk).includes('Ready to accept connections')) break
      const limits = { ...documentedLimits, general: { limit: 3, windowSeconds: 60 } }
      const nodes = [1, 2].map(() => redisRateLimiter(`redis://127.0.0.1:${port}`, limits, log, 10_000))
      onTestFinished(async () => {
        await Promise.all(nodes.map((node) => node.close()))
      })
      const allowed: boolean[] = []
      for (let i = 0; i < 4; i++) allowed.push((await nodes[i % 2]?.hit('general', 'key'))?.allowed ?? false)
      expect(allowed).toEqual([true, true, true, false])
    },
  )

  it('falls back to counting per node while Redis cannot be reached', async () => {
    const port = await freePort()
    const limits = { ...documentedLimits, general: { limit: 1, windowSeconds: 60 } }
    const limiter = redisRateLimiter(`redis://127.0.0.1:${port}`, limits, log)
    onTestFinished(() => limiter.close())
    expect(await limiter.hit('general', 'key')).toMatchObject({ allowed: true })
    expect(await limiter.hit('general', 'key')).toMatchObject({ allowed: false })
  })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
