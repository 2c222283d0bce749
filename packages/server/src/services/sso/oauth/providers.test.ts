import { oauthProviders } from '@portico/contract'
import { describe, expect, it } from 'vitest'
import { appleName } from './apple.ts'
import { isMicrosoftEmailVerified, microsoftIssuer } from './microsoft.ts'
import { attributesOf, primaryEmail } from './profile.ts'
import { declarationOf } from './providers.ts'

type Name = (typeof oauthProviders)[number]

const own = {
  authorization_endpoint: null,
  token_endpoint: null,
  userinfo_endpoint: null,
  jwks_uri: null,
  issuer: null,
}
const declared = (provider: Name) => declarationOf({ provider, endpoints: own })
const attributes = (provider: Name, profile: Record<string, unknown>) =>
  attributesOf(declared(provider).profile, profile)

const tenant = '72f988bf-86f1-41af-91ab-2d7cd011db47'
const consumers = '9188040d-6c67-4c5b-b112-36a304b66dad'

/** What each provider says of somebody, as its documentation shows it, and what is made of that. */
const people: Record<Name, [profile: Record<string, unknown>, made: Record<string, unknown>]> = {
  AppleOAuth: [
    {
      sub: '001473.fe6f33bf4b8e4590aacbabdcb8598bd0.2039',
      email: 'x7h2k@privaterelay.appleid.com',
      email_verified: 'true',
      is_private_email: 'true',
      nonce_supported: true,
    },
    { id: '001473.fe6f33bf4b8e4590aacbabdcb8598bd0.2039', email: 'x7h2k@privaterelay.appleid.com' },
  ],
  BitbucketOAuth: [
    {
      type: 'user',
      uuid: '{9f1c6b0e-8a4d-4b0a-9f3e-2a9a8f5e1c11}',
      account_id: '557058:c4c9a3b2',
      display_name: 'Ada Lovelace',
      nickname: 'ada',
      email: 'ada@acme.example',
      verified: true,
    },
    { id: '{9f1c6b0e-8a4d-4b0a-9f3e-2a9a8f5e1c11}', email: 'ada@acme.example', name: 'Ada Lovelace' },
  ],
  DiscordOAuth: [
    {
      id: '80351110224678912',
      username: 'ada',
      discriminator: '0',
      global_name: 'Ada L.',
      email: 'ada@acme.example',
      verified: true,
      mfa_enabled: true,
    },
    { id: '80351110224678912', email: 'ada@acme.example', name: 'Ada L.' },
  ],
  GitHubOAuth: [
    {
      id: 583231,
      login: 'ada',
      node_id: 'MDQ6VXNlcjU4MzIzMQ==',
      name: 'Ada Lovelace',
      type: 'User',
      email: 'ada@acme.example',
      verified: true,
    },
    { id: '583231', email: 'ada@acme.example', name: 'Ada Lovelace', login: 'ada' },
  ],
  GitLabOAuth: [
    {
      sub: '1207',
      sub_legacy: 'a2f3',
      name: 'Ada Lovelace',
      nickname: 'ada',
      preferred_username: 'ada',
      email: 'ada@acme.example',
      email_verified: true,
      groups_direct: ['acme'],
    },
    { id: '1207', email: 'ada@acme.example', name: 'Ada Lovelace' },
  ],
  GoogleOAuth: [
    {
      sub: '110169484474386276334',
      hd: 'acme.example',
      email: 'ada@acme.example',
      email_verified: true,
      name: 'Ada Lovelace',
      given_name: 'Ada',
      family_name: 'Lovelace',
      picture: 'https://lh3.googleusercontent.com/a/ada',
    },
    {
      id: '110169484474386276334',
      email: 'ada@acme.example',
      first_name: 'Ada',
      last_name: 'Lovelace',
      name: 'Ada Lovelace',
    },
  ],
  GrokOAuth: [
    {
      sub: '8e7d3c1a-5b5c-4b6e-9a5f-0c2f6f3f9b10',
      email: 'ada@acme.example',
      email_verified: true,
      given_name: 'Ada',
      family_name: 'Lovelace',
    },
    { id: '8e7d3c1a-5b5c-4b6e-9a5f-0c2f6f3f9b10', first_name: 'Ada', last_name: 'Lovelace' },
  ],
  IntuitOAuth: [
    {
      sub: '1d4c0a5e-6d52-4b71-8d0f-5b7f6a3e2c11',
      email: 'ada@acme.example',
      emailVerified: true,
      givenName: 'Ada',
      familyName: 'Lovelace',
    },
    { id: '1d4c0a5e-6d52-4b71-8d0f-5b7f6a3e2c11', first_name: 'Ada', last_name: 'Lovelace' },
  ],
  LinkedInOAuth: [
    {
      sub: '782bbtaQ',
      name: 'Ada Lovelace',
      given_name: 'Ada',
      family_name: 'Lovelace',
      locale: { country: 'GB', language: 'en' },
      email: 'ada@acme.example',
      email_verified: true,
    },
    { id: '782bbtaQ', email: 'ada@acme.example', first_name: 'Ada', last_name: 'Lovelace' },
  ],
  MicrosoftOAuth: [
    {
      sub: 'AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ',
      oid: '00000000-0000-0000-66f3-3332eca7ea81',
      tid: tenant,
      name: 'Ada Lovelace',
      email: 'ada@acme.example',
      preferred_username: 'ada@acme.example',
    },
    { id: 'AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ', email: 'ada@acme.example', name: 'Ada Lovelace' },
  ],
  SalesforceOAuth: [
    {
      sub: 'https://login.salesforce.com/id/00Dx0000000BV7z/005x00000012Q9P',
      user_id: '005x00000012Q9P',
      organization_id: '00Dx0000000BV7z',
      preferred_username: 'ada@acme.example.prod',
      name: 'Ada Lovelace',
      email: 'ada@acme.example',
      email_verified: true,
      given_name: 'Ada',
      family_name: 'Lovelace',
    },
    { id: 'https://login.salesforce.com/id/00Dx0000000BV7z/005x00000012Q9P', first_name: 'Ada' },
  ],
  SlackOAuth: [
    {
      sub: 'U0R7MFMJM',
      'https://slack.com/user_id': 'U0R7MFMJM',
      'https://slack.com/team_id': 'T0R7GR445',
      email: 'ada@acme.example',
      email_verified: true,
      name: 'Ada Lovelace',
      given_name: 'Ada',
      family_name: 'Lovelace',
    },
    {
      id: 'U0R7MFMJM',
      email: 'ada@acme.example',
      first_name: 'Ada',
      'https://slack.com/team_id': 'T0R7GR445',
    },
  ],
  VercelMarketplaceOAuth: [
    {
      sub: 'account:6b1f4f2b9a10:user:c5d0a1e27f33',
      account_id: '6b1f4f2b9a10',
      installation_id: 'icfg_9bceb8ccT32d3U417ezb5c8p',
      user_id: 'c5d0a1e27f33',
      user_role: 'ADMIN',
      user_email: 'ada@acme.example',
      user_name: 'Ada Lovelace',
    },
    { id: 'c5d0a1e27f33', email: 'ada@acme.example', name: 'Ada Lovelace', user_role: 'ADMIN' },
  ],
  VercelOAuth: [
    {
      sub: 'c5d0a1e27f33',
      name: 'Ada Lovelace',
      preferred_username: 'ada',
      email: 'ada@acme.example',
      email_verified: true,
    },
    { id: 'c5d0a1e27f33', email: 'ada@acme.example', name: 'Ada Lovelace' },
  ],
  XeroOAuth: [
    {
      sub: 'db0f1e3a9b8d5c8e8f1b2f3f4a5b6c7d',
      xero_userid: 'a8f3c1de-1c9c-4c8c-9a21-6a7b5a1f9d11',
      preferred_username: 'ada@acme.example',
      email: 'ada@acme.example',
      given_name: 'Ada',
      family_name: 'Lovelace',
    },
    { id: 'db0f1e3a9b8d5c8e8f1b2f3f4a5b6c7d', first_name: 'Ada', last_name: 'Lovelace' },
  ],
  XOAuth: [
    {
      data: { id: '2244994945', name: 'Ada Lovelace', username: 'ada', confirmed_email: 'ada@acme.example' },
    },
    { id: '2244994945', email: 'ada@acme.example', name: 'Ada Lovelace' },
  ],
}

describe('the profile of a social provider', () => {
  it.each(Object.entries(people))('of %s is found where it puts it', (provider, [profile, made]) => {
    expect(attributes(provider as Name, profile)).toMatchObject(made)
  })

  it.each(oauthProviders)('of %s takes an account', (provider) => {
    expect(() => attributes(provider, { email_verified: true, verified: true })).toThrow(/whose account/)
  })

  it('has no address that is called so by accident', () => {
    const made = attributes('VercelMarketplaceOAuth', { user_id: 'u', email: 'eve@acme.example' })
    expect(made).toEqual({ user_id: 'u', id: 'u' })
  })
})

describe('an e-mail address', () => {
  const asked = oauthProviders.filter((provider) => {
    const { verified } = declared(provider).profile
    return verified !== 'always' && !('rule' in verified)
  })
  const claimOf = (provider: Name) => (declared(provider).profile.verified as { claim: string }).claim
  const unverified = expect.objectContaining({
    refusal: expect.objectContaining({ code: 'email_unverified', error: 'access_denied' }),
  })

  it.each(asked)('that %s says is not verified is not taken', (provider) => {
    const [profile] = people[provider]
    for (const value of [false, 'false', null, 0, 'no', {}]) {
      if (value === null && 'optional' in (declared(provider).profile.verified as object)) continue
      expect(() => attributes(provider, { ...profile, [claimOf(provider)]: value })).toThrow(unverified)
    }
  })

  it('of which Google says nothing is not taken', () => {
    const { email_verified: _, ...silent } = people.GoogleOAuth[0]
    expect(() => attributes('GoogleOAuth', silent)).toThrow(unverified)
  })

  it('that the administrator of any Microsoft tenant may have written there is not taken', () => {
    const eve = { ...people.MicrosoftOAuth[0], preferred_username: 'eve@evil.example' }
    expect(() => attributes('MicrosoftOAuth', eve)).toThrow(unverified)
    for (const xms_edov of [true, 1, '1', 'true']) {
      expect(attributes('MicrosoftOAuth', { ...eve, xms_edov })).toMatchObject({ email: 'ada@acme.example' })
    }
    expect(() => attributes('MicrosoftOAuth', { ...people.MicrosoftOAuth[0], xms_edov: false })).toThrow(
      unverified,
    )
  })

  it.each([
    [
      'a personal account',
      { tid: consumers, email: 'ada@acme.example', preferred_username: 'x@y.example' },
      true,
    ],
    ['no sign-in name', { tid: tenant, email: 'ada@acme.example' }, false],
    ['a sign-in name that is none', { tid: tenant, email: 'ada', preferred_username: 'ada' }, false],
    [
      'a domain that only looks like it',
      { tid: tenant, email: 'ada@acme.example', preferred_username: 'acme.example@evil.example' },
      false,
    ],
    [
      'the same address in other letters',
      { tid: tenant, email: 'ada@ACME.example', preferred_username: 'Ada@acme.EXAMPLE' },
      true,
    ],
    [
      'an address of somebody else at the domain of a guest',
      { tid: tenant, email: 'ada@gmail.com', preferred_username: 'eve@gmail.com' },
      false,
    ],
    ['lists', { tid: tenant, email: ['ada@acme.example'], preferred_username: ['ada@acme.example'] }, false],
  ])('of Microsoft with %s', (_, profile, verified) => {
    expect(isMicrosoftEmailVerified(profile)).toBe(verified)
  })

  it('is the main one of those that a provider lists, verified or not', () => {
    const github = declared('GitHubOAuth').profile.emails
    const list = [
      { email: 'old@acme.example', primary: false, verified: true },
      { email: 'ada@acme.example', primary: true, verified: false },
    ]
    expect(github && primaryEmail(github, list)).toEqual({ email: 'ada@acme.example', verified: false })
    const bitbucket = declared('BitbucketOAuth').profile.emails
    const values = [{ email: 'ada@acme.example', is_primary: true, is_confirmed: true, type: 'email' }]
    expect(bitbucket && primaryEmail(bitbucket, { values })).toEqual({
      email: 'ada@acme.example',
      verified: true,
    })
    for (const nothing of [null, {}, [], [null], 'x', { values: 1 }, [{ primary: true, email: 7 }]]) {
      expect(github && primaryEmail(github, nothing)).toEqual({})
      expect(bitbucket && primaryEmail(bitbucket, nothing)).toEqual({})
    }
  })
})

describe('the issuer of Microsoft', () => {
  it('is that of the tenant that the token names', () => {
    expect(microsoftIssuer({ tid: tenant })).toBe(`https://login.microsoftonline.com/${tenant}/v2.0`)
  })

  it.each([undefined, '', '../evil', 'common', 7])('is nobody’s for the tenant %j', (tid) => {
    expect(microsoftIssuer({ tid })).toBe('https://login.microsoftonline.com/unknown/v2.0')
  })
})

describe('the name that Apple posts', () => {
  it('is read, and nothing else', () => {
    const user = JSON.stringify({
      name: { firstName: 'Ada', lastName: 'Lovelace' },
      email: 'eve@acme.example',
      id: 'eve',
    })
    expect(appleName(user)).toEqual({ first_name: 'Ada', last_name: 'Lovelace' })
  })

  it.each([null, '', '{', 'null', '[]', '{"name":null}', '{"name":{"firstName":7}}'])('may be %j', (user) => {
    expect(appleName(user)).toEqual({})
  })
})

describe('the declaration of a provider', () => {
  it.each(oauthProviders)('of %s leads to the provider alone, over TLS', (provider) => {
    const { authorizationEndpoint, tokenEndpoint, userinfoEndpoint, idToken } = declared(provider)
    const addresses = [authorizationEndpoint, tokenEndpoint, userinfoEndpoint, idToken?.jwksUri]
    for (const address of addresses.filter((one) => typeof one === 'string')) {
      expect(new URL(address).protocol).toBe('https:')
    }
    expect(userinfoEndpoint ?? idToken).toBeTruthy()
  })

  it('gives way to the endpoints of the set-up', () => {
    const endpoints = {
      authorization_endpoint: 'https://git.acme.example/authorize',
      token_endpoint: 'https://git.acme.example/token',
      userinfo_endpoint: 'https://git.acme.example/me',
      jwks_uri: 'https://git.acme.example/keys',
      issuer: 'https://git.acme.example',
    }
    expect(declarationOf({ provider: 'GitLabOAuth', endpoints })).toMatchObject({
      authorizationEndpoint: endpoints.authorization_endpoint,
      tokenEndpoint: endpoints.token_endpoint,
      userinfoEndpoint: endpoints.userinfo_endpoint,
      idToken: { issuer: endpoints.issuer, jwksUri: endpoints.jwks_uri },
    })
  })
})
