export type EmbeddedPostgresErrorCode =
  | 'data_directory_in_use'
  | 'incompatible_version'
  | 'binaries_missing'
  | 'start_failed'
  | 'data_directory_unusable'

/** Why the embedded PostgreSQL does not run. `message` says what is the matter, `remedy` what to do about it. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError'
  readonly code: EmbeddedPostgresErrorCode
  readonly remedy: string

  constructor(code: EmbeddedPostgresErrorCode, message: string, remedy: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.remedy = remedy
  }
}

/** The code of a Node.js system error (`ENOENT`, ...), or of a PostgreSQL one (`28P01`, ...). */
export function errorCode(error: unknown): string | undefined {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return undefined
}

export const errorMessage = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)
