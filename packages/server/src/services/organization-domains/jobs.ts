import type { Job } from '../../kernel/jobs.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import * as store from './store.ts'
import { checkDomain } from './verification.ts'

/** How many domains are looked up at a time. */
const batchSize = 20
/** How long a domain is left to the node that took it. Longer than a look takes, also a slow one. */
const leaseSeconds = 300

/** Asks DNS for the proofs of the domains whose turn it is. */
export function verifyOrganizationDomains(kernel: Kernel): Job {
  return { name: 'verify-organization-domains', cron: '* * * * *', run: () => verifyDueDomains(kernel) }
}

async function verifyDueDomains(kernel: Kernel): Promise<void> {
  const failures: unknown[] = []
  for (;;) {
    const now = kernel.clock.now()
    const leaseEndsAt = new Date(now.getTime() + leaseSeconds * 1000)
    const due = await store.claimDueDomains(kernel.database.sql, now, leaseEndsAt, batchSize)
    const checks = await Promise.allSettled(
      due.map(({ environment_id, ...domain }) => checkDomain(kernel, environment_id, domain)),
    )
    failures.push(...checks.flatMap((check) => (check.status === 'rejected' ? [check.reason] : [])))
    if (due.length < batchSize) break
  }
  // One domain that cannot be checked keeps no other from its turn.
  if (failures.length > 0) throw new AggregateError(failures, 'Some domains could not be checked.')
}
