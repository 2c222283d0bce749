import type { Event } from '../generated/event-types.ts'
import { Webhooks as GeneratedWebhooks } from '../generated/webhooks.ts'
import { constructEvent, type VerifyWebhook, verifyHeader } from '../helpers/webhooks.ts'

/** Operations of `client.webhooks`. */
export class Webhooks extends GeneratedWebhooks {
  /** Verifies a webhook and returns its event. @throws {SignatureVerificationError} */
  constructEvent(webhook: VerifyWebhook): Promise<Event> {
    return constructEvent(webhook)
  }

  /** Verifies that a webhook was signed with the secret, and recently. @throws {SignatureVerificationError} */
  verifyHeader(webhook: VerifyWebhook): Promise<void> {
    return verifyHeader(webhook)
  }
}
