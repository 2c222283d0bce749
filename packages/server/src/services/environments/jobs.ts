import type { Job } from '../../kernel/jobs.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { deleteKeysExpiredBefore } from './api-key-store.ts'
import { shownSince } from './rules.ts'

/** Removes API keys that expired so long ago that they are no longer listed. */
export const deleteExpiredApiKeys = ({ database, clock }: Kernel): Job => ({
  name: 'delete-expired-api-keys',
  cron: '17 * * * *',
  run: () => deleteKeysExpiredBefore(database.sql, shownSince(clock.now())),
})
