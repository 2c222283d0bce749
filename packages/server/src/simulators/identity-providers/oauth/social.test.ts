import * as jose from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestDevelopment, type TestDevelopment } from '../../../testing/development.ts'
import { type SimulatorSignIn, signInAt } from '../../../testing/simulator.ts'
import { oauthPersonas } from './social-personas.ts'

let development: TestDevelopment
beforeAll(async () => {
  development = await startTestDevelopment()
})
afterAll(() => development?.stop())

const simulators = () => development.url.replace('localhost', '127.0.0.1')
const ada = { email: 'ada@acme.example' }

type Choice = SimulatorSignIn & { scope?: string; parameters?: Record<string, string> }

describe('a simulator of a social provider', () => {
  const userInfoOf = async (persona: string, choice: Choice = {}) => {
    const issuer = `${simulators()}/simulators/oauth/${persona}`
    const redirect = `${development.url}/sso/oauth/${persona}/0123456789abcdefABCDEF/callback`
    const { scope = 'openid email profile', ...rest } = choice
    const query = new URLSearchParams({
      client_id: 'a',
      redirect_uri: redirect,
      response_type: 'code',
      scope,
      ...choice.parameters,
    })
    const answer = await signInAt(`${issuer}/authorize?${query}`, { ...ada, ...rest })
    const answered =
      answer.kind === 'form' ? answer.fields : Object.fromEntries(new URL(answer.location).searchParams)
    const tokens = await post(`${issuer}/token`, {
      grant_type: 'authorization_code',
      client_id: 'a',
      client_secret: 'any',
      redirect_uri: redirect,
      code: answered.code ?? '',
    })
    const read = async (path: string) => {
      const response = await fetch(`${issuer}${path}`, {
        headers: { authorization: `Bearer ${tokens.access_token}` },
      })
      return response.json()
    }
    return {
      answered,
      claims: typeof tokens.id_token === 'string' ? jose.decodeJwt(tokens.id_token) : undefined,
      userInfo: await read('/userinfo'),
      emails: await read('/userinfo/emails'),
    }
  }
  const post = async (url: string, fields: Record<string, string>): Promise<Record<string, unknown>> =>
    (await fetch(url, { method: 'POST', body: new URLSearchParams(fields) })).json() as never

  it.each([...oauthPersonas.keys()])('says as %s does who somebody is', async (persona) => {
    const told = await userInfoOf(persona)
    expect(JSON.stringify(told)).toContain('ada@acme.example')
    if (told.claims) expect(told.claims.iss).toBe(`${simulators()}/simulators/oauth/${persona}`)
  })

  it('plays GitHub: the profile hides the address, and a list tells it', async () => {
    const { userInfo, emails } = await userInfoOf('GitHubOAuth')
    expect(userInfo).toMatchObject({
      login: 'ada',
      name: 'Ada Lovelace',
      email: null,
      id: expect.any(Number),
    })
    expect(emails).toContainEqual({
      email: 'ada@acme.example',
      primary: true,
      verified: true,
      visibility: 'private',
    })
    const unverified = await userInfoOf('GitHubOAuth', { misbehave: 'unverified_email' })
    expect(unverified.emails).toContainEqual(expect.objectContaining({ primary: true, verified: false }))
  })

  it('plays Apple: the name comes once, with the form, and there is no user info', async () => {
    const { answered, claims, userInfo } = await userInfoOf('AppleOAuth', {
      scope: 'name email',
      parameters: { response_mode: 'form_post' },
    })
    expect(JSON.parse(answered.user ?? '')).toMatchObject({
      name: { firstName: 'Ada', lastName: 'Lovelace' },
    })
    expect(claims).toMatchObject({ email: 'ada@acme.example', email_verified: true })
    expect(userInfo).toMatchObject({ error: 'not_found' })
  })

  it('plays Microsoft: says of an address only where it is not verified', async () => {
    expect((await userInfoOf('MicrosoftOAuth')).claims).not.toHaveProperty('xms_edov')
    const { claims } = await userInfoOf('MicrosoftOAuth', { misbehave: 'unverified_email' })
    expect(claims).toMatchObject({ xms_edov: false })
  })

  it('plays X: the profile is one level down', async () => {
    expect((await userInfoOf('XOAuth')).userInfo).toMatchObject({
      data: { confirmed_email: 'ada@acme.example', username: 'ada' },
    })
  })

  it('leaves the address out where it is told to', async () => {
    for (const persona of oauthPersonas.keys()) {
      const { answered: _, ...told } = await userInfoOf(persona, { misbehave: 'no_email', scope: 'openid' })
      const { preferred_username: __, ...claims } = (told.claims ?? {}) as Record<string, unknown>
      expect([persona, JSON.stringify([claims, told.emails])]).not.toEqual([
        persona,
        expect.stringContaining('"ada@'),
      ])
    }
  })
})
