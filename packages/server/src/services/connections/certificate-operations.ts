import {
  connectionCertificates,
  connectionNotFound,
  lastSamlCertificate,
  samlCertificateLimitReached,
  samlCertificateNotFound,
  samlSigningCertificateExists,
} from '@portico/contract'
import type { Queryable, Tx } from '../../kernel/database/database.ts'
import type { Context, MutationContext } from '../../kernel/http/context.ts'
import { invalidField } from '../../kernel/http/errors.ts'
import { implement } from '../../kernel/http/implement.ts'
import { deleteCertificate, insertCertificate, listCertificates } from './certificate-store.ts'
import { idpCertificate, newKeyPair, readIdpCertificate } from './certificates.ts'
import { recordRenewal, saveConnection } from './changes.ts'
import { unusable } from './refusals.ts'
import { missingMembers, stateAfter } from './rules.ts'
import { forgetConnection } from './sign-in.ts'
import * as store from './store.ts'
import type { CertificatePurpose, StoredCertificate, StoredSamlConnection } from './stored.ts'
import { idpSigningToWire, spEncryptionToWire, spSigningToWire } from './wire.ts'

const maxIdpCertificates = 20
const maxEncryptionCertificates = 5

export default implement(connectionCertificates, {
  listConnectionSamlIdpSigningCerts: async (context, { params }) => ({
    object: 'list' as const,
    data: (await listOf(context, params.connection_id, 'idp_signing')).map(idpSigningToWire),
  }),

  createConnectionSamlIdpSigningCert: async (context, { params, body }) => {
    const { tx, environment, now } = context
    const { connection, certificates } = await lockSaml(context, params.connection_id)
    const read = readIdpCertificate(body.value)
    if (read.notAfter <= now) throw unusable(`The certificate expired at ${read.notAfter.toISOString()}.`)
    const present = certificates.filter(({ purpose }) => purpose === 'idp_signing')
    const same = present.find(({ fingerprint }) => fingerprint === read.fingerprint)
    if (same) return idpSigningToWire(same)
    if (present.length >= maxIdpCertificates) throw samlCertificateLimitReached()
    const owner = { environment, connectionId: connection.id, now }
    const added = idpCertificate(owner, read, { fromMetadata: false })
    await insertCertificate(tx, environment.id, added)
    if (present.length > 0) await recordRenewal(context, connection, added)
    await touch(context, connection, [...certificates, added])
    return idpSigningToWire(added)
  },

  deleteConnectionSamlIdpSigningCert: async (context, { params }) => {
    const { connection, certificates } = await lockSaml(context, params.connection_id)
    const deleted = requireCertificate(certificates, 'idp_signing', params.certificate_id)
    const left = certificates.filter(({ purpose, id }) => purpose === 'idp_signing' && id !== deleted.id)
    if (!left.some(({ not_after }) => not_after >= deleted.not_after || isValid(not_after, context))) {
      throw lastSamlCertificate()
    }
    await remove(context, connection, certificates, deleted)
    return undefined
  },

  listConnectionSamlSpEncryptionCerts: async (context, { params }) => ({
    object: 'list' as const,
    data: (await listOf(context, params.connection_id, 'sp_encryption')).map(spEncryptionToWire),
  }),

  createConnectionSamlSpEncryptionCert: async (context, { params }) => {
    const created = await addKeyPair(context, params.connection_id, 'sp_encryption', (present) => {
      if (present.length >= maxEncryptionCertificates) throw samlCertificateLimitReached()
    })
    return spEncryptionToWire(created)
  },

  deleteConnectionSamlSpEncryptionCert: async (context, { params }) => {
    const { connection, certificates } = await lockSaml(context, params.connection_id)
    const deleted = requireCertificate(certificates, 'sp_encryption', params.certificate_id)
    await remove(context, connection, certificates, deleted)
    return undefined
  },

  getConnectionSamlSpSigningCert: async (context, { params }) => {
    const [found] = await listOf(context, params.connection_id, 'sp_signing')
    if (!found) throw samlCertificateNotFound(params.connection_id)
    return spSigningToWire(found)
  },

  createConnectionSamlSpSigningCert: async (context, { params }) => {
    const created = await addKeyPair(context, params.connection_id, 'sp_signing', (present) => {
      if (present.length > 0) throw samlSigningCertificateExists()
    })
    return spSigningToWire(created)
  },

  deleteConnectionSamlSpSigningCert: async (context, { params }) => {
    const { connection, certificates } = await lockSaml(context, params.connection_id)
    const deleted = requireCertificate(certificates, 'sp_signing', params.certificate_id)
    await remove(context, connection, certificates, deleted)
    return undefined
  },
})

const isValid = (notAfter: string, { now }: MutationContext) => new Date(notAfter) > now

async function findSaml(
  sql: Queryable,
  environmentId: string,
  id: string,
  lock?: 'for update',
): Promise<StoredSamlConnection> {
  const connection = await store.findConnection(sql, environmentId, id, lock)
  if (!connection) throw connectionNotFound(id)
  if (connection.protocol === 'saml') return connection
  throw invalidField('connection_id', 'wrong_protocol', 'Is a connection that does not speak SAML.')
}

async function listOf(
  { sql, environment }: Context,
  connectionId: string,
  purpose: CertificatePurpose,
): Promise<StoredCertificate[]> {
  const { id } = await findSaml(sql, environment.id, connectionId)
  return listCertificates(sql, environment.id, id, purpose)
}

/** The connection and its certificates, which nobody else changes until the transaction ends. */
async function lockSaml({ tx, environment }: { tx: Tx; environment: { id: string } }, id: string) {
  const connection = await findSaml(tx, environment.id, id, 'for update')
  return { connection, certificates: await listCertificates(tx, environment.id, id) }
}

function requireCertificate(
  certificates: readonly StoredCertificate[],
  purpose: CertificatePurpose,
  id: string,
): StoredCertificate {
  const found = certificates.find((certificate) => certificate.id === id && certificate.purpose === purpose)
  if (!found) throw samlCertificateNotFound(id)
  return found
}

async function remove(
  context: MutationContext,
  connection: StoredSamlConnection,
  certificates: readonly StoredCertificate[],
  deleted: StoredCertificate,
): Promise<void> {
  await deleteCertificate(context.tx, context.environment.id, deleted.id)
  await touch(
    context,
    connection,
    certificates.filter(({ id }) => id !== deleted.id),
  )
}

/** Notes that the connection has changed with its certificates. The first one may have been all that it lacked. */
async function touch(
  context: MutationContext,
  connection: StoredSamlConnection,
  certificates: readonly StoredCertificate[],
): Promise<void> {
  const { kernel, environment, now, afterCommit } = context
  const complete = missingMembers({ connection, certificates }).length === 0
  const state = stateAfter(connection.state, complete)
  await saveConnection(context, connection, { ...connection, state, updated_at: now.toISOString() })
  afterCommit(() => forgetConnection(kernel, environment.id, connection.id))
}

/** Makes a key pair on another thread, and adds it where the rule lets it. */
async function addKeyPair(
  context: Context,
  connectionId: string,
  purpose: 'sp_signing' | 'sp_encryption',
  requireRoom: (present: readonly StoredCertificate[]) => void,
): Promise<StoredCertificate> {
  const { kernel, environment, now } = context
  requireRoom(await listOf(context, connectionId, purpose))
  const created = await newKeyPair(kernel, { environment, connectionId, now }, purpose)
  await kernel.database.transaction(async (tx) => {
    const { connection, certificates } = await lockSaml({ tx, environment }, connectionId)
    requireRoom(certificates.filter((certificate) => certificate.purpose === purpose))
    await insertCertificate(tx, environment.id, created)
    await saveConnection({ ...context, tx }, connection, { ...connection, updated_at: now.toISOString() })
  })
  forgetConnection(kernel, environment.id, connectionId)
  return created
}
