import { APIError, NetworkError, TimeoutError } from './errors.ts'

const firstDelayMs = 100
const longestDelayMs = 5_000
const longestRetryAfterMs = 60_000

/** Whether the same request may do better a moment later. */
export function isPassing(error: unknown): boolean {
  if (error instanceof NetworkError || error instanceof TimeoutError) return true
  if (!(error instanceof APIError)) return false
  // 501: the server will not have learned it by the next try.
  return error.status === 429 || (error.status >= 500 && error.status !== 501)
}

/**
 * How long to wait after a failed attempt, counted from one: exponential with equal jitter, half of it fixed and half
 * at random. What the server asks for with `Retry-After` supersedes it, within reason.
 */
export function retryDelayMs(attempt: number, retryAfterSeconds?: number, random = Math.random): number {
  if (retryAfterSeconds !== undefined) return Math.min(retryAfterSeconds * 1000, longestRetryAfterMs)
  const delay = Math.min(firstDelayMs * 2 ** attempt, longestDelayMs)
  return delay / 2 + (random() * delay) / 2
}

/** Reads `Retry-After`: seconds or a date (RFC 9110, section 10.2.3). */
export function parseRetryAfter(header: string | null, now = Date.now()): number | undefined {
  if (header === null || header.trim() === '') return undefined
  const seconds = Number(header)
  if (Number.isFinite(seconds)) return Math.max(0, seconds)
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000)
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
