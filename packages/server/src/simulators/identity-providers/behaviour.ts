import { type Fields, fieldsOf } from './fields.ts'
import { SimulatorProblem } from './problem.ts'

/** How a simulator behaves in one sign-in. */
export type Behaviour = {
  /** Which of the misbehaviours of its protocol, or null: as it should. */
  misbehave: string | null
  /** How far its clock is off; below zero, behind. */
  clockMinutes: number
  /** How long it takes to answer. */
  slowSeconds: number
}

export type Misbehaviours = Readonly<Record<string, string>>

export const maxClockMinutes = 14_400
export const maxSlowSeconds = 30

export const wellBehaved: Behaviour = { misbehave: null, clockMinutes: 0, slowSeconds: 0 }

/** What SAML identity providers can be told to do wrong, and how the page says it. */
export const samlMisbehaviours = {
  expired: 'The assertion has expired',
  not_yet_valid: 'The assertion is not valid yet',
  wrong_audience: 'It is for another audience',
  wrong_recipient: 'It is for another recipient',
  wrong_destination: 'The response is for another destination',
  wrong_issuer: 'Another issuer',
  wrong_in_response_to: 'It answers another request',
  unsigned: 'Nothing is signed',
  wrong_key: 'Signed with another key, whose certificate comes along',
  tampered: 'Changed after it was signed',
  sha1: 'Signed with SHA-1',
  two_assertions: 'Two assertions',
  encrypted: 'Encrypted (not wrong: for those who can decrypt)',
  encrypted_unsigned: 'Encrypted, and not signed',
  replay: 'The last response once more',
  no_email: 'No e-mail address',
  status_authn_failed: 'Status: AuthnFailed',
  status_request_denied: 'Status: RequestDenied',
  status_no_authn_context: 'Status: NoAuthnContext',
} as const satisfies Misbehaviours

/** What OpenID providers can be told to do wrong. */
export const oidcMisbehaviours = {
  access_denied: 'Error: access_denied',
  server_error: 'Error: server_error',
  wrong_state: 'Another state',
  wrong_iss: 'Another issuer in the redirect',
  wrong_nonce: 'ID token: another nonce',
  wrong_issuer: 'ID token: another issuer',
  wrong_audience: 'ID token: another audience',
  expired: 'ID token: expired',
  unsigned: 'ID token: alg none',
  hs256_public_key: 'ID token: HS256 with the public key',
  rotated_key: 'ID token: a new key (not wrong: the old one was rotated)',
  same_kid_other_key: 'ID token: another key under the same kid',
  tampered: 'ID token: changed after it was signed',
  invalid_client: 'Token endpoint: invalid_client',
  invalid_grant: 'Token endpoint: invalid_grant',
  token_error: 'Token endpoint: status 500',
  token_slow: 'Token endpoint: answers after 30 seconds',
  token_huge: 'Token endpoint: answers 10 MB',
  token_malformed: 'Token endpoint: answers what is no JSON',
  userinfo_other_sub: 'User info: of somebody else',
  userinfo_error: 'User info: status 500',
  no_email: 'No e-mail address',
  unverified_email: 'An e-mail address that is not verified',
} as const satisfies Misbehaviours

/** What a form or a query chose. @returns nothing where it says nothing of behaviour */
export function readBehaviour(fields: Fields, known: Misbehaviours): Partial<Behaviour> {
  return {
    ...readMisbehaviour(fields, known),
    ...readNumber(fields, 'clock_minutes', 'clockMinutes', -maxClockMinutes, maxClockMinutes),
    ...readNumber(fields, 'slow_seconds', 'slowSeconds', 0, maxSlowSeconds),
  }
}

/** What stands for no misbehaviour, so that it can be chosen over a simulator's own. */
export const none = 'none'

function readMisbehaviour(fields: Fields, known: Misbehaviours): Pick<Behaviour, 'misbehave'> | undefined {
  const chosen = fields.optional('misbehave', 100)
  if (chosen === null) return undefined
  if (chosen === none) return { misbehave: null }
  if (Object.hasOwn(known, chosen)) return { misbehave: chosen }
  throw new SimulatorProblem(
    `misbehave must be one of ${[none, ...Object.keys(known)].join(', ')}; ${JSON.stringify(chosen)} is none of them.`,
  )
}

function readNumber(
  fields: Fields,
  field: string,
  name: 'clockMinutes' | 'slowSeconds',
  min: number,
  max: number,
): Partial<Behaviour> | undefined {
  const text = fields.optional(field, 100)
  if (text === null) return undefined
  const value = /^-?\d{1,6}$/.test(text) ? Number(text) : Number.NaN
  if (value >= min && value <= max) return { [name]: value }
  throw new SimulatorProblem(`${field} must be a whole number from ${min} to ${max}.`)
}

/** What the API takes: the same names as forms, numbers as JSON has them; what is left out is as it should be. */
export function behaviourOf(body: unknown, known: Misbehaviours): Partial<Behaviour> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new SimulatorProblem(
      'The body must be a JSON object with misbehave, clock_minutes or slow_seconds.',
    )
  }
  const given = body as Record<string, unknown>
  const other = Object.keys(given).find(
    (name) => !['misbehave', 'clock_minutes', 'slow_seconds'].includes(name),
  )
  if (other) throw new SimulatorProblem(`${JSON.stringify(other.slice(0, 100))} cannot be set. See GET.`)
  const values = Object.entries(given).filter(([, value]) => value !== null)
  const texts = Object.fromEntries(
    values.map(([name, value]) => [name, typeof value === 'number' ? String(value) : value]),
  )
  return readBehaviour(fieldsOf(texts), known)
}

export const toWire = ({ misbehave, clockMinutes, slowSeconds }: Behaviour) => ({
  misbehave,
  clock_minutes: clockMinutes,
  slow_seconds: slowSeconds,
})
