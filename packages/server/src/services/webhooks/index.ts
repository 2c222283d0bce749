// Webhooks: addresses of customers that are told of events, and the deliveries on their way there.
import type { Service } from '../../kernel/service.ts'
import { startDelivering } from './delivering.ts'
import { purgeDeliveries } from './ending.ts'
import operations from './operations.ts'
import porticoOperations from './portico-operations.ts'

export const webhooksService: Service = {
  name: 'webhooks',
  operations: [...operations, ...porticoOperations],
  migrations: new URL('./migrations/', import.meta.url),
  jobs: (kernel) => [
    { name: 'purge-webhook-deliveries', cron: '23 * * * *', run: () => purgeDeliveries(kernel) },
  ],
  start: (kernel) => startDelivering(kernel),
}
