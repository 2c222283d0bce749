import { randomBytes, randomUUID } from 'node:crypto'
import { nameIdFormats } from '../../../protocols/saml/protocol-names.ts'
import { digitsOf, guidOf, lettersOf } from '../identifiers.ts'
import { fullName, type Person } from '../people.ts'
import type { Simulator } from '../simulator.ts'

/** How an identity provider writes its responses, as those of its kind really do. */
export type SamlPersona = Simulator & {
  protocol: 'saml'
  entityId: string
  signs: 'assertion' | 'both'
  /** The prefixes of its elements; empty for a default namespace. */
  prefixes: { protocol: string; assertion: string }
  issuerFormat: string | null
  consent: string | null
  authnContext: string
  nameIdFormats: readonly string[]
  /** @param format what the service provider asked for, if it did */
  nameId(person: Person, format: string | null): { value: string; format: string }
  attributeNameFormat: string | null
  /** The `xsi:type` of values. */
  valueType: 'xs:string' | 'xs:anyType' | null
  attributes(person: Person): Record<string, readonly string[]>
  /** Whether it writes the statement of the sign-in before the attributes. */
  authnFirst: boolean
  /** How long before and after the instant the assertion is valid, and how long its bearer may show it. */
  minutes: { before: number; after: number; confirmation: number }
  /** The PrefixList of its canonicalization. */
  inclusivePrefixes: readonly string[]
  newId(): string
}

const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims'
const microsoft = 'http://schemas.microsoft.com'
const contexts = 'urn:oasis:names:tc:SAML:2.0:ac:classes'
const attributeNameFormats = 'urn:oasis:names:tc:SAML:2.0:attrname-format'

const uuidId = () => `_${randomUUID()}`
const hexId = () => `_${randomBytes(20).toString('hex')}`

const byEmail = ({ email }: Person) => ({ value: email, format: nameIdFormats.emailAddress })

/** What is plain about an identity provider that is nobody's in particular. */
const acme: SamlPersona = {
  protocol: 'saml',
  persona: 'acme',
  plays: 'no product in particular',
  look: 'acme',
  entityId: 'https://idp.acme.example/saml',
  signs: 'assertion',
  prefixes: { protocol: 'samlp', assertion: 'saml' },
  issuerFormat: null,
  consent: null,
  authnContext: `${contexts}:PasswordProtectedTransport`,
  nameIdFormats: [nameIdFormats.persistent, nameIdFormats.emailAddress, nameIdFormats.transient],
  nameId(person, format) {
    if (format === nameIdFormats.emailAddress) return byEmail(person)
    if (format === nameIdFormats.transient) return { value: hexId(), format: nameIdFormats.transient }
    return { value: idOf(person), format: nameIdFormats.persistent }
  },
  attributeNameFormat: `${attributeNameFormats}:basic`,
  valueType: null,
  attributes: (person) => ({
    id: [idOf(person)],
    email: [person.email],
    firstName: [person.givenName],
    lastName: [person.familyName],
    name: [fullName(person)],
    groups: person.groups,
  }),
  authnFirst: true,
  minutes: { before: 1, after: 5, confirmation: 5 },
  inclusivePrefixes: [],
  newId: hexId,
}

const idOf = ({ email }: Person) => `acme-${lettersOf(`acme/${email}`, 16)}`

const okta: SamlPersona = {
  ...acme,
  persona: 'okta',
  plays: 'Okta',
  look: 'okta',
  entityId: 'http://www.okta.com/exk1acmePortico4x697',
  signs: 'both',
  prefixes: { protocol: 'saml2p', assertion: 'saml2' },
  issuerFormat: nameIdFormats.entity,
  nameIdFormats: [nameIdFormats.unspecified, nameIdFormats.emailAddress],
  nameId: ({ email }, format) => ({
    value: email,
    format: format === nameIdFormats.emailAddress ? format : nameIdFormats.unspecified,
  }),
  attributeNameFormat: `${attributeNameFormats}:unspecified`,
  valueType: 'xs:string',
  attributes: ({ email, givenName, familyName, groups }) => ({
    id: [`00u${lettersOf(`okta/${email}`, 17)}`],
    email: [email],
    firstName: [givenName],
    lastName: [familyName],
    // Okta leaves out an attribute that no group matches.
    ...(groups.length > 0 && { groups: ['Everyone', ...groups] }),
  }),
  minutes: { before: 5, after: 5, confirmation: 5 },
  inclusivePrefixes: ['xs'],
  newId: () => `id${digitsOf(randomUUID(), 22)}`,
}

/** Above it, the groups are left out and a link says where to ask for them. */
const entraMaxGroups = 150
export const entraTenant = guidOf('entra/acme')
export const entraObjectId = (name: string) => guidOf(`entra/${name}`)

const entra: SamlPersona = {
  ...acme,
  persona: 'entra',
  plays: 'Microsoft Entra ID',
  look: 'entra',
  entityId: `https://sts.windows.net/${entraTenant}/`,
  prefixes: { protocol: 'samlp', assertion: '' },
  authnContext: `${contexts}:Password`,
  nameIdFormats: [nameIdFormats.emailAddress, nameIdFormats.persistent, nameIdFormats.unspecified],
  nameId: byEmail,
  attributeNameFormat: null,
  attributes: (person) => ({
    [`${microsoft}/identity/claims/tenantid`]: [entraTenant],
    [`${microsoft}/identity/claims/objectidentifier`]: [entraObjectId(person.email)],
    [`${microsoft}/identity/claims/displayname`]: [fullName(person)],
    ...entraGroups(person),
    [`${microsoft}/identity/claims/identityprovider`]: [`https://sts.windows.net/${entraTenant}/`],
    [`${microsoft}/claims/authnmethodsreferences`]: [
      `${microsoft}/ws/2008/06/identity/authenticationmethod/password`,
      `${microsoft}/claims/multipleauthn`,
    ],
    [`${claims}/givenname`]: [person.givenName],
    [`${claims}/surname`]: [person.familyName],
    [`${claims}/emailaddress`]: [person.email],
    [`${claims}/name`]: [person.email],
  }),
  authnFirst: false,
  minutes: { before: 5, after: 65, confirmation: 65 },
  newId: uuidId,
}

function entraGroups({ email, groups }: Person): Record<string, readonly string[]> {
  if (groups.length === 0) return {}
  if (groups.length <= entraMaxGroups) {
    return { [`${microsoft}/ws/2008/06/identity/claims/groups`]: groups.map(entraObjectId) }
  }
  const link = `https://graph.windows.net/${entraTenant}/users/${entraObjectId(email)}/getMemberObjects`
  return { [`${microsoft}/claims/groups.link`]: [link] }
}

const google: SamlPersona = {
  ...acme,
  persona: 'google',
  plays: 'Google Workspace',
  look: 'google',
  entityId: 'https://accounts.google.com/o/saml2?idpid=C03acme7q',
  prefixes: { protocol: 'saml2p', assertion: 'saml2' },
  authnContext: `${contexts}:unspecified`,
  nameIdFormats: [nameIdFormats.emailAddress],
  nameId: byEmail,
  attributeNameFormat: null,
  valueType: 'xs:anyType',
  attributes: ({ email, givenName, familyName }) => ({
    email: [email],
    firstName: [givenName],
    lastName: [familyName],
  }),
  authnFirst: false,
  minutes: { before: 5, after: 5, confirmation: 5 },
  newId: () => `_${randomBytes(16).toString('hex')}`,
}

const adfs: SamlPersona = {
  ...acme,
  persona: 'adfs',
  plays: 'AD FS',
  look: 'adfs',
  entityId: 'http://adfs.acme.example/adfs/services/trust',
  prefixes: { protocol: 'samlp', assertion: '' },
  consent: 'urn:oasis:names:tc:SAML:2.0:consent:unspecified',
  nameIdFormats: [nameIdFormats.emailAddress, nameIdFormats.persistent, nameIdFormats.transient],
  nameId: byEmail,
  attributeNameFormat: null,
  attributes: ({ email, givenName, familyName, groups }) => ({
    [`${claims}/upn`]: [email],
    [`${claims}/emailaddress`]: [email],
    [`${claims}/givenname`]: [givenName],
    [`${claims}/surname`]: [familyName],
    [`${claims}/name`]: [`ACME\\${email.split('@', 1)[0]}`],
    'http://schemas.xmlsoap.org/claims/Group': ['Domain Users', ...groups],
  }),
  authnFirst: false,
  minutes: { before: 0, after: 60, confirmation: 5 },
  newId: uuidId,
}

export const samlPersonas: ReadonlyMap<string, SamlPersona> = new Map(
  [acme, okta, entra, google, adfs].map((persona) => [persona.persona, persona]),
)
