import { describe, expect, it, onTestFinished } from 'vitest'
import type { MovableClock } from '../../../kernel/clock.ts'
import { createTenant, ownServer, testServer, type Visited } from '../../../testing/index.ts'
import { type Answering, oidcIdp, sendJson } from '../../../testing/oidc-idp.ts'
import { oidcTenant, ownOidcTenant } from '../../../testing/oidc-tenant.ts'

const configuration = '/.well-known/openid-configuration'
const broken: Answering = (response) => sendJson(response, 503, {})
const errorOf = ({ location }: Visited) => location?.searchParams.get('error')

describe('the configuration of a provider', () => {
  it('is asked for once by all who sign in at the same time', async () => {
    const { server } = await testServer()
    const { idp, visitor, authorizePath } = await ownOidcTenant(server)
    const before = idp.requestsTo(configuration).length
    const answers = await Promise.all(Array.from({ length: 10 }, () => visitor().get(authorizePath())))
    expect(answers.map(({ location }) => location?.origin)).toEqual(Array(10).fill(idp.issuer))
    expect(idp.requestsTo(configuration)).toHaveLength(before + 1)
  })

  it('that cannot be read is left in peace for a while, however many people try', async () => {
    const server = await ownServer()
    const idp = await oidcIdp(() => server.kernel.clock.now())
    onTestFinished(() => idp.close())
    const { visitor, authorizePath, logged } = await oidcTenant(server, await createTenant(server), idp)
    idp.answers.set(configuration, broken)
    const before = idp.requestsTo(configuration).length
    for (let i = 0; i < 5; i++) expect(errorOf(await visitor().get(authorizePath()))).toBe('server_error')
    expect(idp.requestsTo(configuration)).toHaveLength(before + 1)
    expect((await logged()).error_code).toBe('answer_invalid')

    idp.answers.clear()
    const clock = server.kernel.clock as MovableClock
    await clock.setOffset(clock.offsetMs() + 6_000)
    expect((await visitor().get(authorizePath())).location?.origin).toBe(idp.issuer)
  })

  it('is asked for at once where the connection has been mended', async () => {
    const { server } = await testServer()
    const tenant = await createTenant(server)
    const idp = await oidcIdp()
    onTestFinished(() => idp.close())
    const { visitor, authorizePath, connectionId } = await oidcTenant(server, tenant, idp)
    idp.answers.set(configuration, broken)
    await visitor().get(authorizePath())
    idp.answers.clear()
    await tenant.request('PATCH', `/connections/${connectionId}`, {
      body: { oidc_options: { client_secret: 'another' } },
    })
    expect((await visitor().get(authorizePath())).location?.origin).toBe(idp.issuer)
  })
})
