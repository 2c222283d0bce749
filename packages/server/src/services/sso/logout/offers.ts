import type { Kernel } from '../../../kernel/kernel.ts'
import type { OidcConnection, SignInConnection } from '../../connections/index.ts'
import { discover } from '../oidc/discovery.ts'
import { logoutUrlOf } from '../saml/logout-addresses.ts'

/** Whether the identity provider of a connection can be asked to sign somebody out. */
export async function canSignOut(kernel: Kernel, connection: SignInConnection): Promise<boolean> {
  switch (connection.protocol) {
    case 'saml':
      return logoutUrlOf(connection) !== null
    case 'oidc':
      return offersEndSession(kernel, connection)
    case 'oauth':
      return false
  }
}

/** OpenID Connect RP-Initiated Logout 1.0, 2.1. A provider that cannot be reached cannot sign anybody out either. */
async function offersEndSession(kernel: Kernel, connection: OidcConnection): Promise<boolean> {
  if (!connection.setup) return false
  try {
    const { metadata } = await discover(kernel, connection, connection.setup)
    return metadata.end_session_endpoint !== undefined
  } catch (error) {
    const names = { environment_id: connection.environment.id, connection_id: connection.id }
    kernel.log.warn(
      { err: error, ...names },
      'an identity provider could not be asked whether it signs people out',
    )
    return false
  }
}
