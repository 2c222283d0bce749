import {
  domainAlreadyExists,
  domainAlreadyVerified,
  organizationDomainNotFound,
  organizationDomains,
} from '@portico/contract'
import { isUniqueViolation } from '../../kernel/database/errors.ts'
import { insertEvents } from '../../kernel/events/events.ts'
import { invalidField } from '../../kernel/http/errors.ts'
import { implement } from '../../kernel/http/implement.ts'
import { addDomain, removeDomain, updatedEvent } from './domains.ts'
import { newDomain, newProof, readDomainName, type StoredDomain, toWire } from './rules.ts'
import * as store from './store.ts'
import { checkDomainSoon } from './verification.ts'

export default implement(organizationDomains, {
  createOrganizationDomain: async (context, { body }) => {
    const { tx, environment, now } = context
    const read = readDomainName(body.domain)
    if ('problem' in read) throw invalidField('domain', 'invalid_domain', read.problem)
    if (!(await store.organizationExists(tx, environment.id, body.organization_id))) {
      throw invalidField('organization_id', 'not_found', 'No organization of this environment has this ID.')
    }
    const domain = newDomain(body.organization_id, read.domain, 'pending', now)
    try {
      await addDomain(context, domain)
    } catch (error) {
      if (isUniqueViolation(error, store.domainIndex)) throw domainAlreadyExists()
      throw error
    }
    return toWire(domain)
  },

  getOrganizationDomain: async ({ sql, environment }, { params }) => {
    const domain = await store.findDomain(sql, environment.id, params.id)
    if (!domain) throw organizationDomainNotFound(params.id)
    return toWire(domain)
  },

  deleteOrganizationDomain: async (context, { params }) => {
    const domain = await store.findDomain(context.tx, context.environment.id, params.id, 'for update')
    if (!domain) throw organizationDomainNotFound(params.id)
    await removeDomain(context, domain)
    return undefined
  },

  verifyOrganizationDomain: async (context, { params }) => {
    const { tx, environment, now } = context
    const stored = await store.findDomain(tx, environment.id, params.id, 'for update')
    if (!stored) throw organizationDomainNotFound(params.id)
    if (stored.state === 'verified' || stored.state === 'legacy_verified') throw domainAlreadyVerified()
    const domain: StoredDomain = {
      ...stored,
      ...newProof(now),
      // A token that a customer may have put into DNS already stays valid.
      ...(stored.verification_token && {
        verification_token: stored.verification_token,
        verification_prefix: stored.verification_prefix,
      }),
      state: 'pending',
      updated_at: now.toISOString(),
    }
    await store.updateDomain(tx, environment.id, domain)
    await insertEvents(tx, [updatedEvent(context, stored, domain)])
    context.afterCommit(() => checkDomainSoon(context.kernel, environment.id, domain))
    return toWire(domain)
  },
})
