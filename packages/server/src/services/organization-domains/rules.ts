import { domainToASCII } from 'node:url'
import type { OrganizationDomain } from '@portico/contract'
import { parse } from 'tldts'
import { randomText } from '../../kernel/crypto/random.ts'
import { newId } from '../../kernel/ids.ts'

/** A domain with what only the server knows of it. */
export type StoredDomain =
  Required<OrganizationDomain> extends infer D
    ? Omit<D, 'verification_prefix' | 'verification_token'> & {
        verification_prefix: string | null
        verification_token: string | null
        verification_expires_at: Date | null
        next_check_at: Date | null
      }
    : never

/** How long a proof may take before the verification fails. */
const verificationPeriodDays = 30
/** How long after its start DNS is asked first: the customer is still typing. */
const firstCheckSeconds = 5

// Mail domains that anyone can have an address at: owning an address proves nothing.
const publicMailDomains = new Set([
  'aol.com',
  'fastmail.com',
  'gmail.com',
  'gmx.com',
  'gmx.de',
  'gmx.net',
  'googlemail.com',
  'hey.com',
  'hotmail.co.uk',
  'hotmail.com',
  'hotmail.fr',
  'icloud.com',
  'live.com',
  'mac.com',
  'mail.com',
  'mail.ru',
  'me.com',
  'msn.com',
  'outlook.com',
  'pm.me',
  'proton.me',
  'protonmail.com',
  'qq.com',
  'web.de',
  'yahoo.co.jp',
  'yahoo.co.uk',
  'yahoo.com',
  'yandex.com',
  'yandex.ru',
  'ymail.com',
  'zoho.com',
])

// What a URL's parser would drop, decode or take for something else than a name.
const foreignToNames = /[\p{Cc}\s/\\:@?#*%[\]]/u
/** RFC 1123, 2.1, in its ASCII form: labels of letters, digits and inner hyphens. */
const hostName = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const maxNameLength = 253

/** A domain name as it is stored, or why it cannot be claimed. */
export function readDomainName(text: string): { domain: string } | { problem: string } {
  const given = text.trim().replace(/\.$/, '')
  if (foreignToNames.test(given)) return { problem: 'Must be a bare domain name, such as acme.com.' }
  const domain = domainToASCII(given)
  if (domain.length > maxNameLength || !hostName.test(domain)) return { problem: 'Is not a domain name.' }
  const { isIp, publicSuffix } = parse(domain, { allowPrivateDomains: true })
  if (isIp) return { problem: 'Is an address, not a domain name.' }
  if (!domain.includes('.')) return { problem: 'Must have a suffix, such as .com.' }
  if (domain === publicSuffix) return { problem: 'Is a public suffix, under which anyone can have a name.' }
  if (publicMailDomains.has(domain))
    return { problem: 'Is a public mail domain, at which anyone can have an address.' }
  return { domain }
}

/** A new claim: verified because an administrator says so, or pending until DNS shows the proof. */
export function newDomain(
  organizationId: string,
  domain: string,
  state: 'pending' | 'verified',
  now: Date,
): StoredDomain {
  return {
    object: 'organization_domain',
    id: newId('org_domain', now),
    organization_id: organizationId,
    domain,
    state,
    created_at: now.toISOString(),
    updated_at: now.toISOString(),
    ...(state === 'verified' ? manual : newProof(now)),
  }
}

const manual = {
  verification_strategy: 'manual' as const,
  verification_prefix: null,
  verification_token: null,
  verification_expires_at: null,
  next_check_at: null,
}

/** What begins a verification by DNS: a fresh token, and the time it has. */
export function newProof(now: Date) {
  return {
    verification_strategy: 'dns' as const,
    verification_prefix: `portico-domain-verification-${randomText(6).toLowerCase()}`,
    verification_token: randomText(25),
    verification_expires_at: new Date(now.getTime() + verificationPeriodDays * 86_400_000),
    next_check_at: new Date(now.getTime() + firstCheckSeconds * 1000),
  }
}

/** What DNS says where a proof may stand: at the domain itself, and at the label that the prefix names. */
export type TxtRecords = { apex: readonly string[]; label: readonly string[] }

/** Whether the records hold the proof, in one of the forms that customers have been told to publish. */
export function holdsProof(domain: StoredDomain, { apex, label }: TxtRecords): boolean {
  const { verification_prefix: prefix, verification_token: token } = domain
  if (!token) return false
  const atApex = new Set([`verification_token=${token}`, ...(prefix ? [`${prefix}=${token}`] : [])])
  // Some DNS consoles keep the blanks that were pasted along.
  return apex.some((text) => atApex.has(text.trim())) || label.some((text) => text.trim() === token)
}

/** What becomes of a pending domain after DNS was asked. */
export function outcomeOf(
  domain: StoredDomain,
  proven: boolean,
  now: Date,
): 'verified' | 'failed' | 'pending' {
  if (proven) return 'verified'
  const { verification_expires_at } = domain
  return verification_expires_at !== null && now >= verification_expires_at ? 'failed' : 'pending'
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/**
 * When DNS is asked next: every minute while the customer is at it, then ever more rarely, at last hourly. And at the
 * end of the period, so that it ends on time.
 */
export function nextCheckAt(domain: StoredDomain, now: Date): Date {
  const expiresAt = domain.verification_expires_at ?? new Date(now.getTime() + hourMs)
  const startedAt = expiresAt.getTime() - verificationPeriodDays * 86_400_000
  const wait = Math.min(Math.max((now.getTime() - startedAt) / 10, minuteMs), hourMs)
  return new Date(Math.min(now.getTime() + wait, expiresAt.getTime()))
}

/** The domain as the wire and its events show it. */
export function toWire(domain: StoredDomain): OrganizationDomain {
  const {
    verification_prefix,
    verification_token,
    verification_expires_at: _,
    next_check_at: __,
    ...rest
  } = domain
  return {
    ...rest,
    ...(verification_prefix !== null && { verification_prefix }),
    ...(verification_token !== null && { verification_token }),
  }
}
