import {
  externalIdAlreadyUsed,
  type Organization,
  organizationDomainTaken,
  organizationNotFound,
  organizations,
  stripeCustomerIdAlreadyUsed,
} from '@portico/contract'
import { isUniqueViolation } from '../../kernel/database/errors.ts'
import { emit, newEvent } from '../../kernel/events/events.ts'
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
  mergeMetadata,
  type OrganizationRow,
  planDomains,
  toWire,
  wantedDomains,
} from './rules.ts'
import * as store from './store.ts'

export default implement(organizations, {
  listOrganizations: async ({ sql, environment }, { query }) => {
    const { domains, search } = query
    const filter = { domains: domains?.map((domain) => domain.toLowerCase()), search }
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
    if (wanted) {
      const plan = planDomains(await lockDomains(tx, environment.id, params.id), wanted)
      for (const domain of plan.remove) await removeDomain(context, domain)
      for (const domain of plan.verify) await verifyByHand(context, domain)
      for (const { domain, state } of plan.add) {
        await refusingTaken(addDomain(context, newDomain(params.id, domain, state, now)))
      }
    }
    await refusingTaken(
      store.updateOrganization(tx, environment.id, {
        ...stored,
        name: body.name ?? stored.name,
        metadata: mergeMetadata(stored.metadata, body.metadata),
        external_id: body.external_id === undefined ? stored.external_id : body.external_id,
        stripe_customer_id:
          body.stripe_customer_id === undefined ? stored.stripe_customer_id : body.stripe_customer_id,
        allow_profiles_outside_organization:
          body.allow_profiles_outside_organization ?? stored.allow_profiles_outside_organization ?? false,
        updated_at: now.toISOString(),
      }),
    )
    const organization = toWire(
      (await store.findOrganization(tx, environment.id, params.id)) as OrganizationRow,
    )
    await emit(
      context,
      'organization.updated',
      organization,
      previousAttributes(toWire(stored), organization),
    )
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

/** The members that an update changed, as they were. */
function previousAttributes(before: Organization, after: Organization): Record<string, unknown> {
  const names = Object.keys({ ...before, ...after }) as (keyof Organization)[]
  return Object.fromEntries(
    names
      .filter((name) => name !== 'updated_at' && JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      .map((name) => [name, before[name] ?? null]),
  )
}
