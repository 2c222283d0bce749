import { DecodeError, SignatureVerificationError } from '../errors.ts'
import type { Event } from '../generated/event-types.ts'
import { constructEvent, type VerifyWebhook } from '../helpers/webhooks.ts'
import type { Secret } from '../secret.ts'
import { refusal } from './responses.ts'

/** A webhook endpoint. */
export type WebhookOptions = {
  /** The endpoint's secret: `whsec_…`. */
  secret: Secret
  /**
   * Told of each event. If it throws, the event is delivered again, later; it may come twice in any case, with the same
   * `id`.
   */
  onEvent: (event: Event) => unknown
  /** Seconds by which the signature's instant may lie from now, in either direction. Default: 180. */
  toleranceSeconds?: number | undefined
  /** The longest body. Default: 1 MiB. */
  maxBytes?: number | undefined
}

/** Answers a webhook: 200 once the event is dealt with, 400 for what is not signed or no event, 413 for too much. */
export async function answerWebhook(
  payload: Uint8Array | undefined,
  sigHeader: string | null,
  { secret, onEvent, toleranceSeconds }: WebhookOptions,
): Promise<Response> {
  if (payload === undefined) return refusal(413, 'payload_too_large', 'The body is too long.')
  try {
    await onEvent(await verified({ payload, sigHeader: sigHeader ?? '', secret, toleranceSeconds }))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return refusal(400, 'invalid_webhook', error.message)
  }
  return Response.json({ received: true })
}

/** Tells a webhook that is refused from an error of whoever is told of it. */
class Refused extends Error {}

async function verified(webhook: VerifyWebhook): Promise<Event> {
  try {
    return await constructEvent(webhook)
  } catch (error) {
    const isBad = error instanceof SignatureVerificationError || error instanceof DecodeError
    throw isBad ? new Refused(error.message) : error
  }
}

/** The bytes of a body, or nothing where they are too many. */
export async function readBytes(
  body: AsyncIterable<unknown> | null,
  maxBytes = 1_048_576,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body ?? []) {
    const bytes = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : (chunk as Uint8Array)
    length += bytes.length
    if (length > maxBytes) return undefined
    chunks.push(bytes)
  }
  const all = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}

/** The chunks of a `Request`'s body. Browsers' own streams cannot be walked everywhere yet. */
export async function* chunksOf(body: Request['body']): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader()
  try {
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) yield next.value
  } finally {
    await reader?.cancel()
  }
}

/**
 * Makes the handler of a webhook endpoint out of `Request` and `Response`: verifies the signature over the body as it
 * was received, and hands the event on. It rejects with a `ConfigurationError` where there is no secret: not before a
 * webhook comes, since modules are loaded without secrets when an application is built.
 */
export function webhookHandler(options: WebhookOptions): (request: Request) => Promise<Response> {
  return async (request) => {
    const payload = await readBytes(chunksOf(request.body), options.maxBytes)
    return answerWebhook(payload, request.headers.get('workos-signature'), options)
  }
}
