import { DecodeError } from '../errors.ts'
import { type Event, readEvent } from '../generated/event-types.ts'
import type { Secret } from '../secret.ts'
import { payloadObject, payloadText, type WebhookPayload } from './payload.ts'
import { type Schema, type Validated, validated } from './schema.ts'
import { computeSignature, requireSignature, type SignedRequest } from './signature.ts'

/** A webhook as it was received, and the secret of its endpoint. The tolerance is 180 seconds unless given. */
export type VerifyWebhook = SignedRequest

/** A webhook whose event is read, and checked where there is a schema. */
export type ConstructEvent<S extends Schema | undefined = undefined> = VerifyWebhook & {
  /**
   * What the event must fit, as it is returned: of any library with the interface of standardschema.dev. Default: that
   * its data has the form which its type promises is not checked, so that a field more or less breaks nothing.
   */
  schema?: S
}

/**
 * Verifies that a webhook was signed with the secret, and recently. It never resolves with anything but `true`.
 *
 * @throws {SignatureVerificationError} where it was not, or the header is no signature
 * @throws {ConfigurationError} where the payload is not text or bytes, or the secret is empty
 */
export async function verifyHeader({ toleranceSeconds = 180, ...webhook }: VerifyWebhook): Promise<true> {
  await requireSignature({ ...webhook, toleranceSeconds })
  return true
}

/**
 * Verifies a webhook and returns its body as text, to be parsed by your own means.
 *
 * @throws {SignatureVerificationError}
 * @throws {DecodeError} where the body is not UTF-8
 */
export async function verifyPayload(webhook: VerifyWebhook): Promise<string> {
  await verifyHeader(webhook)
  return payloadText(webhook.payload)
}

/**
 * Verifies a webhook and returns its event. One whose type this version does not know comes with its data as it was
 * sent: `isKnownEvent` tells them apart.
 *
 * Deliver-once is yours to see to: a webhook may come twice, with the same `id`.
 *
 * @returns the event; what the schema makes of it where there is one
 * @throws {SignatureVerificationError} where it was not signed with the secret, or not recently
 * @throws {DecodeError} where it was, and is no event all the same, or does not fit the schema
 * @throws {ConfigurationError} where the payload is not text or bytes, or the secret is empty
 */
export async function constructEvent<S extends Schema | undefined = undefined>(
  webhook: ConstructEvent<S>,
): Promise<Validated<S, Event>> {
  await verifyHeader(webhook)
  const body = payloadObject(webhook.payload)
  if (typeof body.id !== 'string' || typeof body.event !== 'string' || !Object.hasOwn(body, 'data')) {
    throw new DecodeError('The payload is no event.', { rawBody: payloadText(webhook.payload) })
  }
  // Webhooks lack the member that events in a list have.
  const event = readEvent({ object: 'event', ...body }) as Event
  const { schema, payload } = webhook
  const checked = schema ? await validated(schema, event, () => payloadText(payload)) : event
  return checked as Validated<S, Event>
}

/** Signs a payload: the value of the header `WorkOS-Signature`. */
export async function signPayload(
  payload: WebhookPayload,
  secret: Secret,
  now = Date.now(),
): Promise<string> {
  return `t=${now}, v1=${await computeSignature(payload, secret, now)}`
}
