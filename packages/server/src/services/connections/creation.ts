import { connectionExists, organizationNotFound } from '@portico/contract'
import { randomText } from '../../kernel/crypto/random.ts'
import type { Queryable } from '../../kernel/database/database.ts'
import { invalidField } from '../../kernel/http/errors.ts'
import { newId } from '../../kernel/ids.ts'
import { chosenAttributeMap } from './attribute-maps.ts'
import { insertCertificates } from './certificate-store.ts'
import { newOidcSetUp } from './oidc-set-up.ts'
import { type ConnectionType, findProvider, type Provider } from './providers.ts'
import { missingMembers } from './rules.ts'
import { emptySamlOptions, newSamlSetUp } from './saml-set-up.ts'
import type { CreateBody, SetUpContext } from './set-up.ts'
import * as store from './store.ts'
import type { StoredCertificate, StoredConnection } from './stored.ts'

/** What a new connection is told, `TestIdp` among the types: for the product's own demonstrations. */
export type NewConnection = Omit<CreateBody, 'connection_type'> & { connection_type?: ConnectionType }

/** A connection, and whether it is new. */
export type Creation = { connection: StoredConnection; created: boolean }

/**
 * Creates a connection of an organization, or finds the one that has the external ID.
 *
 * @throws a refusal that names what is wrong
 */
export async function createConnection(context: SetUpContext, given: NewConnection): Promise<Creation> {
  const { sql } = context.kernel.database
  if (!(await store.organizationExists(sql, context.environment.id, given.organization_id))) {
    throw organizationNotFound(given.organization_id)
  }
  const existing = await findExisting(sql, context, given)
  if (existing) return { connection: existing, created: false }
  return insert(context, given, await prepare(context, given))
}

async function findExisting(
  sql: Queryable,
  { environment }: SetUpContext,
  { organization_id, external_id }: NewConnection,
): Promise<StoredConnection | undefined> {
  if (external_id === undefined) return undefined
  return store.findByExternalId(sql, environment.id, organization_id, external_id)
}

type Prepared = { connection: StoredConnection; certificates: readonly StoredCertificate[] }

async function prepare(context: SetUpContext, given: NewConnection): Promise<Prepared> {
  const { type, provider } = requireType(given)
  const attribute_map = chosenAttributeMap({}, given.attribute_maps)
  const id = newId('conn', context.now)
  const { certificates, ...setUp } = await setUpOf(context, id, provider, given)
  const connection = {
    id,
    organization_id: given.organization_id,
    connection_type: type,
    name: given.name ?? provider.name,
    state: 'validating',
    // 130 random bits: the addresses that hold it are given away, but not to be guessed from one another.
    external_key: randomText(22),
    external_id: given.external_id ?? null,
    attribute_map,
    settings: {},
    metadata_problem: null,
    metadata_failures: 0,
    domains: [],
    signing_cert: null,
    created_at: context.now.toISOString(),
    updated_at: context.now.toISOString(),
    ...setUp,
  } satisfies StoredConnection as StoredConnection
  const missing = missingMembers({ connection, certificates })
  return { connection: { ...connection, state: missing.length > 0 ? 'draft' : 'validating' }, certificates }
}

async function setUpOf(
  context: SetUpContext,
  connectionId: string,
  provider: Provider,
  given: NewConnection,
) {
  const none = { client_secret: null, metadata_read_at: null, metadata_due_at: null }
  if (given.saml_options) {
    const change = await newSamlSetUp({ context, connectionId }, given.saml_options)
    return {
      ...none,
      protocol: 'saml' as const,
      options: { ...emptySamlOptions, ...change.options },
      certificates: change.certificates,
      metadata_read_at: change.metadata?.readAt.toISOString() ?? null,
      metadata_due_at: change.metadata?.dueAt.toISOString() ?? null,
    }
  }
  const { options, certificates, clientSecret } = await newOidcSetUp(
    { context, connectionId, provider },
    given.oidc_options as NonNullable<NewConnection['oidc_options']>,
  )
  return { ...none, protocol: 'oidc' as const, options, certificates, client_secret: clientSecret ?? null }
}

function requireType(given: NewConnection): { type: ConnectionType; provider: Provider } {
  const protocol = given.saml_options ? 'saml' : 'oidc'
  const type = given.connection_type ?? (protocol === 'saml' ? 'GenericSAML' : 'GenericOIDC')
  const provider = findProvider(type)
  if (provider?.protocol === protocol) return { type, provider }
  const wanted = provider?.protocol === 'saml' ? 'saml_options' : 'oidc_options'
  throw invalidField('connection_type', 'wrong_protocol', `A connection of this type takes ${wanted}.`)
}

function insert(context: SetUpContext, given: NewConnection, prepared: Prepared): Promise<Creation> {
  const { environment } = context
  return context.kernel.database.transaction(async (tx) => {
    if (!(await store.lockOrganization(tx, environment.id, given.organization_id))) {
      throw organizationNotFound(given.organization_id)
    }
    // Another request with the external ID may have been faster: its connection is the answer.
    const existing = await findExisting(tx, context, given)
    if (existing) return { connection: existing, created: false }
    await requireAnotherIdp(tx, context, prepared.connection)
    await store.insertConnection(tx, environment.id, prepared.connection)
    await insertCertificates(tx, environment.id, prepared.certificates)
    const stored = await store.findConnection(tx, environment.id, prepared.connection.id)
    return { connection: stored ?? prepared.connection, created: true }
  })
}

/** The same identity provider twice would make every selector of the organization ambiguous for nothing. */
async function requireAnotherIdp(
  tx: Queryable,
  { environment }: SetUpContext,
  { protocol, options, organization_id, connection_type }: StoredConnection,
): Promise<void> {
  if (protocol !== 'saml' || options.idp_entity_id === null || organization_id === null) return
  const idp = { connectionType: connection_type, idpEntityId: options.idp_entity_id }
  if (!(await store.hasIdentityProvider(tx, environment.id, organization_id, idp))) return
  throw connectionExists({
    message: `The organization has a connection to the identity provider ${idp.idpEntityId} already.`,
  })
}
