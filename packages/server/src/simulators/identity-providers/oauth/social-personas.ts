import { digitsOf, guidOf, lettersOf } from '../identifiers.ts'
import { fullName, type Person } from '../people.ts'
import { entraTenant } from '../saml/personas.ts'
import { entra, entraClaims, googleClaims, googleSub } from './oidc-personas.ts'
import {
  type AuthorizationPersona,
  byName,
  type Claims,
  emailClaims,
  names,
  picture,
  type Subject,
} from './persona.ts'

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
  social('VercelMarketplaceOAuth', 'Vercel Marketplace', {
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
