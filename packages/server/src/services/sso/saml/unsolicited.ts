import type { Queryable } from '../../../kernel/database/database.ts'
import { listRedirectTargets, matchesRedirectUri, type RedirectTarget } from '../../redirect-uris/index.ts'
import { wantedRedirectUris } from './relay-state.ts'

/** Where a sign-in leads that no application asked for. */
export type Destination = { application: { id: string }; redirectUri: string }

/**
 * The address that the RelayState asks for, if an application of the environment has registered it; otherwise the
 * default of the default application. Whoever posts the response chooses the RelayState, so it can choose nothing else.
 */
export async function findDestination(
  sql: Queryable,
  environmentId: string,
  relayState: string | null,
): Promise<Destination | undefined> {
  const targets = await listRedirectTargets(sql, environmentId)
  for (const redirectUri of wantedRedirectUris(relayState)) {
    const target = targets.find(({ uri }) => matchesRedirectUri(uri, redirectUri))
    if (target) return { application: { id: target.application_id }, redirectUri }
  }
  const usual = targets.find((target) => target.application_default && target.default)
  return usual && destinationAt(usual)
}

const destinationAt = ({ application_id, uri }: RedirectTarget): Destination => ({
  application: { id: application_id },
  redirectUri: uri,
})
