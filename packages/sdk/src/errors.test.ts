import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { testPeer } from '../test/peer.ts'
import {
  APIError,
  AuthenticationError,
  AuthorizationError,
  ConflictError,
  NotFoundError,
  OAuthError,
  RateLimitExceededError,
  ServerError,
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
