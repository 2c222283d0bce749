import type { Caches } from './cache.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Keyring } from './crypto/keyring.ts'
import type { Database } from './database/database.ts'
import type { RateLimiter } from './http/rate-limit.ts'
import type { Mailer } from './mail.ts'
import type { Outbound } from './outbound/outbound.ts'
import type { Logger, Metrics } from './telemetry.ts'

/** An answered request, for who watches: the development start page. */
export type AnsweredRequest = {
  at: Date
  requestId: string
  environmentId: string | undefined
  operation: string
  method: string
  path: string
  status: number
  durationMs: number
}

/** What services stand on. It knows none of them. */
export type Kernel = {
  config: Config
  database: Database
  clock: Clock
  log: Logger
  /** One line a request, of fields that hold no secret: it is not searched for any. */
  accessLog: Logger
  metrics: Metrics
  keyring: Keyring
  outbound: Outbound
  caches: Caches
  mailer: Mailer
  /** For limits beside those that the contract states: of a connection, or of a key that is optional. */
  limiter: RateLimiter
  events: {
    /** Says that events may have been committed, so that their consumers look now. */
    wake(): void
    onWake(listener: () => void): void
  }
  requests: Set<(request: AnsweredRequest) => void>
}
