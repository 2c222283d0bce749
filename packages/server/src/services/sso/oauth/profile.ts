import { Refused, refused } from '../oidc/refused.ts'
import type { EmailList, ProfileMapping, Verification } from './declaration.ts'

type Profile = Readonly<Record<string, unknown>>

const normalNames = ['id', 'email', 'first_name', 'last_name', 'name'] as const

/**
 * What a provider says of somebody, under the names that connections map, beside what it calls it itself.
 *
 * @throws {Refused} when it says of nobody that this is about them, or that the address may be somebody else's
 */
export function attributesOf(mapping: ProfileMapping, profile: Profile): Record<string, unknown> {
  const email = at(profile, mapping.email)
  if (email !== undefined) requireVerified(mapping.verified, profile)
  const normal = {
    id: idOf(mapping, profile),
    email,
    first_name: at(profile, mapping.firstName),
    last_name: at(profile, mapping.lastName),
    name: at(profile, mapping.name),
  }
  // What merely has one of these names means something else.
  const rest = Object.entries(profile).filter(([name]) => !(normalNames as readonly string[]).includes(name))
  const known = Object.entries(normal).filter(([, value]) => value !== undefined)
  return Object.fromEntries([...rest, ...known])
}

function idOf({ id }: ProfileMapping, profile: Profile): string {
  const value = at(profile, id)
  if (typeof value === 'string' && value !== '') return value
  if (Number.isSafeInteger(value)) return String(value)
  throw refused(
    'subject_invalid',
    `The provider does not say whose account it is: ${id} is missing.`,
    profile,
  )
}

function requireVerified(verification: Verification, profile: Profile): void {
  if (isVerified(verification, profile)) return
  throw new Refused(
    {
      error: 'access_denied',
      code: 'email_unverified',
      message:
        'The provider does not say that the e-mail address is the person’s. They have to verify it there first; with Microsoft, add the optional claim xms_edov to the application.',
    },
    profile,
  )
}

function isVerified(verification: Verification, profile: Profile): boolean {
  if (verification === 'always') return true
  if ('rule' in verification) return verification.rule(profile)
  const value = at(profile, verification.claim)
  // Apple says it in words.
  return value === undefined ? verification.optional === true : value === true || value === 'true'
}

/** The value at a path; nothing where there is none, or null. */
function at(profile: Profile, path: string | null): unknown {
  if (path === null) return undefined
  let value: unknown = profile
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Profile)[name]
  }
  return value ?? undefined
}

/** The person's main address, and whether it is verified: of all that a provider lists. */
export function primaryEmail(
  { list, address, primary, verified }: EmailList,
  answer: unknown,
): { email?: string; verified?: boolean } {
  const entries = list === null ? answer : at(answer as Profile, list)
  const main = (Array.isArray(entries) ? entries : []).find((entry) => entry?.[primary] === true)
  const email: unknown = main?.[address]
  return typeof email === 'string' ? { email, verified: main[verified] === true } : {}
}
