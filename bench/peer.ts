/**
 * What a careful person would write by hand: Fastify, postgres.js and the same queries, with neither authentication
 * nor validation, limits, logs, metrics or events. Its requests per second are what this machine can do at best.
 */
import { fastify } from 'fastify'
import postgres from 'postgres'
import type { Ready } from './servers.ts'

const { database, environmentId } = JSON.parse(process.env.BENCH_PORTICO ?? '') as Ready
const sql = postgres({ ...database, max: Number(process.env.PORTICO_DATABASE_POOL), onnotice: () => {} })
const app = fastify({ logger: false })

app.get<{ Params: { id: string } }>('/organizations/:id', async (request, reply) => {
  const [row] = await sql`
    select 'organization' as object, o.id, o.name, o.metadata, o.external_id, o.stripe_customer_id,
      o.allow_profiles_outside_organization, o.created_at, o.updated_at,
      coalesce((
        select json_agg(json_strip_nulls(json_build_object(
          'object', 'organization_domain', 'id', d.id, 'organization_id', d.organization_id, 'domain', d.domain,
          'state', d.state, 'verification_prefix', d.verification_prefix,
          'verification_token', d.verification_token, 'verification_strategy', d.verification_strategy,
          'created_at', iso(d.created_at), 'updated_at', iso(d.updated_at))) order by d.id)
        from organization_domains d
        where d.environment_id = o.environment_id and d.organization_id = o.id
      ), '[]'::json) as domains
    from organizations o
    where o.environment_id = ${environmentId} and o.id = ${request.params.id}`
  return row ?? reply.code(404).send({ message: 'Not found' })
})

app.get<{ Querystring: { limit: string } }>('/organizations', async (request) => {
  const limit = Number(request.query.limit)
  const rows = await sql`
    select 'organization' as object, o.id, o.name, o.metadata, o.external_id, o.stripe_customer_id,
      o.allow_profiles_outside_organization, o.created_at, o.updated_at,
      coalesce((
        select json_agg(json_strip_nulls(json_build_object(
          'object', 'organization_domain', 'id', d.id, 'organization_id', d.organization_id, 'domain', d.domain,
          'state', d.state, 'verification_prefix', d.verification_prefix,
          'verification_token', d.verification_token, 'verification_strategy', d.verification_strategy,
          'created_at', iso(d.created_at), 'updated_at', iso(d.updated_at))) order by d.id)
        from organization_domains d
        where d.environment_id = o.environment_id and d.organization_id = o.id
      ), '[]'::json) as domains
    from organizations o
    where o.environment_id = ${environmentId}
    order by o.id desc limit ${limit + 1}`
  return { object: 'list', data: rows.slice(0, limit) }
})

// In an environment of its own, so that it does not change what the reads of the other find.
await sql`
  insert into environments (id, name, kind, created_at, updated_at)
  values ('environment_peer', 'Peer', 'sandbox', now(), now()) on conflict do nothing`
let made = 0

app.post<{ Body: { name: string } }>('/organizations', async (request, reply) => {
  const now = new Date()
  // Ascends, as ours does: random ones would cost it the locality of the index.
  const id = `org_${now.getTime().toString(36)}${(made++).toString(36).padStart(8, '0')}`
  await sql`
    insert into organizations (environment_id, id, name, metadata, created_at, updated_at)
    values ('environment_peer', ${id}, ${request.body.name}, '{}', ${now}, ${now})`
  reply.code(201)
  return {
    object: 'organization',
    id,
    name: request.body.name,
    domains: [],
    metadata: {},
    external_id: null,
    allow_profiles_outside_organization: false,
    created_at: now,
    updated_at: now,
  }
})

const url = await app.listen({ host: '127.0.0.1', port: 0 })
process.stdin.resume().once('end', end)
process.once('SIGTERM', end)
process.stdout.write(`${JSON.stringify({ url })}\n`)

async function end() {
  await app.close()
  await sql.end({ timeout: 1 })
  process.exit()
}
