import { describe, expect, it } from 'vitest'
import { ConfigError, type ConfigSource, developmentConfig, productionConfig } from './config.ts'

const production = {
  DATABASE_URL: 'postgres://db/portico',
  PORTICO_MASTER_KEY: 'k',
  PORTICO_PUBLIC_URL: 'https://id.acme.example/',
}

function problems(read: () => unknown): string[] {
  try {
    read()
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

describe('the configuration of production', () => {
  it('names everything that is missing at once', () => {
    expect(problems(() => productionConfig({}))).toEqual([
      expect.stringContaining('DATABASE_URL'),
      expect.stringContaining('PORTICO_MASTER_KEY'),
      expect.stringContaining('PORTICO_PUBLIC_URL'),
    ])
  })

  it('refuses a public address without TLS', () => {
    const env = { ...production, PORTICO_PUBLIC_URL: 'http://id.acme.example' }
    expect(problems(() => productionConfig(env))).toEqual([
      expect.stringContaining('must begin with https://'),
    ])
  })

  it('has the documented limits, and takes others', () => {
    const config = productionConfig({ ...production, PORTICO_RATE_LIMIT_GENERAL: '100/10' })
    expect(config.rateLimits.general).toEqual({ limit: 100, windowSeconds: 10 })
    expect(config.rateLimits.organization_delete).toEqual({ limit: 50, windowSeconds: 60 })
    expect(config.publicUrl).toBe('https://id.acme.example')
  })

  it.each<[string, ConfigSource]>([
    ['PORT', { PORT: 'eighty' }],
    ['PORT', { PORT: '70000' }],
    ['PORTICO_LOG_LEVEL', { PORTICO_LOG_LEVEL: 'loud' }],
    ['PORTICO_DATABASE_POOL', { PORTICO_DATABASE_POOL: '0' }],
    ['PORTICO_RATE_LIMIT_GENERAL', { PORTICO_RATE_LIMIT_GENERAL: 'many' }],
    ['PORTICO_DNS_SERVERS', { PORTICO_DNS_SERVERS: 'resolver.example' }],
    ['PORTICO_BODY_LIMIT_BYTES', { PORTICO_BODY_LIMIT_BYTES: '1' }],
    ['PORTICO_TRUSTED_PROXIES', { PORTICO_TRUSTED_PROXIES: '10.0.0.0/8, load-balancer' }],
    ['PORTICO_TRUSTED_PROXIES', { PORTICO_TRUSTED_PROXIES: '0.0.0.0/0' }],
    ['PORTICO_TRUSTED_PROXIES', { PORTICO_TRUSTED_PROXIES: 'true' }],
    ['PORTICO_PUBLIC_URL', { PORTICO_PUBLIC_URL: 'https://id.acme.example?x=1' }],
    ['PORTICO_PUBLIC_URL', { PORTICO_PUBLIC_URL: 'https://a b' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://root:hunter2@db/portico' }],
    ['DATABASE_DIRECT_URL', { DATABASE_DIRECT_URL: 'db:5432' }],
    ['REDIS_URL', { REDIS_URL: 'localhost:6379' }],
    ['PORTICO_SMTP_URL', { PORTICO_SMTP_URL: 'https://mail.example' }],
  ])('names %s when its value is unfit', (name, env) => {
    const found = problems(() => productionConfig({ ...production, ...env }))
    expect(found).toEqual([expect.stringContaining(name)])
    expect(found[0]).not.toContain('hunter2')
  })

  it('takes proxies by address, by network and by the names of the usual ones', () => {
    const config = productionConfig({
      ...production,
      PORTICO_TRUSTED_PROXIES: '10.1.2.3 10.0.0.0/8,2001:db8::/32 ::1 loopback',
    })
    expect(config.trustedProxies).toEqual(['10.1.2.3', '10.0.0.0/8', '2001:db8::/32', '::1', 'loopback'])
  })
})

describe('the configuration of development', () => {
  it('listens on loopback, with ten times the documented limits', () => {
    const config = developmentConfig({})
    expect(config).toMatchObject({ host: '127.0.0.1', port: 4100, publicUrl: 'http://localhost:4100' })
    expect(config.rateLimits.general.limit).toBe(60_000)
  })
})
