import { APIError, type APIErrorDetails } from './errors.ts'
import type { User } from './generated/models/user-management.ts'
import type { SecretString } from './secret.ts'
import type { OpenEnum } from './types.ts'
import { fromWire } from './wire.ts'

const codes = [
  'application_consent_required',
  'email_verification_required',
  'mfa_challenge',
  'mfa_enrollment',
  'organization_authentication_methods_required',
  'organization_selection_required',
  'passkey_progressive_enrollment',
  'radar_challenge',
  'radar_sign_up_challenge',
  'radar_sms_sign_in_challenge',
  'sso_required',
] as const

/** What the sign-in asks for next. */
export type AuthenticateCode = (typeof codes)[number]

/**
 * A sign-in that is not over: it asks for a further step, which `code` names. It is told by the code and never by the
 * status, which differs from route to route. `isAuthenticateError` narrows to what each code carries.
 */
export class AuthenticateError extends APIError {
  declare readonly code: AuthenticateCode
  /** Stands for the steps already taken: the next call wants it. */
  declare readonly pendingAuthenticationToken?: SecretString

  constructor(details: APIErrorDetails) {
    super(details)
    for (const [name, value] of Object.entries(membersOf(details.body ?? {}))) {
      Object.defineProperty(this, name, { value, enumerable: true })
    }
  }

  override get name() {
    return 'AuthenticateError'
  }
}

type Step<Code extends AuthenticateCode, Members = unknown> = AuthenticateError & {
  readonly code: Code
} & Readonly<Members>
type Pending = { pendingAuthenticationToken: SecretString }
type WithUser = Pending & { user: User }
type Challenge = Pending & { email: string; radarChallengeId: string }

/** A sign-in that asks for a further step, by code, with what that step needs. */
export type AuthenticateFailure =
  | Step<'application_consent_required', Pending>
  /** A code was sent by e-mail: `authenticateWithEmailVerification`. */
  | Step<'email_verification_required', Pending & { email: string; emailVerificationId: string }>
  /** Challenge one of the factors, then `authenticateWithTotp`. */
  | Step<
      'mfa_challenge',
      WithUser & {
        authenticationFactors: { id: string; type: OpenEnum<'generic_otp' | 'sms' | 'totp' | 'webauthn'> }[]
      }
    >
  /** A factor must be set up. Where an organization asks for it at a refresh, there is neither token nor user. */
  | Step<'mfa_enrollment', Partial<WithUser>>
  /** The organization wants another way to sign in. */
  | Step<
      'organization_authentication_methods_required',
      { email: string; ssoConnectionIds: string[]; authMethods: Record<string, boolean> }
    >
  /** One of the organizations must be chosen: `authenticateWithOrganizationSelection`. */
  | Step<'organization_selection_required', WithUser & { organizations: { id: string; name: string }[] }>
  | Step<'passkey_progressive_enrollment', WithUser>
  /** A code was sent by e-mail: `authenticateWithRadarEmailChallenge`. */
  | Step<'radar_challenge', Challenge>
  | Step<'radar_sign_up_challenge', Challenge>
  /** A phone number is asked for: `authenticateWithRadarSmsChallenge`. */
  | Step<'radar_sms_sign_in_challenge', Pending & { email: string }>
  /** The person must sign in through one of the connections. */
  | Step<'sso_required', { email: string; connectionIds: string[] }>

/** Whether the code is one of those that ask for a further step. */
export function isAuthenticateCode(code: string | undefined): code is AuthenticateCode {
  return (codes as readonly (string | undefined)[]).includes(code)
}

const carried = [
  'auth_methods',
  'authentication_factors',
  'connection_ids',
  'email',
  'email_verification_id',
  'organizations',
  'pending_authentication_token',
  'radar_challenge_id',
  'sso_connection_ids',
  'user',
]
const notes = { response: ['user.metadata'], secrets: ['pending_authentication_token'] }

/** The members by their names and no others: an answer must not replace the fields of an error. */
function membersOf(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const present = carried.filter((name) => Object.hasOwn(body, name) && body[name] !== null)
  return fromWire(Object.fromEntries(present.map((name) => [name, body[name]])), notes) as Record<
    string,
    unknown
  >
}
