import { isDeepStrictEqual } from 'node:util'
import { ApiError } from '@portico/contract'
import type { Tx } from '../../kernel/database/database.ts'
import type { Actor } from '../../kernel/events/events.ts'
import type { Environment } from '../../kernel/http/context.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import {
  deleteCertificate,
  insertCertificate,
  listCertificates,
  updateWithdrawal,
} from './certificate-store.ts'
import { idpCertificate } from './certificates.ts'
import { type ChangeContext, recordRenewal, saveConnection } from './changes.ts'
import { fetchMetadata, type MetadataReading } from './saml-metadata.ts'
import { forgetConnection } from './sign-in.ts'
import * as store from './store.ts'
import type { StoredCertificate, StoredSamlConnection } from './stored.ts'

const actor: Actor = { id: 'refresh-saml-metadata', source: 'system', name: null }
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
/** How long a certificate is still believed that the metadata no longer list: not every node signs anew at once. */
const withdrawalGraceMs = 2 * dayMs
/** How many of those at most: every signature is tried with each, and a document can list others every hour. */
const mostWithdrawn = 20

/** Reads the metadata of a connection again, and follows what they say now. No transaction is open meanwhile. */
export async function refreshMetadata(kernel: Kernel, due: store.DueConnection): Promise<void> {
  const { environment, id, options } = due
  const outcome = await read(kernel, due)
  await kernel.database.transaction(async (tx) => {
    const stored = await store.findConnection(tx, environment.id, id, 'for update')
    // Deleted, or pointed elsewhere, while the document was read: it is about something else.
    if (stored?.protocol !== 'saml' || !isDeepStrictEqual(stored.options, options)) return
    const context = { tx, environment, now: kernel.clock.now(), actor }
    if ('problem' in outcome) await noteFailure(context, stored, outcome.problem)
    else await follow(context, stored, outcome)
  })
  forgetConnection(kernel, environment.id, id)
  kernel.events.wake()
}

async function read(
  kernel: Kernel,
  { environment, options }: { environment: Environment; options: StoredSamlConnection['options'] },
): Promise<MetadataReading | { problem: string }> {
  try {
    return await fetchMetadata({ kernel, environment }, options.idp_metadata_url ?? '', {
      // Who the identity provider is was settled when the connection was set up. A document about another is refused.
      entityId: options.idp_entity_id ?? undefined,
      now: kernel.clock.now(),
    })
  } catch (error) {
    if (error instanceof ApiError) return { problem: error.message }
    throw error
  }
}

/** What is known goes on to hold. The next attempt is made soon at first, then less and less so. */
async function noteFailure(
  { tx, environment, now }: ChangeContext,
  stored: StoredSamlConnection,
  problem: string,
): Promise<void> {
  const waitMs = Math.min(dayMs, 15 * minuteMs * 2 ** Math.min(stored.metadata_failures, 10))
  await store.updateConnection(tx, environment.id, {
    ...stored,
    metadata_problem: problem,
    metadata_failures: stored.metadata_failures + 1,
    metadata_due_at: new Date(now.getTime() + waitMs).toISOString(),
  })
}

async function follow(
  context: ChangeContext & { tx: Tx },
  stored: StoredSamlConnection,
  reading: MetadataReading,
): Promise<void> {
  const { now } = context
  const options = { ...stored.options, ...reading.options }
  const renewed = await followCertificates(context, stored, reading)
  const hasChanged = renewed || !isDeepStrictEqual(options, stored.options)
  await saveConnection(context, stored, {
    ...stored,
    options,
    metadata_read_at: now.toISOString(),
    metadata_due_at: reading.dueAt.toISOString(),
    metadata_problem: null,
    metadata_failures: 0,
    ...(hasChanged && { updated_at: now.toISOString() }),
  })
}

/** Takes in what is new, and lets go of what is no longer listed. @returns whether anything changed */
async function followCertificates(
  context: ChangeContext & { tx: Tx },
  connection: StoredSamlConnection,
  { certificates }: MetadataReading,
): Promise<boolean> {
  const { tx, environment, now } = context
  const all = await listCertificates(tx, environment.id, connection.id, 'idp_signing')
  const known = new Set(all.map(({ fingerprint }) => fingerprint))
  const added = certificates.filter(({ fingerprint, notAfter }) => !known.has(fingerprint) && notAfter > now)
  for (const certificate of added) {
    const owner = { environment, connectionId: connection.id, now }
    const stored = idpCertificate(owner, certificate, { fromMetadata: true })
    await insertCertificate(tx, environment.id, stored)
    await recordRenewal(context, connection, stored)
  }
  const listed = new Set(certificates.map(({ fingerprint }) => fingerprint))
  const withdrawn = await withdraw(context, all, listed)
  return added.length > 0 || withdrawn
}

/** Certificates that an administrator has added are his to delete. @returns whether any was deleted */
async function withdraw(
  { tx, environment, now }: ChangeContext,
  certificates: readonly StoredCertificate[],
  listed: ReadonlySet<string>,
): Promise<boolean> {
  const followed = certificates.filter(({ from_metadata }) => from_metadata)
  // Newest last.
  const unlisted = followed.filter(({ fingerprint }) => !listed.has(fingerprint))
  const surplus = new Set(unlisted.slice(0, -mostWithdrawn))
  let deleted = false
  for (const certificate of followed) {
    const isListed = listed.has(certificate.fingerprint)
    const fate = surplus.has(certificate) ? 'delete' : fateOf(certificate, isListed, now)
    if (fate === 'delete') await deleteCertificate(tx, environment.id, certificate.id)
    else if (fate !== 'keep') await updateWithdrawal(tx, environment.id, certificate.id, fate.withdrawnAt)
    deleted ||= fate === 'delete'
  }
  return deleted
}

function fateOf(
  { withdrawn_at, not_after }: StoredCertificate,
  isListed: boolean,
  now: Date,
): 'keep' | 'delete' | { withdrawnAt: Date | null } {
  if (isListed) return withdrawn_at === null ? 'keep' : { withdrawnAt: null }
  if (new Date(not_after) <= now) return 'delete'
  if (withdrawn_at === null) return { withdrawnAt: now }
  return now.getTime() - new Date(withdrawn_at).getTime() >= withdrawalGraceMs ? 'delete' : 'keep'
}
