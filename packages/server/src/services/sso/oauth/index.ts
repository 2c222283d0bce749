// Sign-in with social providers: OAuth 2.0, and OpenID Connect where they speak it, each as its declaration says.
import type { OAuthConnection } from '../../connections/index.ts'
import { addressedConnection, type Browser, type SignInProtocol } from '../flow/index.ts'
import { mountCallback } from '../oidc/callback.ts'
import { begin } from './begin.ts'
import { redeem } from './redeem.ts'

export const oauthSignIn: SignInProtocol<OAuthConnection> = {
  begin,
  // None of them signs people out for others.
  logoutUrl: async () => null,
  routes(app, kernel) {
    const kind = 'oauth_authorization_response'
    mountCallback(app, kernel, '/sso/oauth/:provider/:key/callback', { kind, connectionAt, redeem })
  },
}

/** The connection whose key and provider the address holds. */
async function connectionAt(browser: Browser): Promise<OAuthConnection | undefined> {
  const { provider } = browser.request.params as { provider: string }
  const connection = await addressedConnection(browser, 'oauth')
  return connection?.type === provider ? connection : undefined
}
