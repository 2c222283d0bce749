// Kinds of connection that speak OpenID Connect.
import type { AttributeSources, Provider } from './providers.ts'

/** OpenID Connect Core 1.0, 5.1. There is no standard claim for groups; `groups` is what most products send. */
const sources: AttributeSources = {
  idp_id: ['sub'],
  email: ['email'],
  first_name: ['given_name'],
  last_name: ['family_name'],
  groups: ['groups'],
  name: ['name'],
}

type Particulars = Partial<Omit<Provider, 'protocol' | 'name' | 'sources'>> & {
  own?: Partial<AttributeSources>
}

const oidc = (name: string, { own, ...particulars }: Particulars = {}): Provider => ({
  protocol: 'oidc',
  name,
  sources: { ...sources, ...own },
  custom: false,
  loginHintParameter: 'login_hint',
  domainHintParameter: null,
  gives: [],
  asks: null,
  discoveryEndpoint: null,
  tokenAuthenticationMethod: 'client_secret_basic',
  ...particulars,
})

export const oidcTypes = {
  AdpOidc: oidc('ADP'),
  CleverOIDC: oidc('Clever', { discoveryEndpoint: 'https://clever.com/.well-known/openid-configuration' }),
  EntraIdOIDC: oidc('Entra ID', {
    // People without a mailbox have no `email`.
    own: { email: ['email', 'preferred_username'] },
    domainHintParameter: 'domain_hint',
    tokenAuthenticationMethod: 'client_secret_post',
  }),
  GenericOIDC: oidc('OpenID Connect', { custom: true }),
  GoogleOIDC: oidc('Google', {
    own: { groups: [] },
    domainHintParameter: 'hd',
    discoveryEndpoint: 'https://accounts.google.com/.well-known/openid-configuration',
  }),
  LoginGovOidc: oidc('Login.gov', { tokenAuthenticationMethod: 'private_key_jwt' }),
  OktaOIDC: oidc('Okta'),
} as const satisfies Record<string, Provider>
