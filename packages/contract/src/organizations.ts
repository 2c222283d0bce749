import Type, { type Static } from 'typebox'
import { AuditLogConfiguration } from './audit-log-configuration.ts'
import {
  csv,
  ExternalId,
  error,
  events,
  group,
  id,
  kind,
  Metadata,
  messageError,
  metadataMaxPairs,
  model,
  notFound,
  nullable,
  oneOf,
  opaqueMap,
  operation,
  page,
  paging,
  timestamp,
} from './core/index.ts'
import { OrganizationDomain } from './organization-domains.ts'

const fields = {
  object: kind('organization'),
  id: id('org'),
  name: Type.String({ description: 'What people call it. Need not be unique.', examples: ['Acme'] }),
  domains: Type.Array(OrganizationDomain, { description: 'The domains it claims, verified or not.' }),
  metadata: Metadata,
  external_id: nullable(ExternalId),
  stripe_customer_id: Type.Optional(Type.String({ description: 'Its customer ID at Stripe.' })),
  created_at: timestamp(),
  updated_at: timestamp(),
}

export const Organization = model(
  'Organization',
  {
    ...fields,
    allow_profiles_outside_organization: Type.Optional(
      Type.Boolean({
        description:
          'Whether people whose e-mail domain the organization has not verified may sign in to it.',
        deprecated: true,
      }),
    ),
  },
  { description: 'A customer of yours: the company whose people sign in.' },
)
export type Organization = Static<typeof Organization>

/** An organization as its events store it. */
export const OrganizationEventData = model('OrganizationEventData', fields, {
  description: 'An organization, as its events store it.',
})

const DomainData = model(
  'OrganizationDomainData',
  {
    domain: Type.String({ minLength: 1, description: 'The domain name.', examples: ['acme.com'] }),
    state: oneOf(['verified', 'pending'], {
      description: '`verified` when you vouch for the domain yourself; `pending` to prove it by DNS.',
    }),
  },
  { description: 'A domain that an organization shall claim.' },
)

// Lengths and alphabet of metadata are a rule of the service, whose error code clients know.
const MetadataInput = nullable(
  opaqueMap(nullable(Type.String()), {
    description: `Key-value pairs of your own, at most ${metadataMaxPairs}. Merged into what is stored; null removes a key.`,
    examples: [{ tier: 'diamond' }],
  }),
)

const writable = {
  allow_profiles_outside_organization: Type.Optional(
    Type.Boolean({ description: 'Let people sign in whose e-mail domain is not verified.' }),
  ),
  domains: Type.Optional(
    Type.Array(Type.String({ minLength: 1 }), {
      description: 'Domain names, taken as verified. Superseded by `domain_data`.',
      deprecated: true,
      maxItems: 100,
    }),
  ),
  domain_data: Type.Optional(
    Type.Array(DomainData, { description: 'The domains, each with its state.', maxItems: 100 }),
  ),
  metadata: Type.Optional(MetadataInput),
  external_id: Type.Optional(nullable(ExternalId)),
}

const name = Type.String({ minLength: 1, maxLength: 255, description: 'What people call it.' })

export const organizationNotFound = notFound('Organization')
export const invalidMetadata = error(400, 'invalid_metadata', 'The metadata breaks a limit.')
export const externalIdAlreadyUsed = error(
  400,
  'external_id_already_used',
  'Another organization in this environment has that external ID.',
)
export const stripeCustomerIdAlreadyUsed = error(
  400,
  'stripe_customer_id_already_used',
  'Another organization in this environment has that Stripe customer ID.',
)
export const organizationDomainTaken = messageError(
  409,
  'domain_already_exists',
  'One of the domains belongs to another organization in this environment.',
)

export const organizations = group('organizations', {
  listOrganizations: operation({
    method: 'GET',
    path: '/organizations',
    summary: 'List organizations',
    query: {
      ...paging,
      domains: Type.Optional(
        csv(Type.String(), { description: 'Only organizations that claim one of these domains.' }),
      ),
      search: Type.Optional(
        Type.String({ description: 'Only organizations whose name or domain holds this text.' }),
      ),
    },
    status: 200,
    returns: page(Organization),
  }),
  createOrganization: operation({
    method: 'POST',
    path: '/organizations',
    summary: 'Create an organization',
    body: model('CreateOrganization', { name, ...writable }, { description: 'An organization to create.' }),
    status: 201,
    returns: Organization,
    throws: [invalidMetadata, externalIdAlreadyUsed, organizationDomainTaken],
    emits: ['organization.created', 'organization_domain.created', 'organization_domain.verified'],
    transaction: 'statement',
  }),
  getOrganization: operation({
    method: 'GET',
    path: '/organizations/{id}',
    summary: 'Get an organization',
    status: 200,
    returns: Organization,
    throws: [organizationNotFound],
  }),
  getOrganizationByExternalId: operation({
    method: 'GET',
    path: '/organizations/external_id/{external_id}',
    summary: 'Get an organization by its external ID',
    status: 200,
    returns: Organization,
    throws: [organizationNotFound],
  }),
  updateOrganization: operation({
    method: 'PUT',
    path: '/organizations/{id}',
    summary: 'Update an organization',
    description: 'Changes only the members given. `domain_data` replaces the whole set of domains.',
    body: model(
      'UpdateOrganization',
      {
        name: Type.Optional(name),
        ...writable,
        stripe_customer_id: Type.Optional(
          nullable(
            Type.String({
              minLength: 1,
              maxLength: 255,
              description: 'Its customer ID at Stripe; null removes it.',
            }),
          ),
        ),
      },
      { description: 'What changes about an organization.' },
    ),
    status: 200,
    returns: Organization,
    throws: [
      organizationNotFound,
      invalidMetadata,
      externalIdAlreadyUsed,
      stripeCustomerIdAlreadyUsed,
      organizationDomainTaken,
    ],
    emits: [
      'organization.updated',
      'organization_domain.created',
      'organization_domain.updated',
      'organization_domain.verified',
      'organization_domain.deleted',
    ],
  }),
  deleteOrganization: operation({
    method: 'DELETE',
    path: '/organizations/{id}',
    summary: 'Delete an organization and everything in it',
    status: 202,
    alsoReturns: { 200: null },
    throws: [organizationNotFound],
    rateLimit: 'organization_delete',
    emits: ['organization.deleted'],
  }),
  getAuditLogConfiguration: operation({
    method: 'GET',
    path: '/organizations/{id}/audit_log_configuration',
    summary: 'Get how the audit log of an organization is set up',
    status: 200,
    returns: AuditLogConfiguration,
    throws: [organizationNotFound],
  }),
})

export const organizationEvents = events({
  'organization.created': { summary: 'An organization was created.', data: OrganizationEventData },
  'organization.updated': { summary: 'An organization changed.', data: OrganizationEventData },
  'organization.deleted': { summary: 'An organization was deleted.', data: OrganizationEventData },
})
