import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import { quantile } from '../load.ts'
import type { Arrival, ReceiverRequest } from '../receiver.ts'
import { type Figure, skipped } from '../report.ts'
import { type Portico, startPortico } from '../servers.ts'
import type { Case, Settings } from './case.ts'

const name = 'webhooks'
const endpoints = 4
const p50TargetMs = 50
const arrivesWithinMs = 60_000

/** From a change to its arrival at a receiver, one by one and in a burst. */
export const webhooks: Case = {
  name,
  async run(settings) {
    const portico = await startPortico()
    const receiver = fork(fileURLToPath(new URL('../receiver.ts', import.meta.url)))
    try {
      const [{ url }] = (await once(receiver, 'message')) as [{ url: string }]
      const status = await subscribe(portico, `${url}/1`)
      if (status === 501) return [skipped(name, 'webhook endpoints are not served yet')]
      if (status !== 201) throw new Error(`POST /webhook_endpoints answered ${status}`)
      const delay = await measureDelay(portico, receiver, settings)
      for (let i = 2; i <= endpoints; i++) await subscribe(portico, `${url}/${i}`)
      return [delay, await measureBurst(portico, receiver, settings)]
    } finally {
      receiver.kill()
      await portico.stop()
    }
  },
}

const headersOf = ({ ready }: Portico) => ({
  authorization: `Bearer ${ready.apiKey}`,
  'content-type': 'application/json',
})

async function subscribe(portico: Portico, endpointUrl: string): Promise<number> {
  const response = await fetch(`${portico.ready.url}/webhook_endpoints`, {
    method: 'POST',
    headers: headersOf(portico),
    body: JSON.stringify({ endpoint_url: endpointUrl, events: ['organization.created'] }),
  })
  await response.body?.cancel()
  return response.status
}

async function createOrganization(portico: Portico): Promise<void> {
  const response = await fetch(`${portico.ready.url}/organizations`, {
    method: 'POST',
    headers: headersOf(portico),
    body: JSON.stringify({ name: 'Acme' }),
  })
  if (response.status !== 201) throw new Error(`POST /organizations answered ${response.status}`)
  await response.body?.cancel()
}

/**
 * Changes one at a time, with pauses. Counted from the event's created_at, which is before its commit: what is shown is
 * never better than the time from commit to arrival.
 */
async function measureDelay(portico: Portico, receiver: ChildProcess, settings: Settings): Promise<Figure> {
  const count = settings.quick ? 60 : 200
  for (let i = 0; i < count; i++) {
    await createOrganization(portico)
    await wait(20)
  }
  const delays = (await takeArrivals(receiver, count))
    .map(({ atMs, createdAtMs }) => atMs - createdAtMs)
    .sort((a, b) => a - b)
  const [p50Ms, p99Ms] = [quantile(delays, 0.5), quantile(delays, 0.99)]
  return {
    case: 'webhook: change to arrival',
    ours: `p50 ${p50Ms}  p99 ${p99Ms} ms`,
    target: `p50 < ${p50TargetMs} ms`,
    met: p50Ms < p50TargetMs,
    details: { p50Ms, p99Ms, count },
  }
}

/** Many changes at once, for several receivers: from the first request to the last arrival. */
async function measureBurst(portico: Portico, receiver: ChildProcess, settings: Settings): Promise<Figure> {
  const changes = settings.quick ? 500 : 3_000
  const begunMs = Date.now()
  const result = await autocannon({
    url: `${portico.ready.url}/organizations`,
    method: 'POST',
    headers: headersOf(portico),
    body: JSON.stringify({ name: 'Acme' }),
    connections: settings.connections,
    amount: changes,
  })
  if (result.non2xx > 0) throw new Error(`${result.non2xx} of ${changes} changes were refused`)
  const changedAfterMs = Date.now() - begunMs
  const arrivals = await takeArrivals(receiver, changes * endpoints)
  const lastMs = arrivals.reduce((last, { atMs }) => Math.max(last, atMs), 0)
  const perSecond = (arrivals.length / (lastMs - begunMs)) * 1000
  return {
    case: `webhook: ${changes} changes to ${endpoints} receivers`,
    ours: `${Math.round(perSecond)} deliveries/s; all there ${lastMs - begunMs - changedAfterMs} ms after the last change`,
    details: { perSecond, changes, endpoints, changedAfterMs, arrivedAfterMs: lastMs - begunMs },
  }
}

/** Waits for so many deliveries, of which some may come twice. */
async function takeArrivals(receiver: ChildProcess, count: number): Promise<Arrival[]> {
  const deadline = Date.now() + arrivesWithinMs
  while ((await ask<number>(receiver, 'count')) < count) {
    if (Date.now() > deadline) throw new Error(`Not all of ${count} deliveries arrived in time.`)
    await wait(50)
  }
  return ask<Arrival[]>(receiver, 'take')
}

async function ask<T>(receiver: ChildProcess, request: ReceiverRequest): Promise<T> {
  receiver.send(request)
  const [answer] = (await once(receiver, 'message')) as [T]
  return answer
}
