/**
 * `@boxyhq/saml-jackson` as a server: its own controllers behind bare Fastify, on PostgreSQL. It takes the same four
 * requests that Portico takes for a sign-in; its product serves them through a larger framework.
 */

import { fastify } from 'fastify'
import formBody from './form-body.ts'

type Answer = { redirect_url?: string; error?: string }
type Jackson = {
  connectionAPIController: {
    createSAMLConnection(body: Record<string, unknown>): Promise<{ clientID: string; clientSecret: string }>
  }
  oauthController: {
    authorize(body: Record<string, string>): Promise<Answer>
    samlResponse(body: Record<string, string>): Promise<Answer>
    token(body: Record<string, string>): Promise<Record<string, unknown>>
    userInfo(token: string): Promise<Record<string, unknown>>
  }
}

const { databaseUrl, metadata, redirectUri } = JSON.parse(process.env.BENCH_PEER ?? '') as {
  databaseUrl: string
  metadata: string
  redirectUri: string
}
// It writes to standard output, where the line of JSON belongs.
console.log = console.info = console.error
// Named at run time: it is installed by those who want to compare.
const library = '@boxyhq/saml-jackson'
const { default: controllers } = (await import(library)) as unknown as {
  default: { default(options: Record<string, unknown>): Promise<Jackson> }
}
const app = fastify({ logger: false })
formBody(app)
let jackson: Jackson

app.get<{ Querystring: Record<string, string> }>('/authorize', async ({ query }, reply) => {
  const { redirect_url, error } = await jackson.oauthController.authorize(query)
  return redirect_url ? reply.redirect(redirect_url) : reply.code(400).send({ error })
})
app.post<{ Body: Record<string, string> }>('/acs', async ({ body }, reply) => {
  const { redirect_url, error } = await jackson.oauthController.samlResponse(body)
  return redirect_url ? reply.redirect(redirect_url) : reply.code(400).send({ error })
})
app.post<{ Body: Record<string, string> }>('/token', async ({ body }) => jackson.oauthController.token(body))
app.get('/userinfo', async ({ headers }) =>
  jackson.oauthController.userInfo((headers.authorization ?? '').replace(/^Bearer /, '')),
)

const url = await app.listen({ host: '127.0.0.1', port: 0 })
jackson = await controllers.default({
  externalUrl: url,
  samlPath: '/acs',
  samlAudience: 'https://jackson.example',
  noAnalytics: true,
  db: { engine: 'sql', type: 'postgres', url: databaseUrl },
  clientSecretVerifier: 'bench',
})
const connection = await jackson.connectionAPIController.createSAMLConnection({
  tenant: 'acme.example',
  product: 'bench',
  rawMetadata: metadata,
  redirectUrl: JSON.stringify([redirectUri]),
  defaultRedirectUrl: redirectUri,
})
process.stdin.resume().once('end', end)
process.once('SIGTERM', end)
process.stdout.write(
  `${JSON.stringify({ url, clientId: connection.clientID, clientSecret: connection.clientSecret })}\n`,
)

async function end() {
  await app.close()
  process.exit()
}
