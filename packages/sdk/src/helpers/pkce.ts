import { ConfigurationError } from '../errors.ts'
import { expose, type Secret, SecretString } from '../secret.ts'

/** A verifier to keep, and the challenge to send ahead of it (RFC 7636). */
export type PKCEPair = {
  /** Keep it until the code comes back: `expose()` gives the text to store. */
  codeVerifier: SecretString
  codeChallenge: string
  codeChallengeMethod: 'S256'
}

/**
 * Makes a code verifier (RFC 7636, section 4.1).
 *
 * @param length characters: 43 to 128
 * @throws {ConfigurationError} where the length is another
 */
export function generateCodeVerifier(length = 43): SecretString {
  if (!(Number.isInteger(length) && length >= 43 && length <= 128)) {
    throw new ConfigurationError('length', 'must be a whole number from 43 to 128.')
  }
  return new SecretString(randomText(length))
}

/**
 * The challenge of a verifier, by `S256` (RFC 7636, section 4.2).
 *
 * @throws {ConfigurationError} where the verifier is none
 */
export async function generateCodeChallenge(verifier: Secret): Promise<string> {
  const bytes = new TextEncoder().encode(expose(requireVerifier(verifier)))
  return base64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
}

/**
 * Makes a verifier with its challenge.
 *
 * @param length characters of the verifier: 43 to 128
 * @throws {ConfigurationError} where the length is another
 */
async function generate(length = 43): Promise<PKCEPair> {
  const codeVerifier = generateCodeVerifier(length)
  const codeChallenge = await generateCodeChallenge(codeVerifier)
  return { codeVerifier, codeChallenge, codeChallengeMethod: 'S256' }
}

/** Proof Key for Code Exchange: shows that a code is redeemed by whoever began the sign-in (RFC 7636). */
export const pkce = { generate, generateCodeVerifier, generateCodeChallenge }

/**
 * The verifier, once it is known to be one.
 *
 * Stored without `expose()`, a verifier comes back as `<redacted>`: better said before the code is spent than by a
 * server that refuses it.
 *
 * @throws {ConfigurationError}
 */
export function requireVerifier(verifier: Secret | undefined): Secret {
  if (verifier === undefined || !/^[A-Za-z0-9._~-]{43,128}$/.test(expose(verifier))) {
    throw new ConfigurationError(
      'codeVerifier',
      'must be 43 to 128 letters, digits and -._~ (RFC 7636). To store one, write codeVerifier.expose().',
    )
  }
  return verifier
}

/** Random text in the alphabet of base64url. Each character holds six whole bits, so none is likelier than another. */
export function randomText(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(Math.ceil((length * 3) / 4)))
  return base64Url(bytes).slice(0, length)
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
