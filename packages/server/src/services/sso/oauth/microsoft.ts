import type { JWTPayload } from 'jose'

const host = 'https://login.microsoftonline.com'
// The tenant of personal accounts, whose addresses Microsoft verifies itself.
const consumers = '9188040d-6c67-4c5b-b112-36a304b66dad'
const tenantForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Every tenant is an issuer of its own, and one key set signs for all: the two claims have to agree. */
export function microsoftIssuer({ tid }: JWTPayload): string {
  return `${host}/${typeof tid === 'string' && tenantForm.test(tid) ? tid : 'unknown'}/v2.0`
}

/**
 * Whether `email` is the person's. Administrators of any tenant may put any address there, and thereby become anybody
 * at applications that believe it. It is believed of personal accounts, where Microsoft says that the owner of the domain
 * was verified (the optional claim `xms_edov`), and where the sign-in name, whose domain is always verified, has the same
 * domain.
 */
export function isMicrosoftEmailVerified(profile: Readonly<Record<string, unknown>>): boolean {
  const { tid, xms_edov, email, preferred_username } = profile
  if (tid === consumers) return true
  if (xms_edov !== undefined) return [true, 1, 'true', '1'].includes(xms_edov as string | number | boolean)
  const domain = domainOf(email)
  return domain !== undefined && domain === domainOf(preferred_username)
}

const domainOf = (address: unknown) =>
  typeof address === 'string' && address.includes('@')
    ? address.slice(address.lastIndexOf('@') + 1).toLowerCase()
    : undefined
