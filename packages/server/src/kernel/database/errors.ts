/** What is known of a failure that PostgreSQL or its connection reported. */
export type DatabaseError = { code: string; constraint?: string; message: string }

type Raw = { code?: unknown; constraint_name?: unknown; message?: unknown; name?: unknown }

/** Reads an error as one of the database, or returns nothing when it is not. */
export function databaseErrorOf(error: unknown): DatabaseError | undefined {
  const raw = error as Raw | null
  if (typeof raw !== 'object' || raw === null || typeof raw.code !== 'string') return undefined
  if (raw.name !== 'PostgresError' && !isConnectionCode(raw.code)) return undefined
  return {
    code: raw.code,
    message: String(raw.message),
    ...(typeof raw.constraint_name === 'string' && { constraint: raw.constraint_name }),
  }
}

/** Whether the statement failed because a row with that key exists; `constraint` narrows to one index. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const failure = databaseErrorOf(error)
  return failure?.code === '23505' && (constraint === undefined || failure.constraint === constraint)
}

const connectionCodes = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'TOO_MANY_WAITING',
])

function isConnectionCode(code: string): boolean {
  return connectionCodes.has(code)
}

/** Whether the row belongs to an environment that is gone: deleted since the caller was let in. */
export function isEnvironmentGone(error: unknown): boolean {
  const failure = databaseErrorOf(error)
  return failure?.code === '23503' && failure.constraint?.endsWith('_environment_id_fkey') === true
}

/** Why the database cannot serve now: a code for the wire, or nothing when the failure is of another kind. */
export function unavailability(
  error: unknown,
): 'database_unavailable' | 'database_busy' | 'database_full' | 'database_timeout' | undefined {
  const code = databaseErrorOf(error)?.code
  if (code === undefined) return undefined
  if (code === 'TOO_MANY_WAITING') return 'database_busy'
  if (code === '53100') return 'database_full'
  // 40: a serialization failure or deadlock that repeating did not mend. 25P03, 25P04: a transaction cut off.
  if (code === '57014' || code.startsWith('40') || code === '25P03' || code === '25P04')
    return 'database_timeout'
  // 08: connection exceptions. 28, 3D000: it does not let us in. 53: out of connections or memory. 57P: shut down or
  // starting. 58: its system failed. 25006: a read-only replica.
  if (isConnectionCode(code) || /^(08|28|3D000|53|57P|58|25006)/.test(code)) return 'database_unavailable'
  return undefined
}
