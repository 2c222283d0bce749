import type { Actor } from '../../kernel/events/events.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { readTxtRecords } from './dns.ts'
import { markExpired, markVerified } from './domains.ts'
import { holdsProof, nextCheckAt, outcomeOf, type StoredDomain } from './rules.ts'
import * as store from './store.ts'

const actor: Actor = { id: 'verify-organization-domains', source: 'system', name: null }

/** Asks DNS for the proof of a domain, and writes down what comes of it. No transaction is open meanwhile. */
export async function checkDomain(
  kernel: Kernel,
  environmentId: string,
  domain: StoredDomain,
): Promise<void> {
  const proven = holdsProof(domain, await readTxtRecords(kernel.config.dnsServers, domain))
  const ended = await kernel.database.transaction(async (tx) => {
    const now = kernel.clock.now()
    const stored = await store.findDomain(tx, environmentId, domain.id, 'for update')
    // Deleted, vouched for or given another token while DNS was asked: what DNS said is about something else.
    if (stored?.state !== 'pending' || stored.verification_token !== domain.verification_token) return false
    const context = { tx, environment: { id: environmentId }, now, actor }
    switch (outcomeOf(stored, proven, now)) {
      case 'verified':
        await markVerified(context, stored)
        return true
      case 'failed':
        await markExpired(context, stored)
        return true
      case 'pending':
        await store.scheduleCheck(tx, environmentId, stored.id, nextCheckAt(stored, now))
        return false
    }
  })
  if (ended) kernel.events.wake()
}

/** As `checkDomain`, behind the request that asked for it. The job looks again if this comes to nothing. */
export function checkDomainSoon(kernel: Kernel, environmentId: string, domain: StoredDomain): void {
  checkDomain(kernel, environmentId, domain).catch((error) =>
    kernel.log.warn(
      { err: error, domain_id: domain.id },
      'a domain could not be checked; the job looks again',
    ),
  )
}
