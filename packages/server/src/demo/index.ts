// The demo data of development: companies, each with a connection to one of the simulators.
import type { Connection, ConnectionWithOptions, Organization } from '@portico/contract'
import type { Environment } from '../kernel/http/context.ts'
import type { Server } from '../server.ts'
import { createConnection } from '../services/connections/index.ts'
import { findDemoData, recordDemoData } from '../services/development/index.ts'
import { type Api, apiOf, unless } from './api.ts'
import {
  type DemoConnection,
  type DemoOrganization,
  demoOrganizations,
  demoProviders,
  demoRedirectUris,
  engineer,
  groupRoles,
} from './data.ts'
import { setUpProvider } from './oauth-providers.ts'

type Owner = { environment: Environment; apiKey: string }
type Demo = { server: Server; environment: Environment; api: Api; simulators: string }

/**
 * Gives an environment its demo data, once: what of it is changed or deleted stays so. Only where the server has moved
 * to another port, the connections that still lead to its simulators follow. The server must listen: the simulators are
 * asked for their metadata.
 *
 * @param url where the server is
 */
export async function ensureDemoData(server: Server, owner: Owner, url: string): Promise<void> {
  const { environment, apiKey } = owner
  const { sql } = server.kernel.database
  const demo = { server, environment, api: apiOf(server.app, apiKey), simulators: simulatorsAt(url) }
  const known = await findDemoData(sql, environment.id)
  if (known?.simulators_url === demo.simulators) return
  const connections = known ? await moveAll(demo, known.connections) : await createAll(demo)
  await recordDemoData(sql, environment.id, { simulators_url: demo.simulators, connections })
}

/** Under the machine's address: for browsers that is another site than the product, as it is in the field. */
function simulatorsAt(url: string): string {
  const simulators = new URL('/simulators', url)
  simulators.hostname = '127.0.0.1'
  return simulators.href
}

const conflict = [400, 409, 422]

/** An earlier start may have been ended half-way: what is there is found again. */
async function createAll(demo: Demo): Promise<Record<string, string>> {
  const { api } = demo
  // One after another: the first becomes the default.
  for (const uri of demoRedirectUris)
    await unless(conflict, api('POST', '/user_management/redirect_uris', { uri }))
  await unless(conflict, api('POST', '/authorization/roles', engineer))
  const [created] = await Promise.all([
    Promise.all(demoOrganizations.map((organization) => createCompany(demo, organization))),
    Promise.all(demoProviders.map((provider) => setUpProvider(demo, provider))),
  ])
  return Object.fromEntries(created)
}

async function createCompany(demo: Demo, company: DemoOrganization): Promise<[key: string, id: string]> {
  const { id: organizationId } = await organizationOf(demo, company)
  const { connection } = company
  const id = await connect(demo, organizationId, connection)
  const path = `/portico/connections/${id}`
  await demo.api('PATCH', `${path}/settings`, {
    group_roles: groupRoles.map(([group, role_slug]) => ({
      group: connection.groupName?.(group) ?? group,
      role_slug,
    })),
    ...(connection.consent !== undefined && { sign_in_consent: connection.consent }),
    ...(connection.scopes && { scopes: connection.scopes }),
  })
  await demo.api('POST', `${path}/activate`)
  return [connection.key, id]
}

async function organizationOf({ api }: Demo, { key, name, domain }: DemoOrganization): Promise<Organization> {
  const found = await unless([404], api<Organization>('GET', `/organizations/external_id/${key}`))
  if (found) return found
  const create = (body: object) =>
    api<Organization>('POST', '/organizations', { name, external_id: key, ...body })
  const created = domain && (await unless(conflict, create({ domain_data: [{ domain, state: 'verified' }] })))
  // Without a domain of its own, or where somebody here has that domain already.
  return created || create({ allow_profiles_outside_organization: true })
}

async function connect(demo: Demo, organization_id: string, connection: DemoConnection): Promise<string> {
  const { key, name, type, simulator } = connection
  const body = {
    organization_id,
    name,
    external_id: key,
    connection_type: type,
    ...optionsOf(demo, simulator),
  }
  if (type !== 'TestIdp') return (await demo.api<Connection>('POST', '/connections', body)).id
  // The API makes none of these.
  const { kernel } = demo.server
  const context = { kernel, environment: demo.environment, now: kernel.clock.now() }
  return (await createConnection(context, { ...body, connection_type: type })).connection.id
}

function optionsOf({ simulators }: Demo, { protocol, persona }: DemoConnection['simulator']) {
  const at = `${simulators}/${protocol}/${persona}`
  return protocol === 'saml'
    ? { saml_options: { idp_metadata_url: `${at}/metadata` } }
    : {
        oidc_options: {
          discovery_endpoint: `${at}/.well-known/openid-configuration`,
          client_id: 'portico',
          client_secret: 'the-simulators-take-any',
        },
      }
}

/** The server has moved to another port, and its simulators with it. */
async function moveAll(demo: Demo, connections: Record<string, string>): Promise<Record<string, string>> {
  await Promise.all([
    ...demoOrganizations.map(({ connection }) =>
      moveConnection(demo, connection, connections[connection.key]),
    ),
    ...demoProviders.map((provider) => setUpProvider(demo, provider, { onlyIfSimulated: true })),
  ])
  return connections
}

async function moveConnection({ api, ...demo }: Demo, connection: DemoConnection, id: string | undefined) {
  if (id === undefined) return
  // Changes nothing, and says how the connection is set up.
  const found = await unless([404], api<ConnectionWithOptions>('PATCH', `/connections/${id}`, {}))
  const leadsTo = found?.saml_options?.idp_metadata_url ?? found?.oidc_options?.discovery_endpoint
  if (!leadsTo?.includes('/simulators/')) return
  const { saml_options, oidc_options } = optionsOf({ api, ...demo }, connection.simulator)
  await api(
    'PATCH',
    `/connections/${id}`,
    saml_options
      ? { saml_options }
      : {
          oidc_options: {
            discovery_endpoint: oidc_options.discovery_endpoint,
            // The present secret is not sent to another port.
            client_secret: oidc_options.client_secret,
          },
        },
  )
}
