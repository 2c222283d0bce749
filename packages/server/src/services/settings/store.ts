import type { Queryable } from '../../kernel/database/database.ts'
import type { Chosen } from './rules.ts'

/** What an environment has chosen, of its settings or of its branding. */
export type Table = 'environment_settings' | 'environment_branding'

export type ChosenRow = { chosen: Chosen; updated_at: string }

/** What was chosen, and since when; for an environment that has chosen nothing, since it exists. */
export async function findChosen(
  sql: Queryable,
  table: Table,
  environmentId: string,
): Promise<ChosenRow | undefined> {
  const [row] = await sql<ChosenRow[]>`
    select coalesce(c.chosen, '{}') as chosen, coalesce(c.updated_at, e.created_at) as updated_at
    from environments e left join ${sql(table)} c on c.environment_id = e.id
    where e.id = ${environmentId}`
  return row
}

/** As `findChosen`, and keeps others from choosing until the transaction ends. */
export async function lockChosen(
  tx: Queryable,
  table: Table,
  environmentId: string,
  now: Date,
): Promise<Chosen> {
  await tx`
    insert into ${tx(table)} (environment_id, updated_at) values (${environmentId}, ${now})
    on conflict (environment_id) do nothing`
  const [row] = await tx<{ chosen: Chosen }[]>`
    select chosen from ${tx(table)} where environment_id = ${environmentId} for update`
  return (row as { chosen: Chosen }).chosen
}

export async function updateChosen(
  tx: Queryable,
  table: Table,
  environmentId: string,
  chosen: Chosen,
  now: Date,
): Promise<void> {
  await tx`
    update ${tx(table)} set chosen = ${tx.json(chosen as never)}, updated_at = ${now}
    where environment_id = ${environmentId}`
}
