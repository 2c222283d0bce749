import {
  group,
  kind,
  list,
  model,
  nullable,
  opaqueMap,
  opaqueObject,
  operation,
  page,
  secret,
  variants,
  groups as wholeContract,
} from '@portico/contract'
import { describe, expect, it } from 'vitest'
import { generated, methodOf, optionalString, Robot, schema, string, text } from './testing.ts'

describe('a method', () => {
  const post = { method: 'POST', path: '/things', summary: 'Do it', status: 200 } as const

  it('returns nothing where nothing is answered', async () => {
    expect(await methodOf({ ...post, status: 204 })).toContain(`\
  doIt(options?: RequestOptions): Promise<void> {
    return this.client.send('POST', path\`/things\`, {}, options)
  }`)
  })

  it('may return nothing where one of the answers is empty', async () => {
    const code = await methodOf({ ...post, returns: Robot, alsoReturns: { 202: null } })
    expect(code).toContain('Promise<Robot | undefined>')
    expect(code).toContain('mayBeEmpty: true')
  })

  it('returns an unpaged list as such, text as a string, and an unnamed object by a name of its own', async () => {
    expect(await methodOf({ ...post, returns: list(Robot) })).toContain('Promise<List<Robot>>')
    expect(await methodOf({ ...post, returns: string, mediaType: 'text/csv' })).toContain(
      'this.client.requestText(',
    )
    expect(
      await methodOf({
        ...post,
        returns: schema({ type: 'object', properties: { count: { type: 'integer' } } }),
      }),
    ).toContain('Promise<DoItResult>')
  })

  it('takes the variants of a body as they are, without what the client knows itself', async () => {
    const Password = model('Password', {
      grant_type: kind('password'),
      client_id: string,
      client_secret: string,
    })
    const Code = model('Code', { grant_type: kind('code'), client_id: string })
    const things = group('things', {
      doIt: operation({ ...post, auth: 'client_id', body: variants('grant_type', [Password, Code]) }),
    })
    const code = await text('things.ts', things)
    expect(code).toContain('export type DoItParams = Password | Code\n')
    expect(code).toContain(`{ body: params, credential: 'clientSecret' }`)
    expect(await text('models/things.ts', things)).toContain(`\
  grantType: 'password'
  clientId?: string | undefined
  clientSecret?: string | undefined
`)
  })

  it('takes the token of a signed-in user among its parameters', async () => {
    expect(await methodOf({ ...post, method: 'GET', auth: 'access_token', returns: Robot })).toContain(`\
  doIt(params: DoItParams, options?: RequestOptions): Promise<Robot> {
    const { accessToken } = params
`)
  })

  it('spells a name as the wire wants it, where that does not follow from ours', async () => {
    const query = { updatedAfter: optionalString, last_4: optionalString }
    const code = await text('things.ts', group('things', { doIt: operation({ ...post, query }) }))
    expect(code).toContain(`doIt: { names: { last4: 'last_4', updatedAfter: 'updatedAfter' } },`)
  })

  it('names what is secret in its answer, and takes secrets wherever one is sent', async () => {
    const Key = model('Key', { id: string, value: secret(string), note: nullable(secret(string)) })
    // So that `value` does not mean the same everywhere.
    const Lock = model('Lock', { value: string })
    const things = group('things', {
      doIt: operation({
        ...post,
        path: '/things/{token}',
        params: { token: secret(string) },
        body: model('DoIt', { pass_code: secret(string) }),
        returns: page(Key),
      }),
      getLock: operation({ ...post, returns: Lock }),
    })
    const code = await text('things.ts', things)
    expect(code).toContain(`doIt: { secrets: ['data[].value'] },`)
    expect(code).toContain('doIt(token: Secret, params: DoItParams')
    expect(code).toContain('  passCode: Secret\n')
    expect(await text('models/things.ts', things)).toContain(
      '  value: SecretString\n  note: SecretString | null\n',
    )
  })

  it('has no notes on members that mean the same everywhere: those are known by their names', async () => {
    const Key = model('Key', { secret_a: secret(string), secret_b: secret(string), map_a: opaqueObject() })
    const Other = model('Other', { secret_b: string, inner: model('Inner', { map_b: opaqueMap(string) }) })
    const things = group('things', {
      doIt: operation({ ...post, returns: Key }),
      doOther: operation({
        ...post,
        body: model('Sent', { map_b: model('Ours', { some_name: string }) }),
        returns: Other,
      }),
    })
    const names = await text('common-names.ts', things)
    expect(names).toContain("'secret_a'")
    expect(names).toContain("'map_a'")
    expect(names).not.toMatch(/secret_b|map_b/)
    const code = await text('things.ts', things)
    expect(code).toContain(`doIt: { secrets: ['secret_b'] },`)
    expect(code).toContain(`doOther: { response: ['inner.map_b'] },`)
  })

  it('cannot answer what is secret in one variant and not in another', () => {
    const [A, B] = [model('A', { value: secret(string) }), model('B', { value: string })]
    const things = group('things', { doIt: operation({ ...post, returns: schema({ anyOf: [A, B] }) }) })
    expect(() => generated([things])).toThrow("'value' is secret in one variant and not in another.")
  })

  it('reads an event wherever one is answered', async () => {
    const events = wholeContract.find(({ service }) => service === 'events')!
    expect(await text('events.ts', events)).toContain(`listEvents: { readers: { 'data[]': readEvent } },`)
  })

  it('says which parameters exclude each other', async () => {
    const things = group('things', {
      doIt: operation({
        ...post,
        exclusive: [['a'], ['b_c', 'd?']],
        body: model('DoIt', { a: optionalString }),
      }),
    })
    expect(await text('things.ts', things)).toContain('Takes at most one of: `a`; `bC` and perhaps `d`.')
  })
})
