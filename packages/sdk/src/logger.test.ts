import { describe, expect, it, vi } from 'vitest'
import { testPeer } from '../test/peer.ts'
import type { LogFields } from './index.ts'

/** A logger, and what it was told. */
function listening() {
  const told: { level: string; message: string; fields: LogFields }[] = []
  const at = (level: string) => (message: string, fields: LogFields) => {
    told.push({ level, message, fields })
  }
  return { told, logger: { debug: at('debug'), warn: at('warn') } }
}

describe('the logger', () => {
  it('is told of each attempt: how it ended, how long it took, and when it is tried again', async () => {
    const { told, logger } = listening()
    const headers = { 'x-request-id': 'req_1', 'retry-after': '0' }
    const { client } = await testPeer(
      (_, n) => (n === 1 ? { status: 503, headers } : { json: {}, headers: { 'x-request-id': 'req_2' } }),
      { logger },
    )
    await client.organizations.getOrganization('org_1')
    const durationMs = expect.any(Number)
    const call = { method: 'GET', path: '/organizations/{}', durationMs }
    expect(told.map(({ level, fields }) => ({ level, ...fields }))).toEqual([
      {
        level: 'warn',
        ...call,
        attempt: 1,
        status: 503,
        requestId: 'req_1',
        error: 'ServerError',
        retryInMs: 0,
      },
      { level: 'debug', ...call, attempt: 2, status: 200, requestId: 'req_2' },
    ])
    expect(told[0]?.message).toMatch(/^GET \/organizations\/\{\}: 503 after \d+ ms, trying again in 0 ms$/)
  })

  it('is told by name what kept an answer from arriving', async () => {
    const { told, logger } = listening()
    const { client } = await testPeer(() => 'cut', { logger, maxRetries: 0 })
    await client.organizations.getOrganization('org_1').catch(() => {})
    expect(told[0]).toMatchObject({ level: 'debug', fields: { error: 'NetworkError' } })
    expect(told[0]?.fields).not.toHaveProperty('status')
  })

  it('sees no ID, query, header, body or secret', async () => {
    const { told, logger } = listening()
    const { client } = await testPeer(() => ({ status: 400, json: { message: 'secret-6' } }), {
      apiKey: 'secret-1',
      logger,
    })
    const options = { idempotencyKey: 'secret-2', headers: { 'x-mine': 'secret-3' } }
    await client.organizations.updateOrganization('secret-4', { name: 'secret-5' }, options).catch(() => {})
    await client.organizations.listOrganizations({ search: 'secret-7' }).catch(() => {})
    expect(told).toHaveLength(2)
    expect(JSON.stringify(told)).not.toContain('secret')
  })

  it('fails no call when it fails itself, at once or later', async () => {
    const fail = vi.fn(() => {
      throw new Error('disk full')
    })
    const failLater = vi.fn(async () => fail())
    for (const debug of [fail, failLater]) {
      const { client } = await testPeer(() => ({ json: { id: 'org_1' } }), { logger: { debug } })
      expect(await client.organizations.getOrganization('org_1')).toEqual({ id: 'org_1' })
      expect(debug).toHaveBeenCalledOnce()
      fail.mockClear()
    }
  })

  it('may be the console', async () => {
    const debug = vi.spyOn(console, 'debug').mockImplementation(() => {})
    const { client } = await testPeer(() => ({ json: {} }), { logger: console })
    await client.organizations.getOrganization('org_1')
    expect(debug).toHaveBeenCalledOnce()
    debug.mockRestore()
  })
})
