// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { SecretString } from '../../secret.ts'
import type { OpenEnum } from '../../types.ts'

/** A question to a person that only their factor can answer. */
export interface AuthenticationChallenge {
  /** What kind of object this is. */
  object: 'authentication_challenge'
  /** Its identifier. */
  id: string
  /** The factor that is asked for. */
  authenticationFactorId: string
  /** Until when it can be answered. */
  expiresAt?: string
  /** The code, where you are to bring it to the person. */
  code?: SecretString
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** The answer to a challenge, judged. */
export interface AuthenticationChallengeVerification {
  /** A question to a person that only their factor can answer. */
  challenge: AuthenticationChallenge
  /** Whether the code was right. */
  valid: boolean
}

/** Something that a person has, to prove who they are. */
export interface AuthenticationFactor {
  /** What kind of object this is. */
  object: 'authentication_factor'
  /** Its identifier. */
  id: string
  /** What it is. */
  type: OpenEnum<'generic_otp' | 'sms' | 'totp' | 'webauthn'>
  /** Whose factor it is. */
  userId?: string
  /** A phone that takes codes by SMS. */
  sms?: SmsFactor
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /** An authenticator that shows codes (RFC 6238). */
  totp?: TotpFactor
}

/** A factor that was just enrolled, with what sets it up. */
export interface EnrolledAuthenticationFactor {
  /** What kind of object this is. */
  object: 'authentication_factor'
  /** Its identifier. */
  id: string
  /** What it is. */
  type: OpenEnum<'generic_otp' | 'sms' | 'totp' | 'webauthn'>
  /** Whose factor it is. */
  userId?: string
  /** A phone that takes codes by SMS. */
  sms?: SmsFactor
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /** What an authenticator needs to be set up. Shown this once. */
  totp?: TotpEnrollment
}

/** A phone that takes codes by SMS. */
export interface SmsFactor {
  /** The number that codes are sent to, in E.164. */
  phoneNumber: string
}

/** What an authenticator needs to be set up. Shown this once. */
export interface TotpEnrollment {
  /** The name of your application in the authenticator. */
  issuer: string
  /** The name of the account in the authenticator. */
  user: string
  /** The key that makes the codes, in base32. */
  secret: SecretString
  /** An image of the key to scan, as a data URI. */
  qrCode: SecretString
  /** The key as an `otpauth` URI. */
  uri: SecretString
}

/** An authenticator that shows codes (RFC 6238). */
export interface TotpFactor {
  /** The name of your application in the authenticator. */
  issuer: string
  /** The name of the account in the authenticator. */
  user: string
}

/** A factor that was just enrolled, and its first challenge. */
export interface UserFactorEnrollment {
  /** A factor that was just enrolled, with what sets it up. */
  authenticationFactor: EnrolledAuthenticationFactor
  /** A question to a person that only their factor can answer. */
  authenticationChallenge: AuthenticationChallenge
}
