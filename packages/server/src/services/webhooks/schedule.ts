// Decisions about deliveries: when the next attempt is due, and what is kept of an answer.
import {
  type WebhookDelivery,
  type WebhookDeliveryAttempt,
  webhookResponseExcerptLength,
} from '@portico/contract'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** How long after each failure the next attempt follows: six more in three days. */
export const retryDelaysMs = [minuteMs, 10 * minuteMs, hourMs, 6 * hourMs, 24 * hourMs, 40 * hourMs] as const

/** The part of a delay that chance adds at most, so that what failed together does not come back together. */
const jitter = 0.1

/** Longer than all retries of a delivery take together: by then at least one has been through the whole schedule. */
export const disableAfterMs = 5 * dayMs
/** An endpoint that is asked rarely may be away for five days and miss nothing: three deliveries must have failed. */
export const disableAfterAttempts = 3 * (retryDelaysMs.length + 1) - 1

/** What came of an attempt. */
export type AttemptResult = {
  attempted_at: Date
  status_code: number | null
  duration_ms: number
  /** Why it failed; null when it succeeded. */
  error: string | null
  response_body: string | null
  /** Whether another attempt can make no difference. */
  isFinal?: boolean
}

/** What an attempt makes of its delivery. */
export type Verdict = {
  state: WebhookDelivery['state']
  failures: number
  next_attempt_at: Date | null
  entry: WebhookDeliveryAttempt
}

/** @param random from 0 to 1 */
export function judge(failuresBefore: number, result: AttemptResult, random: number): Verdict {
  const { attempted_at, isFinal = false, ...rest } = result
  const failures = result.error === null ? 0 : failuresBefore + 1
  const delay = result.error === null || isFinal ? undefined : retryDelaysMs[failures - 1]
  const next = delay === undefined ? null : new Date(attempted_at.getTime() + delay * (1 + jitter * random))
  return {
    state: result.error === null ? 'succeeded' : next ? 'pending' : 'failed',
    failures,
    next_attempt_at: next,
    entry: {
      attempted_at: attempted_at.toISOString(),
      ...rest,
      next_attempt_at: next?.toISOString() ?? null,
    },
  }
}

/** Bytes that may be needed for the characters that are kept. */
export const excerptBytes = 4 * webhookResponseExcerptLength

/**
 * The beginning of an answer as text that can be stored and shown: a receiver may send anything. Whole characters
 * only, and no NUL, which PostgreSQL refuses.
 */
export function excerptOf(body: Uint8Array): string | null {
  if (body.length === 0) return null
  const text = new TextDecoder().decode(body.subarray(0, excerptBytes)).replaceAll('\0', '\uFFFD')
  return [...text].slice(0, webhookResponseExcerptLength).join('')
}
