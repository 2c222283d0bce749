// Sign-in through OpenID Connect: a relying party (OpenID Connect Core 1.0, 3.1), by discovery.
import { findSignInConnectionByKey, type OidcConnection } from '../../connections/index.ts'
import type { Browser, SignInProtocol } from '../flow/index.ts'
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
    mountCallback(app, kernel, '/sso/oidc/:key/callback', { kind, connectionAt, redeem })
    mountProviderLogout(app, kernel, '/sso/oidc/idp-logout/:key', connectionAt)
  },
}

const keyForm = /^[0-9A-Za-z]{1,64}$/

/** The connection whose key the address holds, if it is one of this protocol. */
async function connectionAt({ context: { kernel }, request }: Browser): Promise<OidcConnection | undefined> {
  const { key } = request.params as { key: string }
  if (!keyForm.test(key)) return undefined
  const connection = await findSignInConnectionByKey(kernel, key)
  return connection?.protocol === 'oidc' ? connection : undefined
}
