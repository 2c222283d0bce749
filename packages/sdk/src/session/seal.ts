import { ConfigurationError } from '../errors.ts'
import { clearJson } from '../secret.ts'
import { openForeign } from './foreign.ts'
import { openIron, sealIron } from './iron.ts'
import { type CookiePassword, type Keyring, keyringOf } from './passwords.ts'

/**
 * Far above what a browser keeps of a cookie (4,096 bytes). Longer ones are refused before anything is computed, and so
 * that they cannot fill the memory.
 */
export const longestSeal = 16_000

/** How to seal. */
export type SealOptions = {
  /** At least 32 characters; several while they are changed. */
  password: CookiePassword
  /** Seconds after which the seal no longer opens; a minute more is granted for clocks. Default: it always opens. */
  ttlSeconds?: number | undefined
}

/**
 * Seals data: encrypts it, and makes every change to it noticed. It is the format of iron-session 8 (`Fe26.2*…~2`), so
 * that what one has sealed the other opens.
 *
 * @param data whatever JSON can hold; secrets in it are sealed in clear
 * @throws {ConfigurationError} a password is too short, or the lifetime is not a positive number
 * @throws {TypeError} JSON cannot hold the data
 */
export async function sealData(data: unknown, { password, ttlSeconds }: SealOptions): Promise<string> {
  if (ttlSeconds !== undefined && !(ttlSeconds > 0 && ttlSeconds < 2 ** 40)) {
    throw new ConfigurationError('ttlSeconds', 'must be a number of seconds above zero.')
  }
  const text = clearJson(data)
  if (text === undefined) throw new TypeError('What is sealed must be a value that JSON can hold.')
  const expiresAt = ttlSeconds === undefined ? undefined : Date.now() + Math.ceil(ttlSeconds * 1000)
  return `${await sealIron(text, keyringOf(password).first, { expiresAt })}~2`
}

/**
 * Opens what `sealData`, iron-session or an official SDK has sealed: Node, Go, Rust, Ruby (6 and later), Python. The
 * format is told from the seal.
 *
 * @returns the data; nothing where the seal is broken, expired, too long or of another password
 * @throws {ConfigurationError} a password is too short
 */
export async function unsealData(seal: string, { password }: { password: CookiePassword }): Promise<unknown> {
  return parsedJson(await openSeal(seal, keyringOf(password)))
}

/** The JSON text that was sealed, if it opens. */
export async function openSeal(seal: string, keyring: Keyring): Promise<string | undefined> {
  if (typeof seal !== 'string' || seal.length > longestSeal) return undefined
  if (!seal.startsWith('Fe26.2*')) return openForeign(seal, keyring)
  const [, sealed = '', version] = /^([^~]+)(?:~([12]))?$/.exec(seal) ?? []
  const text = await openIron(sealed, keyring, Date.now())
  // iron-session had no version at first, and sealed what is kept under a name of its own in its first.
  return version === '1' ? persistentOf(text) : text
}

function persistentOf(text: string | undefined): string | undefined {
  const data = parsedJson(text)
  return isObject(data) && data.persistent !== undefined ? JSON.stringify(data.persistent) : undefined
}

export function parsedJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
