import {
  externalIdAlreadyUsed,
  organizationDomainTaken,
  organizationNotFound,
  organizations,
  stripeCustomerIdAlreadyUsed,
} from '@portico/contract'
import { isUniqueViolation } from '../../kernel/database/errors.ts'
import { emit, newEvent } from '../../kernel/events/events.ts'
import { previousAttributes } from '../../kernel/events/previous-attributes.ts'
import type { MutationContext } from '../../kernel/http/context.ts'
import { readPage } from '../../kernel/http/cursor.ts'
import { implement } from '../../kernel/http/implement.ts'
import { newId } from '../../kernel/ids.ts'
import {
  addDomain,
  domainEvents,
  domainIndex,
  toWire as domainToWire,
  lockDomains,
  newDomain,
  removeDomain,
  verifyByHand,
} from '../organization-domains/index.ts'
import {
  auditLogConfiguration,
  changedRow,
  domainFilter,
  mergeMetadata,
  type OrganizationRow,
  planDomains,
  toWire,
  type WantedDomain,
  wantedDomains,
} from './rules.ts'
import * as store from './store.ts'

export default implement(organizations, {
  listOrganizations: async ({ sql, environment }, { query }) => {
    const { domains, search } = query
    // A client that filters by no domain at all may still send the parameter, empty.
    const filter = { domains: domains?.length ? domains.map(domainFilter) : undefined, search }
    const page = await readPage(sql, query, (clauses) =>
      store.listOrganizations(sql, environment.id, filter, clauses),
    )
    return { ...page, data: page.data.map(toWire) }
  },

  // Everything is known before the insert, so that the change and its events are one statement.
  createOrganization: async (context, { body }) => {
    const { tx, environment, now } = context
    const id = newId('org', now)
    const domains = (wantedDomains(body) ?? []).map((d) => newDomain(id, d.domain, d.state, now))
    const row: OrganizationRow = {
      object: 'organization',
      id,
      name: body.name,
      domains: domains.map(domainToWire),
      metadata: mergeMetadata({}, body.metadata),
      external_id: body.external_id ?? null,
      stripe_customer_id: null,
      allow_profiles_outside_organization: body.allow_profiles_outside_organization ?? false,
      created_at: now.toISOString(),
      updated_at: now.toISOString(),
    }
    const organization = toWire(row)
    const events = [
      newEvent(context, 'organization.created', organization),
      ...domains.flatMap((domain) => domainEvents(context, domain)),
    ]
    await refusingTaken(store.insertOrganization(tx, environment.id, row, domains, events))
    return organization
  },

  getOrganization: async ({ sql, environment }, { params }) => {
    const row = await store.findOrganization(sql, environment.id, params.id)
    if (!row) throw organizationNotFound(params.id)
    return toWire(row)
  },

  getOrganizationByExternalId: async ({ sql, environment }, { params }) => {
    const row = await store.findOrganizationByExternalId(sql, environment.id, params.external_id)
    if (!row) throw organizationNotFound(params.external_id)
    return toWire(row)
  },

  updateOrganization: async (context, { params, body }) => {
    const { tx, environment, now } = context
    const stored = await store.lockOrganization(tx, environment.id, params.id)
    if (!stored) throw organizationNotFound(params.id)

    const wanted = wantedDomains(body)
    if (wanted) await refusingTaken(replaceDomains(context, params.id, wanted))
    const changed: OrganizationRow = {
      ...changedRow(stored, body),
      domains: wanted ? (await lockDomains(tx, environment.id, params.id)).map(domainToWire) : stored.domains,
    }
    // What changes nothing is no change: it has no event.
    const previous = previousAttributes(toWire(stored), toWire(changed))
    if (!previous) return toWire(stored)

    const row: OrganizationRow = { ...changed, updated_at: now.toISOString() }
    await refusingTaken(store.updateOrganization(tx, environment.id, row))
    const organization = toWire(row)
    await emit(context, 'organization.updated', organization, previous)
    return organization
  },

  deleteOrganization: async (context, { params }) => {
    const { tx, environment } = context
    const stored = await store.lockOrganization(tx, environment.id, params.id)
    if (!stored) throw organizationNotFound(params.id)
    await store.deleteOrganization(tx, environment.id, params.id)
    await emit(context, 'organization.deleted', toWire(stored))
    return undefined
  },

  getAuditLogConfiguration: async ({ sql, environment }, { params }) => {
    const row = await store.findOrganization(sql, environment.id, params.id)
    if (!row) throw organizationNotFound(params.id)
    return auditLogConfiguration(params.id)
  },
})

/** Turns a collision with another organization's value into the documented refusal. */
async function refusingTaken<T>(change: Promise<T>): Promise<T> {
  try {
    return await change
  } catch (error) {
    if (isUniqueViolation(error, store.externalIdIndex)) throw externalIdAlreadyUsed()
    if (isUniqueViolation(error, store.stripeCustomerIdIndex)) throw stripeCustomerIdAlreadyUsed()
    if (isUniqueViolation(error, domainIndex)) throw organizationDomainTaken()
    throw error
  }
}

/** Makes the organization claim exactly the wanted domains. */
async function replaceDomains(
  context: MutationContext,
  organizationId: string,
  wanted: readonly WantedDomain[],
): Promise<void> {
  const { tx, environment, now } = context
  const plan = planDomains(await lockDomains(tx, environment.id, organizationId), wanted)
  for (const domain of plan.remove) await removeDomain(context, domain)
  for (const domain of plan.verify) await verifyByHand(context, domain)
  for (const { domain, state } of plan.add) {
    await addDomain(context, newDomain(organizationId, domain, state, now))
  }
}
