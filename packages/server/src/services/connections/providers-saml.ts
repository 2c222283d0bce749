// Kinds of connection that speak SAML, as those products are documented to behave.
import type { AttributeSources, Provider, SetUpForm } from './providers.ts'

const claim = (name: string) => `http://schemas.xmlsoap.org/ws/2005/05/identity/claims/${name}`
const oid = (digits: string) => `urn:oid:${digits}`
const microsoftGroups = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups'
const microsoftDisplayName = 'http://schemas.microsoft.com/identity/claims/displayname'
const adfsGroups = 'http://schemas.xmlsoap.org/claims/Group'

/** Names that attributes go by, beside those of the product: set up by hand, they come as people think of them. */
const common = {
  email: ['email', 'Email', 'mail', claim('emailaddress'), oid('0.9.2342.19200300.100.1.3'), 'NameID'],
  first_name: ['firstName', 'FirstName', 'first_name', 'givenName', claim('givenname'), oid('2.5.4.42')],
  last_name: ['lastName', 'LastName', 'last_name', 'sn', 'surname', claim('surname'), oid('2.5.4.4')],
  name: ['displayName', 'name', microsoftDisplayName, oid('2.16.840.1.113730.3.1.241')],
  groups: ['groups', 'Groups', 'memberOf', 'isMemberOf', microsoftGroups, adfsGroups],
} as const

/** The product's own names before the common ones. */
function sources(own: Partial<Record<keyof AttributeSources, string>> = {}): AttributeSources {
  const of = (member: keyof typeof common) => [
    ...new Set([...(own[member] === undefined ? [] : [own[member]]), ...common[member]]),
  ]
  return {
    idp_id: [own.idp_id ?? 'id'],
    email: of('email'),
    first_name: of('first_name'),
    last_name: of('last_name'),
    groups: of('groups'),
    name: of('name'),
  }
}

const claims = {
  idp_id: claim('name'),
  email: claim('emailaddress'),
  first_name: claim('givenname'),
  last_name: claim('surname'),
  name: microsoftDisplayName,
}

const directoryAttributes = { email: 'mail', first_name: 'givenName', last_name: 'sn' }
const directoryOids = {
  email: oid('0.9.2342.19200300.100.1.3'),
  first_name: oid('2.5.4.42'),
  last_name: oid('2.5.4.4'),
  name: oid('2.16.840.1.113730.3.1.241'),
}

type Particulars = Partial<
  Pick<Provider, 'custom' | 'loginHintParameter' | 'domainHintParameter' | 'asks'>
> & {
  gives?: readonly SetUpForm[]
  own?: Parameters<typeof sources>[0]
}

const anyForm: readonly SetUpForm[] = ['metadata_url', 'metadata_xml', 'fields']
const fileFirst: readonly SetUpForm[] = ['metadata_xml', 'fields']

function saml(name: string, particulars: Particulars = {}): Provider {
  const { own, gives = anyForm, asks = null } = particulars
  return {
    protocol: 'saml',
    name,
    sources: sources(own),
    custom: particulars.custom ?? false,
    loginHintParameter: particulars.loginHintParameter ?? null,
    domainHintParameter: particulars.domainHintParameter ?? null,
    gives,
    asks: asks ?? { acsUrl: 'Assertion Consumer Service URL', entityId: 'Entity ID' },
    discoveryEndpoint: null,
    tokenAuthenticationMethod: 'client_secret_basic',
  }
}

export const samlTypes = {
  ADFSSAML: saml('AD FS', {
    own: { ...claims, groups: adfsGroups },
    asks: { acsUrl: 'Trusted URL (SAML Assertion Consumer)', entityId: 'Relying party identifier' },
  }),
  Auth0SAML: saml('Auth0', {
    own: {
      idp_id: claim('nameidentifier'),
      email: claim('emailaddress'),
      first_name: claim('givenname'),
      last_name: claim('surname'),
      name: claim('name'),
      groups: 'http://schemas.auth0.com/groups',
    },
    gives: fileFirst,
    asks: { acsUrl: 'Application Callback URL', entityId: 'audience, in the settings of the SAML2 add-on' },
  }),
  AzureSAML: saml('Entra ID', {
    own: { ...claims, groups: microsoftGroups },
    loginHintParameter: 'login_hint',
    asks: { acsUrl: 'Reply URL (Assertion Consumer Service URL)', entityId: 'Identifier (Entity ID)' },
  }),
  CasSAML: saml('CAS'),
  ClassLinkSAML: saml('ClassLink'),
  CloudflareSAML: saml('Cloudflare', { gives: ['fields'] }),
  CyberArkSAML: saml('CyberArk', {
    own: { groups: 'LoginUser.GroupNames' },
    asks: {
      acsUrl: 'Assertion Consumer Service (ACS) URL',
      entityId: 'SP Entity ID / Issuer / Audience',
    },
  }),
  DuoSAML: saml('Duo', {
    own: { email: 'Email', first_name: 'FirstName', last_name: 'LastName', name: 'DisplayName' },
    asks: { acsUrl: 'Assertion Consumer Service (ACS) URL', entityId: 'Entity ID' },
  }),
  GenericSAML: saml('SAML', { custom: true, loginHintParameter: 'login_hint' }),
  GoogleSAML: saml('Google', {
    own: { idp_id: 'NameID' },
    domainHintParameter: 'hd',
    gives: fileFirst,
    asks: { acsUrl: 'ACS URL', entityId: 'Entity ID' },
  }),
  JumpCloudSAML: saml('JumpCloud', {
    own: { first_name: 'firstname', last_name: 'lastname', groups: 'memberOf' },
    gives: fileFirst,
    asks: { acsUrl: 'ACS URL', entityId: 'SP Entity ID' },
  }),
  KeycloakSAML: saml('Keycloak', {
    own: { groups: 'member' },
    asks: { acsUrl: 'Master SAML Processing URL', entityId: 'Client ID' },
  }),
  LastPassSAML: saml('LastPass', { asks: { acsUrl: 'ACS', entityId: 'Entity ID' } }),
  MiniOrangeSAML: saml('miniOrange', { asks: { acsUrl: 'ACS URL', entityId: 'SP Entity ID or Issuer' } }),
  NetIqSAML: saml('NetIQ'),
  OktaSAML: saml('Okta', {
    own: { groups: 'groups' },
    loginHintParameter: 'login_hint',
    asks: { acsUrl: 'Single sign-on URL', entityId: 'Audience URI (SP Entity ID)' },
  }),
  OneLoginSAML: saml('OneLogin', {
    own: { email: 'User.email', first_name: 'User.FirstName', last_name: 'User.LastName' },
    asks: { acsUrl: 'ACS (Consumer) URL', entityId: 'Audience (EntityID)' },
  }),
  OracleSAML: saml('Oracle', { asks: { acsUrl: 'Assertion consumer URL', entityId: 'Entity ID' } }),
  PingFederateSAML: saml('PingFederate', {
    own: { groups: 'isMemberOf' },
    gives: fileFirst,
    asks: { acsUrl: 'Endpoint URL', entityId: "Partner's Entity ID" },
  }),
  PingOneSAML: saml('PingOne', { asks: { acsUrl: 'ACS URLs', entityId: 'Entity ID' } }),
  RipplingSAML: saml('Rippling', {
    asks: { acsUrl: 'ACS URL', entityId: 'Service Provider Entity ID' },
  }),
  SalesforceSAML: saml('Salesforce', {
    asks: { acsUrl: 'ACS URL', entityId: 'Entity Id' },
  }),
  ShibbolethGenericSAML: saml('Shibboleth', { own: { ...directoryOids, groups: 'isMemberOf' } }),
  ShibbolethSAML: saml('Shibboleth (unsolicited)', { own: { ...directoryOids, groups: 'isMemberOf' } }),
  SimpleSamlPhpSAML: saml('SimpleSAMLphp', {
    own: { ...directoryAttributes, idp_id: 'uid' },
    asks: { acsUrl: 'AssertionConsumerService', entityId: 'entity ID' },
  }),
  TestIdp: saml('Test IdP'),
  VMwareSAML: saml('VMware', { asks: { acsUrl: 'Single Sign-On URL', entityId: 'Application ID' } }),
} as const satisfies Record<string, Provider>
