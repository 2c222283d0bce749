import type { Queryable } from '../../kernel/database/database.ts'
import { type EventSource, emit, insertEvents, type NewEvent, newEvent } from '../../kernel/events/events.ts'
import { type StoredDomain, toWire } from './rules.ts'
import * as store from './store.ts'

/** Where a change to a domain happens: the transaction, and what its events take from it. */
export type DomainContext = EventSource & { tx: Queryable }

/** The events of a new domain: created, and verified when an administrator vouches for it. */
export function domainEvents(source: EventSource, domain: StoredDomain): NewEvent[] {
  const created = newEvent(source, 'organization_domain.created', toWire(domain))
  return domain.state === 'verified'
    ? [created, newEvent(source, 'organization_domain.verified', toWire(domain))]
    : [created]
}

/** @throws a unique violation when the domain is taken */
export async function addDomain(context: DomainContext, domain: StoredDomain): Promise<void> {
  await store.insertDomains(context.tx, context.environment.id, [domain])
  await insertEvents(context.tx, domainEvents(context, domain))
}

export async function removeDomain(context: DomainContext, domain: StoredDomain): Promise<void> {
  await store.deleteDomains(context.tx, context.environment.id, [domain.id])
  await emit(context, 'organization_domain.deleted', toWire(domain))
}

/** An administrator vouches for the domain; DNS is not asked again. */
export async function verifyByHand(context: DomainContext, domain: StoredDomain): Promise<void> {
  await markVerified(context, { ...domain, verification_strategy: 'manual' })
}

/** Ends the verification well. */
export async function markVerified(context: DomainContext, domain: StoredDomain): Promise<void> {
  const verified: StoredDomain = {
    ...domain,
    state: 'verified',
    verification_expires_at: null,
    next_check_at: null,
    updated_at: context.now.toISOString(),
  }
  await store.updateDomain(context.tx, context.environment.id, verified)
  await insertEvents(context.tx, [
    newEvent(context, 'organization_domain.updated', toWire(verified)),
    newEvent(context, 'organization_domain.verified', toWire(verified)),
  ])
}
