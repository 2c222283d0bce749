// What works by itself while the server runs: events become deliveries, and deliveries are sent.
import { startDispatcher } from '../../kernel/events/dispatcher.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { type DelivererOptions, delivererDefaults, startDeliverer } from './deliverer.ts'
import { deliveryConsumer } from './dispatch.ts'
import type { EndpointKey } from './queue.ts'
import { startReplayer } from './replayer.ts'

type Running = { deliverSoon(endpoints: Iterable<EndpointKey>): void; replaySoon(): void }

const running = new WeakMap<Kernel, Running>()

/** Starts everything that delivers. */
export async function startDelivering(
  kernel: Kernel,
  options: Partial<DelivererOptions> = {},
): Promise<{ stop(): Promise<void> }> {
  const { pollMs } = { ...delivererDefaults, ...options }
  const deliverer = startDeliverer(kernel, options)
  const replayer = startReplayer(kernel, deliverer.deliverSoon, { pollMs })
  const dispatcher = startDispatcher(
    kernel.database,
    deliveryConsumer(kernel, deliverer.deliverSoon),
    kernel.log,
  )
  kernel.events.onWake(dispatcher.wake)
  if ('onMoved' in kernel.clock) {
    const { onMoved } = kernel.clock as { onMoved(listener: () => void): void }
    onMoved(deliverer.lookSoon)
  }
  running.set(kernel, { deliverSoon: deliverer.deliverSoon, replaySoon: replayer.replaySoon })
  return {
    async stop() {
      running.delete(kernel)
      await dispatcher.stop()
      await replayer.stop()
      await deliverer.stop()
    },
  }
}

/** Says that an endpoint has something due. Where this node delivers nothing itself, others find it. */
export function deliverSoon(kernel: Kernel, endpoint: EndpointKey): void {
  running.get(kernel)?.deliverSoon([endpoint])
}

/** Says that there is something to be sent again. */
export function replaySoon(kernel: Kernel): void {
  running.get(kernel)?.replaySoon()
}
