import type { RateLimitClass } from '@portico/contract'
import type { Redis } from 'ioredis'
import type { Logger } from '../telemetry.ts'

/** So many requests in each window of so many seconds. */
export type RateLimit = { limit: number; windowSeconds: number }

/** A class of requests that are counted together. `anonymous` counts calls without a valid key, by network. */
export type LimitClass = RateLimitClass | 'anonymous'

/** The documented limits; configuration may set others. */
export const documentedLimits: Readonly<Record<LimitClass, RateLimit>> = {
  general: { limit: 6_000, windowSeconds: 60 },
  anonymous: { limit: 6_000, windowSeconds: 60 },
  organization_delete: { limit: 50, windowSeconds: 60 },
  user_management_read: { limit: 1_000, windowSeconds: 10 },
  user_management_write: { limit: 500, windowSeconds: 10 },
  sso_authorize: { limit: 1_000, windowSeconds: 60 },
  sso: { limit: 600, windowSeconds: 60 },
  directory_users: { limit: 4, windowSeconds: 1 },
  authenticate: { limit: 10, windowSeconds: 60 },
  magic_auth: { limit: 3, windowSeconds: 60 },
  email_verification: { limit: 3, windowSeconds: 60 },
  password_reset: { limit: 3, windowSeconds: 60 },
}

/** How a request stands against its limit. `resetAt` is in epoch seconds. */
export type RateLimitState = { allowed: boolean; limit: number; remaining: number; resetAt: number }

/** Counts requests in fixed windows. */
export type RateLimiter = {
  hit(limitClass: LimitClass, subject: string): RateLimitState | Promise<RateLimitState>
  close(): Promise<void>
}

const maxSubjects = 100_000

/** Counts in the process: each node allows the limit by itself. */
export function memoryRateLimiter(limits: Readonly<Record<LimitClass, RateLimit>>): RateLimiter {
  const windows = new Map<string, { count: number; endsAt: number }>()

  return {
    hit(limitClass, subject) {
      const { limit, windowSeconds } = limits[limitClass]
      const now = Date.now()
      const key = `${limitClass} ${subject}`
      let window = windows.get(key)
      // One that ends later than any can has begun before the machine's clock was put back.
      if (!window || window.endsAt <= now || window.endsAt > now + windowSeconds * 1000) {
        if (windows.size >= maxSubjects) evict(windows, now)
        window = { count: 0, endsAt: now + windowSeconds * 1000 }
        windows.delete(key)
        windows.set(key, window)
      }
      window.count++
      return state(window.count, limit, window.endsAt)
    },
    close: async () => {},
  }
}

/** Windows are in order of their beginning, so the expired ones are found first; else the oldest gives way. */
function evict(windows: Map<string, { endsAt: number }>, now: number) {
  let evicted = 0
  for (const [key, { endsAt }] of windows) {
    if (endsAt > now && evicted > 0) return
    windows.delete(key)
    if (++evicted >= 1_000) return
  }
}

const countHit = `
  local count = redis.call('incr', KEYS[1])
  if redis.call('pttl', KEYS[1]) < 0 then redis.call('pexpire', KEYS[1], ARGV[1]) end
  return { count, redis.call('pttl', KEYS[1]) }`

/**
 * Counts in Valkey or Redis, for all nodes together. While that cannot be reached, or takes longer than
 * `timeout` (in milliseconds), each node counts for itself: a limiter that is down must not take sign-in down with it.
 */
export function redisRateLimiter(
  url: string,
  limits: Readonly<Record<LimitClass, RateLimit>>,
  log: Logger,
  timeout = 250,
): RateLimiter {
  const fallback = memoryRateLimiter(limits)
  const connecting = connectRedis(url, log, timeout)
  connecting.catch((error) =>
    log.error({ err: error }, 'rate limits are counted per node: Redis cannot be used'),
  )

  return {
    async hit(limitClass, subject) {
      const { limit, windowSeconds } = limits[limitClass]
      try {
        const redis = await connecting
        const key = `portico:limit:${limitClass}:${subject}`
        const [count, ttl] = (await redis.eval(countHit, 1, key, windowSeconds * 1000)) as [number, number]
        return state(count, limit, Date.now() + Math.max(ttl, 0))
      } catch {
        return fallback.hit(limitClass, subject)
      }
    },
    async close() {
      const redis = await connecting
      redis.disconnect()
    },
  }
}

/** Loads the client and settles its first attempt to connect. Only who shares limits between nodes has to. */
async function connectRedis(url: string, log: Logger, timeout: number): Promise<Redis> {
  const { Redis } = await import('ioredis')
  const redis = new Redis(url, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    connectTimeout: 2_000,
    commandTimeout: timeout,
  })
  let reachable = true
  redis.on('error', (error) => {
    if (reachable) log.warn({ err: error }, 'rate limits are counted per node: Redis cannot be reached')
    reachable = false
  })
  redis.on('ready', () => {
    reachable = true
  })
  // Commands sent before it is ready fail at once: the first requests of a node would go uncounted by the others.
  await new Promise((settled) => {
    redis.once('ready', settled)
    redis.once('close', settled)
  })
  return redis
}

function state(count: number, limit: number, endsAt: number): RateLimitState {
  return {
    allowed: count <= limit,
    limit,
    remaining: Math.max(0, limit - count),
    resetAt: Math.ceil(endsAt / 1000),
  }
}
