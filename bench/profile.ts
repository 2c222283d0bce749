/**
 * `node bench/profile.ts [get|post|list]`: where the server's own time goes under load, function by function. The
 * profile itself is kept and can be opened in a browser's developer tools.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { run, type Target } from './load.ts'
import { cleanUp, temporaryDirectory } from './processes.ts'
import { type SeededOrganization, seedOrganizations } from './seed.ts'
import { type Ready, startPortico } from './servers.ts'

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

const loads: Record<string, (organizations: SeededOrganization[]) => Target['requests']> = {
  get: (organizations) => organizations.map(({ id }) => ({ path: `/organizations/${id}` })),
  post: () => [{ method: 'POST', path: '/organizations', body: JSON.stringify({ name: 'Acme' }) }],
  list: () => [{ path: '/organizations?limit=100' }],
}

async function main() {
  const [name = 'get'] = positionals
  const load = loads[name]
  if (!load) throw new Error(`There is no load ${name}. There are: ${Object.keys(loads).join(', ')}.`)
  const directory = temporaryDirectory()
  const portico = await startPortico({
    nodeOptions: ['--cpu-prof', `--cpu-prof-dir=${directory}`, '--cpu-prof-interval=250'],
  })
  const target = targetOf(portico.ready, load(await seedOrganizations(portico.ready, 200)))
  await run(target, 3, { connections: 20 })
  const beganUs = Number(process.hrtime.bigint() / 1000n)
  const measured = await run(target, Number(values.seconds), { connections: 20 })
  const endedUs = Number(process.hrtime.bigint() / 1000n)
  await portico.stop()
  const file = join(directory, readdirSync(directory).find((file) => file.endsWith('.cpuprofile')) ?? '')
  const profile = JSON.parse(readFileSync(file, 'utf8')) as Profile
  const frames = selfTimes(profile, beganUs, endedUs)
  console.log(`${name}: ${Math.round(measured.perSecond)} requests/s while profiled\n`)
  print(
    'by place',
    sum(frames, ({ place }) => groupOf(place)),
  )
  print(
    'by function',
    sum(frames, ({ name, place }) => `${name}  ${place}`),
  )
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
