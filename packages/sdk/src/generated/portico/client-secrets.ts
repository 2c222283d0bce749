// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { List } from '../../page.ts'
import { path } from '../../path.ts'
import type { RequestOptions } from '../../request.ts'
import { Resource } from '../../resource.ts'
import type { ClientSecret, ClientSecretWithValue } from '../models/portico/client-secrets.ts'

/** Where names are not mapped as everywhere else. */
const wire = {
  createClientSecret: { secrets: ['secret'] },
}

/** Operations of `client.portico.clientSecrets`. */
export class PorticoClientSecrets extends Resource {
  /**
   * List the client secrets of an application.
   *
   * @throws {NotFoundError} Application not found.
   */
  listClientSecrets(id: string, options?: RequestOptions): Promise<List<ClientSecret>> {
    return this.client.request('GET', path`/portico/applications/${id}/client_secrets`, {}, options)
  }

  /**
   * Create a client secret for a confidential application.
   *
   * The answer holds the secret. It is stored as a hash and cannot be read again.
   *
   * @throws {NotFoundError} Application not found.
   * @throws {ConflictError} `client_secret_limit_reached`: An application has at most 5 client secrets.
   * Revoke one first.
   * @throws {ConflictError} `public_application`: A public application has no client secrets.
   */
  createClientSecret(id: string, options?: RequestOptions): Promise<ClientSecretWithValue> {
    return this.client.request(
      'POST',
      path`/portico/applications/${id}/client_secrets`,
      { wire: wire.createClientSecret },
      options,
    )
  }

  /**
   * Revoke a client secret.
   *
   * @throws {NotFoundError} Client secret not found.
   */
  revokeClientSecret(id: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/portico/client_secrets/${id}`, {}, options)
  }
}
