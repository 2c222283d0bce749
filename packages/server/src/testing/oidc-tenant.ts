import { onTestFinished } from 'vitest'
import type { Server } from '../server.ts'
import { createTenant, type Tenant } from './index.ts'
import { type OidcIdp, type OidcSignIn, oidcIdp } from './oidc-idp.ts'
import { appRedirectUri } from './saml-tenant.ts'
import { type Visited, type Visitor, visitorOf } from './visitor.ts'

/** How the connection of a test is set up, beside what is usual. */
export type OidcTenantOptions = {
  /** Of the organization; verified. In an environment it can be that of one alone. */
  domain?: string
  type?: string
  /** Members of `oidc_options`, as the wire has them. */
  oidcOptions?: Record<string, unknown>
  /** Members of the settings, as the wire has them. */
  settings?: Record<string, unknown>
}

/** A connection that has signed nobody in, an application to come back to, and ways to go there. */
export type CodeTenant = {
  connectionId: string
  /** The part of its addresses that tells the connection from others. */
  key: string
  redirectUri: string
  visitor(): Visitor
  /** The parameters that the application sends people to `/sso/authorize` with. */
  authorizePath(parameters?: Record<string, string>): string
  /** Sends somebody from the application to the provider. @returns the authorization request */
  begin(visitor: Visitor, parameters?: Record<string, string>): Promise<URL>
  /** A whole sign-in. */
  signIn(options?: OidcSignIn, parameters?: Record<string, string>, visitor?: Visitor): Promise<Visited>
  /** The latest sign-in in the log of the connection, with the messages. */
  logged(): Promise<LoggedSignIn>
  /** What the application gets for the code in an answer. */
  redeem(answer: Visited): Promise<{ status: number; body: Record<string, unknown> }>
}

export type LoggedSignIn = {
  id: string
  state: string
  error_code: string | null
  error_message: string | null
  messages: { kind: string; direction: string; content: string }[]
}

/** Makes an organization whose people sign in through an OpenID provider of the test's own. */
export async function oidcTenant(
  server: Server,
  tenant: Tenant,
  idp: OidcIdp,
  options: OidcTenantOptions = {},
): Promise<CodeTenant> {
  const organization = await expectOk(tenant, 'POST', '/organizations', {
    name: 'Acme',
    domain_data: [{ domain: options.domain ?? 'acme.example', state: 'verified' }],
  })
  const connection = await expectOk(tenant, 'POST', '/connections', {
    organization_id: organization.id,
    connection_type: options.type ?? 'OktaOIDC',
    name: 'Acme IdP',
    oidc_options: {
      discovery_endpoint: idp.discoveryEndpoint,
      client_id: idp.clientId,
      client_secret: idp.clientSecret,
      ...options.oidcOptions,
    },
  })
  const settings = `/portico/connections/${connection.id}/settings`
  if (options.settings) await expectOk(tenant, 'PATCH', settings, options.settings)
  const key = new URL(String(connection.callback_endpoint)).pathname.split('/').at(-2) as string
  return codeTenant(server, tenant, idp, { id: connection.id, key, selector: { connection: connection.id } })
}

/** The same in an environment, and with a provider, of the test's own. */
export async function ownOidcTenant(
  server: Server,
  oidcOptions: Record<string, unknown> = {},
): Promise<CodeTenant & { idp: OidcIdp }> {
  const idp = await oidcIdp()
  onTestFinished(() => idp.close())
  return { idp, ...(await oidcTenant(server, await createTenant(server), idp, { oidcOptions })) }
}

/** Makes a social provider of an environment that is played by an OpenID provider of the test's own. */
export async function oauthTenant(
  server: Server,
  tenant: Tenant,
  idp: OidcIdp,
  provider: string,
  body: Record<string, unknown> = {},
): Promise<CodeTenant> {
  const { connection_id, redirect_uri } = await expectOk(
    tenant,
    'PUT',
    `/portico/oauth_providers/${provider}`,
    {
      client_id: idp.clientId,
      ...(provider !== 'AppleOAuth' && { client_secret: idp.clientSecret }),
      authorization_endpoint: `${idp.issuer}/authorize`,
      token_endpoint: `${idp.issuer}/token`,
      jwks_uri: `${idp.issuer}/jwks`,
      issuer: idp.issuer,
      ...body,
    },
  )
  const key = new URL(String(redirect_uri)).pathname.split('/').at(-2) as string
  const id = String(connection_id)
  return codeTenant(server, tenant, idp, { id, key, selector: { connection: id } })
}

async function codeTenant(
  server: Server,
  tenant: Tenant,
  idp: OidcIdp,
  { id, key, selector }: { id: string; key: string; selector: Record<string, string> },
): Promise<CodeTenant> {
  await tenant.request('POST', '/user_management/redirect_uris', { body: { uri: appRedirectUri } })
  const authorizePath = (parameters: Record<string, string> = {}) =>
    `/sso/authorize?${new URLSearchParams({
      client_id: tenant.clientId,
      redirect_uri: appRedirectUri,
      response_type: 'code',
      ...selector,
      ...parameters,
    })}`
  async function begin(visitor: Visitor, parameters?: Record<string, string>): Promise<URL> {
    const { location, text } = await visitor.get(authorizePath(parameters))
    if (!location?.href.startsWith(idp.issuer)) throw new Error(`Not sent to sign in: ${location ?? text}`)
    return location
  }
  return {
    connectionId: id,
    key,
    redirectUri: appRedirectUri,
    visitor: () => visitorOf(server),
    authorizePath,
    begin,
    async signIn(options, parameters, visitor = visitorOf(server)) {
      return visitor.get(idp.signIn(await begin(visitor, parameters), options))
    },
    logged: () => lastSignIn(server, tenant, id),
    redeem: ({ location }) =>
      tenant.request('POST', '/sso/token', {
        headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: '' },
        body: new URLSearchParams({
          client_id: tenant.clientId,
          client_secret: tenant.apiKey,
          grant_type: 'authorization_code',
          code: location?.searchParams.get('code') ?? '',
        }).toString(),
      }) as never,
  }
}

async function lastSignIn({ kernel }: Server, tenant: Tenant, connectionId: string): Promise<LoggedSignIn> {
  const { sql } = kernel.database
  const [row] = await sql`
    select id, state, error_code, error_message from sso_sessions
    where environment_id = ${tenant.environment.id} and connection_id = ${connectionId} order by id desc limit 1`
  const messages = await sql`
    select kind, direction, content from sso_session_messages
    where environment_id = ${tenant.environment.id} and session_id = ${row?.id ?? ''} order by id`
  return { ...row, messages: [...messages] } as unknown as LoggedSignIn
}

async function expectOk(tenant: Tenant, method: string, path: string, body: unknown) {
  const answer = await tenant.request(method, path, { body })
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.text}`)
  return answer.body as Record<string, unknown> & { id: string }
}
