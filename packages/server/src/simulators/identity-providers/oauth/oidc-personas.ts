import { digitsOf, lettersOf } from '../identifiers.ts'
import { fullName, type Person } from '../people.ts'
import { entraObjectId, entraTenant } from '../saml/personas.ts'
import {
  type AuthorizationPersona,
  byName,
  type Claims,
  emailClaims,
  names,
  picture,
  type Subject,
} from './persona.ts'

const acme: AuthorizationPersona = {
  protocol: 'oidc',
  persona: 'acme',
  plays: 'no product in particular',
  look: 'acme',
  sub: ({ email }) => `acme-${lettersOf(`acme/${email}`, 16)}`,
  idToken: (subject) => ({ ...emailClaims(subject), ...names(subject), groups: subject.person.groups }),
  userInfo: (subject) => ({
    sub: subject.sub,
    ...emailClaims(subject),
    ...names(subject),
    groups: subject.person.groups,
  }),
  issParameter: true,
}

const okta: AuthorizationPersona = {
  ...acme,
  persona: 'okta',
  plays: 'Okta',
  look: 'okta',
  sub: ({ email }) => `00u${lettersOf(`okta/${email}`, 17)}`,
  // Beside an access token Okta's ID tokens are thin: the rest is at user info.
  idToken: (subject) => ({
    ver: 1,
    amr: ['pwd'],
    idp: '00o1acmePortico4x697',
    name: fullName(subject.person),
    preferred_username: subject.person.email,
    email: subject.person.email,
    ...oktaGroups(subject),
  }),
  userInfo: (subject) => ({
    sub: subject.sub,
    ...names(subject),
    ...emailClaims(subject),
    preferred_username: subject.person.email,
    locale: 'en-US',
    zoneinfo: 'America/Los_Angeles',
    updated_at: 1_735_689_600,
    ...oktaGroups(subject),
  }),
}

const oktaGroups = ({ person, scopes }: Subject): Claims =>
  scopes.has('groups') ? { groups: ['Everyone', ...person.groups] } : {}

/** Above it, a token says where to ask for the groups. */
const entraMaxGroups = 200

export const entra: AuthorizationPersona = {
  ...acme,
  persona: 'entra',
  plays: 'Microsoft Entra ID',
  look: 'entra',
  // Another for each application.
  sub: ({ email }, clientId) => lettersOf(`entra/${clientId}/${email}`, 32),
  idToken: (subject) => ({
    ...entraClaims(subject),
    tid: entraTenant,
    ...entraGroups(subject.person),
  }),
  userInfo: ({ sub, person }) => ({
    sub,
    name: fullName(person),
    family_name: person.familyName,
    given_name: person.givenName,
    picture: 'https://graph.microsoft.com/v1.0/me/photo/$value',
    email: person.email,
  }),
  issParameter: false,
}

export const entraClaims = ({ person, verified }: Subject): Claims => ({
  ver: '2.0',
  name: fullName(person),
  oid: entraObjectId(person.email),
  preferred_username: person.email,
  email: person.email,
  uti: lettersOf(`uti/${person.email}`, 22),
  // Microsoft says nothing of verification, unless asked to say that the owner of the domain was not verified.
  ...(!verified && { xms_edov: false }),
})

function entraGroups({ email, groups }: Person): Claims {
  if (groups.length === 0) return {}
  if (groups.length <= entraMaxGroups) return { groups: groups.map(entraObjectId) }
  const endpoint = `https://graph.microsoft.com/v1.0/users/${entraObjectId(email)}/getMemberObjects`
  return { _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint } } }
}

export const googleSub = ({ email }: Person) => digitsOf(`google/${email}`, 21)
export const googleClaims = (subject: Subject): Claims => ({
  ...emailClaims(subject),
  ...names(subject),
  picture: picture(subject),
  hd: subject.person.email.split('@')[1] ?? '',
})

const google: AuthorizationPersona = {
  ...acme,
  persona: 'google',
  plays: 'Google Workspace',
  look: 'google',
  sub: googleSub,
  idToken: (subject) => ({ azp: subject.clientId, ...googleClaims(subject) }),
  userInfo: (subject) => ({ sub: subject.sub, ...googleClaims(subject) }),
  issParameter: false,
}

export const oidcPersonas: ReadonlyMap<string, AuthorizationPersona> = byName([acme, okta, entra, google])
