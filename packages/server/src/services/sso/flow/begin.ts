import { newId } from '../../../kernel/ids.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import type { SignInConnection } from '../../connections/index.ts'
import { markBrowser } from './browser.ts'
import {
  circumstancesOf,
  inSeconds,
  openSecrets,
  sealSecrets,
  signInEvent,
  signInLastsSeconds,
} from './records.ts'
import * as store from './store.ts'
import type { AuthorizationRequest, Browser, LoggedMessage, SignIn, SignInSecrets } from './types.ts'

/**
 * Records that a browser is sent to an identity provider, and marks the browser, so that the answer is taken from no
 * other.
 *
 * @param requestId what the answer must refer to: the ID of the AuthnRequest, or the OAuth state
 */
export async function beginSignIn(
  browser: Browser,
  connection: SignInConnection,
  request: AuthorizationRequest,
  { requestId, secrets, message }: { requestId: string; secrets?: SignInSecrets; message: LoggedMessage },
): Promise<{ id: string }> {
  const { kernel, now } = browser.context
  const { environment } = connection
  const id = request.testSessionId ?? newId('sso_session', now)
  const circumstances = circumstancesOf(browser.context)
  const isTest = request.testSessionId !== undefined
  const session: store.NewSession = {
    ...store.unset,
    environmentId: environment.id,
    id,
    connectionId: connection.id,
    organizationId: connection.organizationId,
    state: 'started',
    test: isTest,
    applicationId: request.application?.id ?? null,
    redirectUri: request.redirectUri,
    clientState: request.state,
    codeChallenge: request.codeChallenge,
    requestId,
    browserHash: markBrowser(browser),
    secrets: secrets ? sealSecrets(kernel.keyring, { environmentId: environment.id, id }, secrets) : null,
    ipAddress: circumstances.ip_address,
    userAgent: circumstances.user_agent,
    timeoutAt: inSeconds(now, signInLastsSeconds),
    now,
  }
  if (isTest) {
    if (!(await store.startPreparedTest(kernel.database.sql, session, message))) throw new TestHasBegun()
    return { id }
  }
  const event = signInEvent({ environment, now }, circumstances, connection, id, {
    event: 'authentication.sso_started',
  })
  await store.insertSession(kernel.database.sql, session, message, event)
  kernel.events.wake()
  return { id }
}

/** The address of a test was opened twice at once, or too late. */
export class TestHasBegun extends Error {
  override readonly name = 'TestHasBegun'
}

/** The sign-in that an answer refers to: under way, at this connection, and not too old. */
export async function findSignIn(
  kernel: Kernel,
  connection: SignInConnection,
  requestId: string,
): Promise<SignIn | undefined> {
  const row = await store.findByRequest(kernel.database.sql, ofConnection(kernel, connection), requestId)
  return row && signInOf(kernel, connection, row)
}

const ofConnection = ({ clock }: Kernel, { environment, id }: SignInConnection) => ({
  environmentId: environment.id,
  connectionId: id,
  now: clock.now(),
})

/** The sign-in that a row describes. */
export function signInOf({ keyring }: Kernel, connection: SignInConnection, row: store.SessionRow): SignIn {
  const name = { environmentId: connection.environment.id, id: row.id }
  return {
    id: row.id,
    connection,
    test: row.test,
    applicationId: row.application_id,
    redirectUri: row.redirect_uri,
    state: row.client_state,
    // What waits for its browser is not the protocol's any more.
    secrets: row.secrets && row.state === 'started' ? openSecrets(keyring, name, row.secrets) : {},
    browserHash: row.browser_hash,
    idpInitiated: row.idp_initiated,
    createdAt: row.created_at,
  }
}
