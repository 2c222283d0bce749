import { ConfigurationError, PorticoError } from '../errors.ts'
import { isAPIError, isRetryable } from '../predicates.ts'
import type { RequestOptions } from '../request.ts'
import { sleep } from '../retry.ts'
import { Once } from '../strategy.ts'

/** How to wait for a person who signs in on another device (RFC 8628). */
export type DevicePolling = {
  /** Seconds between attempts, as `authorizeDevice` answered. Default: 5. */
  interval?: number | undefined
  /** Seconds for which the code is good, as `authorizeDevice` answered. Default: 300. */
  expiresIn?: number | undefined
  /** Ends the waiting at once, with its reason. */
  signal?: AbortSignal | undefined
  /** Is told of each attempt that did not end it. What it throws is dropped. */
  onProgress?: ((progress: DeviceProgress) => unknown) | undefined
}

/** An attempt that did not end the waiting. */
export type DeviceProgress = {
  /**
   * `pending`: the person has not decided yet. `slow_down`: the server asks for more time between attempts.
   * `unreachable`: no answer, or one that does not count.
   */
  status: 'pending' | 'slow_down' | 'unreachable'
  /** Counted from one. */
  attempt: number
  /** Seconds until the next attempt. */
  nextAttemptSeconds: number
  /** Seconds for which the code is still good. */
  expiresInSeconds: number
  /** What went wrong, where the server was unreachable. */
  error?: unknown
}

/** The device code has expired, and nobody has signed in with it. Begin again, with a new one. */
export class DeviceCodeExpiredError extends PorticoError {
  /** The server's word for it (RFC 8628, section 3.5). */
  readonly code = 'expired_token'

  constructor(cause?: unknown) {
    super('Nobody signed in before the device code expired.', cause === undefined ? undefined : { cause })
  }

  override get name() {
    return 'DeviceCodeExpiredError'
  }
}

/** Time, for tests to pass it. */
export type Clock = { now(): number; sleep(ms: number, signal?: AbortSignal): Promise<void> }

// Not the time of day: somebody may set that while we wait.
const ownClock: Clock = { now: () => performance.now(), sleep }

export const deviceCodeGrant = 'urn:ietf:params:oauth:grant-type:device_code'

/**
 * Redeems a device code as soon as the person has signed in. They need a while, so the first wait comes first.
 *
 * @param redeem makes one attempt, with these options
 * @throws {DeviceCodeExpiredError} when the code has expired
 * @throws {APIError} what else the server answers, such as `access_denied`
 */
export async function pollDeviceCode<T>(
  { interval = 5, expiresIn = 300, onProgress, ...params }: DevicePolling,
  options: RequestOptions | undefined,
  redeem: (once: RequestOptions) => Promise<T>,
  clock = ownClock,
): Promise<T> {
  requireSeconds('interval', interval)
  requireSeconds('expiresIn', expiresIn)
  const signal = anyOf(params.signal, options?.signal)
  // Under one key, the server would answer each attempt as it did the first.
  const once = { ...options, signal, idempotencyKey: undefined, strategy: Once }
  const deadline = clock.now() + expiresIn * 1000
  const pace = new Pace(interval)
  for (let attempt = 1; ; attempt++) {
    await clock.sleep(Math.min(pace.seconds * 1000, deadline - clock.now()), signal)
    if (clock.now() >= deadline) throw new DeviceCodeExpiredError()
    try {
      return await redeem(once)
    } catch (error) {
      const status = pace.afterFailure(error)
      const expiresInSeconds = Math.max(0, Math.ceil((deadline - clock.now()) / 1000))
      tell(onProgress, {
        status,
        attempt,
        nextAttemptSeconds: Math.min(pace.seconds, expiresInSeconds),
        expiresInSeconds,
        ...(status === 'unreachable' && { error }),
      })
    }
  }
}

/** How long to wait between attempts. */
class Pace {
  #interval: number
  #faults = 0
  #retryAfter = 0

  constructor(interval: number) {
    this.#interval = interval
  }

  get seconds(): number {
    // Doubled for each fault in a row (RFC 8628, section 3.5).
    return Math.max(this.#interval * 2 ** this.#faults, this.#retryAfter)
  }

  /** Takes note of a failed attempt, or throws what ends the waiting. */
  afterFailure(error: unknown): DeviceProgress['status'] {
    const code = isAPIError(error) ? error.code : undefined
    if (code === 'expired_token') throw new DeviceCodeExpiredError(error)
    if (code === 'authorization_pending' || code === 'slow_down') {
      this.#faults = 0
      this.#retryAfter = 0
      if (code === 'authorization_pending') return 'pending'
      // For this and all further attempts (RFC 8628, section 3.5).
      this.#interval += 5
      return 'slow_down'
    }
    if (!isRetryable(error)) throw error
    this.#faults++
    this.#retryAfter = (isAPIError(error) && error.retryAfter) || 0
    return 'unreachable'
  }
}

function anyOf(one: AbortSignal | undefined, other: AbortSignal | undefined): AbortSignal | undefined {
  return one && other ? AbortSignal.any([one, other]) : (one ?? other)
}

/** What is told must neither end the waiting nor hold it up, whether it throws or rejects. */
function tell(onProgress: DevicePolling['onProgress'], progress: DeviceProgress): void {
  if (onProgress)
    Promise.resolve(progress)
      .then(onProgress)
      .catch(() => {})
}

/** Timers hold no more than 2³¹ ms. Longer ones would fire at once, and again and again. */
function requireSeconds(option: string, value: unknown): void {
  if (!(typeof value === 'number' && value > 0 && value < 2 ** 31 / 1000)) {
    throw new ConfigurationError(option, 'must be a number of seconds, more than none.')
  }
}
