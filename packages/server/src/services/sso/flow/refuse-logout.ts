import { newId } from '../../../kernel/ids.ts'
import type { SignInConnection } from '../../connections/index.ts'
import { circumstancesOf } from './records.ts'
import * as store from './store.ts'
import type { Browser, LoggedMessage, Refusal } from './types.ts'

/** More than anybody reads; the rest of it is in the message at the identity provider. */
const maxCharacters = 8_192

/**
 * Records in the log of the connection why nobody was signed out by a message. Anybody can send one, as often as they
 * like: so many are recorded as an administrator needs to see what is wrong. No event says that a sign-in failed, for
 * there was none.
 */
export async function recordRefusedLogout(
  { context }: Browser,
  connection: SignInConnection,
  { code, message: reason }: Pick<Refusal, 'code' | 'message'>,
  { content, ...message }: LoggedMessage,
  { idpInitiated }: { idpInitiated: boolean },
): Promise<void> {
  const { kernel, now } = context
  const { allowed } = await kernel.limiter.hit('authenticate', `logout ${connection.id}`)
  if (!allowed) return
  const { ip_address, user_agent } = circumstancesOf(context)
  const session: store.NewSession = {
    ...store.unset,
    environmentId: connection.environment.id,
    id: newId('sso_session', now),
    connectionId: connection.id,
    organizationId: connection.organizationId,
    state: 'failed',
    idpInitiated,
    error: { code, message: `This was about signing out. Nobody was signed out by it. ${reason}` },
    ipAddress: ip_address,
    userAgent: user_agent,
    now,
  }
  const cut = { ...message, content: content.slice(0, maxCharacters) }
  await store.insertSession(kernel.database.sql, session, cut, undefined)
}
