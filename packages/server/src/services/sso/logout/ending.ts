import type { Queryable } from '../../../kernel/database/database.ts'
import type { Kernel } from '../../../kernel/kernel.ts'
import type { SignInConnection } from '../../connections/index.ts'
import { type LoggedMessage, logoutSubjectHashes, openSecrets, type SignInSecrets } from '../flow/index.ts'
import * as store from './store.ts'

/** What ends sign-ins: the instant, and the message of the identity provider, for the log. */
export type Ending = { now: Date; message?: LoggedMessage | undefined }

/**
 * Ends the sign-ins through a connection that the identity provider knows by one of these names: their access tokens
 * and codes stop being good at once.
 *
 * @param tx a transaction
 * @param subjects what was given as `logoutSubject` when they signed in
 * @param ending `include`: which of them, by what was kept for signing out; all of them where it is not given
 * @returns the ids of the sign-ins that had not ended before
 */
export async function endSessionsIn(
  tx: Queryable,
  kernel: Kernel,
  connection: SignInConnection,
  subjects: readonly string[],
  { include = () => true, ...ending }: Ending & { include?: (secrets: SignInSecrets) => boolean },
): Promise<string[]> {
  const { environment, id } = connection
  const hashes = subjects.flatMap((subject) => logoutSubjectHashes(kernel.keyring, subject))
  if (hashes.length === 0) return []
  const name = { environmentId: environment.id, connectionId: id }
  const found = await store.listLiveSessions(tx, name, hashes)
  const meant = found.filter((session) => include(secretsOf(kernel, environment.id, session)))
  const ids = meant.map((session) => session.id)
  return endSessionsById(tx, environment.id, ids, ending)
}

/** What was kept of a sign-in, so that its person can be signed out. */
export function secretsOf(
  { keyring }: Pick<Kernel, 'keyring'>,
  environmentId: string,
  { id, secrets }: store.LiveSession,
): SignInSecrets {
  return secrets ? openSecrets(keyring, { environmentId, id }, secrets) : {}
}

/** Ends sign-ins, in a transaction. Those that have ended already are left as they are. */
export async function endSessionsById(
  tx: Queryable,
  environmentId: string,
  ids: readonly string[],
  ending: Ending,
): Promise<string[]> {
  if (ids.length === 0) return []
  const ended = await store.terminateSessions(tx, environmentId, ids, ending)
  // In this order: who redeems a code at this moment holds it until the token is there to be deleted.
  await store.deleteCodes(tx, environmentId, ids)
  await store.deleteAccessTokens(tx, environmentId, ids)
  return ended
}
