import { buildEndSessionUrl, type Configuration, tokenRevocation } from 'openid-client'
import type { Kernel } from '../../../kernel/kernel.ts'
import type { OidcConnection } from '../../connections/index.ts'
import type { SignInSecrets } from '../flow/index.ts'
import { requireSetup } from './begin.ts'
import { discover } from './discovery.ts'
import { configurationOf } from './exchange.ts'
import { explain } from './failures.ts'
import { partyOf } from './party.ts'

/**
 * Where the provider signs people out (OpenID Connect RP-Initiated Logout 1.0); null where it has no such place. The
 * token that it gave is revoked (RFC 7009), since nobody uses it any more.
 */
export async function logoutUrl(
  kernel: Kernel,
  connection: OidcConnection,
  { id, secrets }: { id: string; secrets: SignInSecrets },
): Promise<string | null> {
  const configuration = await configurationFor(kernel, connection)
  if (!configuration?.serverMetadata().end_session_endpoint) return null
  await revoke(kernel, connection, configuration, secrets)
  const url = buildEndSessionUrl(configuration, {
    ...(secrets.idToken !== undefined && { id_token_hint: secrets.idToken }),
    post_logout_redirect_uri: `${kernel.config.publicUrl}/sso/logout/done`,
    state: id,
  })
  return url.href
}

async function configurationFor(kernel: Kernel, connection: OidcConnection) {
  try {
    const setup = requireSetup(connection)
    const { metadata } = await discover(kernel, connection, setup)
    return configurationOf(kernel, await partyOf(connection, setup, metadata))
  } catch (error) {
    warn(kernel, connection, error, 'a provider could not be asked where it signs people out')
    return undefined
  }
}

/** As well as it can be done: signing out goes on without it. */
async function revoke(
  kernel: Kernel,
  connection: OidcConnection,
  configuration: Configuration,
  { token, tokenKind }: SignInSecrets,
): Promise<void> {
  if (token === undefined || !configuration.serverMetadata().revocation_endpoint) return
  try {
    await tokenRevocation(configuration, token, {
      ...(tokenKind !== undefined && { token_type_hint: tokenKind }),
    })
  } catch (error) {
    warn(kernel, connection, error, 'a token could not be revoked at its provider')
  }
}

function warn(kernel: Kernel, { id }: OidcConnection, error: unknown, message: string): void {
  const { code, message: reason } = explain(kernel, error).refusal
  kernel.log.warn({ connection_id: id, reason_code: code, reason }, message)
}
