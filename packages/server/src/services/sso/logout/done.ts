import type { FastifyReply } from 'fastify'
import { clearCookie, readCookie, setCookie } from '../../../kernel/http/cookies.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import { findApplication } from '../../applications/index.ts'
import type { Browser } from '../flow/types.ts'
import { sendSignedOutPage } from './pages.ts'

// Where a person goes once they are signed out. It stands in a cookie of the browser, sealed, because an identity
// provider may come back with nothing that says which sign-out it is done with.

const cookie = 'sso_logout'
const path = '/sso/logout'
const lastsSeconds = 600
const sealedFor = 'sso_logout/destination'

/** Where an application wants people to go after signing out. */
export async function signOutAddress(
  { database }: Pick<Kernel, 'database'>,
  environmentId: string,
  applicationId: string | null,
): Promise<string | null> {
  const application =
    applicationId === null ? undefined : await findApplication(database.sql, environmentId, applicationId)
  // The first is the default: it holds no wildcard.
  return application?.logout_redirect_uris[0] ?? application?.homepage_url ?? null
}

/** Has the browser keep where to go; and nothing of an earlier sign-out, where there is nowhere. */
export function rememberAddress({ context: { kernel, now }, reply }: Browser, address: string | null): void {
  const until = now.getTime() + lastsSeconds * 1000
  const sealed = kernel.keyring.seal(JSON.stringify({ address, until }), sealedFor)
  setCookie(kernel.config, reply, cookie, sealed.toString('base64url'), {
    path,
    maxAgeSeconds: lastsSeconds,
  })
}

/** Sends the browser to where the application wants it, or says that the person is signed out. */
export async function finishLogout(browser: Browser): Promise<FastifyReply> {
  const { context, reply } = browser
  const address = rememberedAddress(browser)
  clearCookie(context.kernel.config, reply, cookie, { path })
  return address === null ? sendSignedOutPage(browser) : reply.redirect(address, 302)
}

function rememberedAddress({ context: { kernel, now }, request }: Browser): string | null {
  const value = readCookie(kernel.config, request, cookie, { path })
  if (value === undefined) return null
  try {
    const opened = kernel.keyring.open(Buffer.from(value, 'base64url'), sealedFor)
    const { address, until } = JSON.parse(opened.toString()) as {
      address: string | null
      until: number
    }
    return now.getTime() < until ? address : null
  } catch {
    // Somebody else made it, or under a key that is no longer known.
    return null
  }
}
