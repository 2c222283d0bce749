import { digitsOf, guidOf, lettersOf } from '../identifiers.ts'
import { fullName, type Person } from '../people.ts'
import { entraObjectId, entraTenant } from '../saml/personas.ts'
import type { Simulator } from '../simulator.ts'

export type Claims = Record<string, unknown>

/** Whom and what an answer is about. */
export type Subject = {
  person: Person
  sub: string
  clientId: string
  scopes: ReadonlySet<string>
  /** Whether the provider says that the e-mail address was verified. */
  verified: boolean
}

/** How a provider of OpenID Connect or OAuth 2.0 tells who somebody is, as those of its kind really do. */
export type AuthorizationPersona = Simulator & {
  protocol: 'oidc' | 'oauth'
  /** How it calls somebody. */
  sub(person: Person, clientId: string): string
  /** What its ID tokens say beside the protocol's own claims; null where it issues none. */
  idToken: ((subject: Subject) => Claims) | null
  /** Whether it issues them without being asked for `openid`. */
  idTokenAlways?: boolean
  /** What its user info endpoint answers; null where it has none. */
  userInfo: ((subject: Subject) => unknown) | null
  /** What it answers at `/emails` under that. */
  emails?(subject: Subject): unknown
  /** What it posts beside the code, as JSON. */
  user?(subject: Subject): Claims
  /** What the answer of its token endpoint has beside the standard members. */
  tokenExtras?: Claims
  /** Whether redirects name the issuer (RFC 9207). */
  issParameter?: boolean
}

const names = ({ person }: Subject): Claims => ({
  name: fullName(person),
  given_name: person.givenName,
  family_name: person.familyName,
})

const emailClaims = ({ person, verified }: Subject): Claims => ({
  email: person.email,
  email_verified: verified,
})

/** Where the pictures of made-up people would be. */
const picture = ({ sub }: Pick<Subject, 'sub'>) => `https://pictures.example/${encodeURIComponent(sub)}.png`

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

const entra: AuthorizationPersona = {
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

const entraClaims = ({ person, verified }: Subject): Claims => ({
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

const googleSub = ({ email }: Person) => digitsOf(`google/${email}`, 21)
const googleClaims = (subject: Subject): Claims => ({
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

/** A social provider. */
function social(
  persona: string,
  plays: string,
  own: Pick<AuthorizationPersona, 'sub' | 'idToken' | 'userInfo'> & Partial<AuthorizationPersona>,
): AuthorizationPersona {
  return { protocol: 'oauth', persona, plays, look: 'oauth', ...own }
}

const guid = ({ email }: Person) => guidOf(`account/${email}`)
const number =
  (length: number) =>
  ({ email }: Person) =>
    digitsOf(`account/${email}`, length)
const login = ({ email }: Person) => email.split('@', 1)[0]?.replace(/[^a-z0-9-]/gi, '-') ?? ''
const standard = (subject: Subject): Claims => ({
  ...emailClaims(subject),
  ...names(subject),
  picture: picture(subject),
})
const standardInfo = (subject: Subject): Claims => ({ sub: subject.sub, ...standard(subject) })

/** The providers of the contract, by its names. */
export const oauthPersonas: ReadonlyMap<string, AuthorizationPersona> = byName([
  social('AppleOAuth', 'Apple', {
    sub: ({ email }) => `001${digitsOf(email, 3)}.${lettersOf(`apple/${email}`, 32).toLowerCase()}.0404`,
    idToken: (subject) => ({ ...emailClaims(subject), is_private_email: false, nonce_supported: true }),
    idTokenAlways: true,
    userInfo: null,
    user: ({ person }) => ({
      name: { firstName: person.givenName, lastName: person.familyName },
      email: person.email,
    }),
  }),
  social('BitbucketOAuth', 'Bitbucket', {
    sub: (person) => `{${guid(person)}}`,
    idToken: null,
    userInfo: ({ person, sub }) => ({
      type: 'user',
      uuid: sub,
      account_id: `${digitsOf(person.email, 6)}:${guid(person)}`,
      username: login(person),
      nickname: login(person),
      display_name: fullName(person),
      account_status: 'active',
      links: { avatar: { href: picture({ sub }) } },
    }),
    emails: ({ person, verified }) => ({
      size: 1,
      page: 1,
      pagelen: 10,
      values: [{ type: 'email', email: person.email, is_primary: true, is_confirmed: verified }],
    }),
  }),
  social('DiscordOAuth', 'Discord', {
    sub: number(18),
    idToken: null,
    userInfo: ({ person, sub, verified }) => ({
      id: sub,
      username: login(person),
      global_name: fullName(person),
      discriminator: '0',
      avatar: lettersOf(`avatar/${sub}`, 32).toLowerCase(),
      email: person.email,
      verified,
      locale: 'en-US',
      mfa_enabled: true,
    }),
  }),
  social('GitHubOAuth', 'GitHub', {
    sub: number(8),
    idToken: null,
    // Most people keep their address to themselves: it is at /emails.
    userInfo: ({ person, sub }) => ({
      login: login(person),
      id: Number(sub),
      node_id: `U_${lettersOf(sub, 12)}`,
      avatar_url: picture({ sub }),
      type: 'User',
      site_admin: false,
      name: fullName(person),
      company: null,
      email: null,
    }),
    emails: ({ person, sub, verified }) => [
      {
        email: `${sub}+${login(person)}@users.noreply.github.example`,
        primary: false,
        verified: true,
        visibility: null,
      },
      { email: person.email, primary: true, verified, visibility: 'private' },
    ],
  }),
  social('GitLabOAuth', 'GitLab', {
    sub: number(7),
    idToken: (subject) => ({ ...standard(subject), nickname: login(subject.person) }),
    userInfo: (subject) => ({
      ...standardInfo(subject),
      nickname: login(subject.person),
      preferred_username: login(subject.person),
      profile: `https://gitlab.example/${login(subject.person)}`,
      groups: subject.person.groups,
    }),
  }),
  social('GoogleOAuth', 'Google', {
    sub: googleSub,
    idToken: (subject) => ({ azp: subject.clientId, ...googleClaims(subject) }),
    userInfo: (subject) => ({ sub: subject.sub, ...googleClaims(subject) }),
  }),
  social('GrokOAuth', 'Grok', { sub: guid, idToken: standard, userInfo: standardInfo }),
  social('IntuitOAuth', 'Intuit', {
    sub: guid,
    idToken: ({ clientId }) => ({ aud: [clientId], realmid: digitsOf(clientId, 16) }),
    userInfo: ({ person, sub, verified }) => ({
      sub,
      email: person.email,
      emailVerified: verified,
      givenName: person.givenName,
      familyName: person.familyName,
      phoneNumberVerified: false,
    }),
  }),
  social('LinkedInOAuth', 'LinkedIn', {
    sub: ({ email }) => lettersOf(`linkedin/${email}`, 10),
    idToken: standard,
    userInfo: (subject) => ({ ...standardInfo(subject), locale: { country: 'US', language: 'en' } }),
  }),
  social('MicrosoftOAuth', 'Microsoft', {
    sub: ({ email }, clientId) => lettersOf(`microsoft/${clientId}/${email}`, 32),
    idToken: (subject) => ({ ...entraClaims(subject), tid: entraTenant }),
    userInfo: entra.userInfo,
  }),
  social('SalesforceOAuth', 'Salesforce', {
    sub: ({ email }) =>
      `https://login.salesforce.example/id/00D${lettersOf('org', 15)}/005${lettersOf(email, 15)}`,
    idToken: (subject) => ({ ...standard(subject), preferred_username: subject.person.email }),
    userInfo: (subject) => ({
      ...standardInfo(subject),
      user_id: subject.sub.split('/').at(-1),
      organization_id: subject.sub.split('/').at(-2),
      preferred_username: subject.person.email,
      nickname: login(subject.person),
      user_type: 'STANDARD',
    }),
  }),
  social('SlackOAuth', 'Slack', {
    sub: ({ email }) => `U${lettersOf(`slack/${email}`, 10).toUpperCase()}`,
    idToken: (subject) => ({ ...slackClaims(subject), ...standard(subject) }),
    userInfo: (subject) => ({ ok: true, ...slackClaims(subject), ...standardInfo(subject) }),
    tokenExtras: { ok: true },
  }),
  social('VercelMarketplaceOAuth', 'the Vercel Marketplace', {
    sub: ({ email }) => `account:acc_${lettersOf('team', 16)}:user:${lettersOf(email, 24)}`,
    idToken: ({ person }) => ({
      account_id: `acc_${lettersOf('team', 16)}`,
      installation_id: `icfg_${lettersOf('installation', 24)}`,
      user_id: lettersOf(person.email, 24),
      user_role: 'ADMIN',
      user_email: person.email,
      user_name: fullName(person),
      type: 'access_token',
    }),
    idTokenAlways: true,
    userInfo: null,
  }),
  social('VercelOAuth', 'Vercel', {
    sub: ({ email }) => lettersOf(`vercel/${email}`, 24),
    idToken: (subject) => ({ ...standard(subject), preferred_username: login(subject.person) }),
    userInfo: (subject) => ({ ...standardInfo(subject), preferred_username: login(subject.person) }),
  }),
  social('XeroOAuth', 'Xero', {
    sub: ({ email }) => lettersOf(`xero/${email}`, 32).toLowerCase(),
    idToken: ({ person }) => ({
      xero_userid: guid(person),
      global_session_id: guidOf(`session/${person.email}`),
      preferred_username: person.email,
      email: person.email,
      given_name: person.givenName,
      family_name: person.familyName,
      name: fullName(person),
    }),
    userInfo: ({ person, sub }) => ({
      sub,
      email: person.email,
      given_name: person.givenName,
      family_name: person.familyName,
      name: fullName(person),
    }),
  }),
  social('XOAuth', 'X', {
    sub: number(19),
    idToken: null,
    userInfo: ({ person, sub, verified }) => ({
      data: {
        id: sub,
        name: fullName(person),
        username: login(person),
        profile_image_url: picture({ sub }),
        // There is no other address than one that was confirmed.
        ...(verified && { confirmed_email: person.email }),
      },
    }),
  }),
])

const slackClaims = ({ sub }: Subject): Claims => ({
  'https://slack.com/user_id': sub,
  'https://slack.com/team_id': `T${lettersOf('team', 10).toUpperCase()}`,
  'https://slack.com/team_name': 'Acme',
  'https://slack.com/team_domain': 'acme',
  locale: 'en-US',
  date_email_verified: 1_735_689_600,
})

function byName(personas: readonly AuthorizationPersona[]): ReadonlyMap<string, AuthorizationPersona> {
  return new Map(personas.map((one) => [one.persona, one]))
}

/** The same with every e-mail address left out; at `/emails` that is all there is. */
export function withoutEmail(value: unknown, email: string): unknown {
  if (Array.isArray(value)) return value.filter((item) => !(item as { email?: unknown })?.email)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([, member]) => member !== email)
  return Object.fromEntries(kept.map(([name, member]) => [name, withoutEmail(member, email)]))
}
