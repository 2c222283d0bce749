import { invalidClient, ssoUnauthorized, unauthorizedClient } from '@portico/contract'
import type { Context } from '../../../kernel/http/context.ts'
import { invalidField } from '../../../kernel/http/errors.ts'
import { type Client, findClient, verifyClientSecret } from '../../applications/index.ts'
import { findApiKey } from '../flow/caller.ts'

/** How a client says who it is. */
export type Credentials = { client_id: string; client_secret?: string; code_verifier?: string }

/**
 * The application that redeems a code. It proves itself by a secret of its own, or by an API key where it is the
 * environment's own (RFC 6749, 3.2.1); or it has no secret, and PKCE ties the code to it.
 */
export async function authenticateClient(
  context: Context,
  { client_id, client_secret, code_verifier }: Credentials,
): Promise<Client> {
  const bearer = await requireBearer(context)
  const client = await findClient(context.kernel, client_id)
  if (!client) throw invalidClient()
  if (bearer && bearer.environment.id !== client.environmentId) throw ssoUnauthorized()
  if (client_secret !== undefined) await requireSecret(context, client, client_secret)
  else if (bearer) requireDefault(client)
  else if (code_verifier === undefined) {
    throw invalidField(
      'client_secret',
      'required',
      'Is missing. A public client gives the code_verifier of its code_challenge instead.',
    )
  }
  return client
}

/** A Bearer token is not needed. One that is given must be an API key that works. */
async function requireBearer(context: Context) {
  if (context.bearer === undefined) return undefined
  const caller = await findApiKey(context, context.bearer)
  if (!caller) throw ssoUnauthorized()
  return caller
}

async function requireSecret(context: Context, client: Client, secret: string): Promise<void> {
  const caller = await findApiKey(context, secret)
  if (caller?.environment.id === client.environmentId) return requireDefault(client)
  const owner = { environmentId: client.environmentId, applicationId: client.id }
  if (!(await verifyClientSecret(context.kernel, context.sql, owner, secret))) throw invalidClient()
}

function requireDefault(client: Client): void {
  if (client.default) return
  throw unauthorizedClient({
    message:
      "An API key speaks for the environment's default application alone. Use a client secret of this one.",
  })
}
