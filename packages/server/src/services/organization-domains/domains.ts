import type { Queryable } from '../../kernel/database/database.ts'
import { type EventSource, emit, insertEvents, type NewEvent, newEvent } from '../../kernel/events/events.ts'
import { previousAttributes } from '../../kernel/events/previous-attributes.ts'
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

/** The event of a change, which says how it was before. */
export function updatedEvent(source: EventSource, before: StoredDomain, after: StoredDomain): NewEvent {
  const [was, is] = [toWire(before), toWire(after)]
  return newEvent(source, 'organization_domain.updated', is, previousAttributes(was, is))
}

/** An administrator vouches for the domain; DNS is not asked again. */
export async function verifyByHand(context: DomainContext, domain: StoredDomain): Promise<void> {
  await markVerified(context, domain, 'manual')
}

/** Ends the verification well. */
export async function markVerified(
  context: DomainContext,
  domain: StoredDomain,
  verification_strategy: 'dns' | 'manual' = 'dns',
): Promise<void> {
  const verified = { ...ended(context, domain, 'verified'), verification_strategy }
  await store.updateDomain(context.tx, context.environment.id, verified)
  await insertEvents(context.tx, [
    updatedEvent(context, domain, verified),
    newEvent(context, 'organization_domain.verified', toWire(verified)),
  ])
}

/** Ends the verification because its time is over. */
export async function markExpired(context: DomainContext, domain: StoredDomain): Promise<void> {
  const failed = ended(context, domain, 'failed')
  await store.updateDomain(context.tx, context.environment.id, failed)
  await insertEvents(context.tx, [
    updatedEvent(context, domain, failed),
    newEvent(context, 'organization_domain.verification_failed', {
      reason: 'domain_verification_period_expired',
      organization_domain: toWire(failed),
    }),
  ])
}

function ended({ now }: DomainContext, domain: StoredDomain, state: 'verified' | 'failed'): StoredDomain {
  return {
    ...domain,
    state,
    verification_expires_at: null,
    next_check_at: null,
    updated_at: now.toISOString(),
  }
}
