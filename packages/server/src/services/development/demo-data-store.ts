import type { Queryable } from '../../kernel/database/database.ts'

/** What was made as demo data: where it leads, and the ids of its connections by their names. */
export type DemoData = { simulators_url: string; connections: Record<string, string> }

/** The demo data that an environment was given, if it was. */
export async function findDemoData(sql: Queryable, environmentId: string): Promise<DemoData | undefined> {
  const [row] = await sql<DemoData[]>`
    select simulators_url, connections from development_demo_data where environment_id = ${environmentId}`
  return row
}

/** Writes down that an environment has its demo data. */
export async function recordDemoData(
  sql: Queryable,
  environmentId: string,
  { simulators_url, connections }: DemoData,
): Promise<void> {
  await sql`
    insert into development_demo_data (environment_id, simulators_url, connections)
    values (${environmentId}, ${simulators_url}, ${sql.json(connections)})
    on conflict (environment_id) do update
      set simulators_url = excluded.simulators_url, connections = excluded.connections`
}
