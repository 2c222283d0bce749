import { randomInt } from 'node:crypto'
import postgres from 'postgres'
import type { Ready } from './servers.ts'

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** As far back as nothing is past retention. */
const spanMs = 80 * 86_400_000
const batchSize = 5_000
const trades = [
  'Logistics',
  'Health',
  'Robotics',
  'Foods',
  'Energy',
  'Media',
  'Bank',
  'Optics',
  'Steel',
  'Labs',
]

export type SeededOrganization = {
  id: string
  name: string
  domain: string | null
  externalId: string | null
}

/**
 * Puts organizations in as a quarter of business would have left them: ids in the order of creation, a domain for two of
 * three, an external id for every second, some metadata; each with the events that made it, in transactions of their
 * own. Then lets PostgreSQL count them, which it does by itself within a minute otherwise.
 *
 * @returns the organizations, oldest first
 */
export async function seedOrganizations(
  { database, environmentId }: Ready,
  count: number,
  options: { events?: boolean } = {},
): Promise<SeededOrganization[]> {
  const sql = postgres({ ...database, max: 1, onnotice: () => {}, connection: { synchronous_commit: 'off' } })
  try {
    const organizations = Array.from({ length: count }, (_, i) => organization(i, count))
    for (let from = 0; from < count; from += batchSize) {
      await insert(sql, environmentId, organizations.slice(from, from + batchSize))
    }
    if (options.events) await insertEvents(sql, environmentId)
    await sql`vacuum analyze`
    return organizations
  } finally {
    await sql.end()
  }
}

type Organization = SeededOrganization & { at: Date; domainId: string | null; metadata: string }

function organization(i: number, count: number): Organization {
  const at = new Date(Date.now() - spanMs + Math.floor(((i + 1) / (count + 1)) * spanMs))
  const name = `${word()} ${trades[i % trades.length]}`
  const hasDomain = i % 3 !== 2
  return {
    id: idAt('org', at),
    name,
    domain: hasDomain ? `${name.toLowerCase().replace(' ', '-')}-${i}.example` : null,
    domainId: hasDomain ? idAt('org_domain', at) : null,
    externalId: i % 2 === 0 ? `customer-${i}` : null,
    metadata: i % 4 === 0 ? JSON.stringify({ plan: 'enterprise', region: `eu-${i % 5}` }) : '{}',
    at,
  }
}

const word = () =>
  Array.from(
    { length: 3 },
    () => 'BCDFGKLMNPRSTVZ'.charAt(randomInt(15)) + 'aeiou'.charAt(randomInt(5)),
  ).join('')

/** An identifier as the server makes them. */
function idAt(prefix: string, at: Date): string {
  const random = Array.from({ length: 16 }, () => crockford.charAt(randomInt(32)))
  return `${prefix}_${timeOf(at)}${random.join('')}`
}

const firstIdAt = (at: Date) => `event_${timeOf(at)}${'0'.repeat(16)}`

function timeOf(at: Date): string {
  let time = at.getTime()
  let text = ''
  for (let i = 0; i < 10; i++) {
    text = crockford.charAt(time % 32) + text
    time = Math.floor(time / 32)
  }
  return text
}

async function insert(sql: postgres.Sql, environmentId: string, batch: Organization[]): Promise<void> {
  const column = <K extends keyof Organization>(name: K) => batch.map((o) => o[name]) as string[]
  const instants = batch.map(({ at }) => at.toISOString())
  await sql`
    insert into organizations
      (environment_id, id, name, metadata, external_id, created_at, updated_at)
    select ${environmentId}, o.id, o.name, o.metadata::jsonb, o.external_id, o.at, o.at
    from unnest(${column('id')}::text[], ${column('name')}::text[], ${column('metadata')}::text[],
                ${column('externalId')}::text[], ${instants}::timestamptz[]) as o (id, name, metadata, external_id, at)`
  await sql`
    insert into organization_domains
      (environment_id, id, organization_id, domain, state, verification_strategy, created_at, updated_at)
    select ${environmentId}, d.id, d.organization_id, d.domain, 'verified', 'manual', d.at, d.at
    from unnest(${column('domainId')}::text[], ${column('id')}::text[], ${column('domain')}::text[],
                ${instants}::timestamptz[]) as d (id, organization_id, domain, at)
    where d.domain is not null`
}

/**
 * One transaction for each organization, because the feed is in the order of transactions: created, for one in ten
 * updated, and for one in a thousand a domain that failed its verification.
 */
async function insertEvents(sql: postgres.Sql, environmentId: string): Promise<void> {
  await createPastMonths(sql)
  await sql.unsafe(`
    do $$
    declare o record; i integer := 0;
    begin
      for o in
        select id, name, external_id, metadata, created_at from organizations
        where environment_id = '${environmentId}' order by id
      loop
        insert into events (environment_id, id, event, organization_id, data, created_at)
        select '${environmentId}',
          'event_' || left(substr(o.id, 5), 24) || lpad(n::text, 2, '0'), name, o.id,
          json_build_object('object', 'organization', 'id', o.id, 'name', o.name, 'domains', '[]'::json,
            'metadata', o.metadata, 'external_id', o.external_id, 'allow_profiles_outside_organization', false,
            'created_at', iso(o.created_at), 'updated_at', iso(o.created_at)), o.created_at
        from (values (1, 'organization.created', 1), (2, 'organization.updated', 10),
                     (3, 'organization_domain.verification_failed', 1000)) as e (n, name, every)
        where i % e.every = 0;
        i := i + 1;
        commit;
      end loop;
    end $$`)
}

/** The server prepares months ahead; these have been present once. */
async function createPastMonths(sql: postgres.Sql): Promise<void> {
  const now = new Date()
  for (let ago = 3; ago >= 1; ago--) {
    const [start, end] = [ago, ago - 1].map(
      (months) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1)),
    ) as [Date, Date]
    await sql.unsafe(`
      create table if not exists events_${start.toISOString().slice(0, 7).replace('-', '_')}
      partition of events for values from ('${firstIdAt(start)}') to ('${firstIdAt(end)}')`)
  }
}
