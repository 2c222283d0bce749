/**
 * `node bench/profile.ts [get|post|list|saml]`: where the server's own time goes under load, function by function, and
 * what PostgreSQL spends beside it. The profile itself can be opened in a browser's developer tools.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import postgres from 'postgres'
import { identityProvider, measure, porticoSignIn } from './cases/saml.ts'
import { run, type Target } from './load.ts'
import { cleanUp, temporaryDirectory } from './processes.ts'
import { type SeededOrganization, seedOrganizations } from './seed.ts'
import { type Portico, type Ready, startPortico } from './servers.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '10' },
    /** How many functions to show. */
    top: { type: 'string', default: '40' },
  },
})

type Profile = {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[]
  samples: number[]
  timeDeltas: number[]
  startTime: number
}
type Frame = { name: string; place: string; us: number }

const root = fileURLToPath(new URL('..', import.meta.url))

const requests: Record<string, (organizations: SeededOrganization[]) => Target['requests']> = {
  get: (organizations) => organizations.map(({ id }) => ({ path: `/organizations/${id}` })),
  post: () => [{ method: 'POST', path: '/organizations', body: JSON.stringify({ name: 'Acme' }) }],
  list: () => [{ path: '/organizations?limit=100' }],
}

/** Puts the server under load for so many seconds. @returns how much it did in a second, and of what */
type Load = (seconds: number) => Promise<{ perSecond: number; unit: string }>

async function loadOf(name: string, portico: Portico): Promise<Load> {
  if (name === 'saml') {
    const signIn = await porticoSignIn(portico, await identityProvider())
    return async (seconds) => ({ ...(await measure(signIn, seconds, 20)), unit: 'sign-ins' })
  }
  const load = requests[name]
  if (!load)
    throw new Error(`There is no load ${name}. There are: ${Object.keys(requests).join(', ')}, saml.`)
  const target = targetOf(portico.ready, load(await seedOrganizations(portico.ready, 200)))
  return async (seconds) => ({ ...(await run(target, seconds, { connections: 20 })), unit: 'requests' })
}

async function main() {
  const [name = 'get'] = positionals
  const directory = temporaryDirectory()
  const portico = await startPortico({
    nodeOptions: ['--cpu-prof', `--cpu-prof-dir=${directory}`, '--cpu-prof-interval=250'],
  })
  const load = await loadOf(name, portico)
  await load(3)
  const seconds = Number(values.seconds)
  const spent = await cpuTimes(portico)
  const beganUs = Number(process.hrtime.bigint() / 1000n)
  const { perSecond, unit } = await load(seconds)
  const endedUs = Number(process.hrtime.bigint() / 1000n)
  const after = await cpuTimes(portico)
  await portico.stop()
  const file = join(directory, readdirSync(directory).find((file) => file.endsWith('.cpuprofile')) ?? '')
  const profile = JSON.parse(readFileSync(file, 'utf8')) as Profile
  const frames = selfTimes(profile, beganUs, endedUs)
  console.log(`${name}: ${Math.round(perSecond)} ${unit}/s while profiled\n`)
  if (spent && after) {
    const each = (ms: number) => `${(ms / (perSecond * seconds)).toFixed(2)} ms`
    console.log('processor time of one')
    console.log(`${each(after.node - spent.node).padStart(10)}  Node`)
    console.log(`${each(after.postgres - spent.postgres).padStart(10)}  PostgreSQL\n`)
  }
  print(
    'by kind',
    sum(frames, ({ place }) => kindOf(place)),
  )
  print(
    'by place',
    sum(frames, ({ place }) => groupOf(place)),
  )
  print(
    'by function',
    sum(frames, ({ name, place }) => `${name}  ${place}`),
  )
}

const kinds: readonly (readonly [kind: string, place: RegExp])[] = [
  ['XML', /node_modules\/(@xmldom|xml-crypto|xpath)|protocols\/saml/],
  ['RSA signatures', /node:internal\/crypto\/(sig|keys)/],
  ['hashing and sealing', /node:internal\/crypto|kernel\/crypto/],
  ['database driver', /node_modules\/postgres\/|kernel\/database|kernel\/events/],
  [
    'HTTP',
    /node_modules\/(fastify|find-my-way|fast-|cookie|avvio|ajv)|node:(_http|net|internal\/(http|streams|stream_base|url|querystring))|kernel\/http/,
  ],
  [
    'logs and metrics',
    /node_modules\/(pino|sonic-boom|thread-stream|prom-client|@opentelemetry)|kernel\/telemetry/,
  ],
  ['sign-in itself', /services\//],
]

function kindOf(place: string): string {
  return kinds.find(([, pattern]) => pattern.test(place))?.[0] ?? 'the rest of Node'
}

/** Milliseconds of processor time so far, of the server and of the PostgreSQL that it started. Where Linux tells. */
async function cpuTimes({ child, ready }: Portico): Promise<{ node: number; postgres: number } | undefined> {
  if (!existsSync('/proc/self/stat')) return undefined
  const sql = postgres({ ...ready.database, max: 1, onnotice: () => {} })
  const [backend] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(statOf)
  await sql.end()
  const postmaster = processes.find(({ pid }) => pid === backend?.pid)?.parent
  const sum = (chosen: (process: ProcessTimes) => boolean) =>
    processes.filter(chosen).reduce((total, { ms }) => total + ms, 0)
  return {
    node: sum(({ pid }) => pid === child.pid),
    postgres: sum(({ pid, parent }) => pid === postmaster || parent === postmaster),
  }
}

type ProcessTimes = { pid: number; parent: number; ms: number }

/** proc(5): the parent is the 4th field, utime and stime are the 14th and 15th, in hundredths of a second. */
function statOf(name: string): ProcessTimes[] {
  try {
    const text = readFileSync(`/proc/${name}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const ms = (Number(fields[11]) + Number(fields[12])) * 10
    return [{ pid: Number(name), parent: Number(fields[1]), ms }]
  } catch {
    // It has ended meanwhile.
    return []
  }
}

function targetOf({ url, apiKey }: Ready, requests: Target['requests']): Target {
  return {
    url,
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    requests,
  }
}

/** What was on top of the stack between two instants, and for how long; waiting is left out. */
function selfTimes(
  { nodes, samples, timeDeltas, startTime }: Profile,
  fromUs: number,
  toUs: number,
): Frame[] {
  const byId = new Map(nodes.map((node) => [node.id, node.callFrame]))
  let atUs = startTime
  return samples.flatMap((id, i) => {
    const us = timeDeltas[i] ?? 0
    atUs += us
    const frame = byId.get(id)
    if (!frame || atUs < fromUs || atUs > toUs || frame.functionName === '(idle)') return []
    return [{ name: frame.functionName || '(anonymous)', place: placeOf(frame), us }]
  })
}

function placeOf({ url, lineNumber }: Profile['nodes'][number]['callFrame']): string {
  if (url === '') return '(V8)'
  const path = url.startsWith('file:') ? fileURLToPath(url).replace(root, '') : url
  return `${path}:${lineNumber + 1}`
}

/** Ours by file, others by package. */
function groupOf(place: string): string {
  const inPackage = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(place)?.[1]
  return inPackage ?? place.replace(/:\d+$/, '')
}

function sum(frames: readonly Frame[], keyOf: (frame: Frame) => string): [string, number][] {
  const totals = new Map<string, number>()
  for (const frame of frames) totals.set(keyOf(frame), (totals.get(keyOf(frame)) ?? 0) + frame.us)
  const all = frames.reduce((total, { us }) => total + us, 0)
  return [...totals].map(([key, us]): [string, number] => [key, us / all]).sort(([, a], [, b]) => b - a)
}

function print(title: string, shares: [string, number][]): void {
  console.log(title)
  for (const [key, share] of shares.slice(0, Number(values.top))) {
    console.log(`${(100 * share).toFixed(1).padStart(6)} %  ${key}`)
  }
  console.log()
}

try {
  await main()
} finally {
  await cleanUp()
}
