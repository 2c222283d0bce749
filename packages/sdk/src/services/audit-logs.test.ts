import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { type Received, type Reply, testPeer } from '../../test/peer.ts'
import type { AuditLogBatcherOptions, AuditLogFailure } from '../helpers/audit-log-batch.ts'
import { Client } from '../index.ts'

const params = (n: number) => ({
  organizationId: 'org_1',
  event: {
    action: `user.signed_in_${n}`,
    occurredAt: '2026-01-01T00:00:00.000Z',
    actor: { id: 'user_1', type: 'user', metadata: { cost_center: 'a', costCenter: 'b' } },
    targets: [{ id: 'team_1', type: 'team' }],
    context: { location: '127.0.0.1' },
  },
})
const accepted: Reply = { status: 201, json: { success: true } }
const actionOf = ({ body }: Received): string => JSON.parse(body).event.action
const actions = (received: readonly Received[]) => received.map(actionOf).sort()
const expected = (...numbers: number[]) => numbers.map((n) => params(n).event.action).sort()

/** A batcher that sends only when it is told to, unless a test has it otherwise, and what it reports. */
async function batching(
  reply: (request: Received, n: number) => Reply,
  options: Partial<AuditLogBatcherOptions> = {},
) {
  const { client, received } = await testPeer(reply)
  const failures: AuditLogFailure[] = []
  const batcher = client.auditLogs.createBatcher({
    onError: (failure) => failures.push(failure),
    flushIntervalMs: 1_000_000,
    ...options,
  })
  return { batcher, received, failures }
}

describe('client.auditLogs.createBatcher', () => {
  it('sends what waits when it is told to, each event as the API takes it', async () => {
    const { batcher, received, failures } = await batching(() => accepted)
    batcher.add(params(1))
    batcher.add(params(2))
    expect(batcher.size).toBe(2)
    await batcher.flush()
    expect([batcher.size, failures]).toEqual([0, []])
    expect(received.map(({ method, url }) => `${method} ${url.pathname}`)).toEqual(
      Array(2).fill('POST /audit_logs/events'),
    )
    expect(received.map(({ body }) => JSON.parse(body))).toContainEqual({
      organization_id: 'org_1',
      event: {
        action: 'user.signed_in_1',
        occurred_at: '2026-01-01T00:00:00.000Z',
        actor: { id: 'user_1', type: 'user', metadata: { cost_center: 'a', costCenter: 'b' } },
        targets: [{ id: 'team_1', type: 'team' }],
        context: { location: '127.0.0.1' },
      },
    })
  })

  it('sends when so many wait', async () => {
    const { batcher, received } = await batching(() => accepted, { batchSize: 3 })
    batcher.add(params(1))
    batcher.add(params(2))
    expect(received).toEqual([])
    batcher.add(params(3))
    batcher.add(params(4))
    await expect.poll(() => actions(received)).toEqual(expected(1, 2, 3))
    await batcher.close()
    expect(actions(received)).toEqual(expected(1, 2, 3, 4))
  })

  it('sends when an event has waited so long', async () => {
    const { batcher, received } = await batching(() => accepted, { flushIntervalMs: 20 })
    batcher.add(params(1))
    await expect.poll(() => actions(received)).toEqual(expected(1))
    batcher.add(params(2))
    await expect.poll(() => actions(received)).toEqual(expected(1, 2))
  })

  it('gives each event a key of its own, and the same key at each attempt', async () => {
    const { batcher, received, failures } = await batching((_, n) => (n <= 2 ? { status: 503 } : accepted))
    batcher.add(params(1))
    batcher.add(params(2), { idempotencyKey: 'mine' })
    await batcher.flush()
    expect(failures).toEqual([])
    expect(received).toHaveLength(4)
    const keys = (n: number) => {
      const attempts = received.filter((request) => actionOf(request) === params(n).event.action)
      return [...new Set(attempts.map(({ headers }) => headers['idempotency-key']))]
    }
    expect(keys(1)).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)])
    expect(keys(2)).toEqual(['mine'])
  })

  it('reports what is refused with its event and key, and sends the rest', async () => {
    const { batcher, received, failures } = await batching((request) =>
      actionOf(request).endsWith('2') ? { status: 422, json: { message: 'no' } } : accepted,
    )
    for (const n of [1, 2, 3]) batcher.add(params(n), { idempotencyKey: `key_${n}` })
    await batcher.flush()
    expect(actions(received)).toEqual(expected(1, 2, 3))
    expect(failures).toEqual([
      { params: params(2), idempotencyKey: 'key_2', error: expect.objectContaining({ status: 422 }) },
    ])
  })

  it('reports what passing faults have kept out as often as it is tried', async () => {
    const { batcher, received, failures } = await batching(() => 'cut', { maxAttempts: 2 })
    batcher.add(params(1))
    await batcher.flush()
    expect(received).toHaveLength(2)
    expect(failures).toMatchObject([{ error: { name: 'NetworkError' } }])
  })

  it('waits for a report that takes its time, and drops what a report throws', async () => {
    let saved = 0
    const onError = async () => {
      await new Promise((resolve) => setImmediate(resolve))
      saved++
      throw new Error('mine')
    }
    const { batcher } = await batching(() => ({ status: 400 }), { onError })
    batcher.add(params(1))
    batcher.add(params(2))
    await batcher.flush()
    expect(saved).toBe(2)
  })

  it('sends an event as it was when it was added', async () => {
    const { batcher, received } = await batching(() => accepted)
    const changing = params(1)
    batcher.add(changing)
    changing.event.action = 'another'
    await batcher.flush()
    expect(actions(received)).toEqual(expected(1))
    expect(() => batcher.add({ ...params(2), note: () => {} } as never)).toThrow('could not be cloned')
    expect(batcher.size).toBe(0)
  })

  it('makes no more requests at once than it may', async () => {
    let [open, most, all] = [0, 0, 0]
    const transport = async () => {
      most = Math.max(most, ++open)
      await new Promise((resolve) => setImmediate(resolve))
      open--
      all++
      return Response.json({ success: true })
    }
    const client = new Client({ apiKey: 'sk_test_1', transport })
    const batcher = client.auditLogs.createBatcher({ onError: () => {}, concurrency: 3 })
    for (let n = 0; n < 20; n++) batcher.add(params(n))
    await batcher.flush()
    expect([most, all]).toEqual([3, 20])
  })

  it('refuses an event for which there is no room', async () => {
    const { batcher, received } = await batching(() => accepted, { maxQueueSize: 2 })
    batcher.add(params(1))
    batcher.add(params(2))
    expect(batcher.size).toBe(2)
    const full = expect.objectContaining({ name: 'AuditLogQueueError', code: 'full' })
    expect(() => batcher.add(params(3))).toThrow(full)
    await batcher.flush()
    batcher.add(params(3))
    await batcher.close()
    expect(actions(received)).toEqual(expected(1, 2, 3))
  })

  it('holds up who waits for room, in the order of their coming, and never holds more than it may', async () => {
    const { batcher, received } = await batching(() => accepted, { maxQueueSize: 3, concurrency: 1 })
    const added: number[] = []
    let most = 0
    const all = Array.from({ length: 20 }, async (_, n) => {
      await batcher.addWhenRoom(params(n))
      added.push(n)
      most = Math.max(most, batcher.size)
    })
    expect(batcher.size).toBe(3)
    await Promise.all(all)
    await batcher.flush()
    expect(added).toEqual(Array.from({ length: 20 }, (_, n) => n))
    expect(most).toBe(3)
    expect(received).toHaveLength(20)
  })

  it('sends all that waits when it is closed, also what waits for room, and takes nothing more', async () => {
    const { batcher, received } = await batching(() => accepted, { maxQueueSize: 2 })
    const waiting = [1, 2, 3, 4].map((n) => batcher.addWhenRoom(params(n)))
    await Promise.all([batcher.close(), batcher.close(), ...waiting])
    expect(actions(received)).toEqual(expected(1, 2, 3, 4))
    const closed = expect.objectContaining({ code: 'closed' })
    expect(() => batcher.add(params(5))).toThrow(closed)
    await expect(batcher.addWhenRoom(params(5))).rejects.toEqual(closed)
  })

  it('reports what is left when closing takes too long', async () => {
    const { batcher, failures } = await batching(() => 'hang', { concurrency: 1 })
    for (const n of [1, 2, 3]) batcher.add(params(n))
    await batcher.close({ timeoutMs: 50 })
    expect(failures.map((failure) => failure.params)).toEqual([params(1), params(2), params(3)])
    for (const { error } of failures) expect(error).toMatchObject({ name: 'TimeoutError' })
    expect(batcher.size).toBe(0)
  })

  it('is closed at the end of its block', async () => {
    const { client, received } = await testPeer(() => accepted)
    {
      await using batcher = client.auditLogs.createBatcher({ onError: () => {} })
      batcher.add(params(1))
    }
    expect(actions(received)).toEqual(expected(1))
  })

  it('settles many events at once', async () => {
    const { batcher, failures } = await batching((_, n) => (n % 2 ? accepted : { status: 400 }))
    for (let n = 0; n < 500; n++) batcher.add(params(n))
    await Promise.all([batcher.flush(), batcher.flush()])
    expect(failures).toHaveLength(250)
    expect(batcher.size).toBe(0)
  })

  it.each([
    ['onError', undefined],
    ['onError', 'console'],
    ['batchSize', 0],
    ['batchSize', 1.5],
    ['maxQueueSize', Number.NaN],
    ['concurrency', -1],
    ['maxAttempts', 0],
    ['flushIntervalMs', 0],
    ['flushIntervalMs', 2 ** 31],
  ])('refuses %s: %s', async (option, value) => {
    const { client } = await testPeer(() => accepted)
    const options = { onError: () => {}, [option]: value }
    expect(() => client.auditLogs.createBatcher(options as AuditLogBatcherOptions)).toThrow(
      expect.objectContaining({ name: 'ConfigurationError', option }),
    )
  })

  it('does not keep the process alive, nor end it by a refusal', async () => {
    const { baseUrl, received } = await testPeer(() => ({ status: 400 }))
    const index = JSON.stringify(new URL('../index.ts', import.meta.url).href)
    const code = `
      import { Client } from ${index}
      const client = new Client({ apiKey: 'sk_test_1', baseUrl: ${JSON.stringify(baseUrl)} })
      const batcher = client.auditLogs.createBatcher({ onError: () => { throw new Error('mine') }, flushIntervalMs: 600_000 })
      batcher.add(${JSON.stringify(params(1))})
      await batcher.flush()
      batcher.add(${JSON.stringify(params(2))})
      console.log(batcher.size)`
    const flags = ['--experimental-strip-types', '--no-warnings', '--input-type=module', '-e', code]
    const { stdout } = await promisify(execFile)(process.execPath, flags, { timeout: 20_000 })
    expect(stdout.trim()).toBe('1')
    expect(actions(received)).toEqual(expected(1))
  })
})
