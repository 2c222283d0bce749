import Type, { type Static } from 'typebox'
import {
  error,
  events,
  group,
  id,
  kind,
  model,
  notFound,
  openEnum,
  operation,
  secret,
  timestamp,
} from './core/index.ts'

export const OrganizationDomainState = openEnum(
  ['failed', 'legacy_verified', 'pending', 'unverified', 'verified'],
  {
    description: 'How far the proof of ownership has come.',
  },
)

const properties = {
  object: kind('organization_domain'),
  id: id('org_domain'),
  organization_id: id('org', 'The organization that claims the domain.'),
  domain: Type.String({ description: 'The domain name, in lower case.', examples: ['acme.com'] }),
  state: Type.Optional(OrganizationDomainState),
  verification_prefix: Type.Optional(
    Type.String({ description: 'Label of the DNS record that proves ownership.' }),
  ),
  verification_token: Type.Optional(
    secret(Type.String({ description: 'Value of the DNS TXT record that proves ownership.' })),
  ),
  verification_strategy: Type.Optional(
    openEnum(['dns', 'manual'], { description: 'Whether DNS or an administrator vouches for the domain.' }),
  ),
  created_at: timestamp(),
  updated_at: timestamp(),
}

export const OrganizationDomain = model('OrganizationDomain', properties, {
  description: 'A domain name that an organization claims as its own.',
})
export type OrganizationDomain = Static<typeof OrganizationDomain>

export const domainAlreadyExists = error(
  409,
  'domain_already_exists',
  'This domain already belongs to an organization in this environment.',
)
export const domainAlreadyVerified = error(400, 'domain_already_verified', 'This domain is verified already.')
export const organizationDomainNotFound = notFound('Organization domain')

export const organizationDomains = group('organizationDomains', {
  createOrganizationDomain: operation({
    method: 'POST',
    path: '/organization_domains',
    summary: 'Add a domain to an organization and begin its verification',
    body: model(
      'CreateOrganizationDomain',
      {
        domain: Type.String({
          minLength: 1,
          description: 'The domain name to claim.',
          examples: ['acme.com'],
        }),
        organization_id: Type.String({ minLength: 1, description: 'The organization that claims it.' }),
      },
      { description: 'A domain to add to an organization.' },
    ),
    status: 201,
    returns: OrganizationDomain,
    throws: [domainAlreadyExists],
    emits: ['organization_domain.created'],
  }),
  getOrganizationDomain: operation({
    method: 'GET',
    path: '/organization_domains/{id}',
    summary: 'Get an organization domain',
    status: 200,
    returns: OrganizationDomain,
    throws: [organizationDomainNotFound],
  }),
  deleteOrganizationDomain: operation({
    method: 'DELETE',
    path: '/organization_domains/{id}',
    summary: 'Remove a domain from its organization',
    status: 204,
    throws: [organizationDomainNotFound],
    emits: ['organization_domain.deleted'],
  }),
  verifyOrganizationDomain: operation({
    method: 'POST',
    path: '/organization_domains/{id}/verify',
    summary: 'Begin the verification of a domain again',
    status: 201,
    returns: OrganizationDomain,
    throws: [domainAlreadyVerified, organizationDomainNotFound],
    emits: ['organization_domain.updated'],
  }),
})

export const organizationDomainEvents = events({
  'organization_domain.created': {
    summary: 'A domain was added to an organization.',
    data: OrganizationDomain,
  },
  'organization_domain.updated': {
    summary: 'A domain changed, or its verification began again.',
    data: OrganizationDomain,
  },
  'organization_domain.deleted': {
    summary: 'A domain was removed from its organization.',
    data: OrganizationDomain,
  },
  'organization_domain.verified': { summary: 'Ownership of a domain was proven.', data: OrganizationDomain },
  'organization_domain.verification_failed': {
    summary: 'Ownership of a domain could not be proven.',
    data: model(
      'OrganizationDomainVerificationFailed',
      {
        reason: openEnum(['domain_verification_period_expired', 'domain_verified_by_other_organization'], {
          description: 'Why it could not.',
        }),
        organization_domain: OrganizationDomain,
      },
      { description: 'A domain whose ownership could not be proven, and why.' },
    ),
  },
})
