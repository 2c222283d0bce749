import Type, { type Static } from 'typebox'
import { group, literal, model, openEnum, operation } from './core/index.ts'
import { userNotFound } from './users.ts'

export const Identity = model(
  'Identity',
  {
    idp_id: Type.String({ description: "The user's identifier at the provider." }),
    type: literal('OAuth', { description: 'The kind of provider.' }),
    provider: openEnum(
      [
        'AppleOAuth',
        'BitbucketOAuth',
        'DiscordOAuth',
        'GithubOAuth',
        'GitLabOAuth',
        'GoogleOAuth',
        'GrokOAuth',
        'XOAuth',
        'IntuitOAuth',
        'LinkedInOAuth',
        'MicrosoftOAuth',
        'SalesforceOAuth',
        'SlackOAuth',
        'VercelMarketplaceOAuth',
        'VercelOAuth',
        'XeroOAuth',
      ],
      { description: 'The provider they sign in with.' },
    ),
  },
  { description: 'An account at a social provider that a user signs in with.' },
)
export type Identity = Static<typeof Identity>

export const identities = group('userManagement', {
  getUserIdentities: operation({
    method: 'GET',
    path: '/user_management/users/{id}/identities',
    summary: 'List the social accounts of a user',
    status: 200,
    returns: Type.Array(Identity),
    throws: [userNotFound],
  }),
})
