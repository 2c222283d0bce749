// Social providers. They are asked for a profile in their own ways, and what they say is put under these names.
import type { OAuthProvider } from '@portico/contract'
import type { Provider } from './providers.ts'

const oauth = (name: string, hints: Partial<Provider> = {}): Provider => ({
  protocol: 'oauth',
  name,
  sources: {
    idp_id: ['id'],
    email: ['email'],
    first_name: ['first_name', 'given_name'],
    last_name: ['last_name', 'family_name'],
    groups: [],
    name: ['name'],
  },
  custom: false,
  loginHintParameter: 'login_hint',
  domainHintParameter: null,
  gives: [],
  asks: null,
  discoveryEndpoint: null,
  tokenAuthenticationMethod: 'client_secret_post',
  ...hints,
})

export const oauthTypes = {
  AppleOAuth: oauth('Apple'),
  BitbucketOAuth: oauth('Bitbucket'),
  DiscordOAuth: oauth('Discord'),
  GitHubOAuth: oauth('GitHub', { loginHintParameter: 'login' }),
  GitLabOAuth: oauth('GitLab'),
  GoogleOAuth: oauth('Google', { domainHintParameter: 'hd' }),
  GrokOAuth: oauth('Grok'),
  IntuitOAuth: oauth('Intuit'),
  LinkedInOAuth: oauth('LinkedIn'),
  MicrosoftOAuth: oauth('Microsoft', { domainHintParameter: 'domain_hint' }),
  SalesforceOAuth: oauth('Salesforce'),
  SlackOAuth: oauth('Slack'),
  VercelMarketplaceOAuth: oauth('Vercel Marketplace'),
  VercelOAuth: oauth('Vercel'),
  XeroOAuth: oauth('Xero'),
  XOAuth: oauth('X'),
} as const satisfies Record<OAuthProvider['provider'], Provider>
