/**
 * Who wants to be told what. Nobody has to listen, and a listener that throws, or rejects, disturbs neither the others
 * nor the one who tells.
 */
export class Listeners<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<(event: never) => unknown>>()
  readonly #onFault: (error: unknown) => void

  constructor(onFault: (error: unknown) => void) {
    this.#onFault = onFault
  }

  /** Adds a listener. Returns the function that removes it. */
  add<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => unknown): () => void {
    const listeners = this.#listeners.get(name) ?? new Set()
    this.#listeners.set(name, listeners.add(listener))
    return () => this.remove(name, listener)
  }

  remove<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => unknown): void {
    this.#listeners.get(name)?.delete(listener)
  }

  clear(): void {
    this.#listeners.clear()
  }

  tell<Name extends keyof Events>(name: Name, event: Events[Name]): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      try {
        const told = (listener as (event: Events[Name]) => unknown)(event)
        Promise.resolve(told).catch(this.#onFault)
      } catch (error) {
        this.#onFault(error)
      }
    }
  }
}
