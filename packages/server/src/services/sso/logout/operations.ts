import {
  connectionInvalid,
  invalidLogoutToken,
  LogoutUrl,
  profileNotFound,
  ssoInvalidRequest,
  ssoLogout,
  ssoSessionUnknown,
  ssoUnauthorized,
} from '@portico/contract'
import type { FastifyReply } from 'fastify'
import { implement } from '../../../kernel/http/implement.ts'
import { serializeOther } from '../../../kernel/http/serialize.ts'
import { findSignInConnection } from '../../connections/index.ts'
import { findApiKey, prefersJson } from '../flow/caller.ts'
import { type Browser, sendErrorPage } from '../flow/index.ts'
import { canSignOut } from './offers.ts'
import { signOut } from './sign-out.ts'
import * as store from './store.ts'
import { issueLogoutToken, readLogoutToken } from './token.ts'

export default implement(ssoLogout, {
  authorizeLogout: async ({ kernel, sql, environment, now }, { body }) => {
    const signedIn = await store.findSignedIn(sql, environment.id, body.profile_id)
    const connection =
      signedIn && (await findSignInConnection(kernel, environment.id, signedIn.connection_id))
    if (!connection) throw profileNotFound(body.profile_id)
    if (!(await canSignOut(kernel, connection))) throw connectionInvalid()
    const { session_id: sessionId } = signedIn
    const grant = { environmentId: environment.id, profileId: body.profile_id, sessionId }
    const token = await issueLogoutToken(kernel, grant, now)
    return { logout_url: logoutAddress(kernel.config, token), logout_token: token }
  },

  logout: (context, request, reply) => {
    const browser = { context, request, reply }
    const { token, session_id } = request.query as Record<string, unknown>
    if (token !== undefined) return signOutByToken(browser, token)
    if (session_id !== undefined) return answerAddress(browser, session_id)
    throw ssoInvalidRequest({ message: 'Give a token; or, with an API key, a session_id.' })
  },
})

const logoutAddress = ({ publicUrl }: { publicUrl: string }, token: string) =>
  `${publicUrl}/sso/logout?${new URLSearchParams({ token })}`

/** Signs out who the token names, once. */
async function signOutByToken(browser: Browser, token: unknown): Promise<FastifyReply> {
  const { kernel, now } = browser.context
  const grant = typeof token === 'string' ? await readLogoutToken(kernel, token, now) : undefined
  return (grant && (await signOut(browser, grant))) ?? refuseToken(browser)
}

/** A token that is unknown, too old or used: nobody is told which. */
function refuseToken(browser: Browser): Promise<FastifyReply> {
  // A program says who it is; nobody is there to read a page.
  if (browser.context.bearer !== undefined || prefersJson(browser.request)) throw invalidLogoutToken()
  return sendErrorPage(browser, {
    status: 404,
    title: 'This link signs nobody out any more',
    message: 'It has been used, or it is older than five minutes. Sign out at the application again.',
    code: invalidLogoutToken().code,
  })
}

/** Tells a caller with an API key where to send the browser of a sign-in, so that it ends. */
async function answerAddress(browser: Browser, sessionId: unknown): Promise<FastifyReply> {
  const { kernel, sql, now, bearer } = browser.context
  const caller = bearer === undefined ? undefined : await findApiKey(browser.context, bearer)
  if (!caller) throw ssoUnauthorized()
  const environmentId = caller.environment.id
  const session =
    typeof sessionId === 'string'
      ? await store.findLiveSession(sql, { environmentId, id: sessionId })
      : undefined
  if (!session) throw ssoSessionUnknown()
  const grant = { environmentId, profileId: session.profile_id, sessionId: session.id }
  const url = logoutAddress(kernel.config, await issueLogoutToken(kernel, grant, now))
  const body = serializeOther({ status: 200, schema: LogoutUrl, body: { url, link: url } })
  return browser.reply.header('Content-Type', 'application/json; charset=utf-8').send(body)
}
