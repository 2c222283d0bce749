import type { Queryable } from '../../kernel/database/database.ts'
import type { Environment } from '../../kernel/http/context.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { clientIdOf } from '../applications/index.ts'
import { matchesRedirectUri } from '../redirect-uris/index.ts'

/** An application that takes part in a sign-in, and the environment that it is in. */
export type Client = {
  id: string
  clientId: string
  kind: 'public' | 'confidential'
  /** Whether it is the environment's own, for which API keys speak. */
  default: boolean
  environment: Environment
  /** The addresses that it has registered, wildcards as they are. */
  redirectUris: readonly string[]
}

// The triggers of the tables invalidate by this name, whatever changes an application or its addresses.
const cacheOf = ({ caches }: Kernel) => caches.create<Client>('sso_clients', { maxEntries: 1_000 })

/** Finds the application that a request names by its client ID, or by the project ID of the oldest clients. */
export async function findClient(kernel: Kernel, named: string): Promise<Client | undefined> {
  const clientId = clientIdOf(named)
  return cacheOf(kernel).get(clientId, () => readClient(kernel.database.sql, clientId))
}

/** Whether sign-in may lead to the address. Who has just registered it need not wait until every node has heard. */
export async function isRegistered(kernel: Kernel, client: Client, redirectUri: string): Promise<boolean> {
  if (hasRegistered(client, redirectUri)) return true
  cacheOf(kernel).drop(client.clientId)
  const current = await findClient(kernel, client.clientId)
  return current !== undefined && hasRegistered(current, redirectUri)
}

const hasRegistered = ({ redirectUris }: Client, redirectUri: string) =>
  redirectUris.some((registered) => matchesRedirectUri(registered, redirectUri))

async function readClient(sql: Queryable, clientId: string): Promise<Client | undefined> {
  const [row] = await sql<Client[]>`
    select a.id, a.client_id as "clientId", a.kind, a.is_default as "default",
      jsonb_build_object('id', e.id, 'name', e.name, 'kind', e.kind) as environment,
      array(
        select r.uri from redirect_uris r
        where r.environment_id = a.environment_id and r.application_id = a.id
      ) as "redirectUris"
    from applications a join environments e on e.id = a.environment_id
    where a.client_id = ${clientId}`
  return row
}
