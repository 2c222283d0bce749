import type { Keyring } from './passwords.ts'

/**
 * Sessions that have been verified, so that a cookie seen again costs neither decryption nor a signature.
 *
 * The cookie itself is the key. The engine finds it by a hash of its own, seeded anew for each process, and then
 * compares all of it; a SHA-256 before that would cost more than the rest of a hit, and hide nothing, for the entry
 * holds the tokens anyway. Only what has been verified gets in, so strangers cannot push others out.
 */
const mostEntries = 1_000
/** Characters of cookies and contents: some megabytes. */
const mostCharacters = 4_000_000

/** What has been verified, as JSON: every caller gets objects of its own, and none can change another's. */
export type VerifiedSession = {
  payload: string
  claims: string
  /** The passwords that opened it. Others do not get it, though they hold the cookie. */
  keyring: Keyring
  /** The version of the keys that verified it. */
  keysVersion: number
}

/** Keeps what was used last. */
export class SessionCache {
  readonly #entries = new Map<string, VerifiedSession>()
  #characters = 0

  get(cookie: string, keyring: Keyring, keysVersion: number): VerifiedSession | undefined {
    const entry = this.#entries.get(cookie)
    if (!entry) return undefined
    if (entry.keysVersion !== keysVersion) {
      this.clear()
      return undefined
    }
    if (entry.keyring !== keyring) return undefined
    // To the end of the line: a map keeps the order in which its members came.
    this.#entries.delete(cookie)
    this.#entries.set(cookie, entry)
    return entry
  }

  set(cookie: string, entry: VerifiedSession): void {
    this.delete(cookie)
    this.#entries.set(cookie, entry)
    this.#characters += sizeOf(cookie, entry)
    while (this.#entries.size > mostEntries || this.#characters > mostCharacters) {
      this.delete(this.#entries.keys().next().value!)
    }
  }

  delete(cookie: string): void {
    const entry = this.#entries.get(cookie)
    if (entry && this.#entries.delete(cookie)) this.#characters -= sizeOf(cookie, entry)
  }

  clear(): void {
    this.#entries.clear()
    this.#characters = 0
  }

  get size(): number {
    return this.#entries.size
  }
}

function sizeOf(cookie: string, { payload, claims }: VerifiedSession): number {
  return cookie.length + payload.length + claims.length
}
