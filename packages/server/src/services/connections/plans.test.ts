import { beforeAll, describe, expect, it } from 'vitest'
import type { Sql } from '../../kernel/database/database.ts'
import { type PageQuery, readPage } from '../../kernel/http/cursor.ts'
import { createDatabase, startServer } from '../../testing/index.ts'
import { type ConnectionFilter, connectionsQuery } from './store.ts'

const environmentId = 'environment_00000000000000000000000001'
const middle = 'conn_00000000000000000000050000'
const anything = {
  connectionType: undefined,
  domain: undefined,
  organizationId: undefined,
  search: undefined,
}

let sql: Sql

/** 100,000 connections of one environment, of 50,000 organizations with a domain each. */
beforeAll(async () => {
  const server = await startServer(await createDatabase())
  sql = server.kernel.database.sql
  const now = server.kernel.clock.now()
  await sql`insert into environments (id, name, kind, created_at, updated_at)
    values (${environmentId}, 'Large', 'sandbox', ${now}, ${now})`
  await sql`
    insert into organizations (environment_id, id, name, metadata, created_at, updated_at)
    select ${environmentId}, 'org_' || lpad(n::text, 26, '0'), 'Organization', '{}', ${now}, ${now}
    from generate_series(1, 50000) n`
  await sql`
    insert into organization_domains (environment_id, id, organization_id, domain, state, verification_strategy, created_at, updated_at)
    select ${environmentId}, 'org_domain_' || lpad(n::text, 26, '0'), 'org_' || lpad(n::text, 26, '0'), n || '.com',
           'verified', 'manual', ${now}, ${now}
    from generate_series(1, 50000) n`
  await sql`
    insert into connections
      (environment_id, id, organization_id, connection_type, protocol, name, state, external_key, created_at, updated_at)
    select ${environmentId}, 'conn_' || lpad(n::text, 26, '0'), 'org_' || lpad((n / 2 + 1)::text, 26, '0'),
           case when n % 1000 = 7 then 'ADFSSAML' else 'OktaSAML' end, 'saml', 'Connection ' || n, 'active', n::text, ${now}, ${now}
    from generate_series(1, 99998) n`
  await sql`analyze connections, organization_domains, organizations`
  return () => server.stop()
})

async function planOf(filter: Partial<ConnectionFilter>, query: PageQuery) {
  const plan: string[] = []
  await readPage(sql, query, async (clauses) => {
    const rows = await sql`
      explain (costs off) ${connectionsQuery(sql, environmentId, { ...anything, ...filter }, clauses)}`
    plan.push(...rows.map((row) => row['QUERY PLAN'] as string))
    return []
  })
  return plan.join('\n')
}

describe('with 100,000 connections, a page', () => {
  const cases: [string, Partial<ConnectionFilter>, PageQuery][] = [
    ['of the newest', {}, {}],
    ['after a cursor', {}, { after: middle }],
    ['before a cursor', {}, { before: middle }],
    ['of a rare kind', { connectionType: 'ADFSSAML' }, {}],
    ['of a kind that does not occur', { connectionType: 'DuoSAML' }, { after: middle }],
    ['of an organization', { organizationId: 'org_00000000000000000000000007' }, {}],
    ['of a domain', { domain: '7.com' }, {}],
  ]

  it.each(cases)('%s comes from an index, in its order', async (_, filter, query) => {
    const plan = await planOf(filter, query)
    expect(plan).toMatch(/Index Scan (Backward )?using connections_/)
    expect(plan).not.toContain('Seq Scan')
  })

  it('of a part of a name reads each name once, and the domains of what it shows alone', async () => {
    const plan = await planOf({ search: '4711' }, {})
    expect(plan.match(/Scan .*connections/g)).toHaveLength(1)
    expect(plan).toContain('Index Scan using organization_domains_organization')
  })
})
