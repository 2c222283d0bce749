import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { testPeer } from '../test/peer.ts'
import {
  APIError,
  AuthenticationError,
  AuthorizationError,
  Client,
  ConflictError,
  NetworkError,
  NotFoundError,
  OAuthError,
  RateLimitExceededError,
  ServerError,
  type TransportInit,
  UnprocessableEntityError,
} from './index.ts'

async function refusal(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<APIError> {
  const { client } = await testPeer(() => ({
    status,
    headers,
    text: typeof body === 'string' ? body : JSON.stringify(body),
  }))
  return await client.organizations.getOrganization('org_1', { maxRetries: 0 }).catch((reason) => reason)
}

describe('the class of an error', () => {
  it.each([
    [400, APIError],
    [401, AuthenticationError],
    [403, AuthorizationError],
    [404, NotFoundError],
    [409, ConflictError],
    [410, APIError],
    [418, APIError],
    [422, UnprocessableEntityError],
    [429, RateLimitExceededError],
    [500, ServerError],
    [503, ServerError],
  ])('follows from the status: %i', async (status, expected) => {
    const error = await refusal(status, { message: 'No.' })
    expect(error.constructor).toBe(expected)
    expect(error).toBeInstanceOf(APIError)
    expect(error).toMatchObject({ name: expected.name, status, message: 'No.' })
  })

  it('is OAuthError for an OAuth refusal, with its code', async () => {
    const error = await refusal(400, { error: 'invalid_grant', error_description: 'The code has expired.' })
    expect(error).toBeInstanceOf(OAuthError)
    expect(error).toMatchObject({ code: 'invalid_grant', message: 'The code has expired.' })
  })

  it('is not OAuthError where `error` is a sentence', async () => {
    const error = await refusal(400, { error: 'The key is taken.' })
    expect(error.constructor).toBe(APIError)
    expect(error).toMatchObject({ code: undefined, message: 'The key is taken.' })
  })
})

describe('what an error says', () => {
  it.each([
    ['{message}', { message: 'Not here.' }, { code: undefined, message: 'Not here.' }],
    ['{code, message}', { code: 'taken', message: 'Taken.' }, { code: 'taken', message: 'Taken.' }],
    [
      '{error, message}',
      { error: 'export_failed', message: 'Failed.' },
      { code: 'export_failed', message: 'Failed.' },
    ],
    [
      '{errors: [{field, code}]}',
      { message: 'Bad.', errors: [{ field: 'name', code: 'required' }] },
      { message: 'Bad.', errors: [{ field: 'name', code: 'required' }] },
    ],
    [
      '{errors: [{code, message}]}',
      { code: 'weak', message: 'Weak.', errors: [{ code: 'too_short', message: 'Too short.' }] },
      { code: 'weak', errors: [{ code: 'too_short', message: 'Too short.' }] },
    ],
    [
      '{errors: [{property, constraints}]}',
      { message: 'Bad.', errors: [{ property: 'origin', constraints: { isUrl: 'Must be a URL.' } }] },
      { errors: [{ field: 'origin', code: 'isUrl', message: 'Must be a URL.' }] },
    ],
    [
      '{errors: ["text"]}',
      { errors: ['One.', 'Two.'] },
      { message: 'One.; Two.', errors: [{ message: 'One.' }, { message: 'Two.' }] },
    ],
    [
      '{message: ["text"], error}',
      { message: ['name must be a string'], error: 'Bad Request', statusCode: 422 },
      { message: 'name must be a string', errors: [{ message: 'name must be a string' }] },
    ],
  ])('is read from %s', async (_, body, expected) => {
    expect(await refusal(422, body)).toMatchObject(expected)
  })

  it.each(['<html>Bad gateway</html>', '', 'null', '[]', '"no"'])(
    'is the status where the body is %j',
    async (body) => {
      expect(await refusal(502, body)).toMatchObject({
        status: 502,
        message: 'GET /organizations/{} was answered (502).',
        rawBody: body,
      })
    },
  )

  it('holds the request ID, the headers, and how long to wait', async () => {
    const error = await refusal(
      429,
      { message: 'Slow down.' },
      { 'x-request-id': 'req_1', 'retry-after': '7' },
    )
    expect(error).toMatchObject({ requestId: 'req_1', retryAfter: 7 })
    expect(error.headers.get('x-request-id')).toBe('req_1')
  })

  it.each([
    [401, { code: 'key_expired', message: 'The key has expired.' }, 'key_expired', 'The key has expired.'],
    [403, { code: 'not_allowed', message: 'Not with this key.' }, 'not_allowed', 'Not with this key.'],
    [429, { error: 'too_many_requests' }, 'too_many_requests', 'too_many_requests'],
    [
      429,
      { code: 'daily_quota_exceeded' },
      'daily_quota_exceeded',
      'GET /organizations/{} was answered (429).',
    ],
    [409, { error: 'The key exists.' }, undefined, 'The key exists.'],
    [
      400,
      { message: 'Must use SSO for selected organization' },
      undefined,
      'Must use SSO for selected organization',
    ],
  ])('is lost for no status: %i %j', async (status, body, code, message) => {
    expect(await refusal(status, body)).toMatchObject({ status, code, message, body })
  })

  it('keeps every member of the body, also of a code that it does not know', async () => {
    const error = await refusal(403, { code: 'of_tomorrow', message: 'Wait.', wait_for: { step_id: 's_1' } })
    expect(error).toMatchObject({ code: 'of_tomorrow', body: { wait_for: { step_id: 's_1' } } })
  })

  it('has both codes and messages that a refusal spells in two ways', async () => {
    expect(await refusal(400, { code: 'a_code', error: 'an_error', message: 'No.' })).toMatchObject({
      code: 'a_code',
      message: 'No.',
    })
  })

  it('is not as long as a server might make it', async () => {
    expect((await refusal(400, { message: 'x'.repeat(100_000) })).message).toHaveLength(2_000)
  })

  it('leads in its stack to who made the call', async () => {
    async function whoMadeTheCall() {
      const { client } = await testPeer(() => ({ status: 404 }))
      return await client.organizations.getOrganization('org_1')
    }
    await expect(whoMadeTheCall()).rejects.toMatchObject({ stack: expect.stringContaining('whoMadeTheCall') })
  })

  it('can be logged as JSON, with its message', async () => {
    const error = await refusal(404, { code: 'gone', message: 'Not here.' }, { 'x-request-id': 'req_1' })
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: 'NotFoundError',
      message: 'Not here.',
      status: 404,
      code: 'gone',
      requestId: 'req_1',
      errors: [],
    })
  })

  it('shows its name and no fields twice when printed', async () => {
    const printed = inspect(await refusal(404, { message: 'Not here.' }))
    expect(printed).toMatch(/^NotFoundError: Not here\./)
    expect(printed).not.toMatch(/name:|rawBody|body:|headers/)
  })

  it('shows no body when printed, since there may be a token in it', async () => {
    const error = await refusal(403, {
      code: 'mfa_challenge',
      message: 'MFA.',
      pending_authentication_token: 'tok_1',
    })
    expect(error.rawBody).toContain('tok_1')
    expect(inspect(error) + JSON.stringify(error)).not.toContain('tok_1')
  })
})

describe('a secret in an error', () => {
  /** Everything that a program may do to write an error down. */
  const written = (error: Error) =>
    [inspect(error, { depth: 9 }), JSON.stringify(error), String(error), error.stack, error.message].join()

  it('is not read where the server repeats the key', async () => {
    const message = 'Invalid API key: sk_test_1'
    const { client } = await testPeer(() => ({ status: 401, json: { message, errors: [{ message }] } }))
    const error = await client.organizations.getOrganization('org_1').catch((reason) => reason)
    expect(error).toMatchObject({ status: 401, message: 'Invalid API key: <redacted>' })
    expect(written(error)).not.toContain('sk_test_1')
  })

  it('is taken out of values alone, so that a short one breaks nothing', async () => {
    const { client } = await testPeer(() => ({ status: 400, json: { code: 'taken', message: 'Taken.' } }), {
      apiKey: 'o',
    })
    await expect(client.organizations.getOrganization('org_1')).rejects.toMatchObject({ code: 'taken' })
  })

  it('is not read where the server repeats the token of a user', async () => {
    const { client } = await testPeer(() => ({ status: 401, json: { message: 'Bad token token_1' } }))
    const error = await client.sso.getProfile({ accessToken: 'token_1' }).catch((reason) => reason)
    expect(written(error)).not.toContain('token_1')
  })

  it.each([
    ['says it', (key: string) => new Error(`cannot send ${key}`)],
    ['holds the request', (key: string) => Object.assign(new Error('no'), { config: { headers: { key } } })],
    ['has a field of it', (key: string) => Object.assign(new Error('no'), { header: key })],
    ['has a cause that says it', (key: string) => new Error('no', { cause: new Error(key) })],
    ['is no error', (key: string) => key],
  ])('is not read where the error of a transport %s', async (_, fault) => {
    const transport = async (__: string, { headers }: TransportInit) => {
      throw fault(String(headers.authorization))
    }
    const client = new Client({ apiKey: 'sk_test_1', transport, maxRetries: 0 })
    const error = await client.organizations.getOrganization('org_1').catch((reason) => reason)
    expect(error).toBeInstanceOf(NetworkError)
    expect(written(error)).not.toContain('sk_test_1')
  })

  it('costs the error of a transport nothing where there is none', async () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', port: 1 })
    const transport = () => Promise.reject(cause)
    const client = new Client({ apiKey: 'sk_test_1', transport, maxRetries: 0 })
    await expect(client.organizations.getOrganization('org_1')).rejects.toMatchObject({ cause })
  })

  it('leaves the name, the code and the place of what it was taken out of', async () => {
    const fault = Object.assign(new TypeError('bad sk_test_1'), { code: 'E_BAD', request: {} })
    const client = new Client({ apiKey: 'sk_test_1', transport: () => Promise.reject(fault), maxRetries: 0 })
    const { cause } = await client.organizations.getOrganization('org_1').catch((reason) => reason)
    expect(cause).toMatchObject({ name: 'TypeError', message: 'bad <redacted>', code: 'E_BAD' })
    expect(cause.stack).toContain('errors.test.ts')
  })
})
