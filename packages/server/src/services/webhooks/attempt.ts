import type { Kernel } from '../../kernel/kernel.ts'
import { OutboundError } from '../../kernel/outbound/outbound.ts'
import { messageBody, signatureHeader } from './message.ts'
import type { ClaimedDelivery } from './queue.ts'
import { type AttemptResult, excerptBytes, excerptOf } from './schedule.ts'
import type { Secrets } from './secrets.ts'

export type AttemptOptions = { secrets: Secrets; timeoutMs: number; signal: AbortSignal }

/** Sends a delivery once. Returns nothing when it was cut off by the end of the server, which is no failure. */
export async function attempt(
  kernel: Kernel,
  delivery: ClaimedDelivery,
  options: AttemptOptions,
): Promise<AttemptResult | undefined> {
  const attempted_at = kernel.clock.now()
  const started = performance.now()
  const failed = (error: string, isFinal = false): AttemptResult => ({
    attempted_at,
    status_code: null,
    duration_ms: Math.round(performance.now() - started),
    error,
    response_body: null,
    isFinal,
  })
  const { data, event_created_at: created_at } = delivery
  // Past retention, as when the clock of development is moved by months.
  if (data === null || created_at === null) return failed('event_expired', true)
  try {
    const { status, body, durationMs } = await post(kernel, { ...delivery, data, created_at }, options)
    return {
      attempted_at,
      status_code: status,
      duration_ms: Math.round(durationMs),
      error: status >= 200 && status < 300 ? null : 'unexpected_status',
      response_body: excerptOf(body),
    }
  } catch (error) {
    if (error instanceof OutboundError) return error.code === 'aborted' ? undefined : failed(error.code)
    kernel.log.error({ err: error, delivery: delivery.id }, 'a delivery could not be sent')
    return failed('internal_error')
  }
}

type Sendable = ClaimedDelivery & { data: string; created_at: string }

function post(
  { outbound }: Kernel,
  delivery: Sendable,
  { secrets, timeoutMs, signal }: AttemptOptions,
): ReturnType<Kernel['outbound']['fetch']> {
  const body = messageBody({ ...delivery, id: delivery.event_id })
  return outbound.fetch(delivery.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      // The machine's time, not the kernel's: receivers hold it against their own clocks.
      'workos-signature': signatureHeader(secrets.of(delivery), body, Date.now()),
    },
    body,
    timeoutMs,
    maxBytes: excerptBytes,
    onTooLarge: 'truncate',
    signal,
  })
}
