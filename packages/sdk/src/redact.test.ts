import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { testPeer } from '../test/peer.ts'
import { Client, NetworkError, SecretString, type TransportInit } from './index.ts'

/** Everything that a program may do to write an error down. */
const written = (error: Error) =>
  [inspect(error, { depth: 9 }), JSON.stringify(error), String(error), error.stack, error.message].join()

/** What a call fails with. */
const failureOf = (call: PromiseLike<unknown>) =>
  Promise.resolve(call).then(
    () => expect.unreachable(),
    (error) => error,
  )

describe('a secret that was sent', () => {
  it.each([
    ['the code', { error: 'invalid_grant', error_description: "The code 'code_123' has expired." }],
    ['the password', { message: 'hunter2-hunter2 is too common.' }],
    ['both, in its list', { message: 'No.', errors: [{ field: 'x', message: 'code_123 hunter2-hunter2' }] }],
  ])('is not read where the server repeats %s', async (_, json) => {
    const { client } = await testPeer(() => ({ status: 400, json }), { clientId: 'client_1' })
    const calls = [
      client.userManagement.authenticateWithCode({ code: 'code_123' }),
      client.userManagement.authenticateWithPassword({ email: 'a@b.c', password: 'hunter2-hunter2' }),
    ]
    const [byCode, byPassword] = await Promise.all(calls.map(failureOf))
    expect(written(byCode)).not.toContain('code_123')
    expect(written(byPassword)).not.toContain('hunter2-hunter2')
  })

  it('is not read where the server repeats one of the path', async () => {
    const { client } = await testPeer(({ url }) => ({ status: 404, json: { message: url.pathname } }))
    const call = client.userManagement.findInvitationByToken(new SecretString('token-1'))
    expect((await failureOf(call)).message).toBe('/user_management/invitations/by_token/<redacted>')
  })

  it('leaves IDs in the words of the server', async () => {
    const { client } = await testPeer(() => ({ status: 404, json: { message: "No 'org_123456'." } }))
    const error = await failureOf(client.organizations.getOrganization('org_123456'))
    expect(error.message).toBe("No 'org_123456'.")
  })

  it('is there for the next step where the server answers it as such', async () => {
    const json = {
      code: 'mfa_challenge',
      message: 'Use pending_1.',
      pending_authentication_token: 'pending_1',
    }
    const { client } = await testPeer(() => ({ status: 403, json }), { clientId: 'client_1' })
    const error = await failureOf(
      client.userManagement.authenticateWithEmailVerification({
        code: '123456',
        pendingAuthenticationToken: 'pending_1',
      }),
    )
    expect(error.pendingAuthenticationToken.expose()).toBe('pending_1')
    expect(written(error)).not.toContain('pending_1')
  })
})

describe('the error of a transport', () => {
  it.each([
    ['says the address, as that of Deno does', (url: string) => new TypeError(`error for url (${url})`)],
    [
      'holds the address, as that of Bun does',
      (url: string) => Object.assign(new Error('no'), { path: url }),
    ],
    ['says the path', (url: string) => new Error(`GET ${new URL(url).pathname}`)],
    ['is all there is', (url: string) => url],
  ])('that %s shows no token of the path', async (_, fault) => {
    const transport = async (url: string) => {
      throw fault(url)
    }
    const client = new Client({ apiKey: 'sk_test_1', transport, maxRetries: 0 })
    const error = await failureOf(client.userManagement.findInvitationByToken('invitation-token'))
    expect(error).toBeInstanceOf(NetworkError)
    expect(written(error)).not.toContain('invitation-token')
  })

  it.each([
    ['says the body', ({ body }: TransportInit) => new Error(`cannot send ${body}`)],
    ['holds the body', ({ body }: TransportInit) => Object.assign(new Error('no'), { body })],
    ['says what is in it', () => new Error('hunter2-hunter2 is no header')],
  ])('that %s shows no password', async (_, fault) => {
    const transport = async (__: string, init: TransportInit) => {
      throw fault(init)
    }
    const client = new Client({ apiKey: 'sk_test_1', transport })
    const call = client.userManagement.createUser({ email: 'a@b.c', password: 'hunter2-hunter2' })
    expect(written(await failureOf(call))).not.toContain('hunter2-hunter2')
  })

  it('still says where it was going, where that is no secret', async () => {
    const transport = async (url: string) => {
      throw new TypeError(`error for url (${url})`)
    }
    const client = new Client({
      apiKey: 'sk_test_1',
      baseUrl: 'http://localhost:1',
      transport,
      maxRetries: 0,
    })
    const error = await failureOf(client.organizations.createOrganization({ name: 'Acme' }))
    expect(error.message).toContain('http://localhost:1/organizations')
  })
})
