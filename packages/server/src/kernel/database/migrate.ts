import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { Database, Queryable, Sql, Tx } from './database.ts'

export type Migration = { name: string; sql: string; checksum: string }

/** Migrations that do not fit together, or do not fit the database. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

const fileName = /^(\d{12})_[a-z0-9_]+\.sql$/
/** Any number: what matters is that no other program takes this advisory lock. */
const migrationLock = 7_246_005_001

/**
 * Reads the migrations of all folders in their one order, which is that of their file names.
 *
 * @throws {MigrationError} for a file name of another form, or two files with one instant
 */
export function readMigrations(folders: readonly URL[]): Migration[] {
  const byInstant = new Map<string, string>()
  const migrations = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.sql'))
      .map((name) => {
        const instant = fileName.exec(name)?.[1]
        if (!instant) throw new MigrationError(`${name}: a migration is named YYYYMMDDHHMM_service_what.sql`)
        const other = byInstant.get(instant)
        if (other) throw new MigrationError(`${name} and ${other} have the same instant; give one another`)
        byInstant.set(instant, name)
        const sql = readFileSync(new URL(name, folder), 'utf8')
        return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
      }),
  )
  return migrations.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/**
 * Applies what is not applied yet, each file in a transaction of its own. Nodes that start together take turns.
 *
 * @returns the names of the applied files
 * @throws {MigrationError} when an applied file has changed since
 */
export async function migrate(database: Database, migrations: readonly Migration[]): Promise<string[]> {
  await inTurn(database, async (tx) => {
    await tx`
      create table if not exists schema_migrations (
        name text collate "C" primary key,
        checksum text not null,
        applied_at timestamptz not null default now()
      )`
  })
  const applied: string[] = []
  for (const migration of await pending(database.sql, migrations)) {
    await inTurn(database, async (tx) => {
      const [stillPending] = await pending(tx, [migration])
      if (!stillPending) return
      await tx.unsafe(migration.sql)
      await tx`insert into schema_migrations (name, checksum) values (${migration.name}, ${migration.checksum})`
      applied.push(migration.name)
    })
  }
  return applied
}

async function inTurn(database: Database, work: (tx: Tx) => Promise<void>): Promise<void> {
  await database.transaction(async (tx) => {
    await tx`select pg_advisory_xact_lock(${migrationLock})`
    await work(tx)
  })
}

/** The names of the migrations that the database still lacks. */
export async function pendingMigrations(sql: Sql, migrations: readonly Migration[]): Promise<string[]> {
  const [table] = await sql`select to_regclass('schema_migrations') as name`
  if (!table?.name) return migrations.map((migration) => migration.name)
  return (await pending(sql, migrations)).map((migration) => migration.name)
}

async function pending(sql: Queryable, migrations: readonly Migration[]): Promise<Migration[]> {
  const rows = await sql<{ name: string; checksum: string }[]>`select name, checksum from schema_migrations`
  const applied = new Map(rows.map((row) => [row.name, row.checksum]))
  for (const { name, checksum } of migrations) {
    const known = applied.get(name)
    if (known !== undefined && known !== checksum) {
      throw new MigrationError(
        `${name} was changed after it had been applied to this database. Restore the file and write a new migration.`,
      )
    }
  }
  return migrations.filter((migration) => !applied.has(migration.name))
}
