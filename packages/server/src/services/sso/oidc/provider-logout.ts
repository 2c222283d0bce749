import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { admissionByNetwork } from '../../../kernel/http/admission.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import type { OidcConnection } from '../../connections/index.ts'
import { type Browser, browserOf, recordRefusedLogout } from '../flow/index.ts'
import { endSessionsById, endSessionsIn } from '../logout/ending.ts'
import { useMessage } from '../logout/store.ts'
import { requireSetup } from './begin.ts'
import { type Discovered, discover } from './discovery.ts'
import { explain } from './failures.ts'
import { clockToleranceSeconds } from './id-token.ts'
import { logged } from './logged.ts'
import { logoutSubjectsOf } from './logout-subject.ts'
import { type LogoutClaims, verifyLogoutToken } from './logout-token.ts'
import { algorithmsFor, keysFor } from './redeem.ts'
import { refused } from './refused.ts'
import { listSessionsOfSubject } from './store.ts'

type ConnectionAt = (browser: Browser) => Promise<OidcConnection | undefined>

const maxBodyBytes = 64 * 1024

/**
 * Mounts the address at which providers sign people out: by a token that they post (OpenID Connect Back-Channel Logout
 * 1.0), or in the person's browser (Front-Channel Logout 1.0).
 */
export function mountProviderLogout(
  app: FastifyInstance,
  kernel: Kernel,
  path: string,
  connectionAt: ConnectionAt,
): void {
  const admit = admissionByNetwork(kernel.limiter)
  const onRequest = async (request: FastifyRequest, reply: FastifyReply) => admit(request, reply)
  app.post(path, { onRequest, bodyLimit: maxBodyBytes, config: { takesForm: true } }, (request, reply) =>
    answer(browserOf(kernel, request, reply), connectionAt, byToken),
  )
  app.get(path, { onRequest, exposeHeadRoute: false }, (request, reply) =>
    answer(browserOf(kernel, request, reply), connectionAt, inBrowser),
  )
}

/** A way of signing people out, and how the log of the connection calls its messages. */
type Channel = {
  kind: 'oidc_logout_token' | 'oidc_front_channel_logout'
  end(browser: Browser, connection: OidcConnection): Promise<void>
}

/** Back-Channel Logout 1.0, 2.8: nothing to say where it was done, and why where it was not. */
async function answer(
  browser: Browser,
  connectionAt: ConnectionAt,
  { kind, end }: Channel,
): Promise<FastifyReply> {
  const { reply, context } = browser
  reply.header('Cache-Control', 'no-store')
  const connection = await connectionAt(browser)
  if (!connection) return reply.code(404).send(problem('There is no such connection.'))
  try {
    await end(browser, connection)
    return reply.code(200).send()
  } catch (error) {
    const { refusal, received: claims } = explain(context.kernel, error)
    const message = logged('received', kind, { claims })
    await recordRefusedLogout(browser, connection, refusal, message, { idpInitiated: true })
    return reply.code(400).send(problem(refusal.message))
  }
}

const problem = (description: string) => ({ error: 'invalid_request', error_description: description })

async function endByToken(browser: Browser, connection: OidcConnection): Promise<void> {
  const { kernel, now } = browser.context
  const { logout_token } = (browser.request.body ?? {}) as Record<string, unknown>
  if (typeof logout_token !== 'string' || logout_token === '') {
    throw refused('logout_token_missing', 'Send a form with one logout_token.')
  }
  const { setup, discovered } = await providerOf(kernel, connection)
  const claims = await verifyLogoutToken(logout_token, keysFor(setup, discovered), {
    issuer: discovered.metadata.issuer,
    clientId: setup.clientId,
    algorithms: algorithmsFor(setup, discovered),
    now,
  })
  await endOnce(kernel, connection, claims, now)
}

async function endOnce(
  kernel: Kernel,
  connection: OidcConnection,
  claims: LogoutClaims,
  now: Date,
): Promise<void> {
  const name = { environmentId: connection.environment.id, connectionId: connection.id }
  const until = new Date((claims.exp + clockToleranceSeconds) * 1000)
  const message = logged('received', 'oidc_logout_token', { claims })
  await kernel.database.transaction(async (tx) => {
    // A second time it does nothing, and is no mistake: the answer to the first may have been lost.
    if (!(await useMessage(tx, name, kernel.keyring.hash('oidc_logout_token', claims.jti), until))) return
    await endSessionsIn(tx, kernel, connection, logoutSubjectsOf(claims), { now, message })
    if (claims.sid !== undefined) return
    // Of a person and no session in particular: all of theirs.
    const ids = await listSessionsOfSubject(tx, name, claims.sub as string)
    await endSessionsById(tx, name.environmentId, ids, { now, message })
  })
}

/** A session that only its browser and its provider know by its name. */
async function endInBrowser(browser: Browser, connection: OidcConnection): Promise<void> {
  const { kernel, now } = browser.context
  const { iss, sid } = browser.request.query as Record<string, unknown>
  if (typeof iss !== 'string' || typeof sid !== 'string' || sid === '') {
    throw refused(
      'logout_request_invalid',
      'Send iss and sid: register the address as one that requires the session.',
      { iss, sid },
    )
  }
  const { discovered } = await providerOf(kernel, connection)
  if (iss !== discovered.metadata.issuer) {
    throw refused('issuer_mismatch', 'The parameter iss is not the issuer of this connection.', { iss, sid })
  }
  const message = logged('received', 'oidc_front_channel_logout', { iss, sid })
  await kernel.database.transaction((tx) =>
    endSessionsIn(tx, kernel, connection, logoutSubjectsOf({ sid }), { now, message }),
  )
}

const byToken: Channel = { kind: 'oidc_logout_token', end: endByToken }
const inBrowser: Channel = { kind: 'oidc_front_channel_logout', end: endInBrowser }

async function providerOf(kernel: Kernel, connection: OidcConnection) {
  const setup = requireSetup(connection)
  const discovered: Discovered = await discover(kernel, connection, setup)
  return { setup, discovered }
}
