import { error, group, type Operation, type OperationSpec, operation } from '@portico/contract'
import Type from 'typebox'
import { describe, expect, it, onTestFinished } from 'vitest'
import { testServer } from '../../testing/index.ts'
import type { Context, Handler, MutationContext } from './context.ts'
import { type HttpServices, mountOperation } from './operations.ts'
import { documentedLimits, memoryRateLimiter } from './rate-limit.ts'
import { createHttpServer } from './server.ts'

type Call = { token?: string; key?: string; body?: Record<string, unknown>; headers?: Record<string, string> }

/** An operation of the test's own behind everything that the kernel puts before operations. */
async function serving(
  spec: Partial<OperationSpec>,
  handler: (context: MutationContext, body: Record<string, unknown>) => unknown,
  services: Partial<HttpServices> = {},
) {
  const { server, environment } = await testServer({ env: { PORTICO_DATABASE_POOL: '3' } })
  const { kernel } = server
  const identity = { environment, keyId: 'key_1', keyName: 'Test', expiresAt: null }
  const all: HttpServices = {
    resolveApiKey: (key) => (key === 'good' ? identity : undefined),
    isAllowedOrigin: async () => true,
    limiter: memoryRateLimiter(documentedLimits),
    ...services,
  }
  const app = createHttpServer(kernel, {
    migrations: [],
    isAllowedOrigin: all.isAllowedOrigin,
    admitAnybody: () => {},
  })
  const { operations } = group('tests', {
    act: operation({
      method: 'POST',
      path: '/act',
      summary: 'Act',
      body: Type.Object({}),
      status: 200,
      returns: Type.Object({ n: Type.Number() }),
      ...spec,
    } as OperationSpec),
  })
  const run: Handler<OperationSpec> = (context, { body }) => handler(context as never, body as never) as never
  const act = operations.act as Operation
  mountOperation(app, kernel, all, act, { operation: act, handler: run })
  onTestFinished(() => app.close())
  const call = ({ token = 'good', key, body = {}, headers = {} }: Call = {}) =>
    app.inject({
      method: 'POST',
      url: '/act',
      headers: { authorization: `Bearer ${token}`, ...(key && { 'idempotency-key': key }), ...headers },
      payload: body,
    })
  return { call, kernel, environment, server }
}

const counter = () => {
  let n = 0
  return () => ({ n: ++n })
}

const refused = error(400, 'refused', 'No.')
/** Two moments of a request: the handler has begun, and it may go on. */
const moments = () => ({ begun: Promise.withResolvers<void>(), goOn: Promise.withResolvers<void>() })

describe('work for after the commit', () => {
  it('is that of the attempt that was committed', async () => {
    const done: number[] = []
    let attempts = 0
    const { call } = await serving({}, async ({ tx, afterCommit }) => {
      const attempt = ++attempts
      afterCommit(() => void done.push(attempt))
      if (attempt < 3) await tx`do $$ begin raise exception using errcode = '40001'; end $$`
      return { n: attempt }
    })
    expect((await call()).json()).toEqual({ n: 3 })
    expect(done).toEqual([3])
  })

  it('is not done for an answer that was given before', async () => {
    let done = 0
    const { call } = await serving({}, ({ afterCommit }) => {
      afterCommit(() => void done++)
      return { n: 1 }
    })
    for (const _ of [1, 2]) expect((await call({ key: 'k1' })).statusCode).toBe(200)
    expect(done).toBe(1)
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('no')
      },
    ],
    [
      'rejects',
      async () => {
        throw new Error('no')
      },
    ],
  ])('does not undo the answer when it %s', async (_, work) => {
    const { call } = await serving({}, ({ afterCommit }) => {
      afterCommit(work)
      return { n: 1 }
    })
    expect((await call()).statusCode).toBe(200)
  })
})

describe('requests under one idempotency key', () => {
  it('leave the connections to others while they wait for the first', async () => {
    const { begun, goOn } = moments()
    const { call } = await serving({}, async ({ tx }, { wait }) => {
      begun.resolve()
      if (wait) await goOn.promise
      const [row] = await tx<{ n: number }[]>`select 7 as n`
      return row
    })
    const waiting = Array.from({ length: 10 }, () => call({ key: 'k1', body: { wait: true } }))
    await begun.promise
    expect((await call()).json()).toEqual({ n: 7 })
    goOn.resolve()
    const answers = await Promise.all(waiting)
    expect(answers.map((answer) => answer.json())).toEqual(answers.map(() => ({ n: 7 })))
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'])).toHaveLength(9)
  })

  it('are apart for callers who have no key of ours, unless they present the same credential', async () => {
    const count = counter()
    const { call } = await serving({ auth: 'access_token' }, count)
    expect((await call({ token: 'alice', key: 'k1' })).json()).toEqual({ n: 1 })
    expect((await call({ token: 'bob', key: 'k1' })).json()).toEqual({ n: 2 })
    expect((await call({ token: 'bob', key: 'k1', body: { client_id: 'c1' } })).json()).toEqual({ n: 3 })
    expect((await call({ token: 'alice', key: 'k1' })).json()).toEqual({ n: 1 })
    expect((await call({ token: 'alice', key: 'k1', body: { more: 1 } })).statusCode).toBe(409)
  })

  it('are not recorded when a caller without a key of ours is refused', async () => {
    for (const transaction of ['own', 'kernel'] as const) {
      const { call, kernel } = await serving({ auth: 'none', transaction }, () => {
        throw refused()
      })
      expect((await call({ key: 'k1' })).statusCode).toBe(400)
      expect(await kernel.database.sql`select 1 from idempotency_keys`).toHaveLength(0)
    }
  })
})

describe('an operation that opens its own transactions', () => {
  const own = { transaction: 'own' } as const

  it('holds no connection meanwhile, with a key as without', async () => {
    const { call } = await serving(own, async (context) => {
      const { sql } = context as unknown as Context
      return (await sql.begin((tx) => tx<{ n: number }[]>`select 7 as n`))[0]
    })
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => call({ key: `k${i}` })))
    expect(answers.map((answer) => answer.json())).toEqual(answers.map(() => ({ n: 7 })))
  })

  it('runs once, and a repetition that comes meanwhile gets the first answer', async () => {
    const { begun, goOn } = moments()
    const count = counter()
    const { call } = await serving(own, async () => {
      begun.resolve()
      await goOn.promise
      return count()
    })
    const answers = [call({ key: 'k1' }), call({ key: 'k1' })]
    await begun.promise
    goOn.resolve()
    expect((await Promise.all(answers)).map((answer) => answer.json())).toEqual([{ n: 1 }, { n: 1 }])
    expect((await call({ key: 'k1', body: { other: 1 } })).statusCode).toBe(409)
  })

  it('gives a refusal again, and tries again after a failure', async () => {
    const count = counter()
    const { call } = await serving(own, () => {
      const answer = count()
      if (answer.n === 1) throw refused()
      return answer
    })
    expect((await call({ key: 'k1' })).statusCode).toBe(400)
    expect((await call({ key: 'k1' })).statusCode).toBe(400)
    const again = counter()
    const failing = await serving(own, () => {
      const answer = again()
      if (answer.n === 1) throw new Error('broken')
      return answer
    })
    expect((await failing.call({ key: 'k1' })).statusCode).toBe(500)
    expect((await failing.call({ key: 'k1' })).json()).toEqual({ n: 2 })
  })

  it('is run again when its node has died, and not before', async () => {
    const count = counter()
    const { call, kernel } = await serving(own, count)
    await call({ key: 'k1' })
    // As the row was while the operation ran.
    const { sql } = kernel.database
    await sql`
      update idempotency_keys set status = null, answer = null, leased_until = now() + interval '1 second'`
    const begun = performance.now()
    expect((await call({ key: 'k1' })).json()).toEqual({ n: 2 })
    expect(performance.now() - begun).toBeGreaterThan(800)
  })
})

describe('a page of another origin', () => {
  it('may read that it was refused', async () => {
    const { call } = await serving({}, counter())
    const { statusCode, headers } = await call({ token: 'bad', headers: { origin: 'https://app.example' } })
    expect([statusCode, headers['access-control-allow-origin']]).toEqual([401, 'https://app.example'])
  })

  it('costs no look at its origin when its network asks too often', async () => {
    let looks = 0
    const { call } = await serving({}, counter(), {
      limiter: memoryRateLimiter({ ...documentedLimits, anonymous: { limit: 2, windowSeconds: 60 } }),
      isAllowedOrigin: async () => looks++ < 0,
    })
    const statuses: number[] = []
    for (let i = 0; i < 4; i++) {
      const { statusCode } = await call({ token: 'bad', headers: { origin: `https://${i}.example` } })
      statuses.push(statusCode)
    }
    expect(statuses).toEqual([401, 401, 429, 429])
    expect(looks).toBe(2)
  })
})
