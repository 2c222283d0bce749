// Sign-in with social providers: OAuth 2.0, and OpenID Connect where they speak it, each as its declaration says.
import { findSignInConnectionByKey, type OAuthConnection } from '../../connections/index.ts'
import type { Browser, SignInProtocol } from '../flow/index.ts'
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

const keyForm = /^[0-9A-Za-z]{1,64}$/

/** The connection whose key and provider the address holds. */
async function connectionAt({ context: { kernel }, request }: Browser): Promise<OAuthConnection | undefined> {
  const { provider, key } = request.params as { provider: string; key: string }
  if (!keyForm.test(key)) return undefined
  const connection = await findSignInConnectionByKey(kernel, key)
  return connection?.protocol === 'oauth' && connection.type === provider ? connection : undefined
}
