const firstDelayMs = 100
const longestDelayMs = 5_000
const longestRetryAfterMs = 60_000

/** How many milliseconds to wait after a failed attempt, counted from one. */
export type Backoff = (attempt: number, random?: () => number) => number

/** 200 ms, doubled up to 5 s. */
export const exponential: Backoff = (attempt) => Math.min(firstDelayMs * 2 ** attempt, longestDelayMs)

/** The same with equal jitter: half of it fixed and half at random, so that clients do not come back all at once. */
export const jittered: Backoff = (attempt, random = Math.random) => {
  const delay = exponential(attempt)
  return delay / 2 + (random() * delay) / 2
}

/** No wait. */
export const immediate: Backoff = () => 0

/** How long to wait: what the server asks for supersedes our own schedule, up to a minute. */
export function retryDelayMs(attempt: number, backoff: Backoff, retryAfterSeconds?: number): number {
  if (retryAfterSeconds === undefined) return backoff(attempt)
  return Math.min(retryAfterSeconds * 1000, longestRetryAfterMs)
}

/**
 * Reads `Retry-After`: seconds or a date (RFC 9110, section 10.2.3). A date is taken from the server's own clock where
 * the answer says what it shows, so that a wrong one here does no harm.
 */
export function readRetryAfter(headers: Headers, now = Date.now()): number | undefined {
  const value = headers.get('retry-after')?.trim()
  if (!value) return undefined
  if (/^-?\d+(\.\d+)?$/.test(value)) return Math.max(0, Number(value))
  const [until, serverNow] = [instant(value), instant(headers.get('date'))]
  return until === undefined ? undefined : Math.max(0, (until - (serverNow ?? now)) / 1000)
}

/** A date is one with a time of day: `Date.parse` reads far more than dates. */
function instant(value: string | null): number | undefined {
  const parsed = value !== null && /\d\d:\d\d:\d\d/.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(parsed) ? undefined : parsed
}

/** Waits, or rejects with the signal's reason as soon as it is aborted. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort)
      resolve()
    }, ms)
    const abort = () => {
      clearTimeout(timer)
      reject(signal!.reason)
    }
    signal?.addEventListener('abort', abort, { once: true })
  })
}
