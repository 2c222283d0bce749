import { randomText } from '../../kernel/crypto/random.ts'
import type { Environment } from '../../kernel/http/context.ts'

/** Text of a new key: the prefix tells people and scanners what they found; the rest is 190 random bits. */
export function newApiKeyValue(kind: Environment['kind']): string {
  return `${kind === 'production' ? 'sk_live_' : 'sk_test_'}${randomText(32)}`
}

/** Enough of a key to tell it from others, and too little to use. */
export function obfuscate(value: string): string {
  const prefix = /^sk_(?:test|live)_/.exec(value)?.[0] ?? 'sk_'
  return `${prefix}…${value.slice(-4)}`
}

const apiKeyForm = /^sk_[A-Za-z0-9_]{8,200}$/

/** Whether a text can be a key: ours are, and so are those that a developer pins, as in CI. */
export function isApiKeyText(value: string): boolean {
  return apiKeyForm.test(value)
}

/** How long an expired key is still listed, so that people see why a program stopped to work. */
const expiredKeyDays = 30

/** Keys that expired before this instant are no longer shown. */
export const shownSince = (now: Date) => new Date(now.getTime() - expiredKeyDays * 86_400_000)

/** When a replaced key stops to work: after the given time, unless it would have expired sooner. */
export function expiryOfReplaced(expiresAt: Date | null, now: Date, seconds: number): Date {
  const end = new Date(now.getTime() + seconds * 1000)
  return expiresAt && expiresAt < end ? expiresAt : end
}
