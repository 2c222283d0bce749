// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { List } from '../../page.ts'
import { path } from '../../path.ts'
import type { RequestOptions } from '../../request.ts'
import { Resource } from '../../resource.ts'
import type { ClientSecret, ClientSecretWithValue } from '../models/portico/client-secrets.ts'

/**
 * Operations of `client.portico.clientSecrets`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class PorticoClientSecrets extends Resource {
  /**
   * List the client secrets of an application.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Application not found.
   * @example
   * const answer = await client.portico.clientSecrets.listClientSecrets('app_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  listClientSecrets(id: string, options?: RequestOptions): Promise<List<ClientSecret>> {
    return this.client.request('GET', path`/portico/applications/${id}/client_secrets`, {}, options)
  }

  /**
   * Create a client secret for a confidential application.
   *
   * The answer holds the secret. It is stored as a hash and cannot be read again.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Application not found.
   * @throws {ConflictError} `client_secret_limit_reached`: An application has at most 5 client secrets.
   * Revoke one first.
   * @throws {ConflictError} `public_application`: A public application has no client secrets.
   * @example
   * const clientSecretWithValue = await client.portico.clientSecrets.createClientSecret('secret_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  createClientSecret(id: string, options?: RequestOptions): Promise<ClientSecretWithValue> {
    return this.client.request('POST', path`/portico/applications/${id}/client_secrets`, {}, options)
  }

  /**
   * Revoke a client secret.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Client secret not found.
   * @example
   * await client.portico.clientSecrets.revokeClientSecret('text')
   */
  revokeClientSecret(id: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/portico/client_secrets/${id}`, {}, options)
  }
}
