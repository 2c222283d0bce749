import type { SignInConnection } from '../connections/index.ts'
import type { SignInProtocol } from './flow/types.ts'
import { oauthSignIn } from './oauth/index.ts'
import { oidcSignIn } from './oidc/index.ts'
import { samlSignIn } from './saml/index.ts'

/** The ways of signing in. Each is handed connections of its own kind. */
export const protocols: Readonly<Record<SignInConnection['protocol'], SignInProtocol<never>>> = {
  saml: samlSignIn,
  oidc: oidcSignIn,
  oauth: oauthSignIn,
}

/** The way of signing in through a connection. */
export const protocolOf = (connection: SignInConnection): SignInProtocol =>
  protocols[connection.protocol] as SignInProtocol
