import {
  type AuditLogConfiguration,
  invalidMetadata,
  metadataMaxKeyLength,
  metadataMaxPairs,
  metadataMaxValueLength,
  type Organization,
  type OrganizationDomain,
} from '@portico/contract'
import { invalidField } from '../../kernel/http/errors.ts'
import { readDomainName, type StoredDomain } from '../organization-domains/index.ts'

/** An organization's row, as the store reads it. */
export type OrganizationRow = Omit<Organization, 'stripe_customer_id'> & { stripe_customer_id: string | null }

/** The organization as the wire shows it. */
export function toWire({ stripe_customer_id, ...row }: OrganizationRow): Organization {
  return { ...row, ...(stripe_customer_id !== null && { stripe_customer_id }) }
}

/** What an update may change, save the domains: absent keeps, null clears. */
type Changes = {
  name?: string
  metadata?: MetadataChange
  external_id?: string | null
  stripe_customer_id?: string | null
  allow_profiles_outside_organization?: boolean
}

/**
 * The row as the update wants it.
 *
 * @throws `invalid_metadata`
 */
export function changedRow(stored: OrganizationRow, changes: Changes): OrganizationRow {
  const { name, external_id, stripe_customer_id, allow_profiles_outside_organization } = changes
  return {
    ...stored,
    metadata: mergeMetadata(stored.metadata, changes.metadata),
    ...(name !== undefined && { name }),
    ...(external_id !== undefined && { external_id }),
    ...(stripe_customer_id !== undefined && { stripe_customer_id }),
    ...(allow_profiles_outside_organization !== undefined && { allow_profiles_outside_organization }),
  }
}

/** Changes to metadata as a caller writes them: null removes a key, and null or {} everything. */
export type MetadataChange = Record<string, string | null> | null | undefined

const ascii = /^[\x20-\x7e]*$/

/**
 * What the metadata is after the change.
 *
 * @throws `invalid_metadata` when it would break a limit
 */
export function mergeMetadata(
  stored: Record<string, string>,
  change: MetadataChange,
): Record<string, string> {
  if (change === undefined) return stored
  if (change === null || Object.keys(change).length === 0) return {}
  const merged = Object.fromEntries(
    Object.entries({ ...stored, ...change }).filter((pair): pair is [string, string] => pair[1] !== null),
  )
  const problem = metadataProblem(merged)
  if (problem) throw invalidMetadata({ message: problem })
  return merged
}

function metadataProblem(metadata: Record<string, string>): string | undefined {
  const pairs = Object.entries(metadata)
  if (pairs.length > metadataMaxPairs) return `metadata may hold at most ${metadataMaxPairs} keys.`
  for (const [key, value] of pairs) {
    if (key.length < 1 || key.length > metadataMaxKeyLength || !ascii.test(key)) {
      return `metadata keys have 1 to ${metadataMaxKeyLength} ASCII characters.`
    }
    if (value.length > metadataMaxValueLength || !ascii.test(value)) {
      return `metadata.${key} must have at most ${metadataMaxValueLength} ASCII characters.`
    }
  }
  return undefined
}

/** A domain that a caller wants an organization to claim. */
export type WantedDomain = { domain: string; state: 'pending' | 'verified' }

type DomainInput = { domains?: string[]; domain_data?: WantedDomain[] }

/** The domains a request names, each once; nothing when it names none, which is not the same as an empty list. */
export function wantedDomains({ domains, domain_data }: DomainInput): WantedDomain[] | undefined {
  if (!domains && !domain_data) return undefined
  const wanted = new Map<string, WantedDomain>()
  domains?.forEach((name, index) => {
    const domain = requireDomainName(name, `domains.${index}`)
    wanted.set(domain, { domain, state: 'verified' })
  })
  domain_data?.forEach(({ domain: name, state }, index) => {
    const domain = requireDomainName(name, `domain_data.${index}.domain`)
    wanted.set(domain, { domain, state })
  })
  return [...wanted.values()]
}

function requireDomainName(text: string, field: string): string {
  const read = readDomainName(text)
  if ('problem' in read) throw invalidField(field, 'invalid_domain', read.problem)
  return read.domain
}

/** A domain that a list is asked for, as it is stored if it could be. */
export function domainFilter(text: string): string {
  const read = readDomainName(text)
  return 'domain' in read ? read.domain : text.toLowerCase()
}

/** What has to happen for the stored domains to become the wanted ones. A verified domain is never put back. */
export function planDomains(stored: readonly StoredDomain[], wanted: readonly WantedDomain[]) {
  const storedByName = new Map(stored.map((domain) => [domain.domain, domain]))
  const wantedNames = new Set(wanted.map(({ domain }) => domain))
  return {
    add: wanted.filter(({ domain }) => !storedByName.has(domain)),
    verify: wanted.flatMap(({ domain, state }) => {
      const known = storedByName.get(domain)
      return known && state === 'verified' && !isVerified(known) ? [known] : []
    }),
    remove: stored.filter(({ domain }) => !wantedNames.has(domain)),
  }
}

/** Whether the organization has proven, or an administrator vouched for, the domain. */
export function isVerified({ state }: Pick<OrganizationDomain, 'state'>): boolean {
  return state === 'verified' || state === 'legacy_verified'
}

/** Days that audit events are kept where an organization has not chosen. */
const defaultRetentionDays = 30

/** How an organization's audit log is set up before anyone has set it up: nothing is recorded or streamed. */
export function auditLogConfiguration(organizationId: string): AuditLogConfiguration {
  return {
    organization_id: organizationId,
    retention_period_in_days: defaultRetentionDays,
    state: 'inactive',
  }
}
