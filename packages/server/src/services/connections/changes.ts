import { activeConnectionProtected, type Connection, type EventData } from '@portico/contract'
import type { Queryable } from '../../kernel/database/database.ts'
import { type EventSource, emit } from '../../kernel/events/events.ts'
import { findSettings } from '../settings/index.ts'
import { toWire } from './rules.ts'
import type { SignInConnection } from './sign-in-connection.ts'
import * as store from './store.ts'
import type { StoredCertificate, StoredConnection } from './stored.ts'

/** Where a change to a connection happens: the transaction, and what its events take from it. */
export type ChangeContext = EventSource & { tx: Queryable }

/** Writes the connection, and records that it became active, or ceased to be. */
export async function saveConnection(
  context: ChangeContext,
  before: StoredConnection,
  after: StoredConnection,
): Promise<void> {
  await store.updateConnection(context.tx, context.environment.id, after)
  await recordState(context, before.state, after)
}

/** Records that the connection became active, or ceased to be. */
export async function recordState(
  context: ChangeContext,
  before: Connection['state'],
  after: StoredConnection,
): Promise<void> {
  if ((before === 'active') === (after.state === 'active')) return
  const event = after.state === 'active' ? 'connection.activated' : 'connection.deactivated'
  await emit(context, event, eventData(after))
}

/** Deletes the connection. @throws `conflict` while it is active, where the environment protects those */
export async function removeConnection(context: ChangeContext, connection: StoredConnection): Promise<void> {
  const { sso } = await findSettings(context.tx, context.environment.id)
  if (connection.state === 'active' && sso.protect_active_connections) throw activeConnectionProtected()
  await store.deleteConnection(context.tx, context.environment.id, connection.id)
  await emit(context, 'connection.deleted', eventData(connection))
}

/**
 * Notes that somebody signed in through the connection: the first to do so through one that waits for that makes it
 * active. For all others it costs nothing.
 */
export async function markConnectionUsed(
  tx: Queryable,
  source: EventSource,
  connection: SignInConnection,
): Promise<void> {
  if (connection.state !== 'validating') return
  const activated = await store.activateWaiting(tx, connection.environment.id, connection.id, source.now)
  if (activated) await emit({ ...source, tx }, 'connection.activated', eventData(activated))
}

/** What the events of a connection tell. Kinds and states that only drafts of long ago have do not come here. */
function eventData(c: StoredConnection) {
  return { ...toWire(c), external_key: c.external_key } as EventData['connection.activated']
}

/** Records that a certificate has come to be beside, or in place of, those before it. */
export async function recordRenewal(
  context: ChangeContext,
  { id, organization_id }: Pick<StoredConnection, 'id' | 'organization_id'>,
  { not_after }: Pick<StoredCertificate, 'not_after'>,
): Promise<void> {
  await emit(context, 'connection.saml_certificate_renewed', {
    connection: { id, ...(organization_id !== null && { organization_id }) },
    certificate: { certificate_type: 'ResponseSigning', expiry_date: not_after },
    renewed_at: context.now.toISOString(),
  })
}
