import type { OidcConnection } from '../../connections/index.ts'

/** In what products differ from the standard, or from each other where it leaves them the choice. */
export type Dialect = {
  scopes: readonly string[]
  /** Sent with every request, unless the connection says otherwise. */
  parameters: Readonly<Record<string, string>>
  /** Asks that the person proves anew who they are. */
  forceAuthentication: Readonly<Record<string, string>>
  /** Whether the ID token says when that was, so that the request cannot be taken out on its way unnoticed. */
  tellsAuthenticationTime: boolean
  /** Whom assertions of `private_key_jwt` are for. RFC 7523, 3 allows both, and some take only one. */
  assertionAudience: 'issuer' | 'token_endpoint'
  /** The claim without which an account is nobody's in particular. */
  requiredClaim: { name: string; problem: string } | null
}

const standard: Dialect = {
  scopes: ['openid', 'profile', 'email'],
  parameters: {},
  // With max_age the ID token has to say when somebody authenticated (OpenID Connect Core 1.0, 2).
  forceAuthentication: { prompt: 'login', max_age: '0' },
  tellsAuthenticationTime: true,
  assertionAudience: 'issuer',
  requiredClaim: null,
}

const dialects: Partial<Record<OidcConnection['type'], Partial<Dialect>>> = {
  EntraIdOIDC: { tellsAuthenticationTime: false, assertionAudience: 'token_endpoint' },
  GoogleOIDC: {
    forceAuthentication: { prompt: 'select_account' },
    tellsAuthenticationTime: false,
    // Who leaves a company may keep an account of their own that has its address.
    requiredClaim: {
      name: 'hd',
      problem:
        'The account is of no Google Workspace organization. Make the OAuth client internal, so that Google asks for none of these.',
    },
  },
  LoginGovOidc: {
    scopes: ['openid', 'email'],
    parameters: { acr_values: 'urn:acr.login.gov:auth-only' },
    tellsAuthenticationTime: false,
    assertionAudience: 'token_endpoint',
  },
  OktaOIDC: { assertionAudience: 'token_endpoint' },
}

export const dialectOf = (type: OidcConnection['type']): Dialect => ({ ...standard, ...dialects[type] })
