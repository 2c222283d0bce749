// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { OpenEnum } from '../../../types.ts'

/** A program of yours that people sign in to: it owns a client ID and redirect URIs. */
export interface Application {
  /** What kind of object this is. */
  object: 'application'
  /** Its identifier. */
  id: string
  /** What people call it. */
  name: string
  /** What the application calls itself in sign-in requests. */
  clientId: string
  /** The same, as the oldest clients write it. Both are accepted. */
  projectId: string
  /**
   * `confidential` runs on a server and has client secrets; `public` runs in browsers and on phones, has
   * none, and must use PKCE.
   */
  kind: OpenEnum<'public' | 'confidential'>
  /**
   * Whether it is the environment's default application, for which an API key of the environment is a client
   * secret too.
   */
  default: boolean
  /** The home page: where people go who have nowhere else to go back to. */
  homepageUrl: string | null
  /** Page of the application that begins a sign-in, for people who arrive without one under way. */
  initiateLoginUrl: string | null
  /** Page that invitations lead to; null for Portico's own. */
  userInvitationUrl: string | null
  /** Page that password reset mails lead to; null for Portico's own. */
  passwordResetUrl: string | null
  /** Where the Admin Portal leads back to. */
  portalReturnUrl: string | null
  /** Where the Admin Portal leads after a finished set-up; null for the return URL. */
  portalSuccessUrl: string | null
  /**
   * Where sign-out may lead, by the rules of redirect URIs. The first is the default, and holds no wildcard.
   */
  logoutRedirectUris: string[]
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}
