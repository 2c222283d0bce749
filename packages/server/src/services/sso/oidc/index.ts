// Sign-in through OpenID Connect: a relying party (OpenID Connect Core 1.0, 3.1), by discovery.
import type { OidcConnection } from '../../connections/index.ts'
import { addressedConnection, type Browser, type SignInProtocol } from '../flow/index.ts'
import { begin } from './begin.ts'
import { mountCallback } from './callback.ts'
import { logoutUrl } from './logout.ts'
import { mountProviderLogout } from './provider-logout.ts'
import { redeem } from './redeem.ts'

export const oidcSignIn: SignInProtocol<OidcConnection> = {
  begin,
  logoutUrl,
  routes(app, kernel) {
    const kind = 'oidc_authentication_response'
    const connectionAt = (browser: Browser) => addressedConnection(browser, 'oidc')
    mountCallback(app, kernel, '/sso/oidc/:key/callback', { kind, connectionAt, redeem })
    mountProviderLogout(app, kernel, '/sso/oidc/idp-logout/:key', connectionAt)
  },
}
