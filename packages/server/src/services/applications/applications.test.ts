import { clientSecretsMax } from '@portico/contract'
import { exposeAll } from '@portico/sdk'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Kernel } from '../../kernel/kernel.ts'
import { createDatabase, createTenant, startServer, testServer } from '../../testing/index.ts'
import { createEnvironment, deleteEnvironment } from '../environments/index.ts'
import { findClient, pinDefaultClientId, verifyClientSecret } from './index.ts'

describe('createApplication', () => {
  it('creates an application with a client ID and the same as a project ID', async () => {
    const { client, recorded } = await testServer()
    const application = await client.portico.applications.createApplication({
      name: 'Dashboard',
      kind: 'confidential',
      homepageUrl: 'http://localhost:3000/',
      initiateLoginUrl: 'https://acme.com/login',
      portalReturnUrl: null,
      logoutRedirectUris: [
        'https://acme.com/bye',
        'https://*.acme.com/bye',
        'http://localhost:*',
        'https://acme.com/bye',
      ],
    })
    expect(application).toEqual({
      object: 'application',
      id: expect.stringMatching(/^app_[0-9A-Z]{26}$/),
      name: 'Dashboard',
      clientId: expect.stringMatching(/^client_[0-9A-Z]{26}$/),
      projectId: application.clientId.replace('client_', 'project_'),
      kind: 'confidential',
      default: false,
      homepageUrl: 'http://localhost:3000/',
      initiateLoginUrl: 'https://acme.com/login',
      userInvitationUrl: null,
      passwordResetUrl: null,
      portalReturnUrl: null,
      portalSuccessUrl: null,
      logoutRedirectUris: ['https://acme.com/bye', 'https://*.acme.com/bye', 'http://localhost:*'],
      createdAt: expect.any(String),
      updatedAt: application.createdAt,
    })
    expect(await client.portico.applications.getApplication(application.id)).toEqual(application)
    expect(await recorded.events()).toEqual([])
  })

  it('refuses addresses that people must not be sent to, and names them', async () => {
    const { client } = await testServer()
    for (const [urls, member] of [
      [{ homepageUrl: 'javascript:alert(1)' }, 'homepage_url'],
      [{ initiateLoginUrl: 'https://user:pw@acme.com/' }, 'initiate_login_url'],
      [{ userInvitationUrl: 'ftp://acme.com/' }, 'user_invitation_url'],
      [{ passwordResetUrl: 'data:text/html,x' }, 'password_reset_url'],
      [{ portalReturnUrl: 'acme://x' }, 'portal_return_url'],
      [{ portalSuccessUrl: 'file:///etc/passwd' }, 'portal_success_url'],
      [{ logoutRedirectUris: ['https://acme.com/', 'https://*.com/'] }, 'logout_redirect_uris.1'],
      [{ logoutRedirectUris: ['https://*.acme.com/'] }, 'logout_redirect_uris.0'],
    ] as const) {
      const params = { name: 'Dashboard', kind: 'public', ...urls } as never
      await expect(client.portico.applications.createApplication(params)).rejects.toMatchObject({
        status: 422,
        code: 'invalid_url',
        message: expect.stringContaining(`${member}: `),
      })
    }
    expect((await client.portico.applications.listApplications()).data).toHaveLength(1)
  })

  it('takes https only in production', async () => {
    const { server } = await testServer()
    const { client } = await createTenant(server, 'production')
    for (const urls of [
      { homepageUrl: 'http://acme.com/' },
      { logoutRedirectUris: ['http://localhost:3000/'] },
    ]) {
      await expect(
        client.portico.applications.createApplication({ name: 'Dashboard', kind: 'public', ...urls }),
      ).rejects.toMatchObject({ status: 422, code: 'invalid_url' })
    }
  })

  it('refuses a body that does not fit', async () => {
    const { request } = await testServer()
    for (const body of [
      {},
      { name: '', kind: 'public' },
      { name: 'A', kind: 'secret' },
      { name: 'A', kind: 'public', homepage_url: 'not a url' },
      {
        name: 'A',
        kind: 'public',
        logout_redirect_uris: Array.from({ length: 101 }, () => 'https://a.com/'),
      },
      { name: 'A', kind: 'public', logout_redirect_uris: [''] },
    ]) {
      expect([body, (await request('POST', '/portico/applications', { body })).status]).toEqual([body, 422])
    }
  })
})

describe('listApplications', () => {
  it('lists the default one and others, in pages', async () => {
    const { client, clientId, other } = await testServer()
    for (const name of ['A', 'B', 'C']) {
      await client.portico.applications.createApplication({ name, kind: 'public' })
    }
    const seen: string[] = []
    for await (const { name } of client.portico.applications.listApplications({ limit: 2, order: 'asc' })) {
      seen.push(name)
    }
    expect(seen).toEqual(['Default', 'A', 'B', 'C'])
    const { data } = await other.client.portico.applications.listApplications()
    expect(data.map((application) => application.default)).toEqual([true])
    expect(data[0]?.clientId).not.toBe(clientId)
  })
})

describe('getApplication', () => {
  it('takes the client ID and the project ID as well', async () => {
    const { client, clientId } = await testServer()
    const application = await client.portico.applications.getApplication(clientId)
    expect(application).toMatchObject({ name: 'Default', kind: 'confidential', default: true })
    for (const name of [application.id, application.projectId]) {
      expect(await client.portico.applications.getApplication(name)).toEqual(application)
    }
  })

  it('does not find what is not there, or in another environment', async () => {
    const { client, clientId, other } = await testServer()
    await expect(client.portico.applications.getApplication('app_x')).rejects.toMatchObject({
      status: 404,
      message: "Application not found: 'app_x'.",
    })
    await expect(other.client.portico.applications.getApplication(clientId)).rejects.toMatchObject({
      status: 404,
    })
  })
})

describe('updateApplication', () => {
  it('changes what is given, clears what is null and keeps the rest', async () => {
    const { client } = await testServer()
    const created = await client.portico.applications.createApplication({
      name: 'Dashboard',
      kind: 'public',
      homepageUrl: 'https://acme.com/',
      passwordResetUrl: 'https://acme.com/reset',
      logoutRedirectUris: ['https://acme.com/bye'],
    })
    const updated = await client.portico.applications.updateApplication(created.id, {
      homepageUrl: null,
      portalSuccessUrl: 'https://acme.com/done',
    })
    expect(updated).toEqual({
      ...created,
      homepageUrl: null,
      portalSuccessUrl: 'https://acme.com/done',
      updatedAt: expect.any(String),
    })
    const renamed = await client.portico.applications.updateApplication(created.id, {
      name: 'Console',
      logoutRedirectUris: [],
    })
    expect(renamed).toMatchObject({
      name: 'Console',
      logoutRedirectUris: [],
      passwordResetUrl: 'https://acme.com/reset',
    })
    expect(await client.portico.applications.getApplication(created.id)).toEqual(renamed)
  })

  it('cannot change what is not the caller’s to change', async () => {
    const { client, request, clientId } = await testServer()
    const before = await client.portico.applications.getApplication(clientId)
    const body = {
      id: 'app_x',
      client_id: 'client_x',
      kind: 'public',
      default: false,
      environment_id: 'x',
      object: 'x',
    }
    expect(await request('PATCH', `/portico/applications/${before.id}`, { body })).toMatchObject({
      status: 200,
    })
    expect(await client.portico.applications.getApplication(clientId)).toEqual({
      ...before,
      updatedAt: expect.any(String),
    })
  })

  it('loses no change when several come at once', async () => {
    const { client, clientId } = await testServer()
    const { updateApplication } = client.portico.applications
    const update = updateApplication.bind(client.portico.applications)
    await Promise.all([
      update(clientId, { homepageUrl: 'https://acme.com/home' }),
      update(clientId, { initiateLoginUrl: 'https://acme.com/login' }),
      update(clientId, { portalReturnUrl: 'https://acme.com/back' }),
    ])
    expect(await client.portico.applications.getApplication(clientId)).toMatchObject({
      homepageUrl: 'https://acme.com/home',
      initiateLoginUrl: 'https://acme.com/login',
      portalReturnUrl: 'https://acme.com/back',
    })
  })

  it('refuses an address, and does not find an application of another environment', async () => {
    const { client, clientId, other } = await testServer()
    const homepage = { homepageUrl: 'javascript:alert(1)' }
    await expect(client.portico.applications.updateApplication(clientId, homepage)).rejects.toMatchObject({
      status: 422,
    })
    for (const params of [{ name: 'Mine' }, homepage]) {
      await expect(
        other.client.portico.applications.updateApplication(clientId, params),
      ).rejects.toMatchObject({
        status: 404,
      })
    }
  })
})

describe('deleteApplication', () => {
  it('deletes an application with all that it has', async () => {
    const { client, server } = await testServer()
    const app = await client.portico.applications.createApplication({ name: 'Old', kind: 'confidential' })
    await client.portico.clientSecrets.createClientSecret(app.id)
    await client.portico.redirectUris.createApplicationRedirectUri(app.id, { uri: 'acme://callback' })
    await client.portico.applications.deleteApplication(app.id)
    await expect(client.portico.applications.deleteApplication(app.id)).rejects.toMatchObject({ status: 404 })
    const [left] = await server.kernel.database.sql`
      select (select count(*) from client_secrets where application_id = ${app.id})
        + (select count(*) from redirect_uris where application_id = ${app.id}) as count`
    expect(left).toEqual({ count: '0' })
  })

  it('refuses the default one, and does not find one of another environment', async () => {
    const { client, clientId, other } = await testServer()
    await expect(client.portico.applications.deleteApplication(clientId)).rejects.toMatchObject({
      status: 409,
      code: 'default_application',
    })
    const app = await client.portico.applications.createApplication({ name: 'Old', kind: 'public' })
    await expect(other.client.portico.applications.deleteApplication(app.id)).rejects.toMatchObject({
      status: 404,
    })
    expect((await client.portico.applications.listApplications()).data).toHaveLength(2)
  })
})

describe('client secrets', () => {
  it('are shown once and stored as a hash', async () => {
    const { client, clientId, server, environment } = await testServer()
    const created = exposeAll(await client.portico.clientSecrets.createClientSecret(clientId))
    expect(created).toEqual({
      object: 'client_secret',
      id: expect.stringMatching(/^secret_[0-9A-Z]{26}$/),
      secret: expect.stringMatching(/^[0-9A-Za-z]{40}$/),
      secretHint: created.secret.slice(-4),
      lastUsedAt: null,
      createdAt: expect.any(String),
      updatedAt: created.createdAt,
    })
    const { secret, ...shown } = created
    expect(await client.portico.clientSecrets.listClientSecrets(clientId)).toEqual({
      object: 'list',
      data: [shown],
    })
    const rows = await server.kernel.database.sql`
      select s::text as text, encode(secret_hash, 'escape') as bytes from client_secrets s
      where environment_id = ${environment.id}`
    expect(JSON.stringify(rows)).not.toContain(secret.slice(0, -4))
  })

  it('prove who the application is, until they are revoked', async () => {
    const { client, clientId, server, environment, other } = await testServer()
    const { kernel } = server
    const [app, phone] = [
      await client.portico.applications.getApplication(clientId),
      await client.portico.applications.createApplication({ name: 'Other', kind: 'confidential' }),
    ]
    const created = await client.portico.clientSecrets.createClientSecret(app.id)
    const { id, secret } = exposeAll(created)
    const verify = (applicationId: string, text: string, environmentId = environment.id) =>
      verifyClientSecret(kernel, kernel.database.sql, { environmentId, applicationId }, text)

    expect(await verify(app.id, secret)).toBe(true)
    expect((await client.portico.clientSecrets.listClientSecrets(app.id)).data[0]?.lastUsedAt).not.toBeNull()
    for (const text of ['', ' ', secret.slice(1), `${secret} `, secret.toLowerCase()]) {
      expect(await verify(app.id, text)).toBe(false)
    }
    expect(await verify(phone.id, secret)).toBe(false)
    expect(await verify(app.id, secret, other.environment.id)).toBe(false)

    await client.portico.clientSecrets.revokeClientSecret(id)
    expect(await verify(app.id, secret)).toBe(false)
  })

  it('are not for public applications', async () => {
    const { client } = await testServer()
    const app = await client.portico.applications.createApplication({ name: 'Phone', kind: 'public' })
    await expect(client.portico.clientSecrets.createClientSecret(app.id)).rejects.toMatchObject({
      status: 409,
      code: 'public_application',
    })
    expect((await client.portico.clientSecrets.listClientSecrets(app.id)).data).toEqual([])
  })

  it('are five at most, also when asked for at once', async () => {
    const { client, clientId } = await testServer()
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, () => client.portico.clientSecrets.createClientSecret(clientId)),
    )
    const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
    expect(refusals).toHaveLength(8 - clientSecretsMax)
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ status: 409, code: 'client_secret_limit_reached' })
    }
    const { data } = await client.portico.clientSecrets.listClientSecrets(clientId)
    expect(data).toHaveLength(clientSecretsMax)
    await client.portico.clientSecrets.revokeClientSecret(data[0]?.id ?? '')
    await client.portico.clientSecrets.createClientSecret(clientId)
  })

  it('are not found by another environment', async () => {
    const { client, clientId, other } = await testServer()
    const { id } = await client.portico.clientSecrets.createClientSecret(clientId)
    const theirs = other.client.portico.clientSecrets
    for (const attempt of [
      () => theirs.listClientSecrets(clientId),
      () => theirs.createClientSecret(clientId),
      () => theirs.revokeClientSecret(id),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ status: 404 })
    }
    await expect(client.portico.clientSecrets.revokeClientSecret('secret_x')).rejects.toMatchObject({
      status: 404,
      message: "Client secret not found: 'secret_x'.",
    })
    expect((await client.portico.clientSecrets.listClientSecrets(clientId)).data).toHaveLength(1)
  })
})

describe('findClient', () => {
  it('finds the application and its environment, by the project ID too', async () => {
    const { server, clientId, environment } = await testServer()
    for (const name of [clientId, clientId.replace('client_', 'project_')]) {
      expect(await findClient(server.kernel, name)).toEqual({
        id: expect.stringMatching(/^app_/),
        clientId,
        environmentId: environment.id,
        kind: 'confidential',
        default: true,
      })
    }
    for (const name of [
      '',
      'client_',
      'client_x',
      clientId.toLowerCase(),
      clientId.slice('client_'.length),
    ]) {
      expect(await findClient(server.kernel, name)).toBeUndefined()
    }
  })

  it('finds what is new at once, and on no node what was deleted', async () => {
    const { here, there, client } = await twoNodes()
    const { id, clientId } = await client.portico.applications.createApplication({
      name: 'Phone',
      kind: 'public',
    })
    for (const node of [here, there]) expect(await findClient(node, clientId)).toMatchObject({ id })
    await client.portico.applications.deleteApplication(id)
    expect(await findClient(here, clientId)).toBeUndefined()
    await gone(there, clientId)
  })

  it('knows a default application by the client ID that was pinned last, on every node', async () => {
    const { here, there, clientId, environment } = await twoNodes()
    for (const node of [here, there]) await findClient(node, clientId)
    const now = here.clock.now()
    await here.database.transaction((tx) =>
      pinDefaultClientId(tx, environment.id, { clientId: 'client_pinned', now }),
    )
    for (const node of [here, there]) {
      expect(await findClient(node, 'client_pinned')).toMatchObject({ environmentId: environment.id })
      await gone(node, clientId)
    }
  })

  it('finds nothing of an environment that was deleted by another process', async () => {
    const { here, there, clientId, environment } = await twoNodes()
    for (const node of [here, there]) await findClient(node, clientId)
    await deleteEnvironment(here.database, environment.id)
    for (const node of [here, there]) await gone(node, clientId)
  })
})

/** Two nodes on one database, and an environment there. */
async function twoNodes() {
  const connection = await createDatabase()
  const [one, two] = [await startServer(connection), await startServer(connection)]
  onTestFinished(async () => {
    await Promise.all([one.stop(), two.stop()])
  })
  return { ...(await createTenant(one)), here: one.kernel, there: two.kernel }
}

/** Long before the minute is over that a node keeps what it has read: it has been told. */
const gone = (node: Kernel, clientId: string) =>
  expect.poll(() => findClient(node, clientId), { timeout: 10_000, interval: 20 }).toBeUndefined()

describe('a client ID that the operator pins', () => {
  it('is that of the default application', async () => {
    const { server, environment: other } = await testServer()
    const { kernel } = server
    const clientId = `client_pinned-${other.id}`
    const create = () =>
      kernel.database.transaction((tx) =>
        createEnvironment(kernel, tx, { name: 'CI', kind: 'sandbox', clientId }),
      )
    const { environment } = await create()
    expect(await findClient(kernel, clientId)).toMatchObject({ environmentId: environment.id })
    await expect(create()).rejects.toThrow('belongs to another application')
  })

  it('has the form of a client ID', async () => {
    const { server } = await testServer()
    const { kernel } = server
    for (const clientId of [
      '',
      'client_',
      'project_x',
      'client_ä',
      'client_a b',
      `client_${'a'.repeat(101)}`,
    ]) {
      await expect(
        kernel.database.transaction((tx) =>
          createEnvironment(kernel, tx, { name: 'CI', kind: 'sandbox', clientId }),
        ),
      ).rejects.toThrow('The client ID must be')
    }
  })
})
