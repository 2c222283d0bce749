/**
 * `node bench/explain.ts`: the plans of the server's reads on 100,000 organizations and their events, as PostgreSQL
 * carried them out. Requests go over HTTP and `auto_explain` writes down what reached the database, so that what is
 * shown is what runs: prepared, with parameters, and often enough for a generic plan to be chosen.
 *
 * Flags what grows with the data: a sequential scan of a large table, rows that were read to be thrown away, and more
 * blocks than the answer is worth.
 */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import postgres from 'postgres'
import { cleanUp } from './processes.ts'
import { type SeededOrganization, seedOrganizations } from './seed.ts'
import { type Portico, startPortico } from './servers.ts'

const { values } = parseArgs({
  options: {
    organizations: { type: 'string', default: '100000' },
    plans: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
})

/** PostgreSQL tries five times with the parameters' values before it considers a plan for all values. */
const repetitions = 8
/** What fits into a few pages is rightly read as a whole. */
const largeTableRows = 1_000
/** What a row on an index costs, its branches and what hangs on it included, and what a statement costs at all. */
const [blocksPerRow, blocksAtLeast] = [6, 200]
/** So many rows read for each that was used say that an index is missing. */
const wastefulRatio = 50

type Plan = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
  Plans?: Plan[]
}
type Explained = { 'Query Text': string; Plan: Plan; durationMs: number }

async function main() {
  let portico = await startPortico()
  console.error(`seeding ${values.organizations} organizations and their events`)
  const organizations = await seedOrganizations(portico.ready, Number(values.organizations), { events: true })
  await explainEverything(portico)
  await portico.stop()
  // One connection, so that all repetitions meet the same prepared statement.
  portico = await startPortico({ dataDir: portico.dataDir, env: { PORTICO_DATABASE_POOL: '1' } })
  for (const [name, path] of Object.entries(requestsOf(organizations, await eventIds(portico)))) {
    if (values.only !== undefined && !name.includes(values.only)) continue
    report(name, path, await explain(portico, path))
  }
}

/** For sessions that begin after this. */
async function explainEverything({ ready }: Portico): Promise<void> {
  const sql = postgres({ ...ready.database, max: 1, onnotice: () => {} })
  const settings = {
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_buffers': 'on',
    'auto_explain.log_format': 'json',
  }
  await sql.unsafe("load 'auto_explain'")
  for (const [name, value] of Object.entries(settings)) {
    await sql.unsafe(`alter database portico set ${name} = '${value}'`)
  }
  await sql.end()
}

async function eventIds({ ready }: Portico): Promise<string[]> {
  const sql = postgres({ ...ready.database, max: 1, onnotice: () => {} })
  const rows = await sql<{ id: string }[]>`
    select id from events where environment_id = ${ready.environmentId} order by xid, id`
  await sql.end()
  return rows.map(({ id }) => id)
}

/** What is asked, by name. */
function requestsOf(
  organizations: readonly SeededOrganization[],
  events: readonly string[],
): Record<string, string> {
  const middle = organizations[Math.floor(organizations.length / 2)] as SeededOrganization
  const withDomain = organizations.findLast(({ domain }) => domain)
  const withExternalId = organizations.findLast(({ externalId }) => externalId)
  const middleEvent = events[Math.floor(events.length / 2)]
  const instant = (share: number) => new Date(Date.now() - share * 80 * 86_400_000).toISOString()
  const [name = ''] = middle.name.split(' ')
  return {
    organization: `/organizations/${middle.id}`,
    'organization by external id': `/organizations/external_id/${withExternalId?.externalId}`,
    'organizations, first page': '/organizations?limit=100',
    'organizations, after the middle': `/organizations?limit=100&after=${middle.id}`,
    'organizations, before the middle': `/organizations?limit=100&before=${middle.id}`,
    'organizations, ascending': `/organizations?limit=100&order=asc&after=${middle.id}`,
    'organizations, by domain': `/organizations?domains=${withDomain?.domain}`,
    'organizations, by domains': `/organizations?domains=${withDomain?.domain}&domains=nobody.example`,
    'organizations, by an unknown domain': '/organizations?domains=nobody.example',
    'organizations, search, common': '/organizations?search=bank',
    'organizations, search, rare': `/organizations?search=${name}`,
    'organizations, search, none': '/organizations?search=xqzzy',
    'events, first page': '/events?limit=100',
    'events, after the middle': `/events?limit=100&after=${middleEvent}`,
    'events, newest first': '/events?limit=100&order=desc',
    'events, by a common name': `/events?limit=100&events=organization.created&after=${middleEvent}`,
    'events, by a rare name': `/events?limit=100&events=organization_domain.verification_failed&after=${middleEvent}`,
    'events, by an absent name': '/events?limit=100&events=user.created',
    'events, by names': `/events?limit=100&events=organization.updated,user.created&after=${middleEvent}`,
    'events, by organization': `/events?limit=100&organization_id=${middle.id}`,
    'events, by organization and name': `/events?limit=100&events=organization.updated&organization_id=${middle.id}`,
    'events, in a range': `/events?limit=100&range_start=${instant(0.5)}&range_end=${instant(0.49)}`,
    'events, in a range, by name': `/events?limit=100&events=organization.updated&range_start=${instant(0.5)}&range_end=${instant(0.49)}`,
    'events, in a range, newest first': `/events?limit=100&order=desc&range_start=${instant(0.9)}&range_end=${instant(0.89)}`,
    'organization domain': '/organization_domains/org_domain_01HZZZZZZZZZZZZZZZZZZZZZZZ',
    'webhook endpoints': '/webhook_endpoints',
    roles: '/authorization/roles',
    permissions: '/authorization/permissions',
  }
}

/** The last plan of each statement that ran for every repetition: others are of jobs and polls that ran meanwhile. */
async function explain({ ready, dataDir }: Portico, path: string): Promise<Explained[]> {
  const log = join(dataDir, 'postgres.log')
  const before = statSync(log).size
  for (let i = 0; i < repetitions; i++) {
    const response = await fetch(ready.url + path, { headers: { authorization: `Bearer ${ready.apiKey}` } })
    await response.body?.cancel()
    if (response.status === 501) return []
    if (!response.ok && response.status !== 404) throw new Error(`GET ${path} answered ${response.status}`)
  }
  await wait(100)
  const text = readFileSync(log).subarray(before).toString()
  const explained = new Map<string, Explained[]>()
  for (const [, duration, json] of text.matchAll(/duration: ([\d.]+) ms {2}plan:\n(\t\{[\s\S]*?\n\t\})/g)) {
    const plan = JSON.parse(json?.replaceAll(/^\t/gm, '') ?? '') as Omit<Explained, 'durationMs'>
    // What the planner itself evaluates to make its estimates.
    if (plan.Plan['Node Type'] === 'Result') continue
    const same = explained.get(plan['Query Text']) ?? []
    explained.set(plan['Query Text'], [...same, { ...plan, durationMs: Number(duration) }])
  }
  return [...explained.values()].flatMap((same) => (same.length < repetitions ? [] : same.slice(-1)))
}

function report(name: string, path: string, explained: readonly Explained[]): void {
  if (explained.length === 0) console.log(`\n${name}: not served, or without a statement of its own`)
  for (const { Plan, durationMs, ...rest } of explained) {
    const nodes = flatten(Plan)
    const complaints = nodes.flatMap(complaintsAbout)
    const blocks = blocksOf(Plan)
    if (blocks > blocksAtLeast + blocksPerRow * Plan['Actual Rows']) {
      complaints.push(`reads ${blocks} blocks for ${Plan['Actual Rows']} rows`)
    }
    console.log(`\n${complaints.length > 0 ? 'BAD ' : 'ok  '}${name}: ${durationMs} ms, ${blocks} blocks`)
    console.log(`    GET ${path}`)
    for (const complaint of complaints) console.log(`    ! ${complaint}`)
    if (values.plans || complaints.length > 0) {
      console.log(draw(Plan, 2))
      if (values.plans) console.log(rest['Query Text'].replaceAll(/\s+/g, ' '))
    }
  }
}

const blocksOf = (plan: Plan) => plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
const flatten = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flatten)]

function complaintsAbout(plan: Plan): string[] {
  const loops = plan['Actual Loops']
  const used = plan['Actual Rows'] * loops
  const removed =
    ((plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Index Recheck'] ?? 0)) * loops
  const where = plan['Index Name'] ?? plan['Relation Name'] ?? plan['Node Type']
  const complaints: string[] = []
  if (plan['Node Type'] === 'Seq Scan' && used + removed > largeTableRows) {
    complaints.push(`sequential scan of ${plan['Relation Name']}: ${used + removed} rows`)
  }
  if (removed > largeTableRows && removed > wastefulRatio * Math.max(used, 1)) {
    complaints.push(`${where}: ${removed} rows read to be thrown away, for ${used}`)
  }
  if (plan['Node Type'] === 'Sort' && used > largeTableRows) complaints.push(`sorts ${used} rows`)
  if (plan['Node Type'].includes('Index') && used > 10 * largeTableRows) {
    complaints.push(`${where}: reads ${used} rows`)
  }
  return complaints
}

function draw(plan: Plan, depth: number): string {
  const removed = plan['Rows Removed by Filter']
  const line = [
    `${'  '.repeat(depth)}${plan['Node Type']}`,
    plan['Index Name'] && `using ${plan['Index Name']}`,
    plan['Relation Name'] && `on ${plan['Relation Name']}`,
    `rows=${plan['Actual Rows']} loops=${plan['Actual Loops']}`,
    removed ? `removed=${removed}` : '',
    `blocks=${blocksOf(plan)}`,
  ]
  return [line.filter(Boolean).join(' '), ...(plan.Plans ?? []).map((child) => draw(child, depth + 1))].join(
    '\n',
  )
}

try {
  await main()
} finally {
  await cleanUp()
}
