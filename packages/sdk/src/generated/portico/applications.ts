// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { ListParams, PagePromise } from '../../page.ts'
import { path } from '../../path.ts'
import type { RequestOptions } from '../../request.ts'
import { Resource } from '../../resource.ts'
import type { Application } from '../models/portico/applications.ts'

/** Parameters of `createApplication`. */
export interface CreateApplicationParams {
  /** What people call it. */
  name: string
  /** Whether it can keep a secret. Cannot be changed later. */
  kind: 'public' | 'confidential'
  /** The home page: where people go who have nowhere else to go back to. */
  homepageUrl?: string | null | undefined
  /** Page of the application that begins a sign-in, for people who arrive without one under way. */
  initiateLoginUrl?: string | null | undefined
  /** Page that invitations lead to; null for Portico's own. */
  userInvitationUrl?: string | null | undefined
  /** Page that password reset mails lead to; null for Portico's own. */
  passwordResetUrl?: string | null | undefined
  /** Where the Admin Portal leads back to. */
  portalReturnUrl?: string | null | undefined
  /** Where the Admin Portal leads after a finished set-up; null for the return URL. */
  portalSuccessUrl?: string | null | undefined
  /**
   * Where sign-out may lead, by the rules of redirect URIs. The first is the default, and holds no wildcard.
   */
  logoutRedirectUris?: readonly string[] | undefined
}

/** Parameters of `updateApplication`. */
export interface UpdateApplicationParams {
  /** What people call it. */
  name?: string | undefined
  /** The home page: where people go who have nowhere else to go back to. */
  homepageUrl?: string | null | undefined
  /** Page of the application that begins a sign-in, for people who arrive without one under way. */
  initiateLoginUrl?: string | null | undefined
  /** Page that invitations lead to; null for Portico's own. */
  userInvitationUrl?: string | null | undefined
  /** Page that password reset mails lead to; null for Portico's own. */
  passwordResetUrl?: string | null | undefined
  /** Where the Admin Portal leads back to. */
  portalReturnUrl?: string | null | undefined
  /** Where the Admin Portal leads after a finished set-up; null for the return URL. */
  portalSuccessUrl?: string | null | undefined
  /**
   * Where sign-out may lead, by the rules of redirect URIs. The first is the default, and holds no wildcard.
   */
  logoutRedirectUris?: readonly string[] | undefined
}

/**
 * Operations of `client.portico.applications`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class PorticoApplications extends Resource {
  /**
   * List applications.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.portico.applications.listApplications()
   * for await (const item of pages) console.log(item)
   */
  listApplications(params?: ListParams, options?: RequestOptions): PagePromise<Application> {
    return this.client.list(path`/portico/applications`, { query: params }, options)
  }

  /**
   * Create an application.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @throws {UnprocessableEntityError} `invalid_url`: One of the URLs is not allowed in this environment:
   * production takes `https` only.
   * @example
   * const application = await client.portico.applications.createApplication({
   *   name: 'Acme',
   *   kind: 'public',
   * })
   */
  createApplication(params: CreateApplicationParams, options?: RequestOptions): Promise<Application> {
    return this.client.request('POST', path`/portico/applications`, { body: params }, options)
  }

  /**
   * Get an application.
   *
   * Wherever a path names an application, its client ID and project ID are taken as well as its ID.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Application not found.
   * @example
   * const application = await client.portico.applications.getApplication('app_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getApplication(id: string, options?: RequestOptions): Promise<Application> {
    return this.client.request('GET', path`/portico/applications/${id}`, {}, options)
  }

  /**
   * Update an application.
   *
   * Changes only the members given. `logoutRedirectUris` replaces the whole list.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Application not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @throws {UnprocessableEntityError} `invalid_url`: One of the URLs is not allowed in this environment:
   * production takes `https` only.
   * @example
   * const application = await client.portico.applications.updateApplication('app_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', {
   *   name: 'text',
   * })
   */
  updateApplication(
    id: string,
    params?: UpdateApplicationParams,
    options?: RequestOptions,
  ): Promise<Application> {
    return this.client.request('PATCH', path`/portico/applications/${id}`, { body: params }, options)
  }

  /**
   * Delete an application with its client secrets and redirect URIs.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Application not found.
   * @throws {ConflictError} `default_application`: The default application of an environment cannot be
   * deleted.
   * @example
   * await client.portico.applications.deleteApplication('app_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  deleteApplication(id: string, options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/portico/applications/${id}`, {}, options)
  }
}
