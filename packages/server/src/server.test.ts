import { describe, expect, it, onTestFinished } from 'vitest'
import { developmentConfig } from './kernel/config.ts'
import { openDatabase } from './kernel/database/database.ts'
import { createLogs } from './kernel/telemetry.ts'
import { assembleServer } from './server.ts'
import { eventually } from './testing/eventually.ts'
import { createDatabase, createTenant, startServer } from './testing/index.ts'

async function databaseWithSql() {
  const connection = await createDatabase()
  const direct = openDatabase({ connection, maxConnections: 1 })
  onTestFinished(() => direct.close())
  return { connection, sql: direct.sql }
}

describe('a server', () => {
  it('serves while its background cannot start, and starts it as soon as it can', async () => {
    const { connection, sql } = await databaseWithSql()
    const role = `limited_${connection.database}`
    // Who may not make the schema of the jobs.
    await sql.unsafe(`
      create role ${role} login password 'limited';
      grant all on all tables in schema public to ${role};
      grant all on all sequences in schema public to ${role}`)
    const server = await startServer(
      { ...connection, username: role, password: 'limited' },
      { background: true },
    )
    onTestFinished(() => server.stop())
    const { client } = await createTenant(server)
    expect((await client.organizations.listOrganizations()).data).toEqual([])
    const [before] = await sql`select to_regclass('pgboss.job') as name`
    expect(before).toEqual({ name: null })
    await sql.unsafe(`grant create on database ${connection.database} to ${role}`)
    await eventually(async () => (await sql`select 1 from pgboss.schedule`).length > 0)
  })

  it('leaves nothing behind when it cannot be put together', async () => {
    const { connection, sql } = await databaseWithSql()
    const assembled = assembleServer({
      services: [],
      config: developmentConfig({}, { port: 0 }),
      connection,
      masterKeys: [{ id: 'test', key: Buffer.alloc(32, 'key') }],
      logs: createLogs('silent', process.stdout),
      connectHttp: () => {
        throw new Error('no')
      },
    })
    await expect(assembled).rejects.toThrow('no')
    const others = () => sql`
      select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
    await eventually(async () => (await others()).length === 0)
  })

  it('stops though its database is gone', async () => {
    const connection = await createDatabase()
    const server = await startServer(connection, { background: true })
    const elsewhere = openDatabase({ connection: { ...connection, database: 'postgres' }, maxConnections: 1 })
    onTestFinished(() => elsewhere.close())
    await elsewhere.sql.unsafe(`
      alter database ${connection.database} allow_connections false;
      select pg_terminate_backend(pid) from pg_stat_activity where datname = '${connection.database}'`)
    await server.stop()
    expect(server.app.server.listening).toBe(false)
  })
})
