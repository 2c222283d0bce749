import { readAuthnRequest, readRedirect } from '../protocols/saml/index.ts'
import type { Server } from '../server.ts'
import type { Tenant } from './index.ts'
import { type ResponseOptions, type SamlIdp, samlIdp } from './saml-idp.ts'
import { type Visited, type Visitor, visitorOf } from './visitor.ts'

/** How the connection of a test is set up, beside what is usual. */
export type SamlTenantOptions = {
  idp?: SamlIdp
  /** Of the organization; verified. In an environment it can be that of one alone. */
  domain?: string
  type?: string
  /** PEM, each. Default: the one of the identity provider. */
  certificates?: readonly string[]
  /** Members of `saml_options`, as the wire has them. */
  samlOptions?: Record<string, unknown>
  /** Members of the settings, as the wire has them. */
  settings?: Record<string, unknown>
  /** Where the application wants people back. */
  redirectUri?: string
  /** Default: it is active. */
  state?: 'validating' | 'active' | 'inactive'
}

/** What a sign-in at the identity provider begins with. */
export type Begun = { id: string; relayState: string; url: URL }

/** An organization with a SAML connection, an application to come back to, and the identity provider. */
export type SamlTenant = {
  tenant: Tenant
  idp: SamlIdp
  organizationId: string
  connectionId: string
  /** The part of its addresses that tells the connection from others. */
  key: string
  acsUrl: string
  spEntityId: string
  sloUrl: string
  redirectUri: string
  visitor(): Visitor
  /** The parameters that the application sends people to `/sso/authorize` with. */
  authorizePath(parameters?: Record<string, string>): string
  /** Sends somebody from the application to the identity provider. */
  begin(visitor: Visitor, parameters?: Record<string, string>): Promise<Begun>
  /** The form that carries a response of the identity provider, which is good unless the test says otherwise. */
  form(options?: Partial<ResponseOptions> & { relayState?: string | null }): Record<string, string>
  /** Sends the response on from the page of the identity provider, as far as the redirects go within Portico. */
  post(visitor: Visitor, form: Readonly<Record<string, string>>, address?: string): Promise<Visited>
  /** A whole sign-in. */
  signIn(
    visitor?: Visitor,
    options?: Partial<ResponseOptions> & { parameters?: Record<string, string> },
  ): Promise<Visited>
  /** The latest sign-in in the log of the connection. */
  logged(): Promise<{ id: string; state: string; error_code: string | null; error_message: string | null }>
}

/** Where the application of a test wants people back. */
export const appRedirectUri = 'https://app.example/callback'

/** Makes an organization whose people sign in through an identity provider of the test's own. */
export async function samlTenant(
  server: Server,
  tenant: Tenant,
  options: SamlTenantOptions = {},
): Promise<SamlTenant> {
  const { kernel } = server
  const idp = options.idp ?? (await samlIdp())
  const { redirectUri = appRedirectUri } = options
  await tenant.request('POST', '/user_management/redirect_uris', { body: { uri: redirectUri } })
  const organizationId = await createOrganization(tenant, options.domain ?? 'acme.example')
  const connection = await createConnection(tenant, organizationId, idp, options)
  const { publicUrl } = kernel.config
  const { id: connectionId, key } = connection
  const acsUrl = `${publicUrl}/sso/saml/acs/${key}`
  const spEntityId = `${publicUrl}/${key}`

  const authorizePath = (parameters: Record<string, string> = {}) =>
    `/sso/authorize?${new URLSearchParams({
      client_id: tenant.clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      connection: connectionId,
      ...parameters,
    })}`

  const form: SamlTenant['form'] = ({ relayState = null, ...response } = {}) => ({
    SAMLResponse: idp.respond({ acsUrl, audience: spEntityId, now: kernel.clock.now(), ...response }),
    ...(relayState !== null && { RelayState: relayState }),
  })

  async function begin(visitor: Visitor, parameters?: Record<string, string>): Promise<Begun> {
    const { location, text } = await visitor.get(authorizePath(parameters))
    if (!location?.href.startsWith(idp.ssoUrl)) throw new Error(`Not sent to sign in: ${location ?? text}`)
    const { xml, relayState } = readRedirect(location.search, 'SAMLRequest')
    return { id: readAuthnRequest(xml).id, relayState: relayState ?? '', url: location }
  }

  async function post(visitor: Visitor, fields: Readonly<Record<string, string>>, address = acsUrl) {
    const answer = await visitor.post(address, fields)
    return answer.location?.pathname === '/sso/continue' ? visitor.get(answer.location) : answer
  }

  return {
    tenant,
    idp,
    organizationId,
    connectionId,
    key,
    acsUrl,
    spEntityId,
    sloUrl: `${publicUrl}/sso/saml/slo/${key}`,
    redirectUri,
    visitor: () => visitorOf(server),
    authorizePath,
    begin,
    form,
    post,
    async signIn(visitor = visitorOf(server), { parameters, ...response } = {}) {
      const { id, relayState } = await begin(visitor, parameters)
      return post(visitor, form({ inResponseTo: id, relayState, ...response }))
    },
    async logged() {
      const [row] = await kernel.database.sql`
        select id, state, error_code, error_message from sso_sessions
        where environment_id = ${tenant.environment.id} and connection_id = ${connectionId}
        order by id desc limit 1`
      return row as never
    },
  }
}

async function createOrganization(tenant: Tenant, domain: string): Promise<string> {
  const body = { name: 'Acme', domain_data: [{ domain, state: 'verified' }] }
  const { status, body: created, text } = await tenant.request('POST', '/organizations', { body })
  if (status !== 201) throw new Error(`The organization could not be created: ${text}`)
  return (created as { id: string }).id
}

async function createConnection(
  tenant: Tenant,
  organizationId: string,
  idp: SamlIdp,
  { type = 'OktaSAML', certificates, samlOptions, settings, state = 'active' }: SamlTenantOptions,
): Promise<{ id: string; key: string }> {
  const { status, body, text } = await tenant.request('POST', '/connections', {
    body: {
      organization_id: organizationId,
      connection_type: type,
      name: 'Acme IdP',
      saml_options: {
        idp_entity_id: idp.entityId,
        idp_sso_url: idp.ssoUrl,
        idp_signing_certs: certificates ?? [idp.certificate],
        ...samlOptions,
      },
    },
  })
  if (status !== 201) throw new Error(`The connection could not be created: ${text}`)
  const { id, saml_options } = body as { id: string; saml_options: { sp_metadata_url: string } }
  if (settings) await expectOk(tenant, 'PATCH', `/portico/connections/${id}/settings`, settings)
  if (state !== 'validating') {
    await expectOk(
      tenant,
      'POST',
      `/portico/connections/${id}/${state === 'active' ? 'activate' : 'deactivate'}`,
    )
  }
  return { id, key: saml_options.sp_metadata_url.split('/').at(-1) as string }
}

async function expectOk(tenant: Tenant, method: string, path: string, body?: unknown): Promise<void> {
  const answer = await tenant.request(method, path, { body })
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.text}`)
}
