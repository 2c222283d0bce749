// Domains that organizations claim, and the proof that they own them.
import type { Service } from '../../kernel/service.ts'
import { verifyOrganizationDomains } from './jobs.ts'
import operations from './operations.ts'

export { addDomain, domainEvents, removeDomain, verifyByHand } from './domains.ts'
export { newDomain, readDomainName, type StoredDomain, toWire } from './rules.ts'
export { domainIndex, domainsOfOrganization, insertDomains, lockDomains } from './store.ts'

export const organizationDomainsService: Service = {
  name: 'organization-domains',
  operations,
  migrations: new URL('./migrations/', import.meta.url),
  jobs: (kernel) => [verifyOrganizationDomains(kernel)],
}
