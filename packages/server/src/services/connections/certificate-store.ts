import type { Queryable } from '../../kernel/database/database.ts'
import type { CertificatePurpose, StoredCertificate } from './stored.ts'

const columns = (sql: Queryable) => sql`
  id, connection_id, purpose, certificate, fingerprint, private_key, from_metadata, withdrawn_at, not_before,
  not_after, notice_due_at, created_at`

/** Inserts the certificate, or leaves the one that is there. @returns whether it is new */
export async function insertCertificate(
  tx: Queryable,
  environmentId: string,
  c: StoredCertificate,
): Promise<boolean> {
  const rows = await tx`
    insert into connection_certificates
      (environment_id, id, connection_id, purpose, certificate, fingerprint, private_key, from_metadata, not_before,
       not_after, notice_due_at, created_at)
    values
      (${environmentId}, ${c.id}, ${c.connection_id}, ${c.purpose}, ${c.certificate}, ${c.fingerprint},
       ${c.private_key}, ${c.from_metadata}, ${c.not_before}, ${c.not_after}, ${c.notice_due_at}, ${c.created_at})
    on conflict (environment_id, connection_id, purpose, fingerprint) do nothing
    returning true`
  return rows.length > 0
}

export async function insertCertificates(
  tx: Queryable,
  environmentId: string,
  certificates: readonly StoredCertificate[],
): Promise<void> {
  for (const certificate of certificates) await insertCertificate(tx, environmentId, certificate)
}

/** The certificates of a connection, oldest first: all, or those of one purpose. */
export async function listCertificates(
  sql: Queryable,
  environmentId: string,
  connectionId: string,
  purpose?: CertificatePurpose,
): Promise<StoredCertificate[]> {
  return sql<StoredCertificate[]>`
    select ${columns(sql)} from connection_certificates
    where environment_id = ${environmentId} and connection_id = ${connectionId}
      ${purpose === undefined ? sql`` : sql`and purpose = ${purpose}`}
    order by id`
}

export async function deleteCertificate(tx: Queryable, environmentId: string, id: string): Promise<void> {
  await tx`delete from connection_certificates where environment_id = ${environmentId} and id = ${id}`
}

/** Notes whether the metadata list the certificate: since when not, or null when they do. */
export async function updateWithdrawal(
  tx: Queryable,
  environmentId: string,
  id: string,
  withdrawnAt: Date | null,
): Promise<void> {
  await tx`
    update connection_certificates set withdrawn_at = ${withdrawnAt}
    where environment_id = ${environmentId} and id = ${id}`
}

/** A certificate of which people are to be told, of whichever environment, and what has to be known for that. */
export type DueCertificate = Pick<StoredCertificate, 'id' | 'connection_id' | 'purpose' | 'not_after'> & {
  environment_id: string
  organization_id: string | null
  /** Whether anybody would miss it: people sign in through the connection, and no later certificate does the same. */
  needed: boolean
}

/** Takes certificates whose notice is due, so that no other node does until the transaction ends. */
export async function lockDueCertificates(
  tx: Queryable,
  now: Date,
  limit: number,
): Promise<DueCertificate[]> {
  return tx<DueCertificate[]>`
    select k.environment_id, k.id, k.connection_id, k.purpose, k.not_after, c.organization_id,
      c.state in ('active', 'validating') and not exists (
        select from connection_certificates l
        where l.environment_id = k.environment_id and l.connection_id = k.connection_id
          and l.purpose = k.purpose and l.not_after > k.not_after) as needed
    from connection_certificates k
    join connections c on c.environment_id = k.environment_id and c.id = k.connection_id
    where k.notice_due_at <= ${now} order by k.notice_due_at limit ${limit} for update of k skip locked`
}

/** Sets when people are told next, which is not a change that anyone sees. */
export async function scheduleNotice(
  tx: Queryable,
  { environment_id, id }: Pick<DueCertificate, 'environment_id' | 'id'>,
  dueAt: Date,
): Promise<void> {
  await tx`
    update connection_certificates set notice_due_at = ${dueAt}
    where environment_id = ${environment_id} and id = ${id}`
}
