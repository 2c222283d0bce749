import { deleteExpiredKeys } from './http/idempotency.ts'
import type { Job } from './jobs.ts'
import type { Kernel } from './kernel.ts'

/** The jobs of the kernel itself. */
export function housekeeping({ database, clock, mailer }: Kernel): Job[] {
  return [
    {
      name: 'delete-expired-idempotency-keys',
      cron: '7 * * * *',
      run: () => deleteExpiredKeys(database.sql, clock.now()),
    },
    { name: 'send-mail', cron: '* * * * *', run: () => mailer.sendDue() },
  ]
}
