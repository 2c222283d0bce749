import type { JWTPayload } from 'jose'

/** How a social provider works, as its documentation has it: all that tells it from the others. */
export type ProviderDeclaration = {
  authorizationEndpoint: string
  tokenEndpoint: string
  /** Where the profile is read with the access token. Null: all of it is in the ID token. */
  userinfoEndpoint: string | null
  /** For providers that sign who somebody is. */
  idToken: {
    issuer: string | ((claims: JWTPayload) => string)
    jwksUri: string
    /** Whether it repeats the nonce of the request. */
    nonce: boolean
  } | null
  /** Those that a profile takes. */
  scopes: readonly string[]
  /** Whether it takes PKCE. State and redirect URI, one of each connection, protect the code where it does not. */
  pkce: boolean
  authentication: 'client_secret_basic' | 'client_secret_post' | 'apple'
  /** Sent with every request. */
  parameters?: Readonly<Record<string, string>>
  /** What asks that the person proves anew who they are, or at least says which account to take. */
  forceAuthentication: Readonly<Record<string, string>>
  profile: ProfileMapping
}

/** Where the members of a profile are, as paths: `data.name`. Null: the provider does not say. */
export type ProfileMapping = {
  id: string
  email: string
  /** Where it says that the address is the person's. */
  verified: Verification
  firstName: string | null
  lastName: string | null
  name: string | null
  /** For providers that keep addresses apart: a list below the userinfo endpoint. */
  emails?: EmailList
}

/**
 * How an e-mail address is known to be the person's: by a claim that has to be there, by one that may be left out, since
 * only verified addresses are handed out, or by a rule.
 */
export type Verification =
  | { claim: string; optional?: true }
  | { rule(profile: Readonly<Record<string, unknown>>): boolean }
  | 'always'

/** The shape of a list of e-mail addresses. */
export type EmailList = {
  /** Below the userinfo endpoint. */
  path: string
  /** The member that holds the list; null: the answer is the list. */
  list: string | null
  address: string
  primary: string
  verified: string
}
