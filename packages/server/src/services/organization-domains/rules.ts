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
export const verificationPeriodDays = 30
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

/** A domain name as it is stored, or why it cannot be claimed. */
export function readDomainName(text: string): { domain: string } | { problem: string } {
  const trimmed = text.trim().replace(/\.$/, '').toLowerCase()
  if (/[/:@?#*\s]/.test(trimmed)) return { problem: 'Must be a bare domain name, such as acme.com.' }
  const ascii = URL.canParse(`http://${trimmed}`) ? new URL(`http://${trimmed}`).hostname : ''
  const { isIp, hostname, publicSuffix } = parse(ascii, { allowPrivateDomains: true })
  if (ascii === '' || isIp || !hostname || ascii.length > 253) return { problem: 'Is not a domain name.' }
  if (!ascii.includes('.')) return { problem: 'Must have a suffix, such as .com.' }
  if (ascii === publicSuffix) return { problem: 'Is a public suffix, under which anyone can have a name.' }
  if (publicMailDomains.has(ascii))
    return { problem: 'Is a public mail domain, at which anyone can have an address.' }
  return { domain: ascii }
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
