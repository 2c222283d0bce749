import { Client } from '@portico/sdk'
import type { Environment } from '../kernel/http/context.ts'
import type { Server } from '../server.ts'
import { createEnvironment } from '../services/environments/index.ts'
import { ownServer, type ServerSettings, sharedServer } from './server.ts'
import { transportTo } from './transport.ts'

export { startTestDevelopment, type TestDevelopment } from './development.ts'
export { eventually } from './eventually.ts'
export { type Arrival, type Person, type PersonSignIn, personAt } from './person.ts'
export {
  newSamlKey,
  type ResponseOptions,
  type SamlIdp,
  type SamlKey,
  samlIdp,
  strangeSamlKey,
} from './saml-idp.ts'
export { type SamlTenant, type SamlTenantOptions, samlTenant } from './saml-tenant.ts'
export { createDatabase, ownServer, type ServerSettings, startServer } from './server.ts'
export { transportTo } from './transport.ts'
export { type Visited, type Visitor, visitorOf } from './visitor.ts'

/** An event as the outbox holds it. */
export type RecordedEvent = {
  event: string
  data: Record<string, unknown>
  context: Record<string, unknown> | null
}

/** A raw call: what a client that is not ours would send. */
export type RawRequest = {
  headers?: Record<string, string>
  /** Sent as JSON, unless it is text already. */
  body?: unknown
}

/** A raw answer, read to its end. */
export type RawAnswer = { status: number; headers: Headers; body: never; text: string }

/** An environment of the test's own, with everything to call it. */
export type Tenant = {
  environment: Environment
  apiKey: string
  clientId: string
  /** Calls through the SDK, without its retries: a test sees the first answer. */
  client: Client
  /** Calls with the tenant's key. */
  request(method: string, path: string, options?: RawRequest): Promise<RawAnswer>
  recorded: {
    /** The names of the events of the environment, in the order of their recording. */
    events(): Promise<string[]>
    /** The events of the environment, whole. */
    eventsInFull(): Promise<RecordedEvent[]>
  }
}

export type TestServer = Tenant & {
  server: Server
  /** Another environment of the same server: what is in one must not be seen from the other. */
  other: Tenant
}

/** An environment, a client for it and a look behind it. */
export async function testServer(settings?: ServerSettings): Promise<TestServer> {
  const server = settings ? await ownServer(settings) : await sharedServer()
  const [own, other] = [await createTenant(server), await createTenant(server)]
  return { server, ...own, other }
}

/** Makes an environment on a server. */
export async function createTenant(server: Server, kind: Environment['kind'] = 'sandbox'): Promise<Tenant> {
  const { kernel } = server
  const { environment, apiKey, clientId } = await kernel.database.transaction((tx) =>
    createEnvironment(kernel, tx, { name: 'Test', kind }),
  )
  const transport = transportTo(server)
  const eventsInFull = () => kernel.database.sql<RecordedEvent[]>`
    select event, data, context from events where environment_id = ${environment.id} order by id`
  return {
    environment,
    apiKey,
    clientId,
    client: new Client({ apiKey, baseUrl: 'http://localhost', transport, maxRetries: 0 }),
    recorded: { eventsInFull, events: async () => (await eventsInFull()).map(({ event }) => event) },
    async request(method, path, { headers = {}, body } = {}) {
      const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
      const response = await transport(`http://localhost${path}`, {
        method,
        headers: {
          authorization: `Bearer ${apiKey}`,
          ...(text !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(text !== undefined && { body: text as string }),
      })
      const answer = await response.text()
      const isJson = response.headers.get('content-type')?.includes('json') === true
      return {
        status: response.status,
        headers: response.headers,
        body: (isJson ? JSON.parse(answer) : undefined) as never,
        text: answer,
      }
    },
  }
}
