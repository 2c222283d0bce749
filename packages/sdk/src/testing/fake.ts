import { Client } from '../client.ts'
import { APIError, PorticoError } from '../errors.ts'
import { routes } from '../generated/routes.ts'
import { toCamelCase } from '../naming.ts'
import type { ClientOptions } from '../options.ts'
import type { Transport, TransportInit } from '../transport.ts'
import { answerOf, argumentsOf } from './exchange.ts'
import { type Failure, FakeError, refusal } from './failure.ts'
import { type Match, matchRoute } from './match.ts'
import type { Arguments, OperationName, Result } from './operations.ts'

/** One request that reached the fake; a retry is another. */
export type FakeCall<Name extends OperationName = OperationName> = {
  readonly operation: Name
  /** What the caller passed to the method, without the options. */
  readonly args: Arguments<Name>
  /** By lower-case names, without the credential. */
  readonly headers: Readonly<Record<string, string>>
}

/** Makes the result of an operation. It may throw an `APIError`, a `NetworkError` or a `TimeoutError`. */
export type Handler<Name extends OperationName> = (
  ...args: [...Arguments<Name>, call: FakeCall<Name>]
) => Result<Name> | Promise<Result<Name>>

type AnyHandler = (...args: unknown[]) => unknown

/**
 * An API in memory, for tests: it answers what it was told to, and keeps what it was asked. See `createFake`.
 *
 * What it answers takes the way of a real answer: written as JSON in the names of the wire, and read by the client.
 */
export class Fake {
  readonly #handlers = new Map<OperationName, AnyHandler>()
  #calls: FakeCall[] = []
  #requests = 0

  /** Carries the requests of a client to this fake: `new Client({ apiKey, transport: fake.transport })`. */
  readonly transport: Transport = (url, init) => this.#answer(new URL(url), init)

  /** Every request so far, in order. */
  get calls(): readonly FakeCall[] {
    return this.#calls
  }

  /** The requests for one operation, in order. */
  callsTo<Name extends OperationName>(operation: Name): readonly FakeCall<Name>[] {
    return this.#calls.filter((call) => call.operation === operation) as unknown as FakeCall<Name>[]
  }

  /** A client of this fake. It does not try again unless `maxRetries` is given, since that would take time. */
  client(options: ClientOptions = {}): Client {
    return new Client({
      apiKey: 'sk_test_fake',
      clientId: 'client_fake',
      baseUrl: 'https://api.fake.test',
      maxRetries: 0,
      ...options,
      transport: this.transport,
    })
  }

  /**
   * Says what an operation answers from now on: a result, or a function of what the caller passed that makes it.
   *
   * @throws {FakeError} where there is no such operation
   */
  on<Name extends OperationName>(operation: Name, answer: NoInfer<Result<Name> | Handler<Name>>): this {
    if (!Object.hasOwn(routes, operation)) throw new FakeError(`There is no operation '${operation}'.`)
    this.#handlers.set(operation, typeof answer === 'function' ? (answer as AnyHandler) : () => answer)
    return this
  }

  /** Makes an operation fail from now on: with an answer that refuses, or with no answer but this error. */
  fail(operation: OperationName, failure: Failure | PorticoError): this {
    return this.on(operation, () => {
      throw failure
    })
  }

  /** Forgets all answers and all calls. */
  reset(): void {
    this.#handlers.clear()
    this.#calls = []
    this.#requests = 0
  }

  async #answer(url: URL, init: TransportInit): Promise<Response> {
    init.signal.throwIfAborted()
    const match = matchRoute(init.method, url.pathname)
    if (!match) throw new FakeError(`${init.method} ${url.pathname} is no operation of the API.`)
    const args = argumentsOf(match.route, match.pathParameters, url, init)
    const { authorization: _, ...headers } = init.headers
    const call = { operation: match.operation, args, headers } as FakeCall
    this.#calls.push(call)
    const requestId = `req_fake_${++this.#requests}`
    const handler = this.#handlers.get(match.operation)
    if (!handler) throw new FakeError(unanswered(match))
    return respond(match, args, () => handler(...args, call), requestId)
  }
}

async function respond(
  { operation, route }: Match,
  args: readonly unknown[],
  makeResult: () => unknown,
  requestId: string,
): Promise<Response> {
  const headers = new Headers({ 'x-request-id': requestId })
  try {
    const result = await makeResult()
    const { type, text } = answerOf(route, result, route.params ? (args.at(-1) as object) : {})
    if (type !== undefined) headers.set('content-type', type)
    return new Response(text ?? null, { status: route.status ?? 200, headers })
  } catch (error) {
    if (!isRefusal(error)) throw error instanceof PorticoError ? error : broken(operation, error)
    const { status, text, retryAfter } = refusal(error)
    headers.set('content-type', 'application/json')
    if (retryAfter !== undefined) headers.set('retry-after', String(retryAfter))
    return new Response(text, { status, headers })
  }
}

function isRefusal(error: unknown): error is Failure | APIError {
  if (error instanceof Error) return error instanceof APIError
  return typeof (error as Partial<Failure> | null)?.status === 'number'
}

function broken(operation: OperationName, cause: unknown): FakeError {
  const said = cause instanceof Error ? cause.message : String(cause)
  return new FakeError(`The fake's answer to ${operation} could not be made: ${said}`, { cause })
}

function unanswered({ operation, route }: Match): string {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => toCamelCase(name ?? ''))
  const parameters = [...names, ...(route.params ? ['params'] : [])].join(', ')
  return `${operation} is not answered. Answer it: fake.on('${operation}', (${parameters}) => …)`
}

/**
 * Makes an API in memory:
 *
 * ```ts
 * const fake = createFake()
 * fake.on('organizations.getOrganization', (id) => ({ ...acme, id }))
 * fake.fail('organizations.deleteOrganization', { status: 404, message: 'Organization not found.' })
 * const client = fake.client()
 * ```
 *
 * An operation that nobody has answered fails with a `FakeError` that names it.
 */
export function createFake(): Fake {
  return new Fake()
}
