import { createHash } from 'node:crypto'
import type { Queryable } from '../../kernel/database/database.ts'
import type { Environment } from '../../kernel/http/context.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { attributeMapOf } from './attributes.ts'
import { listCertificates } from './certificate-store.ts'
import { addressesOf, explainMissing, missingMembers, settingsOf } from './rules.ts'
import { openClientSecret, openPrivateKey } from './secrets.ts'
import type {
  OAuthSetup,
  OidcSetup,
  SamlServiceProvider,
  SamlSetup,
  SignInConnection,
} from './sign-in-connection.ts'
import * as store from './store.ts'
import type {
  StoredCertificate,
  StoredConnection,
  StoredOAuthConnection,
  StoredOidcConnection,
  StoredSamlConnection,
} from './stored.ts'

// The triggers of the tables invalidate by this name, whatever changes a connection.
const cacheOf = ({ caches }: Kernel) => caches.create<SignInConnection>('sign_in_connections')
const cacheKey = (environmentId: string, id: string) => `${environmentId}/${id}`
// A key never changes hands, so that nothing invalidates it.
const keysOf = ({ caches }: Kernel) => caches.create<ConnectionName>('connection_keys')

type ConnectionName = { environment_id: string; id: string }

/** The connection of that ID, as sign-in needs it: kept in memory until anything about it changes. */
export async function findSignInConnection(
  kernel: Kernel,
  environmentId: string,
  id: string,
): Promise<SignInConnection | undefined> {
  return cacheOf(kernel).get(cacheKey(environmentId, id), () => load(kernel, environmentId, id))
}

/** The connection whose addresses hold the key, of whichever environment. */
export async function findSignInConnectionByKey(
  kernel: Kernel,
  externalKey: string,
): Promise<SignInConnection | undefined> {
  const name = await keysOf(kernel).get(externalKey, () => findName(kernel.database.sql, externalKey))
  return name && findSignInConnection(kernel, name.environment_id, name.id)
}

/** What a connection lacks, in sentences for its administrator; nothing when people can sign in through it. */
export async function explainIncomplete(
  { database: { sql } }: Kernel,
  environmentId: string,
  id: string,
): Promise<string | undefined> {
  const connection = await store.findConnection(sql, environmentId, id)
  if (!connection) return undefined
  const missing = missingMembers({
    connection,
    certificates: await listCertificates(sql, environmentId, id),
  })
  return missing.length > 0 ? explainMissing(connection, missing) : undefined
}

/** Forgets the connection on this node, which its next request would otherwise find as it was. */
export function forgetConnection(kernel: Kernel, environmentId: string, id: string): void {
  cacheOf(kernel).drop(cacheKey(environmentId, id))
}

async function findName(sql: Queryable, externalKey: string): Promise<ConnectionName | undefined> {
  const [row] = await sql<ConnectionName[]>`
    select environment_id, id from connections where external_key = ${externalKey}`
  return row
}

async function load(
  kernel: Kernel,
  environmentId: string,
  id: string,
): Promise<SignInConnection | undefined> {
  const { sql } = kernel.database
  const [[environment], connection, certificates] = await Promise.all([
    sql<Environment[]>`select id, name, kind from environments where id = ${environmentId}`,
    store.findConnection(sql, environmentId, id),
    listCertificates(sql, environmentId, id),
  ])
  return environment && connection && signInConnection(kernel, environment, connection, certificates)
}

function signInConnection(
  kernel: Kernel,
  environment: Environment,
  c: StoredConnection,
  certificates: readonly StoredCertificate[],
): SignInConnection {
  const common = {
    environment,
    id: c.id,
    organizationId: c.organization_id,
    type: c.connection_type,
    name: c.name,
    state: c.state,
    externalKey: c.external_key,
    settings: settingsOf(c),
    attributeMap: attributeMapOf(c.connection_type, c.attribute_map),
    version: versionOf(c, certificates),
  }
  const opener = { kernel, environmentId: environment.id, certificates }
  const complete = missingMembers({ connection: c, certificates }).length === 0
  switch (c.protocol) {
    case 'saml': {
      const serviceProvider = samlServiceProvider(opener, c)
      const setup = complete ? { ...serviceProvider, ...samlIdentityProvider(opener, c) } : null
      return { ...common, protocol: 'saml', setup, serviceProvider }
    }
    case 'oidc':
      return { ...common, protocol: 'oidc', setup: complete ? oidcSetup(opener, c) : null }
    case 'oauth':
      return { ...common, protocol: 'oauth', setup: complete ? oauthSetup(opener, c) : null }
  }
}

/** What was read, in short. When metadata were looked at is no part of it. */
function versionOf(c: StoredConnection, certificates: readonly StoredCertificate[]): string {
  const read = { ...c, metadata_read_at: null, metadata_due_at: null }
  const keys = certificates.map(({ id, fingerprint }) => [id, fingerprint])
  return createHash('sha256')
    .update(JSON.stringify([read, keys]))
    .digest('base64url')
}

type Opener = { kernel: Kernel; environmentId: string; certificates: readonly StoredCertificate[] }

function samlServiceProvider(opener: Opener, c: StoredSamlConnection): SamlServiceProvider {
  const addresses = addressesOf(opener.kernel, c)
  const [spSigning = null] = keyPairs(opener, 'sp_signing')
  return {
    acsUrl: c.options.acs_url ?? addresses.acsUrl,
    spEntityId: c.options.sp_entity_id ?? addresses.spEntityId,
    spSigning,
    spEncryption: keyPairs(opener, 'sp_encryption'),
  }
}

function samlIdentityProvider(
  { certificates }: Opener,
  c: StoredSamlConnection,
): Omit<SamlSetup, keyof SamlServiceProvider> {
  const { options } = c
  return {
    idpEntityId: options.idp_entity_id ?? '',
    idpSsoUrl: options.idp_sso_url ?? options.idp_sso_post_url ?? '',
    idpSsoPostUrl: options.idp_sso_post_url,
    idpSloUrl: settingsOf(c).idp_logout_url ?? options.idp_slo_url,
    idpSloResponseUrl: options.idp_slo_response_url,
    idpCertificates: certificates
      .filter(({ purpose }) => purpose === 'idp_signing')
      .map(({ certificate }) => ({ pem: certificate })),
  }
}

function oidcSetup(opener: Opener, c: StoredOidcConnection): OidcSetup {
  const { options } = c
  const [jwtSigning = null] = keyPairs(opener, 'jwt_signing')
  return {
    discoveryEndpoint: options.discovery_endpoint,
    clientId: options.client_id,
    clientSecret: clientSecret(opener, c),
    redirectUri: options.redirect_uri ?? addressesOf(opener.kernel, c).callbackUrl,
    pkce: options.pkce,
    tokenAuthenticationMethod: options.token_authentication_method,
    jwtSigning,
    idTokenSignatureAlgorithm: options.id_token_signature_algorithm,
    fetchUserInfo: options.fetch_user_info,
  }
}

function oauthSetup(opener: Opener, c: StoredOAuthConnection): OAuthSetup {
  const { apple_team_id: teamId, apple_key_id: keyId, client_id: clientId, scopes, ...endpoints } = c.options
  const secret = clientSecret(opener, c)
  const apple = teamId !== null && keyId !== null && secret !== null
  return {
    provider: c.connection_type as OAuthSetup['provider'],
    clientId,
    clientSecret: apple ? null : secret,
    apple: apple ? { teamId, keyId, privateKey: secret } : null,
    scopes,
    redirectUri: addressesOf(opener.kernel, c).callbackUrl,
    endpoints,
  }
}

const clientSecret = ({ kernel, environmentId }: Opener, c: StoredConnection) =>
  c.client_secret && openClientSecret(kernel, environmentId, c.id, c.client_secret)

function keyPairs({ kernel, environmentId, certificates }: Opener, purpose: StoredCertificate['purpose']) {
  return certificates.flatMap(({ id, certificate, private_key, ...c }) =>
    c.purpose === purpose && private_key
      ? [{ privateKey: openPrivateKey(kernel, environmentId, id, private_key), certificate }]
      : [],
  )
}
