import { Client } from '@portico/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestDevelopment, type TestDevelopment } from '../../testing/development.ts'
import { type PersonSignIn, personAt } from '../../testing/person.ts'
import { oidcMisbehaviours, samlMisbehaviours } from './behaviour.ts'

const redirectUri = 'http://localhost:3000/callback'

type ConnectionType = NonNullable<Parameters<Client['sso']['listConnections']>[0]>['connectionType']

let development: TestDevelopment
beforeAll(async () => {
  development = await startTestDevelopment({ demoData: true })
})
afterAll(() => development?.stop())

/** An application, and what becomes of sign-ins to it. */
async function application(connectionType: ConnectionType) {
  const { apiKey, clientId, url } = development
  const client = new Client({ apiKey, clientId, baseUrl: url, maxRetries: 0 })
  const connection = (await client.sso.listConnections({ connectionType })).data[0]?.id ?? ''
  const link = client.sso.getAuthorizationUrl({ connection, redirectUri })

  /** @returns what the application is told, and how the log of the connection names the reason */
  async function signIn(choice: PersonSignIn) {
    const person = personAt(development.url)
    const { url, page } = await person.signIn(link, { email: 'ada@acme.example', ...choice })
    const { data } = await client.portico.connections.listSsoSessions(connection, { limit: 1 })
    const told = url.searchParams.get('error') ?? (url.searchParams.has('code') ? 'a code' : 'nothing')
    const error = data[0]?.error
    // What was found, and in another sentence what to change.
    if (error) expect(error.message).toMatch(/\. \p{Lu}[^.]+.*\.$/su)
    return [page === undefined ? told : 'nothing', error?.code]
  }
  return { client, connection, signIn }
}

describe('an application whose SAML provider misbehaves', () => {
  const refusals: Record<string, [string, string]> = {
    expired: ['server_error', 'expired'],
    not_yet_valid: ['server_error', 'not_yet_valid'],
    wrong_audience: ['server_error', 'audience_mismatch'],
    wrong_recipient: ['server_error', 'recipient_mismatch'],
    wrong_destination: ['server_error', 'destination_mismatch'],
    wrong_issuer: ['server_error', 'issuer_mismatch'],
    // Whose sign-in it was cannot be known, so nobody is told.
    wrong_in_response_to: ['nothing', 'in_response_to_unknown'],
    unsigned: ['server_error', 'signature_missing'],
    wrong_key: ['server_error', 'signature_invalid'],
    tampered: ['server_error', 'digest_mismatch'],
    sha1: ['server_error', 'algorithm_weak'],
    two_assertions: ['server_error', 'several_assertions'],
    no_email: ['server_error', 'email_invalid'],
    status_authn_failed: ['access_denied', 'status_error'],
    status_request_denied: ['access_denied', 'status_error'],
    status_no_authn_context: ['access_denied', 'status_error'],
  }
  const tested = [...Object.keys(refusals), 'encrypted', 'encrypted_unsigned', 'replay']

  it('is known for every misbehaviour', () => {
    expect(tested.toSorted()).toEqual(Object.keys(samlMisbehaviours).sort())
  })

  it.each(Object.entries(refusals))('gets no code: %s', async (misbehave, expected) => {
    const { signIn } = await application('OktaSAML')
    expect(await signIn({ misbehave })).toEqual(expected)
  })

  it('gets no code for a response that was sent before', async () => {
    const { signIn } = await application('OktaSAML')
    expect(await signIn({})).toEqual(['a code', undefined])
    expect(await signIn({ misbehave: 'replay' })).not.toContain('a code')
  })

  it('gets a code from an encrypted assertion only where it is signed', async () => {
    const { client, connection, signIn } = await application('ADFSSAML')
    await expect(signIn({ misbehave: 'encrypted' })).rejects.toThrow('Give the connection an encryption key')
    await client.sso.createConnectionSamlSpEncryptionCert(connection)
    expect(await signIn({ misbehave: 'encrypted' })).toEqual(['a code', undefined])
    expect(await signIn({ misbehave: 'encrypted_unsigned' })).toEqual([
      'server_error',
      'encrypted_response_refused',
    ])
  })

  it('gets no code from a clock that is too far off', async () => {
    const { signIn } = await application('GoogleSAML')
    expect(await signIn({ clockMinutes: 60 })).toEqual(['server_error', 'not_yet_valid'])
    expect(await signIn({ clockMinutes: -60 })).toEqual(['server_error', 'expired'])
    expect(await signIn({ clockMinutes: 1 })).toEqual(['a code', undefined])
  })
})

describe('an application whose OpenID provider misbehaves', () => {
  const refusals: Record<string, [string, string | undefined]> = {
    access_denied: ['access_denied', 'idp_denied'],
    server_error: ['server_error', 'idp_error'],
    // The state is all that says whose sign-in it was.
    wrong_state: ['nothing', undefined],
    wrong_iss: ['server_error', 'answer_invalid'],
    wrong_nonce: ['server_error', 'nonce_mismatch'],
    wrong_issuer: ['server_error', 'issuer_mismatch'],
    wrong_audience: ['server_error', 'audience_mismatch'],
    expired: ['server_error', 'id_token_expired'],
    unsigned: ['server_error', 'algorithm_not_allowed'],
    hs256_public_key: ['server_error', 'algorithm_not_allowed'],
    same_kid_other_key: ['server_error', 'signature_invalid'],
    tampered: ['server_error', 'signature_invalid'],
    invalid_client: ['server_error', 'token_request_refused'],
    invalid_grant: ['server_error', 'token_request_refused'],
    token_error: ['server_error', 'answer_invalid'],
    token_huge: ['server_error', 'idp_unreachable'],
    token_malformed: ['server_error', 'answer_malformed'],
    userinfo_other_sub: ['server_error', 'userinfo_subject_mismatch'],
    userinfo_error: ['server_error', 'profile_refused'],
    no_email: ['server_error', 'email_missing'],
  }
  // How long Portico waits is for its own tests: ten seconds are too many here.
  const tested = [...Object.keys(refusals), 'rotated_key', 'token_slow', 'unverified_email']

  it('is known for every misbehaviour', () => {
    expect(tested.toSorted()).toEqual(Object.keys(oidcMisbehaviours).sort())
  })

  it.each(Object.entries(refusals))('gets no code: %s', async (misbehave, expected) => {
    const { signIn } = await application('OktaOIDC')
    expect(await signIn({ misbehave })).toEqual(expected)
  })

  it('gets a code when the provider has rotated its key', async () => {
    const { signIn } = await application('GoogleOIDC')
    expect(await signIn({})).toEqual(['a code', undefined])
    expect(await signIn({ misbehave: 'rotated_key' })).toEqual(['a code', undefined])
    expect(await signIn({})).toEqual(['a code', undefined])
  })

  it('gets no code for an address that a social provider has not verified', async () => {
    for (const provider of ['GoogleOAuth', 'GitHubOAuth', 'AppleOAuth'] as const) {
      const { signIn } = await application(provider)
      expect([provider, await signIn({ misbehave: 'unverified_email' })]).toEqual([
        provider,
        ['access_denied', 'email_unverified'],
      ])
    }
  })
})
