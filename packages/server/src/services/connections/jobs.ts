import { type Actor, emit } from '../../kernel/events/events.ts'
import type { Job } from '../../kernel/jobs.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { type DueCertificate, lockDueCertificates, scheduleNotice } from './certificate-store.ts'
import { refreshMetadata } from './metadata-refresh.ts'
import { certificateTypes, daysUntil, nextNoticeAt } from './notices.ts'
import { claimDueMetadata } from './store.ts'

/** How many documents are read at a time. */
const metadataBatch = 10
/** How many certificates are looked at in one transaction. */
const noticeBatch = 200
/** How long a connection is left to the node that took it. Longer than reading takes, also a slow one. */
const leaseSeconds = 300

/** Reads the metadata of identity providers again whose turn it is. */
export function refreshSamlMetadata(kernel: Kernel): Job {
  return { name: 'refresh-saml-metadata', cron: '*/5 * * * *', run: () => refreshDue(kernel) }
}

async function refreshDue(kernel: Kernel): Promise<void> {
  const failures: unknown[] = []
  for (;;) {
    const now = kernel.clock.now()
    const leaseEndsAt = new Date(now.getTime() + leaseSeconds * 1000)
    const due = await claimDueMetadata(kernel.database.sql, { now, leaseEndsAt, limit: metadataBatch })
    const readings = await Promise.allSettled(due.map((connection) => refreshMetadata(kernel, connection)))
    failures.push(...readings.flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])))
    if (due.length < metadataBatch) break
  }
  // One that cannot be read keeps no other from its turn.
  if (failures.length > 0) throw new AggregateError(failures, 'Some metadata could not be read again.')
}

const actor: Actor = { id: 'announce-expiring-certificates', source: 'system', name: null }

/** Tells of certificates that are about to expire, and goes on while nobody does anything. */
export function announceExpiringCertificates(kernel: Kernel): Job {
  return { name: 'announce-expiring-certificates', cron: '*/15 * * * *', run: () => announceDue(kernel) }
}

async function announceDue(kernel: Kernel): Promise<void> {
  for (;;) {
    const now = kernel.clock.now()
    const count = await kernel.database.transaction(async (tx) => {
      const due = await lockDueCertificates(tx, now, noticeBatch)
      for (const certificate of due) {
        await scheduleNotice(tx, certificate, nextNoticeAt(new Date(certificate.not_after), now))
        const source = { tx, environment: { id: certificate.environment_id }, now, actor }
        if (certificate.needed)
          await emit(source, 'connection.saml_certificate_renewal_required', noticeOf(certificate, now))
      }
      return due.length
    })
    if (count > 0) kernel.events.wake()
    if (count < noticeBatch) break
  }
}

function noticeOf({ connection_id, organization_id, purpose, not_after }: DueCertificate, now: Date) {
  const expiry = new Date(not_after)
  return {
    connection: { id: connection_id, ...(organization_id !== null && { organization_id }) },
    certificate: {
      certificate_type: certificateTypes[purpose as keyof typeof certificateTypes],
      expiry_date: not_after,
      is_expired: expiry <= now,
    },
    days_until_expiry: daysUntil(expiry, now),
  }
}
