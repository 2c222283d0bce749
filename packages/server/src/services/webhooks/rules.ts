import { invalidReplayRange, invalidUrl, type WebhookDelivery, type WebhookEndpoint } from '@portico/contract'
import { randomText } from '../../kernel/crypto/random.ts'
import type { Environment } from '../../kernel/http/context.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { checkUrl, type UrlPolicy } from '../../kernel/outbound/outbound.ts'
import type { DeliveryRow, EndpointRow } from './store.ts'

/** Longest address: an index holds it, whose entries cannot be much longer. */
const maxUrlBytes = 2048

/** The key of signatures. Receivers use the text as it is, prefix and all: 238 random bits. */
export const newSecret = () => `whsec_${randomText(40)}`

/** What a secret is sealed for: this place and no other. */
export const secretOf = (environmentId: string, endpointId: string) =>
  `${environmentId}/webhook_endpoints/${endpointId}/secret`

/** Where events may be sent: anywhere public over https; on a developer's machine also to that machine. */
export function urlPolicy(
  { config }: Pick<Kernel, 'config'>,
  { kind }: Pick<Environment, 'kind'>,
): UrlPolicy {
  const strict = config.mode === 'production' || kind === 'production'
  return { allowPrivate: !strict, requireHttps: strict }
}

/** @throws `invalid_url` with the reason, for whoever typed it */
export function requireUrl(url: string, policy: UrlPolicy): void {
  const problem =
    Buffer.byteLength(url) > maxUrlBytes
      ? `The URL is longer than ${maxUrlBytes} bytes.`
      : checkUrl(url, policy)
  if (problem) throw invalidUrl({ message: problem })
}

/** The endpoint as the wire shows it, with its secret. */
export function toWire({ keyring }: Pick<Kernel, 'keyring'>, row: EndpointRow): WebhookEndpoint {
  return {
    object: 'webhook_endpoint',
    id: row.id,
    endpoint_url: row.url,
    secret: keyring.open(row.sealed_secret, secretOf(row.environment_id, row.id)).toString(),
    status: row.status,
    events: row.events,
    created_at: row.created_at,
    updated_at: row.updated_at,
  }
}

/** The delivery as the wire shows it. */
export function deliveryToWire({ endpoint_id, ...row }: DeliveryRow): WebhookDelivery {
  return { object: 'webhook_delivery', ...row, webhook_endpoint_id: endpoint_id }
}

/** Longest range that one replay may ask for. */
const maxReplayDays = 30

/** @throws `invalid_range` */
export function requireReplayRange(from: Date, to: Date): void {
  const days = (to.getTime() - from.getTime()) / 86_400_000
  if (!(days > 0 && days <= maxReplayDays)) throw invalidReplayRange()
}
