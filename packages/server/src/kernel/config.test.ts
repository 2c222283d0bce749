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
  ])('names %s when its value is unfit', (name, env) => {
    expect(problems(() => productionConfig({ ...production, ...env }))).toEqual([
      expect.stringContaining(name),
    ])
  })
})

describe('the configuration of development', () => {
  it('listens on loopback, with ten times the documented limits', () => {
    const config = developmentConfig({})
    expect(config).toMatchObject({ host: '127.0.0.1', port: 4100, publicUrl: 'http://localhost:4100' })
    expect(config.rateLimits.general.limit).toBe(60_000)
  })
})
