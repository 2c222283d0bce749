import { inspect } from 'node:util'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { testPeer } from '../test/peer.ts'
import {
  Client,
  type ClientOptions,
  ConfigurationError,
  SecretString,
  type TransportInit,
  version,
} from './index.ts'

afterEach(() => vi.unstubAllEnvs())

describe('a client', () => {
  it('takes what it is not given from the environment', async () => {
    const { baseUrl, received } = await testPeer(() => ({ json: {} }))
    vi.stubEnv('WORKOS_API_KEY', 'sk_env')
    vi.stubEnv('WORKOS_CLIENT_ID', 'client_env')
    vi.stubEnv('WORKOS_BASE_URL', baseUrl)
    const client = new Client()
    expect(client).toMatchObject({ clientId: 'client_env', baseUrl })
    await client.organizations.getOrganization('org_1')
    expect(received[0]?.headers.authorization).toBe('Bearer sk_env')
  })

  it('calls the WorkOS API where nothing says otherwise', () => {
    vi.stubEnv('WORKOS_BASE_URL', '')
    expect(new Client().baseUrl).toBe('https://api.workos.com')
  })

  it.each([
    [{ WORKOS_API_HOSTNAME: 'id.example.com' }, 'https://id.example.com'],
    [
      { WORKOS_API_HOSTNAME: 'localhost', WORKOS_API_PORT: '4100', WORKOS_API_HTTPS: 'false' },
      'http://localhost:4100',
    ],
    [{ WORKOS_API_HOSTNAME: '[::1]', WORKOS_API_PORT: '4100' }, 'https://[::1]:4100'],
    // Beside no host they would send the key to the usual one, unencrypted perhaps.
    [{ WORKOS_API_PORT: '80', WORKOS_API_HTTPS: 'false' }, 'https://api.workos.com'],
    [{ WORKOS_BASE_URL: 'http://first', WORKOS_API_HOSTNAME: 'second' }, 'http://first'],
  ])('finds its server by the environment %j: %s', (environment, baseUrl) => {
    vi.stubEnv('WORKOS_BASE_URL', '')
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
    expect(new Client().baseUrl).toBe(baseUrl)
  })

  it('reads an address of any length in no time', () => {
    const baseUrl = `http://localhost${'/'.repeat(100_000)}a`
    const start = performance.now()
    expect(new Client({ baseUrl: `${baseUrl}//` }).baseUrl).toBe(baseUrl)
    expect(performance.now() - start).toBeLessThan(2_000)
  })

  it.each([
    ['WORKOS_BASE_URL', 'localhost:4100'],
    ['WORKOS_API_KEY', 'sk_1\nX-Evil: 1'],
    ['WORKOS_CLIENT_ID', 'client_1\n'],
    ['WORKOS_API_HOSTNAME', 'example.com/path'],
    ['WORKOS_API_HOSTNAME', 'me@example.com'],
    ['WORKOS_API_PORT', '70000'],
    ['WORKOS_API_PORT', '80@evil.example'],
    ['WORKOS_API_HTTPS', 'yes'],
  ])('names the variable %s where that is bad: %j', (variable, value) => {
    vi.stubEnv('WORKOS_BASE_URL', '')
    vi.stubEnv('WORKOS_API_HOSTNAME', 'localhost')
    vi.stubEnv(variable, value)
    expect(() => new Client()).toThrow(expect.objectContaining({ option: variable }))
    expect(() => new Client()).not.toThrow(/sk_1/)
  })

  it('reads the variables of Deno, also where that is not permitted, and globals that a worker is bound to', () => {
    vi.stubGlobal('process', undefined)
    onTestFinished(() => void vi.unstubAllGlobals())
    const variables: Record<string, string> = { WORKOS_CLIENT_ID: 'client_deno' }
    vi.stubGlobal('Deno', { env: { get: (name: string) => variables[name] } })
    expect(new Client().clientId).toBe('client_deno')
    const refuse = () => {
      throw new Error('NotCapable: Requires env access')
    }
    vi.stubGlobal('Deno', { env: { get: refuse } })
    expect(new Client().clientId).toBeUndefined()
    vi.stubGlobal('Deno', undefined)
    vi.stubGlobal('WORKOS_CLIENT_ID', 'client_worker')
    expect(new Client().clientId).toBe('client_worker')
  })

  it('without a key is one without a key, whatever the environment holds', async () => {
    vi.stubEnv('WORKOS_API_KEY', 'sk_env')
    const call = new Client({ apiKey: null }).organizations.getOrganization('org_1')
    await expect(call).rejects.toMatchObject({ option: 'apiKey' })
  })

  it('takes its key as a secret', async () => {
    const { client, received } = await testPeer(() => ({ json: {} }), { apiKey: new SecretString('sk_2') })
    await client.organizations.getOrganization('org_1')
    expect(received[0]?.headers.authorization).toBe('Bearer sk_2')
  })

  it('names the program that calls, after the package', async () => {
    const appInfo = { name: 'crm', version: '2.1', url: 'https://example.com' }
    const { client, received } = await testPeer(() => ({ json: {} }), { userAgent: 'acme/1', appInfo })
    await client.organizations.getOrganization('org_1')
    expect(received[0]?.headers['user-agent']).toBe(
      `portico-sdk/${version} acme/1 crm/2.1 (https://example.com)`,
    )
  })

  it('leaves it to a browser to say what it is', async () => {
    vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140' })
    onTestFinished(() => void vi.unstubAllGlobals())
    const transport = vi.fn(async (_: string, __: TransportInit) => Response.json({}))
    await new Client({ apiKey: 'sk_1', transport }).organizations.getOrganization('org_1')
    expect(transport.mock.lastCall?.[1].headers).not.toHaveProperty('user-agent')
  })

  it('refuses a call that needs an API key when it has none', async () => {
    vi.stubEnv('WORKOS_API_KEY', '')
    const transport = vi.fn()
    const call = new Client({ transport }).organizations.getOrganization('org_1')
    await expect(call).rejects.toMatchObject({ name: 'ConfigurationError', option: 'apiKey' })
    expect(transport).not.toHaveBeenCalled()
  })

  it.each([
    ['apiKey', { apiKey: 'sk_1\r\nX-Evil: 1' }],
    ['apiKey', { apiKey: '' }],
    ['baseUrl', { baseUrl: 'localhost:4100' }],
    ['baseUrl', { baseUrl: 'ftp://localhost' }],
    ['baseUrl', { baseUrl: 'http://localhost/?a=b' }],
    ['timeout', { timeout: 0 }],
    ['timeout', { timeout: Number.NaN }],
    ['maxRetries', { maxRetries: -1 }],
    ['maxRetries', { maxRetries: 0.5 }],
    ['userAgent', { userAgent: 'a\nb' }],
    ['apiKey', { apiKey: new SecretString('sk_1\n') }],
    ['apiKey', { apiKey: 7 }],
    ['clientId', { clientId: '' }],
    ['baseUrl', { baseUrl: 'https://me:pass@localhost' }],
    ['baseUrl', { baseUrl: 4100 }],
    ['timeout', { timeout: '30' }],
    ['timeout', { timeout: Number.POSITIVE_INFINITY }],
    ['maxRetries', { maxRetries: '3' }],
    ['maxResponseBytes', { maxResponseBytes: 0 }],
    ['transport', { transport: 'fetch' }],
    ['logger', { logger: 'console' }],
    ['logger', { logger: { debug: true } }],
    ['appInfo.name', { appInfo: { version: '1' } }],
    ['appInfo.version', { appInfo: { name: 'a', version: '1\r\nX-Evil: 1' } }],
    ['appInfo.url', { appInfo: { name: 'a', url: 'é' } }],
    ['apikey', { apikey: 'sk_1' }],
    ['options', 'sk_1'],
    ['options', null],
  ])('refuses a bad %s, and does not repeat a secret: %j', (option, options) => {
    const make = () => new Client(options as ClientOptions)
    expect(make).toThrow(ConfigurationError)
    expect(make).toThrow(expect.objectContaining({ option }))
    expect(make).not.toThrow(/sk_1/)
  })

  it('does not show its API key when printed', () => {
    const client = new Client({ apiKey: 'sk_test_secret' })
    expect(inspect(client, { depth: 9, showHidden: true })).not.toContain('sk_test')
  })
})

describe('withOptions', () => {
  it('makes a client of the same kind with other options, and leaves the first as it is', async () => {
    class Mine extends Client {}
    const { baseUrl, received } = await testPeer(() => ({ json: {} }))
    const mine = new Mine({ apiKey: 'sk_1', clientId: 'client_1', baseUrl, userAgent: 'crm/2' })
    const other = mine.withOptions({ apiKey: 'sk_2', clientId: undefined })
    expect(other).toBeInstanceOf(Mine)
    expect(other).toMatchObject({ clientId: 'client_1', baseUrl })
    await other.organizations.getOrganization('org_1')
    await mine.organizations.getOrganization('org_1')
    expect(received.map(({ headers }) => headers.authorization)).toEqual(['Bearer sk_2', 'Bearer sk_1'])
    expect(received[0]?.headers['user-agent']).toBe(received[1]?.headers['user-agent'])
  })

  it('keeps what came from the environment, whatever that holds by now', () => {
    vi.stubEnv('WORKOS_CLIENT_ID', 'client_then')
    const client = new Client()
    vi.stubEnv('WORKOS_CLIENT_ID', 'client_now')
    expect(client.withOptions({ timeout: 5 }).clientId).toBe('client_then')
  })

  it('gives no key to a client that had none', async () => {
    const client = new Client({ apiKey: null })
    vi.stubEnv('WORKOS_API_KEY', 'sk_env')
    const call = client.withOptions({ maxRetries: 0 }).organizations.getOrganization('org_1')
    await expect(call).rejects.toMatchObject({ option: 'apiKey' })
  })

  it('refuses what a client refuses', () => {
    expect(() => new Client().withOptions({ timeout: -1 })).toThrow(
      expect.objectContaining({ option: 'timeout' }),
    )
  })
})
