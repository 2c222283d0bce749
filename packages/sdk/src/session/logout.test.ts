import { describe, expect, it } from 'vitest'
import { password, userRead } from '../../test/issuer.ts'
import { application, cookieOf, stranger } from '../../test/sessions.ts'

const noSessions: [string, string, string][] = [
  ['no cookie', '', 'no_session_cookie_provided'],
  ['garbage', 'garbage', 'invalid_session_cookie'],
  ['a forged token', await cookieOf({}, {}, stranger), 'invalid_jwt'],
  ['a forged token that has expired', await cookieOf({ exp: 1 }, {}, stranger), 'invalid_jwt'],
  ['a token of no session', await cookieOf({ sid: undefined }), 'invalid_session_cookie'],
]

describe('getLogoutUrl', () => {
  it('names the session and where to go then', async () => {
    const { load, baseUrl } = await application()
    const session = load(await cookieOf())
    expect(await session.getLogoutUrl()).toBe(
      `${baseUrl}/user_management/sessions/logout?session_id=session_1`,
    )
    expect(await session.getLogoutUrl({ returnTo: 'https://app.example.com/bye' })).toBe(
      `${baseUrl}/user_management/sessions/logout?session_id=session_1&return_to=https%3A%2F%2Fapp.example.com%2Fbye`,
    )
  })

  it('works when the access token has expired', async () => {
    const { load } = await application()
    expect(await load(await cookieOf({ exp: 1 })).getLogoutUrl()).toContain('session_id=session_1')
  })

  it.each(noSessions)('is refused for %s', async (_, cookie, reason) => {
    const { load } = await application()
    await expect(load(cookie).getLogoutUrl()).rejects.toMatchObject({ name: 'SessionError', reason })
  })

  it('refuses to lead to what is no address', async () => {
    const { load } = await application()
    const session = load(await cookieOf())
    await expect(session.getLogoutUrl({ returnTo: '/bye' })).rejects.toMatchObject({ option: 'returnTo' })
  })
})

describe('getSessionFromCookie', () => {
  it('returns what was sealed, its tokens as secrets', async () => {
    const { client } = await application()
    const sessionData = await cookieOf({ org_id: 'org_1' }, { authenticationMethod: 'SSO' })
    const session = await client.userManagement.getSessionFromCookie({
      sessionData,
      cookiePassword: password,
    })
    expect(session).toMatchObject({ organizationId: 'org_1', user: userRead, authenticationMethod: 'SSO' })
    expect(session?.refreshToken?.expose()).toBe('rt_1')
    expect(JSON.stringify(session)).not.toMatch(/rt_1|eyJ/)
  })

  it.each(['', 'garbage', undefined])('returns nothing for %j', async (sessionData) => {
    const { client } = await application()
    const options = { sessionData, cookiePassword: password }
    expect(await client.userManagement.getSessionFromCookie(options)).toBeUndefined()
  })
})
