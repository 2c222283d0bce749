import Type, { type Static } from 'typebox'
import { connectionTypes } from './connection-types.ts'
import { Connection, connectionNotFound } from './connections.ts'
import {
  ExternalId,
  error,
  forbidden,
  group,
  id,
  kind,
  list,
  model,
  notFound,
  nullable,
  oneOf,
  opaqueMap,
  openEnum,
  operation,
  secret,
  timestamp,
} from './core/index.ts'
import { organizationNotFound } from './organizations.ts'

const pem = Type.String({ minLength: 1, maxLength: 20_000, description: 'An X.509 certificate in PEM.' })

const certificate = {
  id: id('saml_x509_cert'),
  value: Type.String({ description: 'The certificate in PEM.', examples: ['-----BEGIN CERTIFICATE-----…'] }),
  not_before: nullable(timestamp('When it becomes valid.')),
  not_after: nullable(timestamp('When it expires.')),
  created_at: timestamp(),
}

export const SamlIdpSigningCertificate = model(
  'SamlIdpSigningCertificate',
  { object: kind('saml_idp_signing_certificate'), ...certificate },
  { description: 'A certificate that verifies what the identity provider signs.' },
)
export type SamlIdpSigningCertificate = Static<typeof SamlIdpSigningCertificate>

export const SamlSpSigningCertificate = model(
  'SamlSpSigningCertificate',
  { object: kind('saml_sp_signing_certificate'), ...certificate },
  { description: 'The certificate that verifies the requests Portico signs.' },
)
export type SamlSpSigningCertificate = Static<typeof SamlSpSigningCertificate>

export const SamlSpEncryptionCertificate = model(
  'SamlSpEncryptionCertificate',
  { object: kind('saml_sp_encryption_certificate'), ...certificate },
  { description: 'A certificate with which the identity provider may encrypt what it sends.' },
)
export type SamlSpEncryptionCertificate = Static<typeof SamlSpEncryptionCertificate>

const KeyPair = model(
  'ConnectionKeyPair',
  { key: secret(Type.String({ minLength: 1, description: 'The private key in PEM.' })), cert: pem },
  { description: 'A key pair of your own.' },
)

const url = (description: string) => Type.String({ format: 'uri', maxLength: 2048, description })

const idpMetadataUrl = url(
  'Where the identity provider publishes its metadata. Read again from time to time.',
)
const idpMetadataXml = Type.String({
  minLength: 1,
  maxLength: 500_000,
  description:
    "The identity provider's metadata as XML. What they say is taken once: the SSO URL, the entity ID and the certificates. Takes the place of `idp_metadata_url`.",
})
const idpSsoUrl = url('Where the identity provider takes sign-in requests.')
const idpEntityId = Type.String({
  minLength: 1,
  maxLength: 1024,
  description: "The identity provider's entity ID.",
})
const acsUrl = url('Where the identity provider sends its responses.')
const spEntityId = Type.String({ minLength: 1, maxLength: 1024, description: "Portico's entity ID." })

export const SamlOptions = model(
  'SamlOptions',
  {
    idp_metadata_url: nullable(idpMetadataUrl),
    idp_sso_url: nullable(idpSsoUrl),
    idp_entity_id: nullable(idpEntityId),
    idp_signing_certs: Type.Array(SamlIdpSigningCertificate, {
      description: 'Oldest first, expired ones too.',
    }),
    acs_url: acsUrl,
    sp_entity_id: spEntityId,
    sp_metadata_url: url('Where Portico publishes its own metadata for this connection.'),
    sp_signing_cert: nullable(SamlSpSigningCertificate),
    sp_encryption_certs: Type.Array(SamlSpEncryptionCertificate, {
      description: 'Oldest first, expired ones too.',
    }),
  },
  { description: 'How a SAML connection is set up.' },
)

const tokenAuthenticationMethods = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'] as const
const signatureAlgorithms = [
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'HS256',
  'HS384',
  'HS512',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
] as const

const discoveryEndpoint = url(
  'Where the identity provider publishes its configuration, or its issuer. Types with one of their own, such as `GoogleOIDC`, need none.',
)
const oidcClientId = Type.String({
  minLength: 1,
  maxLength: 1024,
  description: 'What the provider calls Portico.',
})
const oidcClientSecret = secret(
  Type.String({
    minLength: 1,
    description:
      'The client secret. Never read back. Not with `private_key_jwt`. It has to be given when `discovery_endpoint` changes to another host.',
  }),
)
const oidcRedirectUri = url('Where the identity provider sends people back to.')
const pkce = Type.Boolean({ description: 'Whether PKCE is used. It is, unless said otherwise.' })
const fetchUserInfo = Type.Boolean({
  description: 'Whether the userinfo endpoint is asked for more attributes.',
})
const tokenAuthenticationMethod = { description: 'How Portico proves who it is at the token endpoint.' }
const signatureAlgorithm = { description: 'How the ID token must be signed.' }

export const OidcOptions = model(
  'OidcOptions',
  {
    discovery_endpoint: discoveryEndpoint,
    client_id: oidcClientId,
    redirect_uri: oidcRedirectUri,
    pkce,
    token_authentication_method: openEnum(tokenAuthenticationMethods, tokenAuthenticationMethod),
    jwt_signing_certs: Type.Array(Type.String(), {
      description: 'The certificates, in PEM, that verify what Portico signs with `private_key_jwt`.',
    }),
    id_token_signature_algorithm: nullable(openEnum(signatureAlgorithms, signatureAlgorithm)),
    fetch_user_info: fetchUserInfo,
  },
  { description: 'How an OpenID Connect connection is set up.' },
)

const source = (member: string) =>
  Type.String({
    minLength: 1,
    maxLength: 1024,
    description: `The attribute or claim that ${member} is read from.`,
  })
const claim = (member: string) => source(`\`${member}\``)

const standardAttributes = {
  idp_id: claim('idp_id'),
  email: claim('email'),
  first_name: claim('first_name'),
  last_name: claim('last_name'),
  groups: nullable(claim('groups')),
  name: nullable(claim('name')),
}

export const AttributeMaps = model(
  'ConnectionAttributeMaps',
  {
    standard_attributes: model('ConnectionStandardAttributes', standardAttributes, {
      description: "Where a profile's own members come from.",
    }),
    custom_attributes: opaqueMap(source('the custom attribute'), {
      description: 'Where custom attributes come from, by their name.',
    }),
  },
  { description: 'Which attributes or claims fill a profile.' },
)

const AttributeMapsInput = model(
  'ConnectionAttributeMapsInput',
  {
    standard_attributes: Type.Optional(
      model(
        'ConnectionStandardAttributesInput',
        {
          idp_id: Type.Optional(standardAttributes.idp_id),
          email: Type.Optional(standardAttributes.email),
          first_name: Type.Optional(standardAttributes.first_name),
          last_name: Type.Optional(standardAttributes.last_name),
          groups: Type.Optional(standardAttributes.groups),
          name: Type.Optional(standardAttributes.name),
        },
        { description: 'Where the members of a profile come from.' },
      ),
    ),
    custom_attributes: Type.Optional(
      opaqueMap(nullable(source('the custom attribute')), {
        description: 'By the name of the custom attribute; null removes one.',
      }),
    ),
  },
  { description: 'Which attributes or claims fill a profile.' },
)

export const ConnectionWithOptions = model(
  'ConnectionWithOptions',
  {
    ...Connection.properties,
    external_id: nullable(ExternalId),
    callback_endpoint: url('The ACS URL or redirect URI to give to the identity provider. Never changes.'),
    saml_options: Type.Optional(SamlOptions),
    oidc_options: Type.Optional(OidcOptions),
    attribute_maps: AttributeMaps,
  },
  { description: 'A connection with its whole set-up.' },
)
export type ConnectionWithOptions = Static<typeof ConnectionWithOptions>

/** Social providers are set up once for the environment, so only these belong to an organization. */
const creatableTypes = connectionTypes.filter((type) => /(SAML|OIDC|Oidc)$/.test(type))

const connectionName = Type.String({ minLength: 1, maxLength: 255, description: 'What people call it.' })
const protocols = [['saml_options'], ['oidc_options']] as const

export const connectionExists = error(
  400,
  'connection_already_exists_for_organization',
  'The organization has another connection already.',
)
export const customAttributeNotFound = error(
  400,
  'custom_attribute_not_found',
  'One of the custom attributes is not defined in this environment.',
)
export const invalidIdentityProvider = error(
  422,
  'invalid_identity_provider',
  'The metadata, certificate or configuration of the identity provider cannot be used. The message says why.',
)

export const connectionOptions = group('sso', {
  createConnection: operation({
    method: 'POST',
    path: '/connections',
    origin: 'sdk',
    rateLimit: 'sso',
    summary: 'Create a connection of an organization',
    description:
      'It becomes active with the first sign-in that succeeds. When the organization has a connection with that external ID, it is answered as it is.',
    body: model('CreateConnection', {
      organization_id: Type.String({
        minLength: 1,
        description: 'The organization whose people it signs in.',
      }),
      name: Type.Optional(connectionName),
      external_id: Type.Optional(ExternalId),
      connection_type: Type.Optional(
        oneOf(creatableTypes, {
          description: 'The kind of identity provider. Default: `GenericSAML` or `GenericOIDC`.',
        }),
      ),
      saml_options: Type.Optional(
        model(
          'CreateSamlOptions',
          {
            idp_metadata_url: Type.Optional(idpMetadataUrl),
            idp_metadata_xml: Type.Optional(idpMetadataXml),
            idp_sso_url: Type.Optional(idpSsoUrl),
            idp_entity_id: Type.Optional(idpEntityId),
            idp_signing_certs: Type.Optional(
              Type.Array(pem, { minItems: 1, maxItems: 20, description: "The provider's certificates." }),
            ),
            acs_url: Type.Optional(acsUrl),
            sp_entity_id: Type.Optional(spEntityId),
            sp_signing_key_pair: Type.Optional(KeyPair),
            sp_encryption_key_pairs: Type.Optional(
              Type.Array(KeyPair, { maxItems: 5, description: 'Key pairs that decrypt responses.' }),
            ),
          },
          { description: 'The settings of a SAML connection.' },
        ),
      ),
      oidc_options: Type.Optional(
        model(
          'CreateOidcOptions',
          {
            discovery_endpoint: Type.Optional(discoveryEndpoint),
            client_id: oidcClientId,
            client_secret: Type.Optional(oidcClientSecret),
            redirect_uri: Type.Optional(oidcRedirectUri),
            pkce: Type.Optional(pkce),
            token_authentication_method: Type.Optional(
              oneOf(tokenAuthenticationMethods, tokenAuthenticationMethod),
            ),
            jwt_signing_key_pair: Type.Optional(KeyPair),
            id_token_signature_algorithm: Type.Optional(oneOf(signatureAlgorithms, signatureAlgorithm)),
            fetch_user_info: Type.Optional(fetchUserInfo),
          },
          { description: 'The settings of an OpenID Connect connection.' },
        ),
      ),
      attribute_maps: Type.Optional(AttributeMapsInput),
    }),
    exclusive: protocols,
    exclusiveRequired: true,
    status: 201,
    returns: ConnectionWithOptions,
    alsoReturns: { 200: ConnectionWithOptions },
    throws: [organizationNotFound, connectionExists, customAttributeNotFound, invalidIdentityProvider],
    transaction: 'own',
  }),
  updateConnection: operation({
    method: 'PATCH',
    path: '/connections/{id}',
    origin: 'sdk',
    rateLimit: 'sso',
    summary: 'Update a connection',
    description: 'Changes only the members given; null goes back to the default.',
    body: model('UpdateConnection', {
      name: Type.Optional(connectionName),
      external_id: Type.Optional(nullable(ExternalId)),
      connection_type: Type.Optional(
        Type.String({ description: 'May be given, but only as it is: the type never changes.' }),
      ),
      saml_options: Type.Optional(
        model(
          'UpdateSamlOptions',
          {
            idp_metadata_url: Type.Optional(nullable(idpMetadataUrl)),
            idp_metadata_xml: Type.Optional(idpMetadataXml),
            idp_sso_url: Type.Optional(idpSsoUrl),
            idp_entity_id: Type.Optional(idpEntityId),
            acs_url: Type.Optional(nullable(acsUrl)),
            sp_entity_id: Type.Optional(nullable(spEntityId)),
          },
          { description: 'What changes about the settings of a SAML connection.' },
        ),
      ),
      oidc_options: Type.Optional(
        model(
          'UpdateOidcOptions',
          {
            discovery_endpoint: Type.Optional(discoveryEndpoint),
            client_id: Type.Optional(oidcClientId),
            client_secret: Type.Optional(oidcClientSecret),
            redirect_uri: Type.Optional(nullable(oidcRedirectUri)),
            pkce: Type.Optional(pkce),
            token_authentication_method: Type.Optional(
              oneOf(tokenAuthenticationMethods, tokenAuthenticationMethod),
            ),
            id_token_signature_algorithm: Type.Optional(
              nullable(oneOf(signatureAlgorithms, signatureAlgorithm)),
            ),
            fetch_user_info: Type.Optional(fetchUserInfo),
          },
          { description: 'What changes about the settings of an OpenID Connect connection.' },
        ),
      ),
      attribute_maps: Type.Optional(AttributeMapsInput),
    }),
    exclusive: protocols,
    status: 200,
    returns: ConnectionWithOptions,
    throws: [connectionNotFound, forbidden, customAttributeNotFound, invalidIdentityProvider],
    emits: ['connection.deactivated', 'connection.saml_certificate_renewed'],
    transaction: 'own',
  }),
})

export const samlCertificateNotFound = notFound('SAML certificate')
export const lastSamlCertificate = error(
  409,
  'last_certificate',
  'The last signing certificate cannot be deleted.',
)
export const samlSigningCertificateExists = error(
  409,
  'signing_certificate_exists',
  'The connection has a signing certificate. Delete it before you create another.',
)

export const samlCertificateLimitReached = error(
  409,
  'certificate_limit_reached',
  'The connection has as many certificates as it can. Delete one that is no longer used.',
)

const idpCertificates = '/connections/{connection_id}/saml_idp_signing_certs' as const
const spEncryptionCertificates = '/connections/{connection_id}/saml_sp_encryption_certs' as const
const spSigningCertificate = '/connections/{connection_id}/saml_sp_signing_cert' as const

export const connectionCertificates = group('sso', {
  listConnectionSamlIdpSigningCerts: operation({
    method: 'GET',
    path: idpCertificates,
    origin: 'sdk',
    rateLimit: 'sso',
    summary: "List the certificates of a connection's identity provider, oldest first",
    status: 200,
    returns: list(SamlIdpSigningCertificate),
    throws: [connectionNotFound],
  }),
  createConnectionSamlIdpSigningCert: operation({
    method: 'POST',
    path: idpCertificates,
    origin: 'sdk',
    rateLimit: 'sso',
    summary: 'Add a certificate of the identity provider',
    description: 'Those before it keep working until they expire or are deleted.',
    body: model('CreateSamlIdpSigningCertificate', { value: pem }),
    status: 201,
    returns: SamlIdpSigningCertificate,
    throws: [connectionNotFound, invalidIdentityProvider, samlCertificateLimitReached],
    emits: ['connection.saml_certificate_renewed'],
  }),
  deleteConnectionSamlIdpSigningCert: operation({
    method: 'DELETE',
    path: `${idpCertificates}/{certificate_id}`,
    origin: 'sdk',
    rateLimit: 'sso',
    summary: 'Delete a certificate of the identity provider',
    status: 204,
    throws: [connectionNotFound, samlCertificateNotFound, lastSamlCertificate],
  }),
  listConnectionSamlSpEncryptionCerts: operation({
    method: 'GET',
    path: spEncryptionCertificates,
    origin: 'sdk',
    rateLimit: 'sso',
    summary: 'List the certificates with which responses may be encrypted, oldest first',
    status: 200,
    returns: list(SamlSpEncryptionCertificate),
    throws: [connectionNotFound],
  }),
  createConnectionSamlSpEncryptionCert: operation({
    method: 'POST',
    path: spEncryptionCertificates,
    origin: 'sdk',
    rateLimit: 'sso',
    summary: 'Make a key pair with which responses may be encrypted',
    status: 201,
    returns: SamlSpEncryptionCertificate,
    throws: [connectionNotFound, samlCertificateLimitReached],
    transaction: 'own',
  }),
  deleteConnectionSamlSpEncryptionCert: operation({
    method: 'DELETE',
    path: `${spEncryptionCertificates}/{certificate_id}`,
    origin: 'sdk',
    rateLimit: 'sso',
    summary: 'Delete a key pair with which responses are encrypted',
    status: 204,
    throws: [connectionNotFound, samlCertificateNotFound],
  }),
  getConnectionSamlSpSigningCert: operation({
    method: 'GET',
    path: spSigningCertificate,
    origin: 'sdk',
    rateLimit: 'sso',
    summary: 'Get the certificate that verifies requests',
    status: 200,
    returns: SamlSpSigningCertificate,
    throws: [connectionNotFound, samlCertificateNotFound],
  }),
  createConnectionSamlSpSigningCert: operation({
    method: 'POST',
    path: spSigningCertificate,
    origin: 'sdk',
    rateLimit: 'sso',
    summary: 'Make a key pair that signs requests',
    status: 201,
    returns: SamlSpSigningCertificate,
    throws: [connectionNotFound, samlSigningCertificateExists],
    transaction: 'own',
  }),
  deleteConnectionSamlSpSigningCert: operation({
    method: 'DELETE',
    path: `${spSigningCertificate}/{certificate_id}`,
    origin: 'sdk',
    rateLimit: 'sso',
    summary: 'Delete the key pair that signs requests, which are unsigned from then on',
    status: 204,
    throws: [connectionNotFound, samlCertificateNotFound],
  }),
})
