// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { ListParams, PagePromise } from '../../page.ts'
import { path } from '../../path.ts'
import type { RequestOptions } from '../../request.ts'
import { Resource } from '../../resource.ts'
import type { MailboxMessage } from '../models/portico/mailbox.ts'

/** Parameters of `listMailboxMessages`. */
export interface ListMailboxMessagesParams extends ListParams {
  /** Only mails to this address. */
  to?: string | undefined
  /** Only mails whose subject holds this text. */
  subject?: string | undefined
  /** Only mails of these kinds. */
  kinds?:
    | readonly (
        | 'email_change'
        | 'email_verification'
        | 'invitation'
        | 'magic_auth'
        | 'organization_domain'
        | 'password_reset'
        | 'passwordless'
        | 'portal_link'
        | 'radar_challenge'
        | 'radar_notice'
        | 'saml_certificate'
        | 'webhook_endpoint_disabled'
      )[]
    | undefined
}

/**
 * Operations of `client.portico.mailbox`.
 *
 * Any of them may also throw `RateLimitExceededError`, `ServerError`, `NetworkError`, `TimeoutError`,
 * `DecodeError` or `ConfigurationError`.
 */
export class PorticoMailbox extends Resource {
  /**
   * List the mails kept in the mailbox.
   *
   * Without a mail server, mails of this environment land here. Development only: 404 in production.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Not found.
   * @throws {UnprocessableEntityError} A parameter does not fit.
   * @example
   * const pages = client.portico.mailbox.listMailboxMessages()
   * for await (const item of pages) console.log(item)
   */
  listMailboxMessages(
    params?: ListMailboxMessagesParams,
    options?: RequestOptions,
  ): PagePromise<MailboxMessage> {
    return this.client.list(path`/portico/mailbox`, { query: params }, options)
  }

  /**
   * Get a mail kept in the mailbox.
   *
   * Development only: 404 in production.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Not found.
   * @throws {NotFoundError} Mailbox message not found.
   * @example
   * const mailboxMessage = await client.portico.mailbox.getMailboxMessage('mailbox_message_01KA9Z3V8Q4M7T2R5W6X0Y1B3C')
   */
  getMailboxMessage(id: string, options?: RequestOptions): Promise<MailboxMessage> {
    return this.client.request('GET', path`/portico/mailbox/${id}`, {}, options)
  }

  /**
   * Empty the mailbox.
   *
   * Development only: 404 in production.
   *
   * @throws {AuthenticationError} The API key is not valid.
   * @throws {NotFoundError} Not found.
   * @example
   * await client.portico.mailbox.clearMailbox()
   */
  clearMailbox(options?: RequestOptions): Promise<void> {
    return this.client.send('DELETE', path`/portico/mailbox`, {}, options)
  }
}
