import { createTenant, ownServer, type Tenant } from '@portico/server/testing'

/** A server that listens, with an environment of the test's own, and how the CLI is told of both. */
export type ListeningServer = Tenant & { url: string; env: Record<string, string> }

export async function listeningServer(): Promise<ListeningServer> {
  const server = await ownServer()
  const url = `http://127.0.0.1:${await server.listen()}`
  const tenant = await createTenant(server)
  return { ...tenant, url, env: { WORKOS_BASE_URL: url, WORKOS_API_KEY: tenant.apiKey } }
}
