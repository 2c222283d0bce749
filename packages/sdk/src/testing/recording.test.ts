import { describe, expect, it } from 'vitest'
import { page, type Received, type Reply, testPeer } from '../../test/peer.ts'
import { Client, isNetworkError, isNotFound } from '../index.ts'
import { createFake, FakeError, type Recording, recordingTransport, replayTransport } from './index.ts'

const fault = (error: unknown) => error

/** A server, and a client of it whose exchanges are recorded. */
async function recorded(reply: (path: string) => Reply, options: { secrets?: boolean } = {}) {
  const peer = await testPeer(({ url }) => reply(url.pathname))
  const { transport, recording } = recordingTransport(undefined, options)
  const client = new Client({
    apiKey: 'sk_live_credential',
    clientId: 'client_1',
    baseUrl: peer.baseUrl,
    transport,
    maxRetries: 0,
  })
  // What comes back from a file.
  const saved = (): Recording => JSON.parse(JSON.stringify(recording))
  return { client, recording, saved }
}

function replayed(recording: Recording) {
  return new Client({
    apiKey: 'sk_test_other',
    clientId: 'client_1',
    baseUrl: 'https://elsewhere.test',
    transport: replayTransport(recording),
    maxRetries: 3,
  })
}

describe('a recording', () => {
  it('answers as the server did, for another host and without it', async () => {
    const { client, saved } = await recorded((path) =>
      path.endsWith('org_9')
        ? { status: 404, json: { code: 'entity_not_found', message: 'Organization not found.' } }
        : {
            json: { id: 'org_1', name: 'Acme', metadata: { someKey: 'x' } },
            headers: { 'x-request-id': 'req_1' },
          },
    )
    const organization = await client.organizations.getOrganization('org_1')
    await client.organizations.getOrganization('org_9').catch(fault)
    const again = replayed(saved())
    expect(await again.organizations.getOrganization('org_1')).toEqual(organization)
    const missing = await again.organizations.getOrganization('org_9').catch(fault)
    expect(isNotFound(missing) && missing.code).toBe('entity_not_found')
  })

  it('answers equal requests in the order in which they were made, each once', async () => {
    let n = 0
    const { client, saved } = await recorded(() => ({ json: { id: 'org_1', name: `Acme ${++n}` } }))
    await client.organizations.getOrganization('org_1')
    await client.organizations.getOrganization('org_1')
    const again = replayed(saved())
    expect((await again.organizations.getOrganization('org_1')).name).toBe('Acme 1')
    expect((await again.organizations.getOrganization('org_1')).name).toBe('Acme 2')
    await expect(again.organizations.getOrganization('org_1')).rejects.toBeInstanceOf(FakeError)
  })

  it('answers no request that is another in method, path, query or body', async () => {
    const { client, saved } = await recorded(() => page([{ id: 'org_1' }]))
    await client.organizations.listOrganizations({ limit: 5 })
    await client.organizations.createOrganization({ name: 'Acme' })
    const again = replayed(saved())
    await expect(again.organizations.listOrganizations({ limit: 6 })).rejects.toThrow('GET /organizations')
    await expect(again.organizations.createOrganization({ name: 'Bcme' })).rejects.toThrow(
      'POST /organizations',
    )
    expect((await again.organizations.listOrganizations({ limit: 5 })).data).toHaveLength(1)
  })

  it('fails where the network did', async () => {
    const { client, saved } = await recorded(() => 'cut')
    await client.organizations.createOrganization({ name: 'Acme' }).catch(fault)
    const failed = await replayed(saved()).organizations.createOrganization({ name: 'Acme' }).catch(fault)
    expect(isNetworkError(failed)).toBe(true)
  })

  it('keeps what is not JSON as it came', async () => {
    const html = '<h1>Bad gateway</h1>'
    const { client, saved } = await recorded(() => ({
      status: 400,
      text: html,
      headers: { 'content-type': 'text/html' },
    }))
    await client.organizations.getOrganization('org_1').catch(fault)
    const failed = replayed(saved()).organizations.getOrganization('org_1')
    await expect(failed).rejects.toMatchObject({ status: 400, rawBody: html })
  })

  it('of another version is refused', () => {
    expect(() => replayTransport({ version: 2, exchanges: [] } as never)).toThrow(FakeError)
  })
})

describe('what is recorded', () => {
  const tokens = {
    user: { id: 'user_1' },
    access_token: 'access-secret',
    refresh_token: 'refresh-secret',
    new_member: { api_token: 'nested-secret' },
  }
  const authenticate = (client: Client) =>
    client.userManagement.authenticate({
      grantType: 'password',
      email: 'ada@example.com',
      password: 'pass-secret',
    })

  it('holds no secret, in whichever place', async () => {
    const { client, recording } = await recorded(() => ({
      json: tokens,
      headers: { 'set-cookie': 'a=cookie-secret' },
    }))
    await authenticate(client)
    await client.userManagement.findInvitationByToken('path-secret').catch(fault)
    const text = JSON.stringify(recording)
    expect(text).not.toContain('-secret')
    expect(text).not.toContain('sk_live_credential')
    expect(text).toContain('ada@example.com')
    expect(recording.exchanges[0]?.answer).toMatchObject({ body: { access_token: '<redacted>' } })
  })

  it('holds no secret of a refusal either, and says why it was refused', async () => {
    const refusal = {
      code: 'email_verification_required',
      message: 'Verify your address.',
      pending_authentication_token: 'pending-secret',
    }
    const { client, recording } = await recorded(() => ({ status: 403, json: refusal }))
    await authenticate(client).catch(fault)
    expect(recording.exchanges[0]?.answer).toMatchObject({
      body: { ...refusal, pending_authentication_token: '<redacted>' },
    })
  })

  it.each([false, true])(
    'has no credential that a server repeats, with other secrets in clear: %s',
    async (secrets) => {
      const repeated = ({ headers, body }: Received) =>
        `Invalid: ${headers.authorization ?? JSON.parse(body).client_secret}`
      const peer = await testPeer((request) => ({ status: 401, json: { message: repeated(request) } }))
      const { transport, recording } = recordingTransport(undefined, { secrets })
      const options = { apiKey: 'sk_live_credential', clientId: 'client_1', baseUrl: peer.baseUrl, transport }
      const client = new Client(options)
      await client.organizations.getOrganization('org_1').then(null, fault)
      await authenticate(client).catch(fault)
      expect(recording.exchanges).toHaveLength(2)
      expect(JSON.stringify(recording)).not.toContain('sk_live_credential')
      expect(JSON.stringify(recording)).toContain('Invalid: ')
    },
  )

  it('has no secret of the request that a server repeats', async () => {
    const message = 'pass-secret is too common, and path-secret is unknown.'
    const { client, recording } = await recorded(() => ({ status: 400, json: { message } }))
    await authenticate(client).catch(fault)
    await client.userManagement.findInvitationByToken('path-secret').catch(fault)
    expect(recording.exchanges.map(({ answer }) => answer)).toMatchObject([
      { body: { message: '<redacted> is too common, and path-secret is unknown.' } },
      { body: { message: 'pass-secret is too common, and <redacted> is unknown.' } },
    ])
  })

  it('has no secret in the error of a network that names the request', async () => {
    const { transport, recording } = recordingTransport(async (url, { headers }) => {
      throw new Error(`cannot send ${headers.authorization} to ${url}`)
    })
    const client = new Client({ apiKey: 'sk_live_credential', transport, maxRetries: 0 })
    await client.userManagement.findInvitationByToken('path-secret').catch(fault)
    expect(recording.exchanges[0]?.answer).toEqual({
      error:
        'cannot send Bearer <redacted> to https://api.workos.com/user_management/invitations/by_token/<redacted>',
    })
  })

  it('is replayed all the same: any secret equals a redacted one', async () => {
    const { client, saved } = await recorded(() => ({ json: tokens }))
    await authenticate(client)
    const again = await authenticate(replayed(saved()))
    expect(again.user.id).toBe('user_1')
    expect(again.accessToken.expose()).toBe('<redacted>')
    const absent = await replayed(saved()).userManagement.findInvitationByToken('path-secret').catch(fault)
    expect(String(absent)).toContain('by_token/%3Credacted%3E is not in the recording')
  })

  it('has secrets in clear where that was asked for, yet never the credential of the client', async () => {
    const { client, saved } = await recorded(() => ({ json: tokens }), { secrets: true })
    await authenticate(client)
    expect((await authenticate(replayed(saved()))).accessToken.expose()).toBe('access-secret')
    expect(JSON.stringify(saved())).toContain('pass-secret')
    expect(JSON.stringify(saved())).not.toContain('sk_live_credential')
  })

  it('has no body of a request that is none of the API', async () => {
    const { transport, recording } = recordingTransport(async () => Response.json({ anything: 'answered' }))
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      redirect: 'manual',
    } as const
    const signal = new AbortController().signal
    await transport('https://elsewhere.test/hook?key=in-query', {
      ...init,
      signal,
      body: '{"anything":"sent"}',
    })
    expect(JSON.stringify(recording)).not.toMatch(/answered|sent|in-query/)
  })

  it('may come from a fake', async () => {
    const fake = createFake().on('organizations.listOrganizations', [])
    const { transport, recording } = recordingTransport(fake.transport)
    await new Client({ apiKey: 'sk_test_1', transport }).organizations.listOrganizations()
    expect(recording.exchanges.map(({ request }) => request.path)).toEqual(['/organizations'])
  })
})
