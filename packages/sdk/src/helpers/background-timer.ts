/** What `setTimeout` returns: in Node, Bun and Deno an object that can be told whether the process is to wait for it. */
type Handle = { ref?(): unknown; unref?(): unknown }

/** One timer at a time, for which the process does not wait unless it is told to. */
export class BackgroundTimer {
  #handle: ReturnType<typeof setTimeout> | undefined
  #awaited = false

  /** Calls the function after so many milliseconds, in place of what was set before. */
  set(ms: number, work: () => void): void {
    this.clear()
    this.#handle = setTimeout(() => {
      this.#handle = undefined
      work()
    }, ms)
    this.#tell()
  }

  get isSet(): boolean {
    return this.#handle !== undefined
  }

  clear(): void {
    clearTimeout(this.#handle)
    this.#handle = undefined
  }

  /** Whether the process is to wait for it. */
  set awaited(awaited: boolean) {
    this.#awaited = awaited
    this.#tell()
  }

  #tell(): void {
    // In browsers and Workers it is a number, and nothing waits for it.
    const handle = this.#handle as Handle | undefined
    if (this.#awaited) handle?.ref?.()
    else handle?.unref?.()
  }
}
