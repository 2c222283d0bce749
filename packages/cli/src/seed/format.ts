import { choice, flag, httpUrl, list, object, type Shape, shortFor, text, textMap } from './shape.ts'

// The format of a seed file: objects as the API takes them, in the order in which they are made. The emulator of WorkOS
// has nearly the same, with some names at the top in camelCase, and with more than is served here so far.

const domain = shortFor(
  (name) => ({ domain: name }),
  object({ domain: { shape: text, required: true }, state: { shape: choice('pending', 'verified') } }),
)

const organization = object(
  {
    name: { shape: text, required: true },
    external_id: { shape: text },
    metadata: { shape: textMap },
    allow_profiles_outside_organization: { shape: flag },
    domains: { shape: list(domain) },
  },
  {
    id: 'ids are made by the server; give an external_id to find the organization by',
    entitlements: 'entitlements are not served yet',
    memberships: 'memberships are not served yet',
    groups: 'groups are not served yet',
  },
)

const permission = object({
  slug: { shape: text, required: true },
  name: { shape: text, required: true },
  description: { shape: text },
  resource_type_slug: { shape: text },
})

const role = object(
  {
    slug: { shape: text, required: true },
    name: { shape: text, required: true },
    description: { shape: text },
    resource_type_slug: { shape: text },
    permissions: { shape: list(text) },
    is_default_role: { shape: flag },
    type: { shape: choice('EnvironmentRole', 'OrganizationRole') },
  },
  {
    organization_id: 'roles of one organization are not served yet',
    priority: 'the order of roles in the file is their priority',
  },
)

const redirectUri = shortFor(
  (uri) => ({ uri }),
  object({ uri: { shape: text, required: true } }, { default: 'the first redirect URI is the default one' }),
)

const corsOrigin = shortFor((origin) => ({ origin }), object({ origin: { shape: httpUrl, required: true } }))

const webhookEndpoint = object(
  {
    endpoint_url: { shape: httpUrl, required: true, aliases: ['url'] },
    events: { shape: list(text) },
    enabled: { shape: flag },
  },
  { secret: 'secrets are made by the server; read it from the endpoint' },
)

/** Sections of the emulator's format that Portico does not serve yet. */
const unservedSections = {
  users: 'users are not served yet',
  connections: 'connections are made by the API, with what their identity provider tells',
  pipeConnections: 'connected accounts are not served yet',
  connectedAccounts: 'connected accounts are not served yet',
  invitations: 'invitations are not served yet',
  connectApplications: 'Connect applications are not served yet',
  apiKeys: 'API keys of customers are not served yet; pin the key of the environment with --api-key',
  jwtTemplate: 'JWT templates are not served yet',
  featureFlags: 'feature flags are not served yet',
  agentBlueprints: 'agent blueprints are not served yet',
}

export const seedFormat = object(
  {
    organizations: { shape: list(organization) },
    permissions: { shape: list(permission) },
    roles: { shape: list(role) },
    redirect_uris: { shape: list(redirectUri), aliases: ['redirectUris'] },
    cors_origins: { shape: list(corsOrigin), aliases: ['corsOrigins'] },
    webhook_endpoints: { shape: list(webhookEndpoint), aliases: ['webhookEndpoints'] },
  },
  unservedSections,
)

/** What a seed file says there should be. */
export type Seed = Value<typeof seedFormat>
export type SeedOrganization = Value<typeof organization>
export type SeedRole = Value<typeof role>

type Value<S> = S extends Shape<infer T> ? T : never
