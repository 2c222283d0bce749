import type { Event } from '../generated/event-types.ts'
import { GeneratedWebhooks } from '../generated/webhooks.ts'
import type { WebhookPayload } from '../helpers/payload.ts'
import type { Schema, Validated } from '../helpers/schema.ts'
import { computeSignature } from '../helpers/signature.ts'
import {
  type ConstructEvent,
  constructEvent,
  type VerifyWebhook,
  verifyHeader,
  verifyPayload,
} from '../helpers/webhooks.ts'
import type { Secret } from '../secret.ts'

/** Operations of `client.webhooks`. */
export class Webhooks extends GeneratedWebhooks {
  /**
   * Verifies a webhook and returns its event: as your own schema has it, where you give one.
   *
   * ```ts
   * const event = await client.webhooks.constructEvent({
   *   payload: await request.text(),
   *   sigHeader: request.headers.get('workos-signature') ?? '',
   *   secret: process.env.WORKOS_WEBHOOK_SECRET!,
   * })
   * if (event.event === 'organization.created') console.log(event.data.name)
   * ```
   *
   * @throws {SignatureVerificationError} where it was not signed with the secret, or not recently
   * @throws {DecodeError} where it was, and is no event all the same, or does not fit the schema
   */
  constructEvent<S extends Schema | undefined = undefined>(
    webhook: ConstructEvent<S>,
  ): Promise<Validated<S, Event>> {
    return constructEvent(webhook)
  }

  /**
   * Verifies that a webhook was signed with the secret, and recently.
   *
   * ```ts
   * await client.webhooks.verifyHeader({
   *   payload: await request.text(),
   *   sigHeader: request.headers.get('workos-signature') ?? '',
   *   secret: process.env.WORKOS_WEBHOOK_SECRET!,
   * })
   * ```
   *
   * @throws {SignatureVerificationError}
   */
  verifyHeader(webhook: VerifyWebhook): Promise<true> {
    return verifyHeader(webhook)
  }

  /**
   * Verifies a webhook and returns its body as text.
   *
   * ```ts
   * const text = await client.webhooks.verifyPayload({
   *   payload: await request.text(),
   *   sigHeader: request.headers.get('workos-signature') ?? '',
   *   secret: process.env.WORKOS_WEBHOOK_SECRET!,
   * })
   * ```
   *
   * @throws {SignatureVerificationError}
   */
  verifyPayload(webhook: VerifyWebhook): Promise<string> {
    return verifyPayload(webhook)
  }

  /**
   * The signature of a payload at an instant, in milliseconds since 1970: lower-case hex.
   *
   * ```ts
   * const signature = await client.webhooks.computeSignature('{}', 'whsec_…', Date.now())
   * ```
   */
  computeSignature(payload: WebhookPayload, secret: Secret, timestamp: number | string): Promise<string> {
    return computeSignature(payload, secret, timestamp)
  }
}
