import { beforeAll, describe, expect, it } from 'vitest'
import type { Tenant, TestServer } from '../../../testing/index.ts'
import { testServer } from '../../../testing/index.ts'
import { type SamlTenant, samlTenant } from '../../../testing/saml-tenant.ts'
import { type Visited, type Visitor, visitorOf } from '../../../testing/visitor.ts'

let world: TestServer
let acme: SamlTenant

beforeAll(async () => {
  world = await testServer()
  acme = await samlTenant(world.server, world)
})

const ada = { id: 'u-ada', email: 'ada@acme.example', firstName: 'Ada', lastName: 'Lovelace' }
const signedIn = expect.stringMatching(/^https:\/\/app\.example\/callback\?code=\w{32}$/)
const hrefOf = ({ location }: Visited) => location?.href
const errorOf = ({ location }: Visited) => location?.searchParams.get('error')

/** A tenant of the test's own. */
async function own(options: Parameters<typeof samlTenant>[2] = {}) {
  const test = await testServer()
  return { test, there: await samlTenant(test.server, test, options) }
}

async function profileOf({ location }: Visited, tenant: Tenant = world) {
  const { profile } = await tenant.client.sso.getProfileAndToken({
    clientId: tenant.clientId,
    code: location?.searchParams.get('code') ?? '',
  })
  return profile
}

describe('an answer of the identity provider', () => {
  it('comes without cookies from its site: the browser is recognized on the way through ours', async () => {
    const visitor = acme.visitor()
    const { id } = await acme.begin(visitor)
    const bounce = await visitor.post(acme.acsUrl, acme.form({ inResponseTo: id, attributes: ada }))
    expect(bounce.status).toBe(303)
    expect(bounce.location?.pathname).toBe('/sso/continue')
    expect(bounce.location?.searchParams.get('handle')).toMatch(/^[A-Za-z0-9]{37}$/)
    expect(bounce.text).toBe('')
    const { status, location } = await visitor.get(bounce.location as URL)
    expect([status, location?.href]).toEqual([302, signedIn])
  })

  it('needs no way round where the browser shows its cookie', async () => {
    const visitor = acme.visitor()
    const { id } = await acme.begin(visitor)
    const form = acme.form({ inResponseTo: id, attributes: ada })
    expect(hrefOf(await visitor.post(acme.acsUrl, form, 'here'))).toEqual(signedIn)
  })

  it('signs nobody in in another browser than the one that asked', async () => {
    const attacker = acme.visitor()
    const { id } = await acme.begin(attacker)
    const form = acme.form({ inResponseTo: id, attributes: ada })
    // A page of the attacker's has the victim's browser post what the attacker has got.
    const victim = acme.visitor()
    await acme.begin(victim)
    const { status, location, text } = await acme.post(victim, form)
    expect([status, location]).toEqual([400, null])
    expect(text).toContain('<code>browser_mismatch</code>')
    expect(text).not.toContain('ada@acme.example')
    const [logged] = await world.server.kernel.database.sql`
      select state, error_code from sso_sessions where environment_id = ${world.environment.id}
      and error_code = 'browser_mismatch'`
    expect(logged).toMatchObject({ state: 'failed' })
  })

  it('signs nobody in in a browser that has never been here, or keeps no cookies', async () => {
    for (const prepare of [() => acme.visitor(), forgetful]) {
      const { id } = await acme.begin(acme.visitor())
      const { status, text } = await acme.post(prepare(), acme.form({ inResponseTo: id, attributes: ada }))
      expect([status, text.includes('<code>browser_mismatch</code>')]).toEqual([400, true])
    }
  })

  const forgetful = (): Visitor => {
    const visitor = acme.visitor()
    visitor.cookies.set = () => visitor.cookies
    return visitor
  }

  it('does not believe a cookie that comes twice', async () => {
    const visitor = acme.visitor()
    const { id } = await acme.begin(visitor)
    const [[name, value] = ['', '']] = visitor.cookies
    const bounce = await visitor.post(acme.acsUrl, acme.form({ inResponseTo: id, attributes: ada }))
    const twice = { cookie: `${name}=${value}; ${name}=${value}` }
    expect((await visitor.get(bounce.location as URL, twice)).status).toBe(400)
  })

  it('is taken once: what is posted again is refused, and the first stays good', async () => {
    const visitor = acme.visitor()
    const { id } = await acme.begin(visitor, { state: 's' })
    const form = acme.form({ inResponseTo: id, attributes: ada })
    const first = await acme.post(visitor, form)
    expect((await acme.post(visitor, form)).location?.searchParams.get('code')).toBeFalsy()
    expect((await profileOf(first)).idpId).toBe('u-ada')
  })

  it('is taken once when it comes several times at once', async () => {
    for (const from of ['here', 'elsewhere'] as const) {
      const visitor = acme.visitor()
      const { id } = await acme.begin(visitor)
      const form = acme.form({ inResponseTo: id, attributes: ada })
      const bounces = await Promise.all([1, 2, 3, 4].map(() => visitor.post(acme.acsUrl, form, from)))
      const answers = await Promise.all(
        bounces.map((answer) =>
          answer.location?.pathname === '/sso/continue' ? visitor.get(answer.location) : answer,
        ),
      )
      expect([from, answers.filter((answer) => answer.location?.searchParams.has('code')).length]).toEqual([
        from,
        1,
      ])
    }
  })

  it('is waited for five minutes', async () => {
    const test = await testServer({})
    const there = await samlTenant(test.server, test)
    const clock = test.server.kernel.clock as unknown as { setOffset(ms: number): Promise<void> }
    const visitor = there.visitor()
    const { id } = await there.begin(visitor)
    await clock.setOffset(301_000)
    const late = await there.post(visitor, there.form({ inResponseTo: id, attributes: ada }))
    expect(late.location?.searchParams.has('code')).not.toBe(true)
    const next = await there.begin(visitor)
    const bounce = await visitor.post(there.acsUrl, there.form({ inResponseTo: next.id, attributes: ada }))
    await clock.setOffset(602_000)
    expect((await visitor.get(bounce.location as URL)).text).toContain('<code>sign_in_over</code>')
  })

  it('of another connection, organization or environment does not answer for this one', async () => {
    const second = await samlTenant(world.server, world, { domain: 'second.example', idp: acme.idp })
    const foreign = await samlTenant(world.server, world.other, { idp: acme.idp })
    for (const other of [second, foreign]) {
      const visitor = acme.visitor()
      const { id } = await acme.begin(visitor)
      const meantForOther = other.form({ inResponseTo: id, attributes: ada })
      const here = await acme.post(visitor, meantForOther)
      const there = await acme.post(visitor, meantForOther, other.acsUrl)
      for (const answer of [here, there]) expect(answer.location?.searchParams.has('code')).not.toBe(true)
    }
  })
})

describe('a handle', () => {
  const pathWith = (handle: string) => `/sso/continue?handle=${handle}`

  it('cannot be guessed, and works once', async () => {
    const visitor = acme.visitor()
    for (const handle of ['', 'x', 'A'.repeat(37), '%00', "'"]) {
      expect((await visitor.get(pathWith(handle))).status).toBe(400)
    }
    expect((await visitor.get(`${pathWith('a')}&handle=b`)).status).toBe(400)
    const { id } = await acme.begin(visitor)
    const bounce = await visitor.post(acme.acsUrl, acme.form({ inResponseTo: id, attributes: ada }))
    const answers = await Promise.all([1, 2, 3].map(() => visitor.get(bounce.location as URL)))
    expect(answers.filter(({ location }) => location?.searchParams.has('code'))).toHaveLength(1)
    const again = await visitor.get(bounce.location as URL)
    expect([again.status, again.text.includes('<code>sign_in_over</code>')]).toEqual([400, true])
  })

  it('is stored as a hash, and what waits under it is sealed', async () => {
    const visitor = acme.visitor()
    const { id } = await acme.begin(visitor)
    const person = { id: 'u-waits', email: 'waits-sealed@acme.example' }
    const bounce = await visitor.post(acme.acsUrl, acme.form({ inResponseTo: id, attributes: person }))
    const handle = bounce.location?.searchParams.get('handle') ?? ''
    const [row] = await world.server.kernel.database.sql`
      select encode(secrets, 'escape') as secrets, row_to_json(s)::text as whole from sso_sessions s
      where environment_id = ${world.environment.id} and state = 'authorized' order by id desc limit 1`
    expect(row?.secrets).not.toContain('waits-sealed')
    expect(row?.whole).not.toContain(handle)
  })
})

describe('the e-mail address', () => {
  const outside = { id: 'u-out', email: 'guest@elsewhere.example' }

  it('must be at a domain that the organization has verified', async () => {
    expect(errorOf(await acme.signIn(undefined, { attributes: outside }))).toBe(
      'profile_not_allowed_outside_organization',
    )
    for (const email of ['a@sub.acme.example', 'a@acme.example.evil.example', 'a@xacme.example']) {
      const answer = await acme.signIn(undefined, { attributes: { id: 'u', email } })
      expect([email, errorOf(answer)]).toEqual([email, 'profile_not_allowed_outside_organization'])
    }
  })

  it('may be written in any case, and in any script that its domain has', async () => {
    const { there } = await own({ domain: 'bücher.example' })
    for (const email of ['a@BÜCHER.example', 'a@xn--bcher-kva.example']) {
      expect(hrefOf(await there.signIn(undefined, { attributes: { id: 'u', email } }))).toEqual(signedIn)
    }
  })

  it('may be at any domain where the organization or the environment allows it', async () => {
    const { test, there } = await own()
    const allowed = async () => hrefOf(await there.signIn(undefined, { attributes: outside }))
    await test.request('PATCH', '/portico/settings', {
      body: { sso: { allow_profiles_outside_organization: true } },
    })
    expect(await allowed()).toEqual(signedIn)
    await test.request('PATCH', '/portico/settings', {
      body: { sso: { allow_profiles_outside_organization: false } },
    })
    expect(await allowed()).not.toEqual(signedIn)
    await test.request('PUT', `/organizations/${there.organizationId}`, {
      body: { allow_profiles_outside_organization: true },
    })
    expect(await allowed()).toEqual(signedIn)
  })

  it('at a domain that another organization has verified is no better', async () => {
    await samlTenant(world.server, world, { domain: 'rival.example' })
    const answer = await acme.signIn(undefined, { attributes: { id: 'u', email: 'a@rival.example' } })
    expect(errorOf(answer)).toBe('profile_not_allowed_outside_organization')
  })

  it('that cannot be found is explained to administrators, not to the application', async () => {
    const answer = await acme.signIn(undefined, {
      nameId: 'no-address',
      attributes: { contact: 'a@acme.example' },
    })
    expect(errorOf(answer)).toBe('server_error')
    expect(hrefOf(answer)).not.toContain('contact')
    expect(await acme.logged()).toMatchObject({
      state: 'failed',
      error_message: expect.stringContaining('no-address'),
    })
  })
})

describe('a profile', () => {
  it('is that of the identifier at the connection: its ID stays, its members change', async () => {
    const { test, there } = await own()
    const first = await profileOf(await there.signIn(undefined, { attributes: ada }), test)
    const renamed = { ...ada, email: 'augusta@acme.example', lastName: 'King' }
    const second = await profileOf(await there.signIn(undefined, { attributes: renamed }), test)
    expect(second).toMatchObject({ id: first.id, email: 'augusta@acme.example', lastName: 'King' })
    const sameAddress = { ...ada, id: 'u-other' }
    const third = await profileOf(await there.signIn(undefined, { attributes: sameAddress }), test)
    expect(third.id).not.toBe(first.id)
  })

  it('has all that came as raw attributes where the environment wants it, from the next sign-in on', async () => {
    const { test, there } = await own()
    const attributes = { ...ada, shoeSize: '38', teams: ['Engines', 'Poetry'] }
    const rawOf = async () =>
      (await profileOf(await there.signIn(undefined, { attributes }), test)).rawAttributes
    expect(await rawOf()).toEqual({})
    await test.request('PATCH', '/portico/settings', { body: { sso: { raw_attributes: true } } })
    expect(await rawOf()).toEqual(attributes)
    await test.request('PATCH', '/portico/settings', { body: { sso: { raw_attributes: false } } })
    expect(await rawOf()).toEqual({})
  })

  it('is one, also when somebody signs in twice at once for the first time', async () => {
    const { test, there } = await own()
    const answers = await Promise.all([1, 2, 3].map(() => there.signIn(undefined, { attributes: ada })))
    const ids = await Promise.all(answers.map(async (answer) => (await profileOf(answer, test)).id))
    expect(new Set(ids).size).toBe(1)
  })

  it('has the role of highest priority that its groups give; the default role where they give none', async () => {
    const { test, there } = await own()
    const { authorization } = test.client
    await authorization.createEnvironmentRole({ slug: 'editor', name: 'Editor' })
    await authorization.createEnvironmentRole({ slug: 'billing', name: 'Billing' })
    await test.client.portico.roles.setRolePriority({ roleSlugs: ['admin', 'billing', 'editor', 'member'] })
    await test.request('PATCH', `/portico/connections/${there.connectionId}/settings`, {
      body: {
        group_roles: [
          { group: 'Writers', role_slug: 'editor' },
          { group: 'Finance', role_slug: 'billing' },
        ],
      },
    })
    const rolesOf = async (groups: string[]) => {
      const answer = await there.signIn(undefined, { attributes: { ...ada, groups } })
      const { role, roles, groups: shown } = await profileOf(answer, test)
      expect(shown).toEqual(groups)
      return [role?.slug, roles?.map(({ slug }) => slug)]
    }
    expect(await rolesOf(['Writers', 'Finance'])).toEqual(['billing', ['billing']])
    expect(await rolesOf(['Writers'])).toEqual(['editor', ['editor']])
    expect(await rolesOf(['writers', 'Nobody'])).toEqual(['member', ['member']])
    await test.request('PATCH', '/portico/settings', { body: { authorization: { multiple_roles: true } } })
    expect(await rolesOf(['Writers', 'Finance'])).toEqual(['billing', ['billing', 'editor']])
  })
})

describe('what happens', () => {
  it('is recorded as events with the address and the browser of the person', async () => {
    const { test, there } = await own()
    await there.signIn(undefined, { attributes: ada })
    await there.signIn(undefined, { attributes: { id: 'u', email: 'a@elsewhere.example' } })
    const events = (await test.recorded.eventsInFull()).filter(({ event }) => event.includes('.sso_'))
    const common = {
      type: 'sso',
      ip_address: '127.0.0.1',
      user_agent: expect.any(String),
      user_id: null,
      sso: {
        organization_id: there.organizationId,
        connection_id: there.connectionId,
        session_id: expect.stringMatching(/^sso_session_/),
      },
    }
    expect(events.map(({ event, data }) => [event, data])).toEqual([
      ['authentication.sso_started', { ...common, status: 'started', email: null }],
      ['authentication.sso_succeeded', { ...common, status: 'succeeded', email: 'ada@acme.example' }],
      ['authentication.sso_started', { ...common, status: 'started', email: null }],
      [
        'authentication.sso_failed',
        {
          ...common,
          status: 'failed',
          email: null,
          error: {
            code: 'profile_not_allowed_outside_organization',
            message: expect.stringContaining('elsewhere.example'),
          },
        },
      ],
    ])
  })

  it('makes a connection active that nobody had signed in through', async () => {
    const { test, there } = await own({ state: 'validating' })
    await there.signIn(undefined, { attributes: { id: 'u', email: 'a@elsewhere.example' } })
    expect((await test.client.sso.getConnection(there.connectionId)).state).toBe('validating')
    await there.signIn(undefined, { attributes: ada })
    expect((await test.client.sso.getConnection(there.connectionId)).state).toBe('active')
    await there.signIn(undefined, { attributes: ada })
    const names = await test.recorded.events()
    expect(names.filter((name) => name === 'connection.activated')).toHaveLength(1)
  })
})

describe('consent', () => {
  const post = (visitor: Visitor, handle: string, decision: string, from: 'here' | 'elsewhere' = 'here') =>
    visitor.post('/sso/continue', { handle, decision }, from)

  /** What the identity provider begins, as far as the question. */
  async function asked(there: SamlTenant, visitor = visitorOf(world.server), person: object = ada) {
    const page = await there.post(visitor, there.form({ attributes: person as typeof ada }))
    const handle = /name="handle" value="(\w+)"/.exec(page.text)?.[1] ?? ''
    return { visitor, page, handle }
  }

  it('is asked for where the identity provider begins, naming the person and where they come from', async () => {
    const { page } = await asked(acme)
    expect(page.status).toBe(200)
    expect(page.text).toContain('ada@acme.example')
    expect(page.text).toContain('idp.acme.example')
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(page.headers.get('x-frame-options')).toBe('DENY')
    expect(page.headers.get('cache-control')).toBe('no-store')
  })

  it('signs the person in, without a state, and is remembered in that browser for that person', async () => {
    const { visitor, handle } = await asked(acme)
    const answer = await post(visitor, handle, 'allow')
    expect(hrefOf(answer)).toEqual(signedIn)
    expect((await profileOf(answer)).email).toBe('ada@acme.example')
    const again = await acme.post(visitor, acme.form({ attributes: ada }))
    expect(hrefOf(again)).toEqual(signedIn)
    const somebodyElse = await asked(acme, visitor, { id: 'u-bob', email: 'bob@acme.example' })
    expect(somebodyElse.handle).not.toBe('')
    expect((await asked(acme, acme.visitor())).handle).not.toBe('')
  })

  it('can be refused', async () => {
    const { visitor, handle } = await asked(acme)
    const answer = await post(visitor, handle, 'deny')
    expect([answer.location?.hostname, errorOf(answer)]).toEqual(['app.example', 'signin_consent_denied'])
    expect(await acme.logged()).toMatchObject({ state: 'failed', error_code: 'signin_consent_denied' })
    expect((await post(visitor, handle, 'allow')).text).toContain('<code>sign_in_over</code>')
  })

  it('is refused when anything else is answered', async () => {
    const { visitor, handle } = await asked(acme)
    expect(errorOf(await post(visitor, handle, 'perhaps'))).toBe('signin_consent_denied')
  })

  it('cannot be given by a page of another site', async () => {
    const { visitor, handle } = await asked(acme)
    const forged = await post(visitor, handle, 'allow', 'elsewhere')
    expect([forged.status, forged.location]).toEqual([403, null])
    expect(hrefOf(await post(visitor, handle, 'allow'))).toEqual(signedIn)
  })

  it('cannot be given in another browser, nor the question be seen there', async () => {
    const { visitor, handle } = await asked(acme)
    const thief = acme.visitor()
    const seen = await thief.get(`/sso/continue?handle=${handle}`)
    expect([seen.status, seen.text.includes('ada@acme.example')]).toEqual([400, false])
    expect((await post(thief, handle, 'allow')).location).toBeNull()
    // Whoever tried may have been the person with a stolen address: the sign-in is over for both.
    expect((await post(visitor, handle, 'allow')).location).toBeNull()
  })

  it('is taken once when it is given several times at once', async () => {
    const { visitor, handle } = await asked(acme)
    const answers = await Promise.all([1, 2, 3].map(() => post(visitor, handle, 'allow')))
    expect(answers.filter((answer) => answer.location?.searchParams.has('code'))).toHaveLength(1)
  })

  it('is asked for through a custom connection, too, and not through another that the application asked for', async () => {
    const custom = await samlTenant(world.server, world, { type: 'GenericSAML', domain: 'custom.example' })
    const person = { id: 'u', email: 'a@custom.example' }
    const visitor = custom.visitor()
    const page = await custom.signIn(visitor, { attributes: person, parameters: { state: 's' } })
    const handle = /name="handle" value="(\w+)"/.exec(page.text)?.[1] ?? ''
    expect(hrefOf(await post(visitor, handle, 'allow'))).toMatch(/\?code=\w+&state=s$/)
    expect(hrefOf(await custom.signIn(visitor, { attributes: person }))).toEqual(signedIn)
  })

  it('is not asked for where the connection or the environment has it so', async () => {
    const { there, test } = await own({ settings: { sign_in_consent: false } })
    expect(hrefOf(await there.post(there.visitor(), there.form({ attributes: ada })))).toEqual(signedIn)
    const body = { sign_in_consent: null }
    await test.request('PATCH', `/portico/connections/${there.connectionId}/settings`, { body })
    expect((await there.post(there.visitor(), there.form({ attributes: ada }))).status).toBe(200)
    await test.request('PATCH', '/portico/settings', { body: { sso: { sign_in_consent: false } } })
    expect(hrefOf(await there.post(there.visitor(), there.form({ attributes: ada })))).toEqual(signedIn)
  })
})
