// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { OpenEnum } from '../../../types.ts'

/** The role that a group of the identity provider gives. */
export interface ConnectionGroupRole {
  /** The group, as the identity provider sends it. */
  group: string
  /** The role its people get. */
  roleSlug: string
}

/** How a connection behaves, whatever its protocol. */
export interface ConnectionSettings {
  /** What kind of object this is. */
  object: 'connection_settings'
  /** The connection. */
  connectionId: string
  /** Whether the identity provider may begin a sign-in by itself. SAML only. */
  idpInitiatedAllowed: boolean
  /** Whether people confirm the first sign-in; null follows the environment. */
  signInConsent: boolean | null
  /** Whether the response must be signed as well as the assertion in it. SAML only. */
  signedResponsesRequired: boolean
  /** Whether the provider's own tokens are handed to the application. OAuth only. */
  oauthTokensReturned: boolean
  /** How sign-in requests go to the identity provider: in its address, or as a form. SAML only. */
  requestBinding: OpenEnum<'redirect' | 'post'>
  /** The format of NameID to ask for; null leaves it to the identity provider. SAML only. */
  nameIdFormat: string | null
  /** Where the identity provider takes logout requests, where its metadata do not say so. SAML only. */
  idpLogoutUrl: string | null
  /** An exception for an identity provider that cannot do better yet. Every use is logged. */
  weakAlgorithms: WeakAlgorithmsException | null
  /** Scopes to ask for beside those that a profile takes. OpenID Connect only. */
  scopes: string[]
  /** Further parameters of the sign-in request, such as `acr_values`. OpenID Connect only. */
  authorizationParameters: Record<string, string>
  /** Which groups give which roles. Who is in none of them gets the default role. */
  groupRoles: ConnectionGroupRole[]
  /** When the identity provider's metadata were last read at their address. */
  idpMetadataReadAt: string | null
  /** Why they could not be read since then. What is known goes on to hold, and they are asked for again. */
  idpMetadataProblem: string | null
  /** When it last changed. */
  updatedAt: string
}

/** A sign-in that shows whether a connection works, and signs nobody in. */
export interface ConnectionTest {
  /** What kind of object this is. */
  object: 'connection_test'
  /** The sign-in, to be read in the log. */
  ssoSessionId: string
  /** Open it in a browser to sign in. */
  url: string
  /** When the address stops to work. */
  expiresAt: string
}

/**
 * A sign-in through a connection, or a logout message that was refused: its `error` says so. Kept for 90
 * days.
 */
export interface SsoSession {
  /** What kind of object this is. */
  object: 'sso_session'
  /** Its identifier. */
  id: string
  /** The connection. */
  connectionId: string
  /** The organization. */
  organizationId: string | null
  /** Who signed in, once that is known. */
  profileId: string | null
  /** How far the sign-in came. */
  state: OpenEnum<'started' | 'authorized' | 'successful' | 'failed' | 'timed_out' | 'terminated'>
  /** Whether it was a test. */
  test: boolean
  /** Whether the identity provider began it. */
  idpInitiated: boolean
  /** What went wrong in an SSO session. */
  error: SsoSessionError | null
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** What went wrong in an SSO session. */
export interface SsoSessionError {
  /** Which check failed. */
  code: string
  /** The same, for people. */
  message: string
}

/** A message that went back or forth in an SSO session. */
export interface SsoSessionMessage {
  /** As seen from Portico. */
  direction: OpenEnum<'sent' | 'received'>
  /** What it is. */
  kind: string
  /** The message as it was, without secrets. */
  content: string
  /** When it was created. */
  createdAt: string
}

/** A sign-in through a connection, with all its messages. */
export interface SsoSessionWithMessages {
  /** What kind of object this is. */
  object: 'sso_session'
  /** Its identifier. */
  id: string
  /** The connection. */
  connectionId: string
  /** The organization. */
  organizationId: string | null
  /** Who signed in, once that is known. */
  profileId: string | null
  /** How far the sign-in came. */
  state: OpenEnum<'started' | 'authorized' | 'successful' | 'failed' | 'timed_out' | 'terminated'>
  /** Whether it was a test. */
  test: boolean
  /** Whether the identity provider began it. */
  idpInitiated: boolean
  /** What went wrong in an SSO session. */
  error: SsoSessionError | null
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /** What went over the wire, in order. */
  messages: SsoSessionMessage[]
}

/** An exception for an identity provider that cannot do better yet. Every use is logged. */
export interface WeakAlgorithmsException {
  /** The algorithms. */
  algorithms: OpenEnum<'sha1' | 'aes_cbc' | 'rsa_pkcs1'>[]
  /** When the exception ends. 90 days ahead at most. */
  expiresAt: string
}

/** An exception for an identity provider that cannot do better yet. Every use is logged. */
export interface WeakAlgorithmsExceptionInput {
  /** The algorithms. */
  algorithms: readonly ('sha1' | 'aes_cbc' | 'rsa_pkcs1')[]
  /** When the exception ends. 90 days ahead at most. */
  expiresAt: string
}
