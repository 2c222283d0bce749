import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createDatabase, testServer } from '../../testing/index.ts'
import { type Database, openDatabase } from './database.ts'
import { unavailability } from './errors.ts'
import { migrate, pendingMigrations, readMigrations } from './migrate.ts'

async function emptyDatabase(): Promise<Database> {
  const database = openDatabase({ connection: await createDatabase(), maxConnections: 4 })
  onTestFinished(() => database.close())
  return database
}

function folderWith(files: Record<string, string>): URL {
  const folder = mkdtempSync(join(tmpdir(), 'portico-migrations-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return pathToFileURL(`${folder}/`)
}

describe('transaction', () => {
  it('commits what it did when it returns, and nothing when it throws', async () => {
    const { sql, transaction } = await emptyDatabase()
    await sql`create table t (n integer)`
    await transaction((tx) => tx`insert into t values (1)`)
    await expect(
      transaction(async (tx) => {
        await tx`insert into t values (2)`
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect(await sql`select n from t`).toEqual([{ n: 1 }])
  })

  it('is repeated after a serialization failure', async () => {
    const { sql, transaction } = await emptyDatabase()
    await sql`create table t (id integer primary key, n integer)`
    await sql`insert into t values (1, 0)`
    const add = () =>
      transaction(async (tx) => {
        await tx`set transaction isolation level serializable`
        const [row] = await tx<{ n: number }[]>`select n from t`
        await tx`update t set n = ${(row?.n ?? 0) + 1}`
      })
    await Promise.all([add(), add(), add()])
    expect(await sql`select n from t`).toEqual([{ n: 3 }])
  })
})

describe('the URL of a database', () => {
  it('is not quoted when it cannot be read: it may hold a password', () => {
    const open = () => openDatabase({ connection: 'postgres://portico:hunter%2@db/portico' })
    expect(open).toThrow('cannot be read')
    expect(open).not.toThrow('hunter')
  })
})

describe('instants', () => {
  it.each(['2026-01-15T12:00:00.000Z', '2026-01-15T12:00:00.120Z', '1999-12-31T23:59:59.999Z'])(
    'are read as the wire shows them: %s',
    async (instant) => {
      const { sql } = await emptyDatabase()
      const [row] = await sql<{ at: string; nested: { at: string } }[]>`
        select ${instant}::timestamptz as at, json_build_object('at', iso(${instant}::timestamptz)) as nested`
      expect(row).toEqual({ at: instant, nested: { at: instant } })
    },
  )
})

describe('migrate', () => {
  const first = { '202601010000_a_one.sql': 'create table one (n integer);' }
  const second = { '202601010100_a_two.sql': 'create table two (n integer); insert into one values (1);' }

  it('applies what is missing, once, in the order of the names', async () => {
    const database = await emptyDatabase()
    const migrations = readMigrations([folderWith(second), folderWith(first)])
    expect(await migrate(database, migrations)).toEqual([...Object.keys(first), ...Object.keys(second)])
    expect(await migrate(database, migrations)).toEqual([])
    expect(await pendingMigrations(database.sql, migrations)).toEqual([])
  })

  it('is done by one of several nodes that start at once', async () => {
    const database = await emptyDatabase()
    const migrations = readMigrations([folderWith(first), folderWith(second)])
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(database, migrations)))
    expect(applied.flat().sort()).toEqual([...Object.keys(first), ...Object.keys(second)])
    expect(await database.sql`select n from one`).toEqual([{ n: 1 }])
  })

  it('applies a file as a whole or not at all', async () => {
    const database = await emptyDatabase()
    const broken = {
      '202601010200_a_broken.sql': 'create table three (n integer); select no_such_function();',
    }
    await expect(migrate(database, readMigrations([folderWith(broken)]))).rejects.toThrow('no_such_function')
    const [row] = await database.sql`select to_regclass('three') as name`
    expect(row).toEqual({ name: null })
  })

  it('refuses a file that changed after it had been applied', async () => {
    const database = await emptyDatabase()
    await migrate(database, readMigrations([folderWith(first)]))
    const changed = { '202601010000_a_one.sql': 'create table one (n bigint);' }
    await expect(migrate(database, readMigrations([folderWith(changed)]))).rejects.toThrow(
      '202601010000_a_one.sql was changed',
    )
  })

  it('refuses a name of another form, and two files of one instant', () => {
    expect(() => readMigrations([folderWith({ 'one.sql': '' })])).toThrow('is named YYYYMMDDHHMM')
    expect(() => readMigrations([folderWith(first), folderWith({ '202601010000_b.sql': '' })])).toThrow(
      'same instant',
    )
  })
})

describe('a database that cannot serve', () => {
  it('is a 503 in the middle of a request, and the next request works again', async () => {
    const { server, request } = await testServer({})
    const { sql } = server.kernel.database
    const created = request('POST', '/organizations', { body: { name: 'Acme' } })
    await created
    const killed = sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and application_name = 'portico'`
    await killed.catch(() => {})
    const answers = await Promise.all([1, 2, 3].map(() => request('GET', '/organizations')))
    for (const { status, body } of answers) {
      if (status === 503)
        expect(body).toMatchObject({ code: 'database_unavailable', request_id: expect.any(String) })
      else expect(status).toBe(200)
    }
    await expect
      .poll(async () => (await request('GET', '/organizations')).status, { timeout: 10_000 })
      .toBe(200)
  })

  it('is a 503 when its disk is full, and nothing is changed', async () => {
    const { server, request, recorded } = await testServer({})
    const { sql } = server.kernel.database
    await sql.unsafe(`
      create function refuse() returns trigger language plpgsql as
        $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$;
      create trigger full_disk before insert on organizations execute function refuse();`)
    const answer = await request('POST', '/organizations', { body: { name: 'Acme' } })
    expect(answer).toMatchObject({ status: 503, body: { code: 'database_full' } })
    expect(answer.headers.get('retry-after')).toBe('1')
    await sql`drop trigger full_disk on organizations`
    expect((await request('POST', '/organizations', { body: { name: 'Acme' } })).status).toBe(201)
    expect(await recorded.events()).toEqual(['organization.created'])
  })

  it('is told from other failures by its code', () => {
    const failure = (code: string) => Object.assign(new Error('x'), { name: 'PostgresError', code })
    expect(unavailability(failure('53100'))).toBe('database_full')
    expect(unavailability(failure('57014'))).toBe('database_timeout')
    expect(unavailability(failure('57P01'))).toBe('database_unavailable')
    expect(unavailability(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))).toBe(
      'database_unavailable',
    )
    expect(unavailability(failure('40P01'))).toBe('database_timeout')
    expect(unavailability(failure('28P01'))).toBe('database_unavailable')
    expect(unavailability(failure('23505'))).toBeUndefined()
    expect(unavailability(new Error('x'))).toBeUndefined()
  })
})
