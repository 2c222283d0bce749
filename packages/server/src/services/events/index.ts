// Events: the feed of what happened, in the order in which it was committed, kept for 90 days.
import type { Service } from '../../kernel/service.ts'
import { maintainPartitions } from './jobs.ts'
import operations from './operations.ts'

export type { FeedFilter, Position } from './store.ts'
export { countFeed, findHorizon, readFeed } from './store.ts'

export const eventsService: Service = {
  name: 'events',
  operations,
  migrations: new URL('./migrations/', import.meta.url),
  jobs: (kernel) => [
    { name: 'maintain-event-partitions', cron: '7 * * * *', run: () => maintainPartitions(kernel) },
  ],
  // Once at the start too: a new installation has no month yet.
  async start(kernel) {
    const maintained = maintainPartitions(kernel).catch((error) =>
      kernel.log.warn({ err: error }, 'the months of events could not be prepared; a job will try again'),
    )
    return { stop: () => maintained }
  },
}
