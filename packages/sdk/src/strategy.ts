import { ConfigurationError } from './errors.ts'
import type { RequestOptions } from './request.ts'
import { type Backoff, exponential, immediate, jittered } from './retry.ts'

/**
 * How often one call is attempted. Whatever it says, a POST, PUT, PATCH or DELETE without an idempotency key is sent once:
 * it might otherwise happen twice.
 */
export type Strategy =
  | { readonly type: 'once' }
  | { readonly type: 'idempotent'; readonly key: string }
  | { readonly type: 'retry'; readonly maxAttempts: number }
  | { readonly type: 'exponentialBackoff'; readonly maxAttempts: number; readonly jitter: boolean }

/** Sends the request once, whatever `maxRetries` says. */
export const Once: Strategy = { type: 'once' }

/** Sends the key with the request and tries again as often as `maxRetries` says. It supersedes `idempotencyKey`. */
export function Idempotent(key: string): Strategy {
  return { type: 'idempotent', key }
}

/**
 * Makes so many attempts in all, one straight after the other unless the server says `Retry-After`.
 *
 * @throws {ConfigurationError} where `maxAttempts` is no whole number from 1
 */
export function Retry({ maxAttempts }: { maxAttempts: number }): Strategy {
  return { type: 'retry', maxAttempts: requireAttempts(maxAttempts) }
}

/**
 * Makes so many attempts in all, with a growing wait between them: 200 ms, doubled up to 5 s. Jitter, the default, makes
 * half of each wait random.
 *
 * @throws {ConfigurationError} where `maxAttempts` is no whole number from 1
 */
export function ExponentialBackoff({
  maxAttempts,
  jitter = true,
}: {
  maxAttempts: number
  jitter?: boolean
}): Strategy {
  return { type: 'exponentialBackoff', maxAttempts: requireAttempts(maxAttempts), jitter }
}

/** How many attempts a call has, and how long the waits between them are. */
export type Plan = { attempts: number; backoff: Backoff; idempotencyKey: string | undefined }

/** What the options of a call come to. */
export function planOf({ strategy, idempotencyKey, maxRetries }: RequestOptions, retries: number): Plan {
  const attempts = (maxRetries ?? retries) + 1
  switch (strategy?.type) {
    case undefined:
      if (strategy !== undefined) break
      return { attempts, backoff: jittered, idempotencyKey }
    case 'once':
      return { attempts: 1, backoff: immediate, idempotencyKey }
    case 'idempotent':
      return { attempts, backoff: jittered, idempotencyKey: strategy.key }
    case 'retry':
      return { attempts: requireAttempts(strategy.maxAttempts), backoff: immediate, idempotencyKey }
    case 'exponentialBackoff':
      return {
        attempts: requireAttempts(strategy.maxAttempts),
        backoff: strategy.jitter ? jittered : exponential,
        idempotencyKey,
      }
  }
  throw new ConfigurationError('strategy', 'must be Once, Idempotent, Retry or ExponentialBackoff.')
}

function requireAttempts(maxAttempts: unknown): number {
  if (Number.isInteger(maxAttempts) && (maxAttempts as number) > 0) return maxAttempts as number
  throw new ConfigurationError('maxAttempts', 'must be a whole number, one or more.')
}
