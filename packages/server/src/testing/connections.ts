import type { ConnectionWithOptions, CreateConnectionParams, Organization } from '@portico/sdk'
import { expect } from 'vitest'
import { type DocumentServer, serveDocuments } from './documents.ts'
import { type Tenant, testServer } from './index.ts'
import { idpMetadata } from './metadata.ts'

/** Makes an organization that has verified the domain. */
export function createOrganization(
  { client }: Pick<Tenant, 'client'>,
  name = 'Acme',
  domain = `${name.toLowerCase()}.com`,
): Promise<Organization> {
  return client.organizations.createOrganization({ name, domainData: [{ domain, state: 'verified' }] })
}

/** Makes a SAML connection that lacks nothing but its first sign-in. */
export async function createSamlConnection(
  { client }: Pick<Tenant, 'client'>,
  organizationId: string,
  params: Partial<CreateConnectionParams> = {},
): Promise<ConnectionWithOptions> {
  const samlOptions = { idpMetadataXml: await idpMetadata() }
  return client.sso.createConnection({ organizationId, connectionType: 'OktaSAML', samlOptions, ...params })
}

export type OpenIdProvider = DocumentServer & {
  issuer: string
  /** Publishes another configuration: members replaced, or removed where undefined. */
  publish(changes: Record<string, unknown>): void
}

const suffix = '/.well-known/openid-configuration'

/** An OpenID provider, as far as setting a connection up asks for one: it publishes a configuration. */
export async function publishConfiguration(path = ''): Promise<OpenIdProvider> {
  const server = await serveDocuments()
  const issuer = `${server.url}${path}`
  const configuration = {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    userinfo_endpoint: `${issuer}/userinfo`,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
  }
  const publish = (changes: Record<string, unknown>) => {
    server.documents.set(`${path}${suffix}`, JSON.stringify({ ...configuration, ...changes }))
  }
  publish({})
  return { ...server, issuer, publish }
}

/** The refusal of what an identity provider gave, by a part of its message. */
export const unusable = (message: string | RegExp) => ({
  status: 422,
  code: 'invalid_identity_provider',
  message: expect.stringMatching(message),
})

/** A server with an organization that gets connections. */
export async function organized() {
  const tenant = await testServer()
  const { client } = tenant
  const { id: organizationId } = await createOrganization(tenant)
  return {
    ...tenant,
    organizationId,
    createSaml: (samlOptions: NonNullable<CreateConnectionParams['samlOptions']>) =>
      client.sso.createConnection({ organizationId, samlOptions }),
    /** Creates one over plain HTTP. Answers the status, and which members were refused. */
    refused: async (body: object) => {
      const answer = await tenant.request('POST', '/connections', {
        body: { organization_id: organizationId, ...body },
      })
      const { errors = [] } = answer.body as { errors?: { field: string }[] }
      return [answer.status, ...errors.map(({ field }) => field)]
    },
  }
}
