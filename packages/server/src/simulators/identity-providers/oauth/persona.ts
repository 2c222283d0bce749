import { fullName, type Person } from '../people.ts'
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

export const names = ({ person }: Subject): Claims => ({
  name: fullName(person),
  given_name: person.givenName,
  family_name: person.familyName,
})

export const emailClaims = ({ person, verified }: Subject): Claims => ({
  email: person.email,
  email_verified: verified,
})

/** Where the pictures of made-up people would be. */
export const picture = ({ sub }: Pick<Subject, 'sub'>) =>
  `https://pictures.example/${encodeURIComponent(sub)}.png`

export function byName(personas: readonly AuthorizationPersona[]): ReadonlyMap<string, AuthorizationPersona> {
  return new Map(personas.map((one) => [one.persona, one]))
}

/** The same with every e-mail address left out; at `/emails` that is all there is. */
export function withoutEmail(value: unknown, email: string): unknown {
  if (Array.isArray(value)) return value.filter((item) => !(item as { email?: unknown })?.email)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([, member]) => member !== email)
  return Object.fromEntries(kept.map(([name, member]) => [name, withoutEmail(member, email)]))
}
