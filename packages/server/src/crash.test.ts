import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server as HttpServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

// Real processes on a durable PostgreSQL in a directory. PORTICO_LONG=1 kills more often; PORTICO_SEED repeats a run.
const isLong = Boolean(process.env.PORTICO_LONG)
const rounds = isLong ? 20 : 5
const seed = Number(process.env.PORTICO_SEED ?? Math.floor(Math.random() * 2 ** 31))
const writers = 6

type Ready = {
  url: string
  apiKey: string
  database: { host: string; port: number; username: string; password: string; database: string }
}
type Running = { child: ChildProcess; ready: Ready }
type Write = { name: string; idempotencyKey: string | undefined }
type Stored = { id: string; name: string }

const random = randomFrom(seed)
const dataDir = mkdtempSync(join(tmpdir(), 'portico-crash-'))
const receiver = receiveWebhooks()

/** What the server said yes to: name to id, and every answer to a write that was tried again. */
const acknowledged = new Map<string, Set<string>>()
/** Writes whose answer never came, to be tried again with their key. */
const unanswered: Write[] = []
let written = 0
let kills = 0
let running: Running
let sql: postgres.Sql

describe(`a server that is killed ${rounds} times while it writes (seed ${seed})`, () => {
  beforeAll(async () => {
    running = await start()
    await subscribe(running.ready)
    for (let round = 0; round < rounds; round++) {
      await writeUntilKilled(running)
      running = await start()
    }
    await Promise.all(Array.from({ length: writers }, () => retryAll(running.ready)))
    sql = postgres({ ...running.ready.database, max: 1, onnotice: () => {} })
    // A second for each where nothing else runs; this is for machines that are busy.
  }, rounds * 30_000)

  afterAll(async () => {
    await sql?.end()
    await stop(running?.child)
    // Where the last start failed, PostgreSQL may have outlived its Portico.
    for (const pid of postgresProcesses()) kill(pid)
    receiver.server.close()
    rmSync(dataDir, { recursive: true, force: true })
  })

  it('was killed in the middle of writing, each time', () => {
    expect(kills).toBe(rounds)
    expect(acknowledged.size).toBeGreaterThan(rounds * writers)
  })

  it('has every write that it acknowledged', async () => {
    const stored = await readOrganizations()
    const missing = [...acknowledged].filter(([name, ids]) => {
      const found = stored.get(name) ?? []
      return [...ids].some((id) => !found.includes(id))
    })
    expect(missing).toEqual([])
  })

  it('made nothing twice, also for clients that tried again with their key', async () => {
    const doubled = [...(await readOrganizations())].filter(([, ids]) => ids.length > 1)
    expect(doubled).toEqual([])
    expect(unanswered).toEqual([])
    const answeredTwice = [...acknowledged].filter(([, ids]) => ids.size > 1)
    expect(answeredTwice).toEqual([])
  })

  it('recorded exactly one event with every change, and none without', async () => {
    const wrong = await sql`
      select coalesce(o.id, e.organization_id) as id, count(e.id)::int as events, count(o.id)::int as organizations
      from organizations o
      full join (select * from events where event = 'organization.created') e on e.organization_id = o.id
      group by 1 having count(e.id) <> 1 or count(o.id) <> 1`
    expect(wrong).toEqual([])
  })

  it('shows every event exactly once to a reader that follows the cursor', async () => {
    const seen: string[] = []
    for (let after: string | null = ''; after !== null; ) {
      const answer = await call(running.ready, 'GET', `/events?limit=100${after && `&after=${after}`}`)
      const page = answer.body as { data: { id: string }[]; list_metadata: { after: string | null } }
      seen.push(...page.data.map(({ id }) => id))
      after = page.list_metadata.after
    }
    const stored = await sql<{ id: string }[]>`select id from events`
    expect(seen.toSorted()).toEqual(stored.map(({ id }) => id).toSorted())
  })

  it('delivers every event at least once', async () => {
    const events = await sql<{ id: string }[]>`select id from events where event = 'organization.created'`
    // What the killed ones were at is free again when their lease has run out, half a minute later.
    if (!isLong) await sql`update webhook_deliveries set leased_until = now() where leased_until is not null`
    const undelivered = () => events.filter(({ id }) => !receiver.eventIds.has(id))
    const deadline = performance.now() + 60_000
    while (undelivered().length > 0 && performance.now() < deadline) await wait(50)
    expect(undelivered()).toEqual([])
  }, 90_000)
})

async function start(): Promise<Running> {
  const script = fileURLToPath(new URL('./testing/development-process.ts', import.meta.url))
  const child = spawn(process.execPath, [script, dataDir], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PORTICO_LOG_LEVEL: 'error',
      PORTICO_RATE_LIMIT_GENERAL: '10000000/60',
      PORTICO_RATE_LIMIT_ANONYMOUS: '10000000/60',
    },
  })
  let complaints = ''
  child.stderr.on('data', (text) => {
    complaints += text
  })
  for await (const line of createInterface({ input: child.stdout })) {
    child.stdout.resume()
    return { child, ready: JSON.parse(line) as Ready }
  }
  throw new Error(`seed ${seed}: the server did not start again: ${complaints}`)
}

async function stop(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  await exited
}

/** Writes from several sides, and kills at an instant of chance: the server, or PostgreSQL before or after it. */
async function writeUntilKilled({ child, ready }: Running): Promise<void> {
  const stopped = new AbortController()
  const writing = Array.from({ length: writers }, () => keepWriting(ready, stopped.signal))
  // The first ones take longest: everything is compiled anew.
  const before = acknowledged.size
  while (acknowledged.size === before) await wait(5)
  await wait(random() * 400)
  const exited = once(child, 'exit')
  const [databaseToo, databaseFirst] = [random() < 0.4, random() < 0.5]
  const killDatabase = () => postgresProcesses().forEach(kill)
  if (databaseToo && databaseFirst) {
    killDatabase()
    await wait(random() * 30)
  }
  if (child.exitCode === null) kills++
  child.kill('SIGKILL')
  if (databaseToo && !databaseFirst) killDatabase()
  stopped.abort()
  await exited
  await Promise.all(writing)
}

async function keepWriting(ready: Ready, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    const name = `Organization ${++written}`
    const write = unanswered.shift() ?? { name, idempotencyKey: random() < 0.5 ? `key ${name}` : undefined }
    if (await tryWrite(ready, write)) continue
    if (write.idempotencyKey) unanswered.push(write)
    // The database may be gone a moment before the server is.
    await wait(5)
  }
}

/** As a client does that was cut off: the same again, with the same key. Answered, it asks once more. */
async function retryAll(ready: Ready): Promise<void> {
  for (let write = unanswered.shift(); write; write = unanswered.shift()) {
    if (!(await tryWrite(ready, write))) throw new Error(`seed ${seed}: ${write.name} is still not answered`)
    await tryWrite(ready, write)
  }
}

/** Whether the write was acknowledged. */
async function tryWrite(ready: Ready, { name, idempotencyKey }: Write): Promise<boolean> {
  try {
    const headers = idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}
    const { status, body } = await call(ready, 'POST', '/organizations', { headers, body: { name } })
    if (status === 201) {
      const { id } = body as Stored
      acknowledged.set(name, (acknowledged.get(name) ?? new Set()).add(id))
      return true
    }
    // What a database that goes away leaves to say; anything else is a mistake of this test or of the server.
    if (status !== 503 && status !== 500) throw new Error(`seed ${seed}: answered ${status}`)
    return false
  } catch (error) {
    // fetch has one error for every failure of a connection.
    if (error instanceof TypeError) return false
    throw error
  }
}

async function call(
  { url, apiKey }: Ready,
  method: string,
  path: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: unknown } = {},
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url.replace('localhost', '127.0.0.1') + path, {
    method,
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}

async function readOrganizations(): Promise<Map<string, string[]>> {
  const stored = new Map<string, string[]>()
  for (const { id, name } of await sql<Stored[]>`select id, name from organizations`) {
    stored.set(name, [...(stored.get(name) ?? []), id])
  }
  return stored
}

/** PostgreSQL's first process and the others, which have groups of their own. */
function postgresProcesses(): number[] {
  try {
    const pid = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n', 1)[0])
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    return [pid, ...children.split(' ').filter(Boolean).map(Number)]
  } catch {
    // Not running; or not Linux, where the children end by themselves when they notice.
    return []
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Gone already.
  }
}

/** Has every event sent to the receiver. */
async function subscribe(ready: Ready): Promise<void> {
  const { status } = await call(ready, 'POST', '/webhook_endpoints', {
    body: { endpoint_url: await receiver.url, events: ['organization.created'] },
  })
  if (status !== 201) throw new Error(`POST /webhook_endpoints answered ${status}`)
}

function receiveWebhooks(): { server: HttpServer; url: Promise<string>; eventIds: Set<string> } {
  const eventIds = new Set<string>()
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    eventIds.add((JSON.parse(Buffer.concat(parts).toString()) as { id: string }).id)
    response.writeHead(200).end()
  }).listen(0, '127.0.0.1')
  const url = once(server, 'listening').then(() => {
    const address = server.address()
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`
  })
  return { server, url, eventIds }
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function randomFrom(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
