import { environmentVariable } from '../environment.ts'
import { ConfigurationError } from '../errors.ts'
import { expose, isSecret, type Secret } from '../secret.ts'
import { Password } from './password.ts'

/**
 * What cookies are sealed with: one password, or several while they are changed.
 *
 * - A list: the first seals, all open.
 * - By ID, as iron-session has it: the password of the highest number seals, and the number stands in the seal. The
 *   official Node SDK opens only seals of the password numbered 1.
 *
 * At least 32 characters each; at most 16 of them.
 */
export type CookiePassword = Secret | readonly Secret[] | Readonly<Record<number, Secret>>

const shortest = 32
const mostPasswords = 16

/** Passwords in the order in which they are tried. Its first seals. */
export class Keyring {
  readonly #passwords: readonly [Password, ...Password[]]
  readonly #byId: boolean

  constructor(passwords: readonly [Password, ...Password[]], byId: boolean) {
    this.#passwords = passwords
    this.#byId = byId
  }

  /** The one that seals. */
  get first(): Password {
    return this.#passwords[0]
  }

  get all(): readonly Password[] {
    return this.#passwords
  }

  /** Those that may have made a seal which names its password so. Without IDs of their own, all may. */
  named(id: string): readonly Password[] {
    return this.#byId ? this.#passwords.filter((password) => password.id === id) : this.#passwords
  }
}

/** The passwords given, or else those of the environment. @throws {ConfigurationError} there are none */
export function passwordOr(given: CookiePassword | undefined): CookiePassword {
  const password = given ?? environmentVariable('WORKOS_COOKIE_PASSWORD')
  if (password !== undefined && password !== '') return password
  throw new ConfigurationError('cookiePassword', 'is required. Pass one, or set WORKOS_COOKIE_PASSWORD.')
}

/**
 * The keyring of the passwords: the same one for the same passwords, so that keys are derived once.
 *
 * @throws {ConfigurationError} `cookiePassword` is missing, or a password is too short
 */
export function keyringOf(cookiePassword: CookiePassword): Keyring {
  const passwords = passwordsIn(cookiePassword)
  const byId = passwords.some(([id]) => id !== undefined)
  const name = JSON.stringify(passwords)
  const known = keyrings.get(name)
  if (known) return known
  const [first, ...others] = passwords.map(([id, text]) => new Password(id ?? '1', text))
  const keyring = new Keyring([first!, ...others], byId)
  if (keyrings.size >= mostKeyrings) keyrings.delete(keyrings.keys().next().value!)
  keyrings.set(name, keyring)
  return keyring
}

/** An application has one, and one more while it changes passwords. Tests make many. */
const mostKeyrings = 32
const keyrings = new Map<string, Keyring>()

type Entry = [id: string | undefined, text: string]

function passwordsIn(value: CookiePassword): Entry[] {
  const entries = entriesIn(value)
  if (entries.length === 0 || entries.length > mostPasswords) {
    throw new ConfigurationError('cookiePassword', `must be one password, or up to ${mostPasswords}.`)
  }
  for (const [id, text] of entries) {
    if (id !== undefined && !/^[1-9]\d{0,8}$/.test(id)) {
      throw new ConfigurationError('cookiePassword', 'passwords are named by whole numbers from 1 on.')
    }
    if (typeof text !== 'string' || text.length < shortest) {
      throw new ConfigurationError('cookiePassword', `must be at least ${shortest} characters.`)
    }
  }
  return entries
}

function entriesIn(value: CookiePassword): Entry[] {
  if (typeof value === 'string' || isSecret(value)) return [[undefined, expose(value)]]
  if (Array.isArray(value)) return value.map((one: Secret) => [undefined, exposed(one)])
  if (typeof value !== 'object' || value === null) {
    throw new ConfigurationError('cookiePassword', 'must be a password, a list, or passwords by number.')
  }
  const named = Object.entries(value as Record<number, Secret>)
  return named.sort(([a], [b]) => Number(b) - Number(a)).map(([id, one]) => [id, exposed(one)])
}

/** Users of JavaScript may have put anything into a list; what is no text is refused with the short ones. */
const exposed = (value: Secret): string => (isSecret(value) ? value.expose() : value)
