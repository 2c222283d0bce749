import type { FastifyReply } from 'fastify'
import type { Kernel } from '../../../kernel/kernel.ts'
import { findSignInConnection, type SignInConnection } from '../../connections/index.ts'
import type { Browser, SignInSecrets } from '../flow/index.ts'
import { oidcSignIn } from '../oidc/index.ts'
import { logoutUrl as samlLogoutUrl } from '../saml/logout-request.ts'
import { rememberAddress, signOutAddress } from './done.ts'
import { endSessionsById, secretsOf } from './ending.ts'
import * as store from './store.ts'
import type { LogoutGrant } from './token.ts'

/** What the identity provider has to be told. */
type SignedOut = { id: string; applicationId: string | null; secrets: SignInSecrets }

/**
 * Ends the sign-in here, and sends the browser on to the identity provider so that it ends there; from there, or at once,
 * to where the application wants it.
 *
 * @returns nothing for a grant that was used before
 */
export async function signOut(
  browser: Browser,
  grant: LogoutGrant & { connectionId: string },
): Promise<FastifyReply | undefined> {
  const { kernel } = browser.context
  const ended = await useGrant(browser, grant)
  if (ended === undefined) return undefined
  const address = await signOutAddress(kernel, grant.environmentId, ended?.applicationId ?? null)
  rememberAddress(browser, address)
  const connection = await findSignInConnection(kernel, grant.environmentId, grant.connectionId)
  const url = ended && connection && (await urlAtIdentityProvider(kernel, connection, ended))
  return browser.reply.redirect(url ?? '/sso/logout/done', 302)
}

/** Takes the grant and ends its sign-in, together. @returns undefined when it was taken before; null for no sign-in */
function useGrant(
  { context: { kernel, now } }: Browser,
  { id, environmentId, connectionId, sessionId, expiresAt }: LogoutGrant & { connectionId: string },
): Promise<SignedOut | null | undefined> {
  const hash = kernel.keyring.hash('sso_logout_token', id)
  return kernel.database.transaction(async (tx) => {
    if (!(await store.useMessage(tx, { environmentId, connectionId }, hash, expiresAt))) return undefined
    const session =
      sessionId === null ? undefined : await store.findLiveSession(tx, { environmentId, id: sessionId })
    if (!session) return null
    const [ended] = await endSessionsById(tx, environmentId, [session.id], { now })
    if (ended === undefined) return null
    const secrets = secretsOf(kernel, environmentId, session)
    return { id: ended, applicationId: session.application_id, secrets }
  })
}

/** The person is signed out here already: what goes wrong at the identity provider must not say otherwise. */
async function urlAtIdentityProvider(
  kernel: Kernel,
  connection: SignInConnection,
  session: SignedOut,
): Promise<string | null> {
  try {
    if (connection.protocol === 'saml') return await samlLogoutUrl(kernel, connection, session)
    if (connection.protocol === 'oidc') return await oidcSignIn.logoutUrl(kernel, connection, session)
  } catch (error) {
    const names = { environment_id: connection.environment.id, connection_id: connection.id }
    kernel.log.warn({ err: error, ...names }, 'an identity provider could not be asked to sign somebody out')
  }
  return null
}
