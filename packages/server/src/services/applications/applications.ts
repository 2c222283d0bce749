import type { Application } from '@portico/contract'
import { ConfigError } from '../../kernel/config.ts'
import type { Queryable } from '../../kernel/database/database.ts'
import { newId } from '../../kernel/ids.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { useClientSecret } from './client-secret-store.ts'
import { forgetClientsElsewhere } from './clients.ts'
import { isClientId } from './rules.ts'
import * as store from './store.ts'

/** An application before anybody has said anything about it. */
export function newApplication(
  { name, kind }: Pick<Application, 'name' | 'kind'>,
  now: Date,
): Omit<Application, 'object' | 'project_id'> {
  return {
    id: newId('app', now),
    name,
    client_id: newId('client', now),
    kind,
    default: false,
    homepage_url: null,
    initiate_login_url: null,
    user_invitation_url: null,
    password_reset_url: null,
    portal_return_url: null,
    portal_success_url: null,
    logout_redirect_uris: [],
    created_at: now.toISOString(),
    updated_at: now.toISOString(),
  }
}

/**
 * Makes the application that every environment has.
 *
 * @param clientId one that the operator chose, as for CI
 * @returns its client id
 * @throws {ConfigError} when the client id cannot be had
 */
export async function createDefaultApplication(
  tx: Queryable,
  environmentId: string,
  { clientId, now }: { clientId: string | undefined; now: Date },
): Promise<string> {
  if (clientId !== undefined) requireClientId(clientId)
  const application = { ...newApplication({ name: 'Default', kind: 'confidential' }, now), default: true }
  const inserted = await store.insertApplication(tx, environmentId, {
    ...application,
    client_id: clientId ?? application.client_id,
  })
  if (!inserted) throw clientIdTaken()
  return inserted.client_id
}

/**
 * Gives the default application a client id that the operator chose. Its former one is no longer known.
 *
 * @throws {ConfigError} when the client id cannot be had
 */
export async function pinDefaultClientId(
  tx: Queryable,
  environmentId: string,
  { clientId, now }: { clientId: string; now: Date },
): Promise<void> {
  requireClientId(clientId)
  const owner = await store.findClient(tx, clientId)
  if (owner && (owner.environmentId !== environmentId || !owner.default)) throw clientIdTaken()
  if (owner) return
  await forgetClientsElsewhere(tx, environmentId)
  await store.setDefaultClientId(tx, environmentId, { clientId, now })
}

function requireClientId(text: string) {
  if (!isClientId(text)) {
    throw new ConfigError(['The client ID must be client_ and 1 to 100 letters, digits, - or _.'])
  }
}

const clientIdTaken = () =>
  new ConfigError(['The client ID belongs to another application already. Choose another one.'])

/** The client id of the environment's default application. */
export async function findDefaultClientId(sql: Queryable, environmentId: string): Promise<string> {
  return (await store.findDefaultClientId(sql, environmentId)) ?? ''
}

export const secretHashPurpose = 'client_secret'

/** Whether the text is a secret of the application. Notes that it was used. */
export async function verifyClientSecret(
  { keyring, clock }: Kernel,
  sql: Queryable,
  application: { environmentId: string; applicationId: string },
  secret: string,
): Promise<boolean> {
  return useClientSecret(sql, application, keyring.hashes(secretHashPurpose, secret), clock.now())
}
