import Type, { type Static } from 'typebox'
import { connectionTypeFilter, connectionTypes, settledConnectionTypes } from './connection-types.ts'
import {
  error,
  events,
  forbidden,
  group,
  id,
  kind,
  model,
  notFound,
  nullable,
  oneOf,
  openEnum,
  operation,
  page,
  paging,
  timestamp,
} from './core/index.ts'

export const ConnectionDomain = model(
  'ConnectionDomain',
  {
    object: kind('connection_domain'),
    id: id('org_domain'),
    domain: Type.String({ description: 'The domain name, in lower case.', examples: ['acme.com'] }),
  },
  { description: 'A domain whose people sign in through the connection.' },
)

export const ConnectionOptions = model(
  'ConnectionOptions',
  {
    signing_cert: nullable(
      Type.String({
        description:
          'The certificate, in PEM, that verifies the requests Portico signs; null where it signs none.',
      }),
    ),
  },
  { description: 'What else there is to know of a SAML connection.' },
)

const states = ['draft', 'active', 'validating', 'inactive', 'deleting'] as const
const organizationId = Type.Optional(id('org', 'The organization whose connection it is, if it is of one.'))
const name = Type.String({ description: 'What people call it.', examples: ['Acme (Okta)'] })
const typeDescription = 'The kind of identity provider.'
const stateDescription = 'How far it is set up. People can sign in through an active one.'
const domains = Type.Array(ConnectionDomain, { description: "The organization's domains." })

export const Connection = model(
  'Connection',
  {
    object: kind('connection'),
    id: id('conn'),
    organization_id: organizationId,
    connection_type: openEnum(connectionTypes, { description: typeDescription }),
    name,
    state: openEnum(['requires_type', ...states], { description: stateDescription }),
    status: openEnum(['linked', 'unlinked'], {
      description: 'Whether it is active. Superseded by `state`.',
      deprecated: true,
    }),
    domains,
    options: Type.Optional(ConnectionOptions),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: "The link to an organization's identity provider." },
)
export type Connection = Static<typeof Connection>

const eventFields = {
  object: kind('connection'),
  id: id('conn'),
  organization_id: organizationId,
  connection_type: openEnum(settledConnectionTypes, { description: typeDescription }),
  name,
  state: openEnum(states, { description: stateDescription }),
  created_at: timestamp(),
  updated_at: timestamp(),
}

/** A connection as its events store it. */
export const ConnectionEventData = model(
  'ConnectionEventData',
  {
    ...eventFields,
    external_key: Type.String({ description: 'The part of its addresses that tells it from others.' }),
    status: openEnum(['linked', 'unlinked'], { description: 'Whether it is active. Superseded by `state`.' }),
    domains,
  },
  { description: 'A connection that came to be, or ceased to be, active.' },
)

export const ConnectionDeletedEventData = model('ConnectionDeletedEventData', eventFields, {
  description: 'A connection that was deleted.',
})

const ConnectionReference = model(
  'ConnectionReference',
  { id: id('conn'), organization_id: organizationId },
  { description: 'A connection, by its ID.' },
)
const certificateFields = {
  certificate_type: openEnum(['ResponseSigning', 'RequestSigning', 'ResponseEncryption'], {
    description: 'What the certificate is for.',
  }),
  expiry_date: timestamp('When it expires.'),
}

export const CertificateRenewalRequired = model(
  'CertificateRenewalRequired',
  {
    connection: ConnectionReference,
    certificate: model(
      'ExpiringCertificate',
      {
        ...certificateFields,
        is_expired: Type.Boolean({ description: 'Whether it has expired already.' }),
      },
      { description: 'A certificate that expires soon, or has.' },
    ),
    days_until_expiry: Type.Integer({ description: 'How many days are left; negative when it has expired.' }),
  },
  { description: 'A SAML certificate that is about to expire.' },
)

export const CertificateRenewed = model(
  'CertificateRenewed',
  {
    connection: ConnectionReference,
    certificate: model('RenewedCertificate', certificateFields, {
      description: 'A certificate that was renewed.',
    }),
    renewed_at: timestamp('When it was renewed.'),
  },
  { description: 'A SAML certificate that was renewed.' },
)

export const connectionNotFound = notFound('Connection')
export const activeConnectionProtected = error(
  409,
  'conflict',
  'This environment protects active connections: deactivate it first.',
)

export const connections = group('sso', {
  listConnections: operation({
    method: 'GET',
    path: '/connections',
    summary: 'List connections',
    query: {
      ...paging,
      connection_type: Type.Optional(
        oneOf(connectionTypeFilter, { description: 'Only connections of this kind.' }),
      ),
      domain: Type.Optional(
        Type.String({ description: 'Only connections of organizations with this domain.' }),
      ),
      organization_id: Type.Optional(Type.String({ description: 'Only connections of this organization.' })),
      search: Type.Optional(Type.String({ description: 'Only connections whose name holds this text.' })),
    },
    status: 200,
    returns: page(Connection),
    throws: [forbidden],
    rateLimit: 'sso',
  }),
  getConnection: operation({
    method: 'GET',
    path: '/connections/{id}',
    summary: 'Get a connection',
    status: 200,
    returns: Connection,
    throws: [forbidden, connectionNotFound],
    rateLimit: 'sso',
  }),
  deleteConnection: operation({
    method: 'DELETE',
    path: '/connections/{id}',
    summary: 'Delete a connection',
    status: 204,
    alsoReturns: { 200: null },
    throws: [forbidden, connectionNotFound, activeConnectionProtected],
    emits: ['connection.deleted'],
    rateLimit: 'sso',
  }),
})

export const connectionEvents = events({
  'connection.activated': {
    summary: 'People can sign in through a connection now.',
    data: ConnectionEventData,
  },
  'connection.deactivated': {
    summary: 'People can no longer sign in through a connection.',
    data: ConnectionEventData,
  },
  'connection.deleted': { summary: 'A connection was deleted.', data: ConnectionDeletedEventData },
  'connection.saml_certificate_renewal_required': {
    summary: 'A SAML certificate is about to expire.',
    data: CertificateRenewalRequired,
  },
  'connection.saml_certificate_renewed': {
    summary: 'A SAML certificate was renewed.',
    data: CertificateRenewed,
  },
})
