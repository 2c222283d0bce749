import { describe, expect, it } from 'vitest'
import vectors from '../../fixtures/sessions.json' with { type: 'json' }
import { identityServer } from '../../test/issuer.ts'
import { Client, exposeAll, type SealableSession, sealSession, unsealData } from '../index.ts'

const other = 'another-password-of-32-characters'

describe('the vectors of the official Node SDK', () => {
  const { cases, jwks, client_id: clientId } = vectors.session
  const reply = { json: jwks }
  const vectorPassword = vectors.session.password
  const load = async (sessionData: string, cookiePassword = vectorPassword) => {
    const { baseUrl } = await identityServer(() => reply)
    const transport = (url: string, init: object) =>
      fetch(url.replace(`/sso/jwks/${clientId}`, '/sso/jwks/client_1'), init)
    const { userManagement } = new Client({ clientId, baseUrl, transport })
    return userManagement.loadSealedSession({ sessionData, cookiePassword })
  }

  it('a session of theirs authenticates as theirs did', async () => {
    const { accessToken, ...expected } = cases.valid.authenticate
    const result = await (await load(cases.valid.sealed)).authenticate()
    expect(result).toMatchObject(expected)
    expect(result.authenticated && result.accessToken.expose()).toBe(accessToken)
    expect(result).toMatchObject({ claims: vectors.session.claims })
    const url = await (await load(cases.valid.sealed)).getLogoutUrl({
      returnTo: 'https://app.example.com/bye',
    })
    expect(url.replace(/^http:\/\/[^/]+/, 'https://api.workos.com')).toBe(cases.valid.getLogoutUrl)
  })

  it.each([cases.valid, cases.expired, cases.unknownKid])(
    'what they sealed is read, and sealed again as they have it: case %#',
    async ({ sealed, payload }) => {
      const options = { sessionData: sealed, cookiePassword: vectorPassword }
      const { userManagement } = new Client({ clientId, apiKey: null })
      const session = await userManagement.getSessionFromCookie(options)
      expect(exposeAll(session)).toEqual(payload)
      const again = await sealSession(session as SealableSession, vectorPassword)
      expect(await unsealData(again, { password: vectorPassword })).toEqual(payload)
    },
  )

  it.each([
    ['an expired token, which theirs cannot tell from a forged one', cases.expired.sealed, 'expired_jwt'],
    ['an unknown key, where theirs throws', cases.unknownKid.sealed, 'invalid_jwt'],
    ['no cookie', cases.empty.sealed, cases.empty.authenticate.reason],
    ['garbage', cases.garbage.sealed, cases.garbage.authenticate.reason],
    ['another MAC', `${cases.valid.sealed.slice(0, -5)}xxx~2`, cases.tampered.authenticate.reason],
  ])('fails on %s', async (_, sealed, reason) => {
    expect(await (await load(sealed)).authenticate()).toMatchObject({ authenticated: false, reason })
  })

  it('fails on another password, throws on a short one, and takes a seal without a version', async () => {
    const { sealed } = cases.valid
    expect(await (await load(sealed, other)).authenticate()).toMatchObject(cases.wrongPassword.authenticate)
    await expect(load(sealed, 'short')).rejects.toThrow('at least 32 characters')
    expect(await (await load(sealed.replace('~2', ''))).authenticate()).toMatchObject(cases.noSuffix)
  })

  it('ends a session of theirs that has expired, where theirs throws', async () => {
    expect(await (await load(cases.expired.sealed)).getLogoutUrl()).toContain('session_id=session_01')
  })
})
