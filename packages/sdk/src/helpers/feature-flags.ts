import { ConfigurationError, PorticoError } from '../errors.ts'
import type { FeatureFlagRules } from '../generated/models/feature-flags.ts'
import { isAPIError, isConfigurationError, isUnauthorized } from '../predicates.ts'
import { BackgroundTimer } from './background-timer.ts'
import { type FlagContext, type Flags, isOn, readFlags, targetsOf } from './feature-flag-rules.ts'
import { Listeners } from './listeners.ts'
import { Readiness } from './readiness.ts'

type Log = (message: string, detail?: unknown) => unknown

/** Is told what happens: `console` is one. */
export type FlagLogger = { debug?: Log | undefined; warn?: Log | undefined; error?: Log | undefined }

/** Flags by slug, with the names of the wire or ours. */
export type BootstrapFlags = Readonly<Record<string, object>>

export type FeatureFlagsOptions = {
  /** How often to ask, give or take a tenth. At least 5,000. Default: 30,000. */
  pollingIntervalMs?: number | undefined
  /** How long one request may take. Default: 10,000. */
  requestTimeoutMs?: number | undefined
  /** What is known beforehand: the client is ready at once. */
  bootstrapFlags?: BootstrapFlags | undefined
  logger?: FlagLogger | undefined
}

/** What the listeners of a client are told. */
export type FeatureFlagsEvents = {
  /** A flag is another than it was; null where there was or is none. The first answer is no change. */
  change: { key: string; previous: FeatureFlagRules | null; current: FeatureFlagRules | null }
  /** A request failed. What was known still holds, and the next request is made later. */
  error: Error
  /** The API key is not good: no further request is made. What was known still holds. */
  failed: Error
}

/** What became of the requests so far. */
export type FeatureFlagsStats = {
  pollCount: number
  pollErrorCount: number
  lastPollAt: Date | null
  lastSuccessfulPollAt: Date | null
  /** Milliseconds since the flags were last confirmed; null before that. */
  cacheAge: number | null
  flagCount: number
}

/** What one request brought: flags as they came, or that nothing is new since the tag. */
export type FlagAnswer = { flags: unknown; etag: string | undefined } | 'unchanged'

/** Makes one request. */
export type FetchFlags = (request: {
  etag: string | undefined
  timeout: number
  signal: AbortSignal
}) => Promise<FlagAnswer>

type FlagListener<Name extends keyof FeatureFlagsEvents> = (event: FeatureFlagsEvents[Name]) => unknown

/** Nothing comes more often, however short the interval. */
const shortestDelayMs = 1_000
const longestBackoffMs = 60_000
const longestRetryAfterMs = 600_000
/** How many different warnings are given: contexts may hold anything. */
const mostWarnings = 100

/**
 * Knows the feature flags of the environment and evaluates them here: it asks for all of them every half minute, and
 * answers from memory. Where asking fails, what was known still holds; no failure is thrown at the program.
 *
 * Made by `client.featureFlags.createRuntimeClient()`. Between requests it does not keep the process alive, except while
 * somebody waits for `waitUntilReady()`. Close it when it is no longer needed.
 */
export class FeatureFlagsRuntimeClient {
  readonly #fetchFlags: FetchFlags
  readonly #intervalMs: number
  readonly #timeoutMs: number
  readonly #logger: FlagLogger
  readonly #timer = new BackgroundTimer()
  readonly #aborter = new AbortController()
  readonly #listeners = new Listeners<FeatureFlagsEvents>((error) =>
    this.#log('error', 'A listener failed.', error),
  )
  readonly #ready = new Readiness((isWaiting) => {
    this.#timer.awaited = isWaiting
  })
  readonly #warned = new Set<string>()
  #flags: Flags = new Map()
  #etag: string | undefined
  #loaded = false
  #known = false
  #errorsInARow = 0
  #pollCount = 0
  #pollErrorCount = 0
  #lastPollAt: Date | null = null
  #lastSuccessfulPollAt: Date | null = null

  /** @throws {ConfigurationError} that names the option that is bad */
  constructor(fetchFlags: FetchFlags, options: FeatureFlagsOptions = {}) {
    const { pollingIntervalMs = 30_000, requestTimeoutMs = 10_000, bootstrapFlags, logger = {} } = options
    this.#fetchFlags = fetchFlags
    this.#intervalMs = requireMs('pollingIntervalMs', pollingIntervalMs, 5_000)
    this.#timeoutMs = requireMs('requestTimeoutMs', requestTimeoutMs, 1)
    this.#logger = logger
    if (bootstrapFlags !== undefined) this.#know(readBootstrap(bootstrapFlags))
    // A moment later, so that listeners can be added first.
    queueMicrotask(() => this.#poll())
  }

  /**
   * Waits until flags are known: at once where some were given, else after the first good answer. A first request that
   * fails is made again after 1 s, 2 s, 4 s and so on.
   *
   * @param options.timeoutMs how long to wait; default: as long as it takes
   * @throws {AuthenticationError} the API key is not good
   * @throws {ConfigurationError} there is no API key
   * @throws {TimeoutError} it took longer
   * @throws {PorticoError} the client was closed
   */
  waitUntilReady({ timeoutMs }: { timeoutMs?: number | undefined } = {}): Promise<void> {
    return this.#ready.wait(timeoutMs)
  }

  /**
   * Whether a flag is on for somebody. Never throws: what cannot be a target matches none, and the logger is warned.
   *
   * @param context `{ userId, organizationId }`, or by type: `{ user: { id }, team: { id } }`. Types are at most 64 small
   * letters, digits, `_` and `-`; IDs at most 255 letters, digits, `.`, `_`, `:` and `-`
   * @param defaultValue the answer for a flag that is not known
   */
  isEnabled(key: string, context: FlagContext = {}, defaultValue = false): boolean {
    const flag = this.#flags.get(key)
    return flag ? isOn(flag, this.#targets(context)) : defaultValue
  }

  /** Whether each flag is on for somebody, by slug. See `isEnabled`. */
  getAllFlags(context: FlagContext = {}): Record<string, boolean> {
    const targets = this.#targets(context)
    return Object.fromEntries([...this.#flags].map(([key, flag]) => [key, isOn(flag, targets)]))
  }

  /** The rules of a flag, if it is known. */
  getFlag(key: string): FeatureFlagRules | undefined {
    return this.#flags.get(key)?.rules
  }

  getStats(): FeatureFlagsStats {
    const last = this.#lastSuccessfulPollAt
    return {
      pollCount: this.#pollCount,
      pollErrorCount: this.#pollErrorCount,
      lastPollAt: this.#lastPollAt,
      lastSuccessfulPollAt: last,
      cacheAge: last && Date.now() - last.getTime(),
      flagCount: this.#flags.size,
    }
  }

  /** Adds a listener. Returns the function that removes it. What a listener throws goes to the logger. */
  on<Name extends keyof FeatureFlagsEvents>(name: Name, listener: FlagListener<Name>): () => void {
    return this.#listeners.add(name, listener)
  }

  /** Removes a listener. */
  off<Name extends keyof FeatureFlagsEvents>(name: Name, listener: FlagListener<Name>): void {
    this.#listeners.remove(name, listener)
  }

  /** Makes no further request, aborts the one under way, and forgets its listeners. What is known can still be asked. */
  close(): void {
    this.#timer.clear()
    this.#listeners.clear()
    const closed = new PorticoError('The feature flag client was closed.')
    this.#aborter.abort(closed)
    this.#ready.reject(closed)
  }

  [Symbol.dispose](): void {
    this.close()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close()
  }

  async #poll(): Promise<void> {
    const { signal } = this.#aborter
    if (signal.aborted) return
    this.#pollCount++
    this.#lastPollAt = new Date()
    try {
      const answer = await this.#fetchFlags({ etag: this.#etag, timeout: this.#timeoutMs, signal })
      if (!signal.aborted) this.#succeed(answer)
    } catch (error) {
      if (!signal.aborted) this.#fail(error instanceof Error ? error : new Error(String(error)))
    }
  }

  #succeed(answer: FlagAnswer): void {
    const previous = this.#flags
    if (answer !== 'unchanged') {
      const { flags, unreadable } = readFlags(answer.flags, previous)
      for (const slug of unreadable) this.#warn(`The feature flag ${JSON.stringify(slug)} could not be read.`)
      // An answer that was not read whole is asked for again.
      this.#etag = unreadable.length === 0 ? answer.etag : undefined
      this.#know(flags)
    }
    this.#errorsInARow = 0
    this.#lastSuccessfulPollAt = new Date()
    this.#schedule(this.#intervalMs)
    if (this.#loaded) this.#tellChanges(previous, this.#flags)
    this.#loaded = true
    this.#log('debug', `${this.#flags.size} feature flags are known.`)
  }

  #fail(error: Error): void {
    this.#pollErrorCount++
    this.#errorsInARow++
    const permanent = isUnauthorized(error) || isConfigurationError(error)
    if (permanent) this.#ready.reject(error)
    else this.#schedule(this.#delayAfter(error))
    this.#log('error', 'The feature flags could not be read.', error)
    this.#listeners.tell('error', error)
    if (permanent) this.#listeners.tell('failed', error)
  }

  #know(flags: Flags): void {
    this.#flags = flags
    this.#known = true
    this.#ready.resolve()
  }

  #delayAfter(error: Error): number {
    const backoff = Math.min(1000 * 2 ** (this.#errorsInARow - 1), longestBackoffMs)
    // While nothing is known, somebody may be waiting to start.
    const delay = this.#known ? Math.max(this.#intervalMs, backoff) : Math.min(this.#intervalMs, backoff)
    const retryAfterMs = (isAPIError(error) ? (error.retryAfter ?? 0) : 0) * 1000
    return Math.max(delay, Math.min(retryAfterMs, longestRetryAfterMs))
  }

  #schedule(ms: number): void {
    // A tenth more or less, so that the servers of a fleet do not ask all at once.
    const delay = Math.max(shortestDelayMs, ms * (0.9 + Math.random() * 0.2))
    this.#timer.set(delay, () => this.#poll())
  }

  #tellChanges(before: Flags, after: Flags): void {
    for (const key of new Set([...before.keys(), ...after.keys()])) {
      const [previous, current] = [before.get(key), after.get(key)]
      if (previous?.fingerprint === current?.fingerprint) continue
      this.#listeners.tell('change', {
        key,
        previous: previous?.rules ?? null,
        current: current?.rules ?? null,
      })
    }
  }

  #targets(context: FlagContext): string[] {
    return targetsOf(context, (message) => this.#warn(message))
  }

  /** Once for each thing: flags are evaluated often. */
  #warn(message: string): void {
    if (this.#warned.has(message) || this.#warned.size >= mostWarnings) return
    this.#warned.add(message)
    this.#log('warn', message)
  }

  #log(level: keyof FlagLogger, message: string, detail?: unknown): void {
    try {
      const told =
        detail === undefined ? this.#logger[level]?.(message) : this.#logger[level]?.(message, detail)
      Promise.resolve(told).catch(() => {})
    } catch {}
  }
}

function readBootstrap(flags: BootstrapFlags): Flags {
  try {
    const { flags: read, unreadable } = readFlags(flags, new Map())
    if (unreadable.length === 0) return read
  } catch {}
  throw new ConfigurationError('bootstrapFlags', 'must be feature flags by slug.')
}

function requireMs(option: string, value: number, least: number): number {
  if (Number.isFinite(value) && value >= least && value < 2 ** 31) return value
  throw new ConfigurationError(option, `must be a number of milliseconds, at least ${least}.`)
}
