import { fetchTransport, type Transport, type TransportInit } from '../transport.ts'
import { FakeError } from './failure.ts'
import { redacted, redactedAnswer, redactedRequest, secretsSent, withoutRepeated } from './redaction.ts'

/** A request as it was recorded. The host is left out, so that a recording can be replayed for any. */
export type RecordedRequest = {
  method: string
  /** With the query. */
  path: string
  /** By lower-case names: of the format, and the idempotency key. */
  headers: Record<string, string>
  /** Parsed where it is JSON. Absent where the request had none. */
  body?: unknown
}

/** What became of a request: an answer, or none. */
export type RecordedAnswer =
  | { status: number; headers: Record<string, string>; body?: unknown }
  | { error: string }

export type Exchange = { request: RecordedRequest; answer: RecordedAnswer }

/** What was sent and answered, in order. Plain JSON, to be written to a file. */
export type Recording = { version: 1; exchanges: Exchange[] }

export type RecordingOptions = {
  /** Keep keys, tokens, passwords and codes in clear. The client's own credential is never kept. Default: false. */
  secrets?: boolean | undefined
}

/** What a client says and reads. Other headers may hold credentials, cookies and addresses with tokens. */
const keptHeaders = ['accept', 'content-type', 'idempotency-key', 'retry-after', 'x-request-id']

/**
 * A transport that keeps what was sent and what was answered:
 *
 * ```ts
 * const { transport, recording } = recordingTransport()
 * const client = new Client({ transport })
 * await client.organizations.getOrganization('org_1')
 * await writeFile('recording.json', JSON.stringify(recording))
 * ```
 *
 * Secrets are recorded as `<redacted>`, by what the contract says of each operation and by their names; of a request
 * that is for no operation of the contract, neither body is kept.
 *
 * @param inner carries the requests; `fetch` by default
 */
export function recordingTransport(
  inner: Transport = fetchTransport,
  options: RecordingOptions = {},
): { transport: Transport; recording: Recording } {
  const recording: Recording = { version: 1, exchanges: [] }
  const transport: Transport = async (url, init) => {
    const sent = readRequest(url, init)
    const request = options.secrets ? sent : redactedRequest(sent)
    const secrets = [...credentialsOf(init), ...(options.secrets ? [] : secretsSent(sent, request))]
    const keep = (answer: RecordedAnswer) =>
      recording.exchanges.push({ request, answer: withoutRepeated(answer, secrets) })
    try {
      const response = await inner(url, init)
      const answer = await readAnswer(response.clone())
      keep(options.secrets ? answer : redactedAnswer(sent, answer))
      return response
    } catch (error) {
      keep({ error: error instanceof Error ? error.message : String(error) })
      throw error
    }
  }
  return { transport, recording }
}

/**
 * A transport that answers from a recording, without any network. Each exchange answers one request that is equal to
 * the recorded one, in the order of the recording; where secrets are redacted, they are equal whatever they are.
 *
 * A request that is not in the recording, or not that often, fails with a `FakeError` that names it.
 */
export function replayTransport(recording: Recording): Transport {
  if (recording.version !== 1) throw new FakeError('The recording is of no version that can be replayed.')
  const left = [...recording.exchanges]
  return async (url, init) => {
    init.signal.throwIfAborted()
    const sent = readRequest(url, init)
    const safe = redactedRequest(sent)
    const wanted = [keyOf(sent), keyOf(safe)]
    const index = left.findIndex(({ request }) => wanted.includes(keyOf(request)))
    const [exchange] = index === -1 ? [] : left.splice(index, 1)
    if (!exchange) throw new FakeError(`${safe.method} ${pathOf(safe)} is not in the recording (again).`)
    return respond(exchange.answer)
  }
}

/** Without the query, which may hold a secret. */
const pathOf = ({ path }: RecordedRequest) => path.split('?', 1)[0]

/** What makes two requests equal: headers do not, since they name versions. */
function keyOf({ method, path, body }: RecordedRequest): string {
  return JSON.stringify([method, path, sorted(body)])
}

/** The value with the members of all objects in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, member]) => [name, sorted(member)] as const)
  return entries.sort(([a], [b]) => (a < b ? -1 : 1))
}

function readRequest(address: string, { method, headers, body }: TransportInit): RecordedRequest {
  const { pathname, search } = new URL(address)
  return {
    method,
    path: pathname + search,
    headers: kept(Object.entries(headers)),
    ...(body !== undefined && { body: withoutCredential(parsed(body, headers['content-type'])) }),
  }
}

/** The credential of the client: in a header, and in the body of operations that take it there. */
function credentialsOf({ headers, body = '' }: TransportInit): string[] {
  const inHeader = headers.authorization?.replace(/^Bearer /, '')
  const { client_secret: inBody } = Object(parsed(body, headers['content-type'])) as {
    client_secret?: unknown
  }
  return [inHeader, inBody].filter((one) => typeof one === 'string' && one !== '') as string[]
}

function withoutCredential(body: unknown): unknown {
  const holds = typeof body === 'object' && body !== null && Object.hasOwn(body, 'client_secret')
  return holds ? { ...body, client_secret: redacted } : body
}

async function readAnswer(response: Response): Promise<RecordedAnswer> {
  const text = await response.text()
  const body = text === '' ? {} : { body: parsed(text, response.headers.get('content-type')) }
  return { status: response.status, headers: kept([...response.headers]), ...body }
}

function kept(headers: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(headers.filter(([name]) => keptHeaders.includes(name)))
}

/** JSON and forms as values, anything else as text. */
function parsed(text: string, type: string | null | undefined): unknown {
  if (type?.includes('x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text))
  if (!type?.includes('json')) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function respond(answer: RecordedAnswer): Response {
  // As `fetch` fails.
  if ('error' in answer) throw new TypeError(answer.error)
  const { status, headers, body } = answer
  const isJson = headers['content-type']?.includes('json')
  const text = body === undefined ? null : isJson ? JSON.stringify(body) : String(body)
  return new Response(text, { status, headers })
}
