import { defaultBranding, defaultSettings } from '@portico/contract'
import { describe, expect, it } from 'vitest'
import { createTenant, type RawAnswer, testServer } from '../../testing/index.ts'
import { findBranding, findSettings } from './index.ts'

/** The fields that a refusal complains about. */
const fieldsOf = ({ body }: RawAnswer) =>
  ((body as { errors?: { field: string }[] }).errors ?? []).map(({ field }) => field)

describe('getSettings', () => {
  it('shows the defaults of the contract while nobody has changed anything', async () => {
    const { client, request } = await testServer()
    const { body } = await request('GET', '/portico/settings')
    const { created_at } = (await request('GET', '/portico/environment')).body as { created_at: string }
    expect(body).toEqual({ object: 'environment_settings', ...defaultSettings, updated_at: created_at })
    expect(await client.portico.settings.getSettings()).toMatchObject({
      authenticationMethods: { password: true, magicAuth: true, passkey: false, sso: true },
      passwordPolicy: { minimumLength: 10, minimumStrength: 3, rejectBreached: true },
      sessions: { maximumLengthSeconds: 2_592_000, inactivityTimeoutSeconds: null, issuer: null },
      apiKeys: { organizationPermissions: null, userPermissions: null },
      localization: { fallbackLocale: 'en' },
    })
  })

  it('has a default for every member', () => {
    const members = Object.values(defaultSettings).flatMap((section) => Object.values(section))
    expect(members.length).toBeGreaterThan(30)
    expect(members).not.toContain(undefined)
  })
})

describe('updateSettings', () => {
  it('changes the members given, and keeps all others', async () => {
    const { client, other, recorded } = await testServer()
    const before = await client.portico.settings.getSettings()
    const changed = await client.portico.settings.updateSettings({
      mfa: { requirement: 'required' },
      sessions: { inactivityTimeoutSeconds: 3_600, issuer: 'https://login.acme.com/' },
    })
    expect(changed).toEqual({
      ...before,
      mfa: { requirement: 'required' },
      sessions: { ...before.sessions, inactivityTimeoutSeconds: 3_600, issuer: 'https://login.acme.com/' },
      updatedAt: expect.any(String),
    })
    expect(await client.portico.settings.getSettings()).toEqual(changed)
    expect((await other.client.portico.settings.getSettings()).mfa).toEqual({ requirement: 'off' })
    expect(await recorded.events()).toEqual([])
  })

  it('sets null where null is a value, and keeps what is absent', async () => {
    const { client } = await testServer()
    const { updateSettings } = client.portico.settings
    const update = updateSettings.bind(client.portico.settings)
    await update({ sessions: { inactivityTimeoutSeconds: 3_600, accessTokenTtlSeconds: 60 } })
    await update({ sessions: {} })
    await update({})
    const { sessions } = await update({ sessions: { inactivityTimeoutSeconds: null } })
    expect(sessions).toMatchObject({ inactivityTimeoutSeconds: null, accessTokenTtlSeconds: 60 })
  })

  it('sets every member back to what it was, and on to another value', async () => {
    const { request } = await testServer()
    const other = (value: unknown) => (typeof value === 'boolean' ? !value : value)
    const flipped = Object.fromEntries(
      Object.entries(defaultSettings).map(([name, section]) => [
        name,
        Object.fromEntries(Object.entries(section).map(([member, value]) => [member, other(value)])),
      ]),
    )
    for (const body of [flipped, defaultSettings]) {
      expect(await request('PATCH', '/portico/settings', { body })).toMatchObject({ status: 200, body })
    }
  })

  it('refuses values that do not fit, and changes nothing', async () => {
    const { request, client } = await testServer()
    for (const [body, field] of [
      [{ mfa: { requirement: 'sometimes' } }, 'mfa.requirement'],
      [{ mfa: null }, 'mfa'],
      [{ authentication_methods: { password: null } }, 'authentication_methods.password'],
      [{ authentication_methods: { password: 'false' } }, 'authentication_methods.password'],
      [{ password_policy: { minimum_length: 7 } }, 'password_policy.minimum_length'],
      [{ password_policy: { minimum_length: 65 } }, 'password_policy.minimum_length'],
      [{ password_policy: { maximum_length: 63 } }, 'password_policy.maximum_length'],
      [{ password_policy: { minimum_strength: 2.5 } }, 'password_policy.minimum_strength'],
      [{ sessions: { access_token_ttl_seconds: 59 } }, 'sessions.access_token_ttl_seconds'],
      [{ sessions: { maximum_length_seconds: null } }, 'sessions.maximum_length_seconds'],
      [{ sessions: { issuer: 'not a url' } }, 'sessions.issuer'],
      [{ localization: { fallback_locale: 'tlh' } }, 'localization.fallback_locale'],
      [{ mfa: { requirement: 'required' }, sso: { sign_in_consent: 1 } }, 'sso.sign_in_consent'],
    ] as const) {
      const answer = await request('PATCH', '/portico/settings', { body })
      expect([body, answer.status, fieldsOf(answer)]).toEqual([body, 422, [field]])
    }
    expect((await client.portico.settings.getSettings()).mfa).toEqual({ requirement: 'off' })
  })

  it('stores nothing that is no setting', async () => {
    const { request, server, environment } = await testServer()
    const body = {
      mfa: { requirement: 'optional', backdoor: true },
      object: 'x',
      updated_at: '2000-01-01T00:00:00.000Z',
      toString: 'x',
      unknown: { nested: 'x' },
    }
    expect((await request('PATCH', '/portico/settings', { body })).status).toBe(200)
    const [row] = await server.kernel.database.sql`
      select chosen from environment_settings where environment_id = ${environment.id}`
    expect(row?.chosen).toMatchObject({ mfa: { requirement: 'optional' } })
    expect(JSON.stringify(row)).not.toMatch(/backdoor|unknown|toString|2000/)
    for (const poisoned of [
      '{"mfa":{"__proto__":{"requirement":"required"}}}',
      '{"constructor":{"prototype":{"requirement":"required"}}}',
    ]) {
      expect((await request('PATCH', '/portico/settings', { body: poisoned })).status).toBe(400)
    }
  })

  it('loses no change when several come at once', async () => {
    const { client } = await testServer()
    const update = (params: Parameters<typeof client.portico.settings.updateSettings>[0]) =>
      client.portico.settings.updateSettings(params)
    await Promise.all([
      update({ mfa: { requirement: 'required' } }),
      update({ emails: { invitation: false } }),
      update({ emails: { magicAuth: false } }),
      update({ authorization: { multipleRoles: true } }),
      update({ sessions: { accessTokenTtlSeconds: 60 } }),
    ])
    expect(await client.portico.settings.getSettings()).toMatchObject({
      mfa: { requirement: 'required' },
      emails: { invitation: false, magicAuth: false, passwordReset: true },
      authorization: { multipleRoles: true },
      sessions: { accessTokenTtlSeconds: 60 },
    })
  })

  it('names only permissions of its environment', async () => {
    const { client, other } = await testServer()
    await client.authorization.createPermission({ slug: 'documents:read', name: 'Read documents' })
    await other.client.authorization.createPermission({ slug: 'documents:write', name: 'Write documents' })
    const { apiKeys } = await client.portico.settings.updateSettings({
      apiKeys: { organizationPermissions: ['documents:read'], userPermissions: [] },
    })
    expect(apiKeys).toEqual({ organizationPermissions: ['documents:read'], userPermissions: [] })
    for (const permissions of [
      { organizationPermissions: ['documents:write'] },
      { userPermissions: ['documents:read', 'documents:delete'] },
    ]) {
      await expect(client.portico.settings.updateSettings({ apiKeys: permissions })).rejects.toMatchObject({
        status: 422,
        code: 'unknown_permissions',
      })
    }
    expect(
      await client.portico.settings.updateSettings({ apiKeys: { organizationPermissions: null } }),
    ).toMatchObject({
      apiKeys: { organizationPermissions: null, userPermissions: [] },
    })
  })
})

describe('findSettings and findBranding', () => {
  it('give other services what was chosen, over the defaults', async () => {
    const { client, server, environment, other } = await testServer()
    const { sql } = server.kernel.database
    await client.portico.settings.updateSettings({ signUp: { enabled: false } })
    await client.portico.branding.updateBranding({ dark: { link: '#abcdef' } })
    expect(await findSettings(sql, environment.id)).toEqual({
      ...defaultSettings,
      sign_up: { ...defaultSettings.sign_up, enabled: false },
    })
    expect(await findBranding(sql, environment.id)).toEqual({
      ...defaultBranding,
      dark: { ...defaultBranding.dark, link: '#abcdef' },
    })
    expect(await findSettings(sql, other.environment.id)).toEqual(defaultSettings)
    expect(await findBranding(sql, other.environment.id)).toEqual(defaultBranding)
  })

  it('leave out what an older version stored and this one does not know', async () => {
    const { server, environment } = await testServer()
    const { sql } = server.kernel.database
    const chosen = {
      mfa: { requirement: 'required', forgotten: 1 },
      gone: { a: 1 },
      sign_up: 'was a word once',
    }
    await sql`
      insert into environment_settings (environment_id, chosen, updated_at)
      values (${environment.id}, ${sql.json(chosen)}, now())`
    expect(await findSettings(sql, environment.id)).toEqual({
      ...defaultSettings,
      mfa: { requirement: 'required' },
    })
  })
})

describe('getBranding', () => {
  it('shows the defaults of the contract while nobody has changed anything', async () => {
    const { request } = await testServer()
    const { created_at } = (await request('GET', '/portico/environment')).body as { created_at: string }
    const { body } = await request('GET', '/portico/branding')
    expect(body).toEqual({ object: 'branding', ...defaultBranding, updated_at: created_at })
  })
})

describe('updateBranding', () => {
  it('changes the members given, colour by colour; null clears', async () => {
    const { client, other, recorded } = await testServer()
    const before = await client.portico.branding.getBranding()
    const changed = await client.portico.branding.updateBranding({
      appName: 'Acme',
      logoUrl: 'https://cdn.acme.com/logo.svg',
      faviconUrl: 'https://cdn.acme.com/favicon.png',
      appearance: 'dark',
      cornerRadius: 0,
      fontFamily: 'Open Sans',
      termsOfServiceUrl: 'https://acme.com/terms#top',
      light: { link: '#ABCDEF' },
    })
    expect(changed).toEqual({
      ...before,
      appName: 'Acme',
      logoUrl: 'https://cdn.acme.com/logo.svg',
      faviconUrl: 'https://cdn.acme.com/favicon.png',
      appearance: 'dark',
      cornerRadius: 0,
      fontFamily: 'Open Sans',
      termsOfServiceUrl: 'https://acme.com/terms#top',
      light: { ...before.light, link: '#ABCDEF' },
      updatedAt: expect.any(String),
    })
    const cleared = await client.portico.branding.updateBranding({ appName: null, logoUrl: null })
    expect(cleared).toEqual({ ...changed, appName: null, logoUrl: null, updatedAt: expect.any(String) })
    expect(await client.portico.branding.getBranding()).toEqual(cleared)
    expect((await other.client.portico.branding.getBranding()).appearance).toBe('system')
    expect(await recorded.events()).toEqual([])
  })

  it('refuses addresses that would run, or could be read along', async () => {
    const { client, server } = await testServer()
    const production = await createTenant(server, 'production')
    const refusal = (member: string) => ({
      status: 422,
      code: 'invalid_url',
      message: expect.stringContaining(`${member}: `),
    })
    for (const [params, member] of [
      [{ logoUrl: 'javascript:alert(1)' }, 'logo_url'],
      [{ logoIconUrl: 'data:image/svg+xml,x' }, 'logo_icon_url'],
      [{ faviconUrl: 'file:///etc/passwd' }, 'favicon_url'],
      [{ privacyPolicyUrl: 'javascript://acme.com/%0aalert(1)' }, 'privacy_policy_url'],
      [{ termsOfServiceUrl: 'https://user:pw@acme.com/' }, 'terms_of_service_url'],
    ] as const) {
      await expect(client.portico.branding.updateBranding(params)).rejects.toMatchObject(refusal(member))
    }
    const plain = { logoUrl: 'http://cdn.acme.com/logo.svg' }
    await expect(production.client.portico.branding.updateBranding(plain)).rejects.toMatchObject(
      refusal('logo_url'),
    )
    await client.portico.branding.updateBranding(plain)
    expect(await production.client.portico.branding.getBranding()).toMatchObject({ logoUrl: null })
  })

  it('refuses values that do not fit, above all what could leave a style sheet', async () => {
    const { request } = await testServer()
    for (const [body, field] of [
      [{ light: { link: 'red' } }, 'light.link'],
      [{ light: { link: '#fff' } }, 'light.link'],
      [{ dark: { link: '#ffffff;}body{display:none' } }, 'dark.link'],
      [{ dark: { page_background: '#ffffff\n' } }, 'dark.page_background'],
      [{ dark: { page_background: null } }, 'dark.page_background'],
      [{ light: null }, 'light'],
      [{ font_family: "Inter'; } </style><script>" }, 'font_family'],
      [{ font_family: '' }, 'font_family'],
      [{ corner_radius: 33 }, 'corner_radius'],
      [{ corner_radius: -1 }, 'corner_radius'],
      [{ corner_radius: '8px' }, 'corner_radius'],
      [{ appearance: 'neon' }, 'appearance'],
      [{ app_name: '' }, 'app_name'],
      [{ app_name: 'a'.repeat(256) }, 'app_name'],
      [{ logo_url: 'logo.svg' }, 'logo_url'],
      [{ logo_url: `https://acme.com/${'a'.repeat(2_048)}` }, 'logo_url'],
    ] as const) {
      const answer = await request('PATCH', '/portico/branding', { body })
      expect([body, answer.status, fieldsOf(answer)]).toEqual([body, 422, [field]])
    }
  })

  it('loses no change when several come at once', async () => {
    const { client } = await testServer()
    await Promise.all([
      client.portico.branding.updateBranding({ appName: 'Acme' }),
      client.portico.branding.updateBranding({ light: { link: '#111111' } }),
      client.portico.branding.updateBranding({ light: { buttonText: '#222222' } }),
      client.portico.branding.updateBranding({ cornerRadius: 3 }),
    ])
    expect(await client.portico.branding.getBranding()).toMatchObject({
      appName: 'Acme',
      light: { link: '#111111', buttonText: '#222222' },
      cornerRadius: 3,
    })
  })
})
