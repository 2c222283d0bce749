import type { Queryable } from '../../kernel/database/database.ts'
import type { Environment } from '../../kernel/http/context.ts'
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
  /** Whether the redirect URI that was asked about is registered for it. */
  registered: boolean
}

/**
 * Finds the application that a request names by its client ID, or by the project ID of the oldest clients.
 *
 * @param redirectUri to find out, with the same look, whether it is registered
 */
export async function findClient(
  sql: Queryable,
  named: string,
  redirectUri: string | null = null,
): Promise<Client | undefined> {
  const [row] = await sql<(Omit<Client, 'registered'> & { candidates: string[] })[]>`
    select a.id, a.client_id as "clientId", a.kind, a.is_default as "default",
      jsonb_build_object('id', e.id, 'name', e.name, 'kind', e.kind) as environment,
      array(
        select r.uri from redirect_uris r
        where r.environment_id = a.environment_id and r.application_id = a.id
          and (r.uri = ${redirectUri} or strpos(r.uri, '*') > 0)
      ) as candidates
    from applications a join environments e on e.id = a.environment_id
    where a.client_id = ${clientIdOf(named)}`
  if (!row) return undefined
  const { candidates, ...client } = row
  return {
    ...client,
    registered: redirectUri !== null && candidates.some((uri) => matchesRedirectUri(uri, redirectUri)),
  }
}
