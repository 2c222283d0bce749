import { readBody } from './body.ts'
import { DecodeError, NetworkError, type PorticoError, TimeoutError } from './errors.ts'
import { type LogFields, tell } from './logger.ts'
import type { Settings } from './options.ts'
import { describePath, type Path } from './path.ts'
import { isAPIError, isPorticoError, isRetryable } from './predicates.ts'
import { redact, safeCause, secretsIn } from './redact.ts'
import { describeCall, type Method } from './request.ts'
import { type Answer, readError } from './response.ts'
import { retryDelayMs, sleep } from './retry.ts'
import { isSecret } from './secret.ts'
import type { Plan } from './strategy.ts'

/** A request that is ready to be sent, as often as its plan allows. */
export type Exchange = {
  method: Method
  path: Path
  url: string
  headers: Record<string, string>
  body: string | undefined
  plan: Plan
  timeout: number
  signal: AbortSignal | undefined
}

/** An error's body is for people: what is longer is a page of somebody's. */
const longestErrorBody = 2 ** 20

/**
 * Makes attempts until one is answered well or no further one may help.
 *
 * @throws {PorticoError} the last fault; the signal's reason where that was aborted
 */
export async function exchange(request: Exchange, settings: Settings): Promise<Answer> {
  const { plan, signal } = request
  for (let attempt = 1; ; attempt++) {
    if (signal?.aborted) throw signal.reason
    const start = settings.logger ? performance.now() : 0
    let outcome: Answer | PorticoError
    // Errors are made here and not where they arise, so that their stack leads to who made the call.
    try {
      outcome = outcomeOf(await makeAttempt(request, settings), request, settings)
    } catch (error) {
      if (signal?.aborted) throw signal.reason
      outcome = faultOf(error, request, settings)
    }
    const failed = isPorticoError(outcome)
    const again = failed && attempt < plan.attempts && isRetryable(outcome)
    const delay = again ? retryDelayMs(attempt, plan.backoff, retryAfterOf(outcome)) : undefined
    if (settings.logger) {
      tell(settings.logger, fieldsOf(request, outcome, { attempt, start, delay }))
    }
    if (!failed) return outcome as Answer
    if (delay === undefined) throw outcome
    if (delay > 0) await sleep(delay, signal)
  }
}

const retryAfterOf = (error: unknown) => (isAPIError(error) ? error.retryAfter : undefined)

/** An answer, and whether it goes on beyond what was read of it. */
type Arrived = Answer & { cut: boolean }

/** Makes one attempt. Rejects when the time is up, and with what the signal was aborted for. */
function makeAttempt(request: Exchange, settings: Settings): Promise<Arrived> {
  const { timeout, signal } = request
  return new Promise((resolve, reject) => {
    const aborter = new AbortController()
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    }
    // A transport need not heed the signal; the caller is let go all the same.
    const giveUp = (reason: unknown) => {
      end()
      reject(reason)
      aborter.abort(reason)
    }
    const abort = () => giveUp(signal!.reason)
    const timer = setTimeout(() => giveUp(timeIsUp(request)), timeout)
    signal?.addEventListener('abort', abort)
    receive(request, settings, aborter.signal).then(
      (answer) => {
        end()
        resolve(answer)
      },
      (error) => {
        end()
        reject(error)
      },
    )
  })
}

function timeIsUp({ method, path, timeout }: Exchange): TimeoutError {
  return new TimeoutError(`${describeCall(method, path)} was not answered within ${timeout} ms.`)
}

async function receive(
  { method, url, headers, body }: Exchange,
  { transport, maxResponseBytes }: Settings,
  signal: AbortSignal,
): Promise<Arrived> {
  const init = { method, headers, signal, redirect: 'manual' } as const
  const response = await transport(url, body === undefined ? init : { ...init, body })
  const { status } = response
  const limit = isSuccess(status) ? maxResponseBytes : Math.min(longestErrorBody, maxResponseBytes)
  const { text, cut } = await readBody(response, limit)
  return { status, headers: response.headers, text, cut }
}

const isSuccess = (status: number) => status >= 200 && status < 300

function outcomeOf(answer: Arrived, request: Exchange, settings: Settings): Answer | PorticoError {
  const call = () => describeCall(request.method, request.path)
  if (!isSuccess(answer.status)) {
    return readError(answer, call(), credentialsOf(request, settings), secretsOf(request))
  }
  return answer.cut ? tooLong(answer, call(), settings.maxResponseBytes) : answer
}

function tooLong({ status, headers }: Answer, call: string, limit: number): DecodeError {
  return new DecodeError(`The answer to ${call} is longer than ${limit} bytes.`, {
    status,
    requestId: headers.get('x-request-id') ?? undefined,
    rawBody: '',
  })
}

/** No whole answer came. */
function faultOf(error: unknown, request: Exchange, settings: Settings): PorticoError {
  // A transport may say in our own words what went wrong: one for tests does.
  if (isPorticoError(error)) return error
  const { method, path } = request
  // Deno and Bun name the address of a request that failed, and other transports all of it.
  const whole = [request.body ?? '', ...addressOf(request, settings)].filter((text) => text !== '')
  const secrets = [...whole, ...credentialsOf(request, settings), ...secretsOf(request)]
  const call = describeCall(method, path)
  return new NetworkError(`${call} was not answered: ${redact(messageOf(error), secrets)}`, {
    cause: safeCause(error, secrets),
  })
}

/** What must not be read in an error, though a transport or a server may repeat it. */
function credentialsOf({ headers: { authorization = '' } }: Exchange, { apiKey = '' }: Settings): string[] {
  return [authorization.replace(/^Bearer /, ''), apiKey].filter((secret) => secret !== '')
}

/** What else a request carries that is secret: in its path and in its body. */
function secretsOf({ path, body }: Exchange): string[] {
  const inPath = path.parameters.flatMap((parameter) => (isSecret(parameter) ? parameter.expose() : []))
  return [...inPath, ...(body === undefined ? [] : secretsIn(body))]
}

/** The address of a request, where it says more than which operation is called: a token may be among it. */
function addressOf({ url, path }: Exchange, { baseUrl }: Settings): string[] {
  const rest = url.slice(baseUrl.length)
  return rest === describePath(path) ? [] : [url, rest]
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // `fetch` says no more than "fetch failed"; what failed is its cause.
  return error.cause instanceof Error && error.cause.message ? error.cause.message : error.message
}

function fieldsOf(
  { method, path }: Exchange,
  outcome: Answer | PorticoError,
  { attempt, start, delay }: { attempt: number; start: number; delay: number | undefined },
): LogFields {
  const durationMs = Math.round(performance.now() - start)
  const fields: LogFields = { method, path: describePath(path), attempt, durationMs }
  const { status, requestId, headers } = outcome as Partial<Answer & { requestId: string }>
  const id = requestId ?? headers?.get('x-request-id')
  if (status !== undefined) fields.status = status
  if (id) fields.requestId = id
  if (isPorticoError(outcome)) fields.error = outcome.name
  if (delay !== undefined) fields.retryInMs = Math.round(delay)
  return fields
}
