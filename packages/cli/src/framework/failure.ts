/** What a process says with its exit code. Documented in `portico --help`. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  cannotStart: 3,
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** Why a command did not do what it was asked to, for the person who asked: what is the matter, and what to do. */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly remedy: string | undefined
  readonly exitCode: ExitCode

  constructor(
    message: string,
    {
      remedy,
      exitCode = exitCodes.failed,
      cause,
    }: { remedy?: string; exitCode?: ExitCode; cause?: unknown } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause })
    this.remedy = remedy
    this.exitCode = exitCode
  }
}

/** The command line cannot be understood. */
export function usageFailure(message: string, remedy: string): Failure {
  return new Failure(message, { remedy, exitCode: exitCodes.usage })
}

type Known = Error & {
  remedy?: string
  code?: string
  problems?: string[]
  status?: number
  requestId?: string
  errors?: readonly { field?: string; message?: string }[]
  address?: string
  port?: number
}

/**
 * Reads any error as a failure. Errors of the server and the SDK are known by their names: to know their classes, every
 * command would have to load both.
 */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error
  if (!(error instanceof Error)) return unexpected(new Error(String(error)))
  const known = error as Known
  return ofServer(known) ?? ofSystem(known) ?? ofApi(known) ?? unexpected(known)
}

function ofServer(error: Known): Failure | undefined {
  const cannotStart = (message: string, remedy: string) =>
    new Failure(message, { remedy, exitCode: exitCodes.cannotStart, cause: error })
  switch (error.name) {
    case 'ConfigError': {
      const problems = error.problems ?? [error.message]
      return cannotStart(
        problems.length === 1
          ? `A setting is not usable. ${problems[0]}`
          : `${problems.length} settings are not usable.\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
        'Mend what is named and start again. `portico doctor` checks all settings.',
      )
    }
    case 'EmbeddedPostgresError':
    case 'StartError':
      return cannotStart(error.message, error.remedy ?? '')
    case 'MasterKeyError':
      // Its message says what to do.
      return cannotStart(error.message, '`portico doctor` tells whether it is usable.')
    case 'MigrationError':
      return cannotStart(
        error.message,
        'Start the version of Portico that fits, or use another database: --data-dir or DATABASE_URL.',
      )
    default:
      return undefined
  }
}

function ofSystem(error: Known): Failure | undefined {
  const cannotStart = (message: string, remedy: string) =>
    new Failure(message, { remedy, exitCode: exitCodes.cannotStart, cause: error })
  switch (error.code) {
    case 'EADDRINUSE':
      return cannotStart(
        `Port ${error.port} is taken by another program.`,
        'Stop that one, or choose another port with --port; 0 lets the system choose.',
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      if (error.address === undefined && !('hostname' in error)) return undefined
      return cannotStart(
        `This machine has no address ${error.address ?? (error as { hostname?: string }).hostname}.`,
        'Name one of its own with --host, such as 127.0.0.1.',
      )
    case 'EACCES':
      if (error.port === undefined) return undefined
      return cannotStart(
        `Port ${error.port} may not be used by this user.`,
        'Choose one above 1023 with --port.',
      )
    default:
      return undefined
  }
}

function ofApi(error: Known): Failure | undefined {
  const failed = (message: string, remedy: string) => new Failure(message, { remedy, cause: error })
  switch (error.name) {
    case 'NetworkError':
    case 'TimeoutError':
      return failed(
        error.message,
        'Is Portico running? Start it with `npm start`, or name another with --url.',
      )
    case 'AuthenticationError':
      return failed(
        `The API key was refused: ${error.message}`,
        'Restart `npm start`, which writes the current key, or give one with --api-key.',
      )
    case 'ConfigurationError':
      return failed(error.message, 'Give it with the option of that name: see --help.')
  }
  if (error.status === undefined) return undefined
  if (error.status === 501) {
    return failed(`The server does not serve this yet: ${error.message}`, 'A newer version of Portico may.')
  }
  const fields = (error.errors ?? []).map(({ field, message }) => [field, message].filter(Boolean).join(': '))
  const code = error.code ? ` (${error.code})` : ''
  return failed(
    [`The server refused with ${error.status}${code}: ${error.message}`, ...fields].join('\n  - '),
    error.requestId ? `Its log knows this request as ${error.requestId}.` : 'Its log may say more.',
  )
}

function unexpected(error: Error): Failure {
  return new Failure(`Something unexpected happened: ${error.message || error.name}`, {
    remedy: 'PORTICO_DEBUG=1 shows where. If that does not help, please report it.',
    cause: error,
  })
}
