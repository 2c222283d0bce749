import { randomBytes } from 'node:crypto'
import type { Client } from '@portico/sdk'

/** Makes something happen by real calls. @returns the ID or slug of what it happened to */
type Cause = (client: Client) => Promise<string>

const mark = () => randomBytes(3).toString('hex')
const createOrganization = ({ organizations }: Client) =>
  organizations.createOrganization({ name: `Example ${mark()}` })

async function createDomain(client: Client) {
  const { id: organizationId } = await createOrganization(client)
  // Reserved for examples (RFC 2606), so nobody's mail or site is named.
  return client.organizationDomains.createOrganizationDomain({
    organizationId,
    domain: `${mark()}.example.com`,
  })
}

function createRole({ authorization }: Client) {
  const name = mark()
  return authorization.createEnvironmentRole({ slug: `example-${name}`, name: `Example ${name}` })
}

function createPermission({ authorization }: Client) {
  const name = mark()
  return authorization.createPermission({ slug: `example:${name}`, name: `Example ${name}` })
}

/** A connection that is active, to an identity provider that every development server has: a simulator. */
async function createConnection(client: Client) {
  const { id: organizationId } = await createOrganization(client)
  const { id } = await client.sso.createConnection({
    organizationId,
    connectionType: 'GenericSAML',
    samlOptions: { idpMetadataUrl: new URL('/simulators/saml/acme/metadata', client.baseUrl).href },
  })
  return client.portico.connections.activateConnection(id)
}

/** The events that calls of the API can cause today, and the calls that do. */
export const causes: Readonly<Record<string, Cause>> = {
  'organization.created': async (client) => (await createOrganization(client)).id,
  'organization.updated': async (client) => {
    const { id, name } = await createOrganization(client)
    await client.organizations.updateOrganization(id, { name: `${name}, renamed` })
    return id
  },
  'organization.deleted': async (client) => {
    const { id } = await createOrganization(client)
    await client.organizations.deleteOrganization(id)
    return id
  },
  'organization_domain.created': async (client) => (await createDomain(client)).id,
  'organization_domain.updated': async (client) => {
    const { id } = await createDomain(client)
    await client.organizationDomains.verifyOrganizationDomain(id)
    return id
  },
  'organization_domain.verified': async ({ organizations }) => {
    const name = mark()
    const { domains } = await organizations.createOrganization({
      name: `Example ${name}`,
      domainData: [{ domain: `${name}.example.com`, state: 'verified' }],
    })
    return domains[0]?.id ?? ''
  },
  'organization_domain.deleted': async (client) => {
    const { id } = await createDomain(client)
    await client.organizationDomains.deleteOrganizationDomain(id)
    return id
  },
  'role.created': async (client) => (await createRole(client)).slug,
  'role.updated': async (client) => {
    const { slug, name } = await createRole(client)
    await client.authorization.updateEnvironmentRole(slug, { name: `${name}, renamed` })
    return slug
  },
  'role.deleted': async (client) => {
    const { slug } = await createRole(client)
    await client.portico.roles.deleteEnvironmentRole(slug)
    return slug
  },
  'permission.created': async (client) => (await createPermission(client)).slug,
  'permission.updated': async (client) => {
    const { slug, name } = await createPermission(client)
    await client.authorization.updatePermission(slug, { name: `${name}, renamed` })
    return slug
  },
  'permission.deleted': async (client) => {
    const { slug } = await createPermission(client)
    await client.authorization.deletePermission(slug)
    return slug
  },
  'connection.activated': async (client) => (await createConnection(client)).id,
  'connection.deactivated': async (client) => {
    const { id } = await createConnection(client)
    await client.portico.connections.deactivateConnection(id)
    return id
  },
  'connection.deleted': async (client) => {
    const { id } = await createConnection(client)
    await client.sso.deleteConnection(id)
    return id
  },
}
