// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { OpenEnum } from '../../../types.ts'

/** A social provider that is set up for the environment. */
export interface OAuthProvider {
  /** What kind of object this is. */
  object: 'oauth_provider'
  /** Which provider. */
  provider: OpenEnum<
    | 'AppleOAuth'
    | 'BitbucketOAuth'
    | 'DiscordOAuth'
    | 'GitHubOAuth'
    | 'GitLabOAuth'
    | 'GoogleOAuth'
    | 'GrokOAuth'
    | 'IntuitOAuth'
    | 'LinkedInOAuth'
    | 'MicrosoftOAuth'
    | 'SalesforceOAuth'
    | 'SlackOAuth'
    | 'VercelMarketplaceOAuth'
    | 'VercelOAuth'
    | 'XeroOAuth'
    | 'XOAuth'
  >
  /** The connection that people sign in through. */
  connectionId: string
  /** What the provider calls your application. */
  clientId: string
  /** Scopes to ask for beside those that a profile takes. */
  scopes: string[]
  /** Whether the provider's own tokens are handed to your application. */
  oauthTokensReturned: boolean
  /** Where people sign in; null for the provider's own. */
  authorizationEndpoint: string | null
  /** Where the code is redeemed; null for the provider's own. */
  tokenEndpoint: string | null
  /** Where the profile is read; null for the provider's own. */
  userinfoEndpoint: string | null
  /** Where the keys of ID tokens are; null for the provider's own. */
  jwksUri: string | null
  /** Who issues ID tokens; null for the provider's own name. */
  issuer: string | null
  /** To be registered with the provider. */
  redirectUri: string
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}
