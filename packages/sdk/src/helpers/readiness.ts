import { TimeoutError } from '../errors.ts'

/** Something that comes about once, or never will. */
export class Readiness {
  resolve!: () => void
  reject!: (error: Error) => void
  readonly #promise: Promise<void>
  readonly #onWaiting: (isWaiting: boolean) => void
  #waiting = 0

  /** @param onWaiting is told when the first one waits and when nobody does any more */
  constructor(onWaiting: (isWaiting: boolean) => void) {
    this.#onWaiting = onWaiting
    this.#promise = new Promise((resolve, reject) => {
      this.resolve = resolve
      this.reject = reject
    })
    // Nobody has to wait.
    this.#promise.catch(() => {})
  }

  /** Waits for it, without end or for so many milliseconds. */
  async wait(timeoutMs?: number): Promise<void> {
    if (this.#waiting++ === 0) this.#onWaiting(true)
    try {
      await (timeoutMs === undefined ? this.#promise : this.#within(timeoutMs))
    } finally {
      if (--this.#waiting === 0) this.#onWaiting(false)
    }
  }

  #within(timeoutMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new TimeoutError(`It was not ready within ${timeoutMs} ms.`))
      }, timeoutMs)
      this.#promise.then(resolve, reject).finally(() => clearTimeout(timer))
    })
  }
}
