import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createDatabase } from '../../testing/index.ts'
import { type DatabaseOptions, openDatabase } from './database.ts'
import { unavailability } from './errors.ts'

/** A way to the database whose connections a test resets, freezes or refuses, as networks and proxies do. */
async function frontOf({ host, port }: { host: string; port: number }) {
  const clients = new Set<Socket>()
  const sockets = new Set<Socket>()
  const state = { frozen: false, refusing: false, onData: (_text: string, _client: Socket) => {} }
  const server = createServer((client) => {
    if (state.refusing) return void client.destroy()
    const database = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host)
    clients.add(client)
    client.on('data', (data) => {
      state.onData(data.toString('latin1'), client)
      if (!state.frozen) database.write(data)
    })
    database.on('data', (data) => state.frozen || client.write(data))
    for (const socket of [client, database]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        clients.delete(client)
        client.destroy()
        database.destroy()
      })
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return {
    state,
    port: (server.address() as { port: number }).port,
    reset: () => {
      for (const client of clients) client.resetAndDestroy()
    },
  }
}

/** A database behind a front, and a pool that goes through it. One connection, so that everybody shares it. */
async function behindFront(options: Partial<DatabaseOptions> = {}) {
  const connection = await createDatabase()
  const front = await frontOf(connection)
  const through = { ...connection, host: '127.0.0.1', port: front.port }
  const database = openDatabase({ connection: through, maxConnections: 1, ...options })
  const direct = openDatabase({ connection, maxConnections: 1 })
  onTestFinished(async () => {
    await Promise.all([database.close(), direct.close()])
  })
  const { sql } = database
  return {
    ...front,
    ...database,
    connection,
    kill: (pid: number) => direct.sql`select pg_terminate_backend(${pid}, 5000)`,
    who: async (name: string) => (await sql<{ name: string }[]>`select ${name}::text as name`)[0]?.name,
  }
}

const pidOf = async (sql: Pick<ReturnType<typeof openDatabase>, 'sql'>['sql']) =>
  (await sql<{ pid: number }[]>`select pg_backend_pid() as pid`)[0]?.pid as number

const names = ['alice', 'bob', 'carol', 'dave']

describe('a transaction whose connection is lost', () => {
  it('fails while it waits for a statement, and the connection is made anew', async () => {
    const { transaction, kill, who } = await behindFront()
    const work = transaction(async (tx) => {
      const pid = await pidOf(tx as never)
      await Promise.all([tx`select pg_sleep(10)`, kill(pid)])
    })
    await expect(work).rejects.toMatchObject({ code: expect.stringMatching(/57P01|CONNECTION_CLOSED/) })
    for (const name of names) expect(await who(name)).toBe(name)
  })

  it('fails when it is reset, and the connection is made anew', async () => {
    const { transaction, reset, who } = await behindFront()
    const work = transaction(async (tx) => {
      await tx`select 1`
      reset()
      await tx`select pg_sleep(10)`
    })
    await expect(work).rejects.toMatchObject({ code: expect.stringMatching(/ECONNRESET|CONNECTION_CLOSED/) })
    for (const name of names) expect(await who(name)).toBe(name)
  })

  it('does nothing in the transaction of another, that has the connection next', async () => {
    const { sql, transaction, kill } = await behindFront()
    await sql`create table t (who text)`
    const [othersTurn, zombiesTurn, othersEnd] = [1, 2, 3].map(() => Promise.withResolvers<void>())
    const lost = expect(
      transaction(async (tx) => {
        await tx`insert into t values ('lost')`
        await kill(await pidOf(tx as never))
        othersTurn?.resolve()
        await zombiesTurn?.promise
        await tx`insert into t values ('after the loss')`.finally(() => othersEnd?.resolve())
      }),
    ).rejects.toMatchObject({ code: expect.any(String) })
    await othersTurn?.promise
    await lost
    await transaction(async (tx) => {
      await tx`insert into t values ('first of the other')`
      zombiesTurn?.resolve()
      await othersEnd?.promise
      await tx`insert into t values ('second of the other')`
    })
    expect(await sql`select who from t order by who`).toEqual([
      { who: 'first of the other' },
      { who: 'second of the other' },
    ])
  })
})

describe('a transaction that begins while others wait for the same connection', () => {
  it.each(Array.from({ length: 8 }, (_, i) => i + 16))(
    'has it to itself, behind %i of them',
    async (others) => {
      const { connection } = await behindFront()
      const { sql, transaction, close } = openDatabase({ connection, maxConnections: 2 })
      onTestFinished(close)
      await sql`create table t (n integer)`
      const insert = (n: number) => sql`insert into t values (${n})`
      await Promise.all([1, 2, 3, 4].map(insert))
      await Promise.all([
        ...Array.from({ length: others }, (_, n) => insert(n)),
        ...[1, 2, 3].map((n) => transaction((tx) => tx`insert into t values (${n})`)),
        ...Array.from({ length: 20 }, (_, n) => insert(n)),
      ])
      await close()
      const after = openDatabase({ connection, maxConnections: 1 })
      onTestFinished(() => after.close())
      expect(await after.sql`select count(*)::integer as n from t`).toEqual([{ n: 4 + others + 3 + 20 }])
    },
  )
})

describe('a statement', () => {
  it('is refused where too many wait already', async () => {
    const { sql } = await behindFront()
    const slow = sql`select pg_sleep(0.2)`.execute()
    const answers = await Promise.allSettled(
      Array.from({ length: 200 }, (_, n) => sql`select ${n}::integer as n`),
    )
    await slow
    const refused = answers.filter((answer) => answer.status === 'rejected')
    expect(refused.length).toBeGreaterThan(100)
    expect(new Set(refused.map(({ reason }) => unavailability(reason)))).toEqual(new Set(['database_busy']))
    expect(await sql`select 1 as n`).toEqual([{ n: 1 }])
  })

  it('of a transaction that has ended is refused', async () => {
    const { sql, transaction } = await behindFront()
    await sql`create table t (n integer)`
    const tx = await transaction(async (tx) => [tx] as const)
    await expect(tx[0]`insert into t values (1)`).rejects.toMatchObject({ code: 'TRANSACTION_ENDED' })
    expect(await sql`select n from t`).toEqual([])
  })

  it.each([
    ['undefined', undefined],
    ['an instant that is none', new Date(Number.NaN)],
  ])(
    'whose parameter cannot be written (%s) fails alone: nobody gets the rows of another',
    async (_, value) => {
      const { sql, who } = await behindFront()
      const at = (date: unknown) => sql`select ${date as Date}::timestamptz as at`
      await Promise.all([who('warm'), at(new Date())])
      const [alice, broken, bob, carol] = await Promise.allSettled([
        who('alice'),
        at(value),
        who('bob'),
        who('carol'),
      ])
      expect([alice, bob, carol]).toEqual(
        ['alice', 'bob', 'carol'].map((name) => ({ status: 'fulfilled', value: name })),
      )
      expect(broken?.status).toBe('rejected')
      expect(await who('dave')).toBe('dave')
    },
  )

  it('that fails between two rows leaves none of them to the next', async () => {
    const { sql } = await behindFront()
    const numbers = () => sql`select n from generate_series(1, 3) n`
    await numbers()
    await expect(sql`select 1 / (3 - n) from generate_series(1, 5) n`).rejects.toMatchObject({
      code: '22012',
    })
    expect(await numbers()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
  })

  it('does not get the error of the connection before', async () => {
    const { sql, kill, who } = await behindFront()
    await kill(await pidOf(sql))
    await who('anyone').catch(() => {})
    expect(await who('alice')).toBe('alice')
  })
})

describe('a database that does not answer', () => {
  it('may be lost while a connection begins', async () => {
    const { state, who } = await behindFront()
    state.onData = (text, client) => void (text.includes('pg_catalog.pg_type') && client.resetAndDestroy())
    await expect(who('alice')).rejects.toMatchObject({
      code: expect.stringMatching(/ECONNRESET|CONNECTION_CLOSED/),
    })
    state.onData = () => {}
    await expect.poll(() => who('alice').catch(() => ''), { timeout: 5_000 }).toBe('alice')
  })

  it('is refused at once where a proxy accepts connections and closes them', async () => {
    const { state, who } = await behindFront()
    state.refusing = true
    const answers = await Promise.allSettled(names.map(who))
    expect(answers.map(({ status }) => status)).toEqual(names.map(() => 'rejected'))
    state.refusing = false
    expect(await who('alice')).toBe('alice')
  })

  it('is given up after the time that a statement may take, for all who wait, and found again', async () => {
    const { state, sql, who } = await behindFront({ statementTimeoutMs: 500, connectTimeoutSeconds: 1 })
    await who('warm')
    state.frozen = true
    const begun = performance.now()
    const answers = await Promise.allSettled([...names.map(who), sql.begin((tx) => tx`select 1`)])
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 'rejected'))
    expect(performance.now() - begun).toBeLessThan(8_000)
    state.frozen = false
    await expect.poll(() => who('alice').catch(() => ''), { timeout: 5_000 }).toBe('alice')
  })

  it('keeps nobody waiting for a turn of his own to be refused', async () => {
    const { state, who } = await behindFront({ connectTimeoutSeconds: 1 })
    state.frozen = true
    const begun = performance.now()
    const answers = await Promise.allSettled(Array.from({ length: 50 }, () => who('alice')))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['rejected']))
    expect(performance.now() - begun).toBeLessThan(5_000)
  })
})
