import type { StoredCertificate } from './stored.ts'

const dayMs = 86_400_000
/** How many days before the end people are told. */
const daysBefore = [90, 60, 30, 14, 7, 3, 1]
/** And how often they are once it is over. */
const everyDaysAfter = 7

/** When people are to be told next that something ends, strictly after `now`. */
export function nextNoticeAt(notAfter: Date, now: Date): Date {
  const end = notAfter.getTime()
  const next = daysBefore.map((days) => end - days * dayMs).find((instant) => instant > now.getTime())
  if (next !== undefined) return new Date(next)
  const periods = Math.floor((now.getTime() - end) / (everyDaysAfter * dayMs)) + 1
  return new Date(end + Math.max(1, periods) * everyDaysAfter * dayMs)
}

/** How many days are left: a part of a day counts as one. Negative when it is over. */
export function daysUntil(end: Date, now: Date): number {
  const days = Math.ceil((end.getTime() - now.getTime()) / dayMs)
  return days === 0 ? 0 : days
}

/** What a certificate is for, as its events say it. Those of client assertions nobody has to replace by hand. */
export const certificateTypes: Record<
  Exclude<StoredCertificate['purpose'], 'jwt_signing'>,
  'ResponseSigning' | 'RequestSigning' | 'ResponseEncryption'
> = { idp_signing: 'ResponseSigning', sp_signing: 'RequestSigning', sp_encryption: 'ResponseEncryption' }
