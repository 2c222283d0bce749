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
 * was verified (the optional claim `xms_edov`), and where it is the sign-in name as well, which no administrator can choose
 * at a domain of others. The same domain does not do: guests of a tenant sign in by addresses of gmail.com, and whom
 * their `email` names is again the administrator's to say.
 */
export function isMicrosoftEmailVerified(profile: Readonly<Record<string, unknown>>): boolean {
  const { tid, xms_edov, email, preferred_username } = profile
  if (tid === consumers) return true
  if (xms_edov !== undefined) return [true, 1, 'true', '1'].includes(xms_edov as string | number | boolean)
  return isAddress(email) && isAddress(preferred_username) && isSame(email, preferred_username)
}

const isAddress = (text: unknown): text is string => typeof text === 'string' && /^[^@]+@[^@]+$/.test(text)
const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()
