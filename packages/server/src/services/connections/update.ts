import { connectionNotFound } from '@portico/contract'
import { isUniqueViolation } from '../../kernel/database/errors.ts'
import type { Context } from '../../kernel/http/context.ts'
import { invalidField } from '../../kernel/http/errors.ts'
import { chosenAttributeMap } from './attribute-maps.ts'
import { insertCertificate, listCertificates } from './certificate-store.ts'
import { type ChangeContext, recordRenewal, saveConnection } from './changes.ts'
import { changedOidcSetUp, secretAfter } from './oidc-set-up.ts'
import { providerOf } from './providers.ts'
import { addressesOf, missingMembers, stateAfter } from './rules.ts'
import { changedSamlSetUp } from './saml-set-up.ts'
import type { SetUpChange, UpdateBody } from './set-up.ts'
import { forgetConnection } from './sign-in.ts'
import * as store from './store.ts'
import type { StoredCertificate, StoredConnection } from './stored.ts'

/** Changes the members that the request names. @throws a refusal that names what is wrong */
export async function updateConnection(
  context: Context,
  id: string,
  body: UpdateBody,
): Promise<StoredConnection> {
  const { sql, environment } = context
  const stored = await store.findConnection(sql, environment.id, id)
  if (!stored) throw connectionNotFound(id)
  requireKept(stored, body)
  const updated = await save(context, id, body, await setUpChange(context, stored, body))
  forgetConnection(context.kernel, environment.id, id)
  return updated
}

function requireKept(stored: StoredConnection, body: UpdateBody): void {
  if (body.connection_type !== undefined && body.connection_type !== stored.connection_type) {
    throw invalidField('connection_type', 'immutable', `Is ${stored.connection_type}, and never changes.`)
  }
  const foreign = body.saml_options && stored.protocol !== 'saml' ? 'saml_options' : undefined
  const wrong = foreign ?? (body.oidc_options && stored.protocol !== 'oidc' ? 'oidc_options' : undefined)
  if (wrong) {
    throw invalidField(wrong, 'wrong_protocol', `A connection of type ${stored.connection_type} has none.`)
  }
}

/** What the request changes of the set-up. It may ask the identity provider, so no transaction is open. */
async function setUpChange(
  context: Context,
  stored: StoredConnection,
  body: UpdateBody,
): Promise<SetUpChange> {
  const owner = { context, connectionId: stored.id }
  if (stored.protocol === 'saml' && body.saml_options) {
    const own = addressesOf(context.kernel, stored)
    return changedSamlSetUp({ ...owner, own }, stored.options, body.saml_options)
  }
  if (stored.protocol === 'oidc' && body.oidc_options) {
    const provider = providerOf(stored.connection_type)
    const certificates = await listCertificates(context.sql, context.environment.id, stored.id)
    return changedOidcSetUp({ ...owner, provider }, { certificates }, body.oidc_options)
  }
  return { options: {}, certificates: [] }
}

async function save(
  context: Context,
  id: string,
  body: UpdateBody,
  change: SetUpChange,
): Promise<StoredConnection> {
  const { environment } = context
  try {
    return await context.kernel.database.transaction(async (tx) => {
      const before = await store.findConnection(tx, environment.id, id, 'for update')
      if (!before) throw connectionNotFound(id)
      await addCertificates({ ...context, tx }, before, change.certificates)
      const certificates = await listCertificates(tx, environment.id, id)
      const connection = changed(context, before, body, change)
      const complete = missingMembers({ connection, certificates }).length === 0
      const after = { ...connection, state: stateAfter(before.state, complete) }
      await saveConnection({ ...context, tx }, before, after)
      return after
    })
  } catch (error) {
    if (!isUniqueViolation(error, store.externalIdIndex)) throw error
    throw invalidField('external_id', 'taken', 'Another connection of the organization has that external ID.')
  }
}

/** What one document can list, and as many as may be added by hand and be left of former documents. */
const mostIdpCertificates = 100

/** Adds those that are new. Beside others that the identity provider signs with, one more is a renewal. */
async function addCertificates(
  context: ChangeContext,
  connection: StoredConnection,
  added: readonly StoredCertificate[],
): Promise<void> {
  const { tx, environment } = context
  const present = await listCertificates(tx, environment.id, connection.id, 'idp_signing')
  const known = new Set(present.map(({ fingerprint }) => fingerprint))
  const unknown = added.filter(
    ({ purpose, fingerprint }) => purpose === 'idp_signing' && !known.has(fingerprint),
  )
  // Every signature is tried with each of them, whoever made it.
  if (unknown.length > 0 && present.length + unknown.length > mostIdpCertificates) {
    throw invalidField(
      'saml_options',
      'too_many_certificates',
      `With these metadata the connection had more than ${mostIdpCertificates} certificates. Delete those that are no longer used.`,
    )
  }
  for (const certificate of added) {
    const isNew = await insertCertificate(tx, environment.id, certificate)
    if (isNew && certificate.purpose === 'idp_signing' && present.length > 0) {
      await recordRenewal(context, connection, certificate)
    }
  }
}

function changed(
  { now }: Context,
  before: StoredConnection,
  body: UpdateBody,
  change: SetUpChange,
): StoredConnection {
  const { options, metadata } = change
  return {
    ...before,
    name: body.name ?? before.name,
    external_id: body.external_id === undefined ? before.external_id : body.external_id,
    options: { ...before.options, ...options },
    attribute_map: chosenAttributeMap(before.attribute_map, body.attribute_maps),
    client_secret:
      before.protocol === 'oidc'
        ? secretAfter(before, change as SetUpChange<typeof before>)
        : before.client_secret,
    ...(metadata !== undefined && {
      metadata_read_at: metadata?.readAt.toISOString() ?? before.metadata_read_at,
      metadata_due_at: metadata?.dueAt.toISOString() ?? null,
      metadata_problem: null,
      metadata_failures: 0,
    }),
    updated_at: now.toISOString(),
  } as StoredConnection
}
