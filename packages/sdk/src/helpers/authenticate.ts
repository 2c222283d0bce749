import type {
  Authentication,
  AuthorizationCodeGrant,
  DeviceCodeGrant,
  EmailVerificationGrant,
  MagicAuthGrant,
  OrganizationSelectionGrant,
  PasswordGrant,
  RadarEmailChallengeGrant,
  RadarSmsChallengeGrant,
  RefreshTokenGrant,
  TotpGrant,
} from '../generated/models/user-management.ts'
import type { AuthenticateParams, GeneratedUserManagement } from '../generated/user-management.ts'
import type { RequestOptions } from '../request.ts'
import type { Secret } from '../secret.ts'
import { type CookiePassword, keyringOf, passwordOr } from '../session/passwords.ts'
import { sealSession } from '../session/payload.ts'
import type { DevicePolling } from './device.ts'

/** Asks for the session in a form for a cookie. */
export type Seal = {
  /** Adds `sealedSession` to the answer. */
  sealSession: boolean
  /** What to seal it with: at least 32 characters. Default: `WORKOS_COOKIE_PASSWORD`. */
  cookiePassword?: CookiePassword | undefined
}

/** What every grant takes on the server's side. `S` says whether a sealed session is asked for. */
export type SealParams<S extends Seal | undefined = Seal | undefined> = { session?: S | undefined }

/** What a grant wants of the caller: the client says its kind, and shows its secret, by itself. */
type GrantParams<Grant> = Omit<Grant, 'grantType' | 'clientSecret'>

/** Parameters of `authenticateWithCode`. */
export type AuthenticateWithCodeParams = GrantParams<AuthorizationCodeGrant>
/** Parameters of `authenticateWithPassword`. */
export type AuthenticateWithPasswordParams = GrantParams<PasswordGrant>
/** Parameters of `authenticateWithRefreshToken`. */
export type AuthenticateWithRefreshTokenParams = GrantParams<RefreshTokenGrant>
/** Parameters of `authenticateWithEmailVerification`. */
export type AuthenticateWithEmailVerificationParams = GrantParams<EmailVerificationGrant>
/** Parameters of `authenticateWithTotp`. */
export type AuthenticateWithTotpParams = GrantParams<TotpGrant>
/** Parameters of `authenticateWithOrganizationSelection`. */
export type AuthenticateWithOrganizationSelectionParams = GrantParams<OrganizationSelectionGrant>
/** Parameters of `authenticateWithRadarEmailChallenge`. */
export type AuthenticateWithRadarEmailChallengeParams = GrantParams<RadarEmailChallengeGrant>
/** Parameters of `authenticateWithRadarSmsChallenge`. */
export type AuthenticateWithRadarSmsChallengeParams = GrantParams<RadarSmsChallengeGrant>
/** Parameters of `authenticateWithDeviceCode`: what `authorizeDevice` answered will do. */
export type AuthenticateWithDeviceCodeParams = GrantParams<DeviceCodeGrant> & DevicePolling

/** Parameters of `authenticateWithCodeAndVerifier`. */
export type AuthenticateWithCodeAndVerifierParams = AuthenticateWithCodeParams & {
  /** As `getAuthorizationUrlWithPKCE` made it. */
  codeVerifier: Secret
}

/** Parameters of `authenticateWithMagicAuth`. */
export type AuthenticateWithMagicAuthParams = GrantParams<MagicAuthGrant> & {
  /** What the signals script in the page collected, by its ID. */
  signalsId?: string | undefined
}

/** The answer to a sign-in, with the sealed session where that was asked for. */
export type Authenticated<S> = [S] extends [{ sealSession: true }]
  ? Authentication & SealedSession
  : [S] extends [{ sealSession: false } | undefined]
    ? Authentication
    : Authentication & Partial<SealedSession>

/** A session as it goes into a cookie. */
export type SealedSession = {
  /** For a cookie that is `HttpOnly`, `Secure` and `SameSite=Lax`. `loadSealedSession` opens it. */
  sealedSession: string
}

/** Signs in by a grant, and seals the session where that is asked for. */
export async function authenticate<S extends Seal | undefined>(
  api: Pick<GeneratedUserManagement, 'authenticate'>,
  grantType: AuthenticateParams['grantType'],
  { session, ...grant }: SealParams<S>,
  options?: RequestOptions,
): Promise<Authenticated<S>> {
  const password = session?.sealSession ? passwordOr(session.cookiePassword) : undefined
  // Refused before the code is spent: it is good for once.
  if (password !== undefined) keyringOf(password)
  const authentication = await api.authenticate({ ...grant, grantType } as AuthenticateParams, options)
  if (password === undefined) return authentication as Authenticated<S>
  const sealedSession = await sealSession(authentication, password)
  return { ...authentication, sealedSession } as Authenticated<S>
}
