// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { SecretString } from '../../secret.ts'
import type { ConnectRedirectUri } from './organizations.ts'

/** A client secret of an application, without the secret. */
export interface ConnectApplicationSecret {
  /** What kind of object this is. */
  object: 'connect_application_secret'
  /** Its identifier. */
  id: string
  /** Its last characters, to tell it from others. */
  secretHint: string
  /** When it was last used. */
  lastUsedAt: string | null
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** A client secret of an application, with the secret. */
export interface ConnectApplicationSecretWithValue {
  /** What kind of object this is. */
  object: 'connect_application_secret'
  /** Its identifier. */
  id: string
  /** Its last characters, to tell it from others. */
  secretHint: string
  /** When it was last used. */
  lastUsedAt: string | null
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /** The secret itself, shown this once. */
  secret: SecretString
}

/** A program without people. */
export interface CreateM2MApplication {
  /** Whether people sign in by it, or it acts for itself. */
  applicationType: 'm2m'
  /** What people shall call it. */
  name: string
  /** What it is for. */
  description?: string | null | undefined
  /** Permissions it may ask for, by their slugs. */
  scopes?: readonly string[] | null | undefined
  /** The organization in whose name it shall act. */
  organizationId: string
}

/** An application for people to sign in to. */
export interface CreateOAuthApplication {
  /** Whether people sign in by it, or it acts for itself. */
  applicationType: 'oauth'
  /** What people shall call it. */
  name: string
  /** What it is for. */
  description?: string | null | undefined
  /** Permissions it may ask for, by their slugs. */
  scopes?: readonly string[] | null | undefined
  /** Where people may be sent back. */
  redirectUris?: readonly RedirectUriInput[] | null | undefined
  /** Whether it is a public client. */
  usesPkce?: boolean | null | undefined
  /** Whether it is yours. */
  isFirstParty: boolean
  /** The organization that makes it. Needed where it is not yours. */
  organizationId?: string | null | undefined
}

/** Where an OAuth request goes on. */
export interface ExternalAuthCompletion {
  /** Where to send the browser next. */
  redirectUri: SecretString
}

/** A person whom your application has signed in. */
export interface ExternalUser {
  /** Their identifier in your own system. */
  id: string
  /** Their e-mail address. */
  email: string
  /** The person's first name. */
  firstName?: string | undefined
  /** The person's last name. */
  lastName?: string | undefined
  /** Their whole name. */
  name?: string | undefined
  /** The customer's own key-value pairs. */
  metadata?: Record<string, string> | undefined
}

/** A program that calls your API in the name of an organization. */
export interface M2MApplication {
  /** What kind of object this is. */
  object: 'connect_application'
  /** Its identifier. */
  id: string
  /** Whether people sign in by it, or it acts for itself. */
  applicationType: 'm2m'
  /** What the application calls itself in OAuth requests. */
  clientId: string
  /** What people call it. */
  name: string
  /** What it is for. */
  description: string | null
  /** What it may ask for. */
  scopes: string[]
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /** The organization in whose name it acts. */
  organizationId: string
}

/** An application in which people sign in with their account in yours. */
export interface OAuthApplication {
  /** What kind of object this is. */
  object: 'connect_application'
  /** Its identifier. */
  id: string
  /** Whether people sign in by it, or it acts for itself. */
  applicationType: 'oauth'
  /** What the application calls itself in OAuth requests. */
  clientId: string
  /** What people call it. */
  name: string
  /** What it is for. */
  description: string | null
  /** What it may ask for. */
  scopes: string[]
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /** Where people may be sent back. */
  redirectUris: ConnectRedirectUri[]
  /** Whether it is a public client, which proves itself by PKCE. */
  usesPkce: boolean
  /** Whether it is yours. Others need the consent of each person. */
  isFirstParty: boolean
  /** Whether it registered itself; said of applications that are not yours. */
  wasDynamicallyRegistered?: boolean
  /** The organization that made it, where one did. */
  organizationId?: string
}

/** An address to which people may be sent back. */
export interface RedirectUriInput {
  /** The address itself. */
  uri: string
  /** Take it when a request names no address. */
  default?: boolean | null | undefined
}

/** One of the answers to choose from. */
export interface UserConsentChoice {
  /** What the claim will hold. */
  value?: string | undefined
  /** What the consent page calls it. */
  label?: string | undefined
}

/** A question that the consent page asks. */
export interface UserConsentOption {
  /** The claim in which access tokens carry the choice. */
  claim: string
  /** Which kind it is. */
  type: 'enum'
  /** What the consent page calls it. */
  label: string
  /** What there is to choose from. */
  choices: readonly UserConsentChoice[]
}
