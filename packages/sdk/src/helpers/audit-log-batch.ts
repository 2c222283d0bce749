import { ConfigurationError, PorticoError, TimeoutError } from '../errors.ts'
import type { CreateEventParams } from '../generated/audit-logs.ts'
import type { RequestOptions } from '../request.ts'
import { ExponentialBackoff } from '../strategy.ts'
import { BackgroundTimer } from './background-timer.ts'

/** An event that did not reach the log. To send it again, pass its key too: it is then recorded once at most. */
export type AuditLogFailure = { params: CreateEventParams; idempotencyKey: string; error: unknown }

export type AuditLogBatcherOptions = {
  /**
   * Is handed every event that was refused, or that passing faults have kept out as often as `maxAttempts` says. `flush`
   * and `close` wait for what it returns; what it throws is dropped.
   */
  onError: (failure: AuditLogFailure) => unknown
  /** How many events wait before they are sent. Default: 50. */
  batchSize?: number | undefined
  /** How many milliseconds an event waits at most. Default: 1,000. */
  flushIntervalMs?: number | undefined
  /** How many events may be waiting or under way. Default: 1,000. */
  maxQueueSize?: number | undefined
  /** How many requests are made at once. Default: 5. */
  concurrency?: number | undefined
  /** How often an event is tried, first try included. Default: 10, which is about half a minute. */
  maxAttempts?: number | undefined
}

export type AddOptions = {
  /** Names the event: of several with one key, one is recorded. Default: a random UUID. */
  idempotencyKey?: string | undefined
}

/** An event was not taken in. `full`: as many as may are waiting. `closed`: none is taken any more. */
export class AuditLogQueueError extends PorticoError {
  readonly code: 'full' | 'closed'

  override get name(): string {
    return 'AuditLogQueueError'
  }

  constructor(code: AuditLogQueueError['code']) {
    super(
      code === 'full' ? 'The queue of audit log events is full.' : 'The queue of audit log events is closed.',
    )
    this.code = code
  }
}

/** Sends one event. */
export type SendEvent = (params: CreateEventParams, options: RequestOptions) => Promise<unknown>

type Settings = { [Name in keyof AuditLogBatcherOptions]-?: NonNullable<AuditLogBatcherOptions[Name]> }

type Entry = {
  params: CreateEventParams
  idempotencyKey: string
  /** Resolves when the event is recorded or reported. */
  settled: Promise<void>
  settle: () => void
}

/**
 * Takes audit log events in without making the caller wait, and sends them by the batch: when so many wait, when one has
 * waited so long, when there is no more room, and at `flush()` and `close()`.
 *
 * The API takes one event a request, and so a batch here is a number of requests, a few of them at once. What is gained
 * is that the caller does not wait for them, that passing faults are waited out, and that a burst of events is not a
 * burst of connections. Their order is not kept: `occurredAt` is what orders a log.
 *
 * Made by `client.auditLogs.createBatcher()`. What waits lives in memory, and the process is not kept alive for it: call
 * `close()` before it ends, and `flush()` where a platform ends it unasked.
 */
export class AuditLogBatcher {
  readonly #send: SendEvent
  readonly #options: Settings
  readonly #timer = new BackgroundTimer()
  readonly #aborter = new AbortController()
  /** All that were taken in and are not settled. */
  readonly #entries = new Set<Entry>()
  readonly #queue: Entry[] = []
  /** Those who wait for room, in the order in which they came. */
  readonly #line: (() => void)[] = []
  /** How many of the queue are to be sent now. */
  #due = 0
  #underWay = 0
  #closed = false

  /** @throws {ConfigurationError} that names the option that is bad */
  constructor(send: SendEvent, options: AuditLogBatcherOptions) {
    this.#send = send
    this.#options = optionsFrom(options)
  }

  /** How many events are waiting or under way. */
  get size(): number {
    return this.#entries.size
  }

  /**
   * Takes an event in, as it is now.
   *
   * @throws {AuditLogQueueError} `full` or `closed`: the event was not taken in
   * @throws {DOMException} `DataCloneError`: the event holds what no JSON can
   */
  add(params: CreateEventParams, options?: AddOptions): void {
    if (this.#closed) throw new AuditLogQueueError('closed')
    if (this.#isFull) throw new AuditLogQueueError('full')
    this.#take(entryOf(params, options))
  }

  /**
   * Takes an event in, and waits for room where there is none: who awaits it goes no faster than the events are sent.
   *
   * @throws {AuditLogQueueError} `closed`: the event was not taken in
   */
  async addWhenRoom(params: CreateEventParams, options?: AddOptions): Promise<void> {
    if (this.#closed) throw new AuditLogQueueError('closed')
    const entry = entryOf(params, options)
    if (!this.#isFull) return this.#take(entry)
    await new Promise<void>((resolve) => {
      this.#line.push(() => {
        this.#take(entry)
        resolve()
      })
    })
  }

  /** Sends what waits. Resolves when every event that was taken in before is recorded or reported; never rejects. */
  async flush(): Promise<void> {
    this.#sendAll()
    await Promise.all([...this.#entries].map(({ settled }) => settled))
  }

  /**
   * Takes no more events in, and sends those that wait. Resolves when each is recorded or reported; never rejects.
   *
   * @param options.timeoutMs after how long to give up: what is not recorded by then is reported
   */
  async close({ timeoutMs }: { timeoutMs?: number | undefined } = {}): Promise<void> {
    this.#closed = true
    const giveUp = () => {
      this.#aborter.abort(new TimeoutError(`The event was not recorded within ${timeoutMs} ms of closing.`))
    }
    const timer = timeoutMs === undefined ? undefined : setTimeout(giveUp, timeoutMs)
    while (this.#entries.size > 0) await this.flush()
    clearTimeout(timer)
    this.#timer.clear()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  get #isFull(): boolean {
    return this.#entries.size >= this.#options.maxQueueSize
  }

  #take(entry: Entry): void {
    this.#entries.add(entry)
    this.#queue.push(entry)
    const { batchSize, flushIntervalMs } = this.#options
    const isBatch = this.#queue.length - this.#due >= batchSize
    if (isBatch || this.#isFull || this.#closed) this.#sendAll()
    else if (!this.#timer.isSet) this.#timer.set(flushIntervalMs, () => this.#sendAll())
  }

  #sendAll(): void {
    this.#timer.clear()
    this.#due = this.#queue.length
    this.#sendDue()
  }

  #sendDue(): void {
    while (this.#due > 0 && this.#underWay < this.#options.concurrency) {
      this.#due--
      this.#sendOne(this.#queue.shift()!)
    }
  }

  async #sendOne(entry: Entry): Promise<void> {
    const { params, idempotencyKey } = entry
    this.#underWay++
    try {
      const { signal } = this.#aborter
      const strategy = ExponentialBackoff({ maxAttempts: this.#options.maxAttempts })
      await this.#send(params, { idempotencyKey, strategy, signal })
    } catch (error) {
      await this.#report({ params, idempotencyKey, error })
    }
    this.#underWay--
    this.#entries.delete(entry)
    entry.settle()
    this.#line.shift()?.()
    this.#sendDue()
  }

  async #report(failure: AuditLogFailure): Promise<void> {
    try {
      await this.#options.onError(failure)
    } catch {
      // There is nobody else to tell.
    }
  }
}

function entryOf(params: CreateEventParams, { idempotencyKey }: AddOptions = {}): Entry {
  let settle = () => {}
  const settled = new Promise<void>((resolve) => {
    settle = resolve
  })
  // A copy: the caller may go on with the object. The key is made once, for all attempts.
  const copy = structuredClone(params)
  return { params: copy, idempotencyKey: idempotencyKey ?? crypto.randomUUID(), settled, settle }
}

function optionsFrom(options: AuditLogBatcherOptions): Settings {
  const { onError, flushIntervalMs = 1_000 } = options ?? {}
  if (typeof onError !== 'function') throw new ConfigurationError('onError', 'must be a function.')
  if (!(flushIntervalMs > 0 && flushIntervalMs < 2 ** 31)) {
    throw new ConfigurationError('flushIntervalMs', 'must be a number of milliseconds, more than none.')
  }
  return {
    onError,
    flushIntervalMs,
    batchSize: wholeNumber('batchSize', options.batchSize, 50),
    maxQueueSize: wholeNumber('maxQueueSize', options.maxQueueSize, 1_000),
    concurrency: wholeNumber('concurrency', options.concurrency, 5),
    maxAttempts: wholeNumber('maxAttempts', options.maxAttempts, 10),
  }
}

function wholeNumber(option: string, value: number | undefined, otherwise: number): number {
  if (value === undefined) return otherwise
  if (Number.isSafeInteger(value) && value > 0) return value
  throw new ConfigurationError(option, 'must be a whole number, one or more.')
}
