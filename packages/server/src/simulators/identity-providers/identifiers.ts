import { createHash } from 'node:crypto'

// Identifiers in the forms that providers give them. The same person has the same one always, and another at each provider.

const digest = (text: string) => createHash('sha256').update(text).digest()

/** As Entra ID names people, groups and tenants. */
export function guidOf(text: string): string {
  const hex = digest(text).toString('hex')
  // RFC 9562, 5.4: version 4, variant 10.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Decimal digits, the first of which is not zero: Google, Discord, GitHub. */
export function digitsOf(text: string, length: number): string {
  const digits = BigInt(`0x${digest(text).toString('hex')}`)
    .toString()
    .slice(-length)
  return digits.startsWith('0') ? `1${digits.slice(1)}` : digits
}

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Letters and digits, at most 32: Okta, Slack. */
export const lettersOf = (text: string, length: number): string =>
  Array.from(digest(text).subarray(0, length), (byte) => alphabet[byte % alphabet.length]).join('')
