import type { Core } from './core.ts'
import { path } from './path.ts'
import { patiently } from './patience.ts'
import { importJwk, type VerificationKey } from './session/jwk.ts'
import type { Key } from './session/web-crypto.ts'

/** The keys that verify an application's access tokens (RFC 7517), fetched when they are needed and then kept. */

/** How long keys are taken for current: a key that is withdrawn is refused after this long at the latest. */
const maxAgeMs = 10 * 60_000
/** Between two fetches that a token causes, or a server that fails: neither can make us flood the server. */
const cooldownMs = 30_000
/** How long keys still serve while no newer ones can be had. */
const longestOutageMs = 24 * 60 * 60_000
const timeoutMs = 5_000
/** How long a token waits for keys: for two attempts. */
const patienceMs = 12_000
/** How long it waits where old keys will do. */
const patienceWithOldKeysMs = 1_000
const mostKeys = 100

/** No keys could be fetched, so whether a token is genuine is not known. */
export class KeysUnavailableError extends Error {
  override get name() {
    return 'KeysUnavailableError'
  }
}

/** What a token says of the key that signed it. */
export type KeyHeader = { kid?: unknown; alg?: unknown }

export class KeySet {
  readonly #fetchKeys: () => Promise<unknown>
  #keys: readonly VerificationKey[] = []
  #identity = ''
  #version = 0
  #fetchedAt = Number.NEGATIVE_INFINITY
  #triedAt = Number.NEGATIVE_INFINITY
  #fault: unknown
  #flight: Promise<void> | undefined

  /** @param fetchKeys gets the JSON Web Key Set; rejects where it cannot be had */
  constructor(fetchKeys: () => Promise<unknown>) {
    this.#fetchKeys = fetchKeys
  }

  /** Changes whenever the keys do. What was verified under another version is to be verified again. */
  get version(): number {
    return this.#version
  }

  /** Whether the keys are to be fetched before they are relied on. */
  get isOld(): boolean {
    return hasPassed(maxAgeMs, this.#fetchedAt)
  }

  /**
   * Fetches the keys where they are old. Old ones serve on while the server is out of reach, or slow.
   *
   * @throws {KeysUnavailableError} there are none, or none from the last day
   */
  async update(): Promise<void> {
    if (!this.isOld) return
    if (this.#areTooOld) await this.#fetch(patienceMs)
    else if (this.#mayTryAgain) await this.#fetch(patienceWithOldKeysMs)
    if (this.#areTooOld) throw this.#unavailable()
  }

  /**
   * The key that a token names, or nothing where there is none. A name not seen before may be that of a new key: the
   * keys are fetched again, at most every 30 seconds.
   *
   * @throws {KeysUnavailableError}
   */
  async find(header: KeyHeader): Promise<VerificationKey | undefined> {
    await this.update()
    const known = this.#match(header)
    if (known || header.kid === undefined) return known
    if (this.#flight || this.#mayTryAgain) await this.#fetch(patienceMs)
    const found = this.#match(header)
    if (!found && this.#fault !== undefined) throw this.#unavailable()
    return found
  }

  #match({ kid, alg }: KeyHeader): VerificationKey | undefined {
    // A token that names no key can only mean the one there is.
    if (kid === undefined && this.#keys.length > 1) return undefined
    return this.#keys.find((key) => (kid === undefined || key.kid === kid) && key.alg === alg)
  }

  get #areTooOld(): boolean {
    return Date.now() - this.#fetchedAt >= longestOutageMs
  }

  get #mayTryAgain(): boolean {
    return hasPassed(cooldownMs, this.#triedAt)
  }

  /** Whoever needs the keys while they are being fetched waits for the same answer, for so long. */
  async #fetch(waitMs: number): Promise<void> {
    // What is this late was dropped by the platform, together with the request that began it.
    if (!this.#flight || hasPassed(patienceMs, this.#triedAt)) this.#flight = this.#takeOff()
    await patiently(this.#flight, waitMs).catch((error: unknown) => {
      this.#fault = error
    })
  }

  #takeOff(): Promise<void> {
    this.#triedAt = Date.now()
    const flight = this.#fetchOnce().finally(() => {
      if (this.#flight === flight) this.#flight = undefined
    })
    return flight
  }

  async #fetchOnce(): Promise<void> {
    try {
      this.#replace(keysIn(await this.#fetchKeys()))
      this.#fault = undefined
      this.#fetchedAt = Date.now()
    } catch (error) {
      this.#fault = error
    }
  }

  #replace(jwks: readonly Record<string, unknown>[]): void {
    const identity = JSON.stringify(jwks)
    if (identity === this.#identity) return
    this.#identity = identity
    this.#keys = jwks.flatMap((jwk) => importJwk(jwk) ?? [])
    this.#version++
  }

  #unavailable(): KeysUnavailableError {
    return new KeysUnavailableError('The keys that verify access tokens could not be fetched.', {
      cause: this.#fault,
    })
  }
}

/** Whether so long has passed since an instant. A clock that was wrong and is set back does not stop time. */
function hasPassed(ms: number, since: number): boolean {
  const passed = Date.now() - since
  return passed < 0 || passed >= ms
}

function keysIn(body: unknown): Record<string, unknown>[] {
  const keys = (body as { keys?: unknown } | null)?.keys
  if (!Array.isArray(keys) || keys.length > mostKeys)
    throw new TypeError('The answer is no JSON Web Key Set.')
  return keys.filter((key) => typeof key === 'object' && key !== null)
}

/** Finds the key of a token, as the `jose` package wants it. Rejects where there is none. */
export type KeyResolver = (header: KeyHeader) => Promise<Key>

/** The keys as a function, for those who verify tokens by other means. */
export function keyResolver(keys: KeySet): KeyResolver {
  return async (header) => {
    const found = await keys.find(header)
    if (!found) throw new Error('No key of the application has signed this token.')
    return found.key
  }
}

const keySets = new WeakMap<Core, Map<string, KeySet>>()

/** The keys of an application, shared by all that a client does. */
export function keySetOf(client: Core, clientId: string): KeySet {
  const ofClient = keySets.get(client) ?? new Map<string, KeySet>()
  keySets.set(client, ofClient)
  const known = ofClient.get(clientId)
  if (known) return known
  const keySet = new KeySet(() =>
    client.request(
      'GET',
      path`/sso/jwks/${clientId}`,
      // The names in a key are a standard's (RFC 7517, section 4), not ours to change.
      { credential: 'none', wire: { response: ['keys'] } },
      { timeout: timeoutMs, maxRetries: 1 },
    ),
  )
  ofClient.set(clientId, keySet)
  return keySet
}
