import type { CommittedEvent, EventConsumer } from '../../kernel/events/dispatcher.ts'
import { newId } from '../../kernel/ids.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { type EndpointKey, listSubscribed, type SubscribedEndpoint } from './queue.ts'
import { insertDeliveries, type NewDelivery } from './store.ts'

/** Rows of one insertion. */
const chunkSize = 5_000

/** Turns committed events into deliveries, in the transaction that moves the dispatcher on. */
export function deliveryConsumer(
  { clock }: Pick<Kernel, 'clock'>,
  deliverSoon: (endpoints: Iterable<EndpointKey>) => void,
): EventConsumer {
  let inserted: NewDelivery[] = []
  return {
    name: 'webhooks',
    async consume(tx, events) {
      const environmentIds = [...new Set(events.map((event) => event.environment_id))]
      const names = [...new Set(events.map(({ event }) => event))]
      const endpoints = await listSubscribed(tx, environmentIds, names)
      const now = clock.now()
      inserted = planDeliveries(events, endpoints, now)
      for (let from = 0; from < inserted.length; from += chunkSize) {
        await insertDeliveries(tx, inserted.slice(from, from + chunkSize), { now })
      }
    },
    afterCommit: () => deliverSoon(inserted),
  }
}

/** One delivery for each event and endpoint that is sent it. */
export function planDeliveries(
  events: readonly CommittedEvent[],
  endpoints: readonly SubscribedEndpoint[],
  now: Date,
): NewDelivery[] {
  const byEnvironment = Map.groupBy(endpoints, (endpoint) => endpoint.environment_id)
  return events.flatMap(({ environment_id, id, event, xid }) =>
    (byEnvironment.get(environment_id) ?? [])
      .filter((endpoint) => endpoint.events.includes(event) && !hadHappened(xid, endpoint))
      .map(({ endpoint_id }) => ({
        environment_id,
        id: newId('webhook_delivery', now),
        endpoint_id,
        event_id: id,
        event,
      })),
  )
}

/** Whether what was recorded at the position had been committed when the endpoint was created or enabled. */
export function hadHappened(
  position: string,
  { since, since_offset }: Pick<SubscribedEndpoint, 'since' | 'since_offset'>,
): boolean {
  const [xmin = '', xmax = '', running = ''] = since.split(':')
  const xid = BigInt(position) - BigInt(since_offset)
  return xid < BigInt(xmin) || (xid < BigInt(xmax) && !running.split(',').includes(String(xid)))
}
